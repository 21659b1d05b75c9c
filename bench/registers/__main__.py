"""``python -m bench.registers FACTS [SEEDS]``: make the tables of registers from a folder of collected facts."""

import sys
from pathlib import Path

from bench.registers.bodies import Bodies
from bench.registers.common import LEFT_OUT, Tables
from bench.registers.encounters import Encounters
from bench.registers.instruments import Instruments
from bench.registers.offices import Offices
from bench.registers.people import People
from bench.registers.states import States


def main(facts: str, seeds: str = "seeds") -> None:
    """Make all tables; persons and places last, since the others add to them."""
    tables = Tables(Path(facts), Path(seeds))
    states, people = States(tables), People(tables)
    states.make()
    people.make()
    Offices(tables, states, people).make()
    encounters = Encounters(tables, states, people)
    encounters.make()
    Instruments(tables, states).make()
    Bodies(tables, states, encounters).make()
    people.write()
    states.write_places()
    for reason, count in sorted(LEFT_OUT.items()):
        print(f"left out: {reason}: {count:,}")


if __name__ == "__main__":
    main(*sys.argv[1:])
