"""Makes a store to measure on: an existing release, and invented visits beside it until it is as large as wished.

python bench/endpoint_data.py chancery-data bench-data --visits 60000
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.namespaces import EDTF, RDF, XSD
from graph.store import Manifest, Releases, open_store
from graph.store.writing import content_digest, write
from graph.vocabulary import BASE

VISITS_A_GRAPH = 500
FIRST_DAY = date(1990, 1, 1)
DAYS = 13_000


def invented(states: list[NamedNode], count: int) -> Iterator[Quad]:
    """Visits between real states that never took place, each told by an article of its own group."""
    chance = random.Random(1)
    term = lambda name: NamedNode(f"{BASE}/ontology#{name}")  # noqa: E731
    for number in range(count):
        graph = NamedNode(f"{BASE}/graph/loaded/invented-{number // VISITS_A_GRAPH}")
        visit = NamedNode(f"{BASE}/id/visit/{number:016x}")
        evidence = NamedNode(f"{BASE}/id/evidence/{number:016x}")
        visitor, host = chance.sample(states, 2)
        day = FIRST_DAY + timedelta(chance.randrange(DAYS))
        at = Literal(day.isoformat(), datatype=NamedNode(f"{XSD}date"))
        for predicate, value in (
            (NamedNode(f"{RDF}type"), term("Visit")),
            (term("visitor"), visitor),
            (term("host"), host),
            (term("date"), Literal(day.isoformat(), datatype=NamedNode(EDTF))),
            (term("earliest"), at),
            (term("latest"), at),
            (term("modality"), NamedNode(f"{BASE}/vocab/modality/asserted")),
            (NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"), evidence),
        ):
            yield Quad(visit, predicate, value, graph)
        yield Quad(evidence, NamedNode(f"{RDF}type"), term("Evidence"), graph)
        yield Quad(evidence, term("line"), Literal(number), graph)


def main() -> None:
    """Make the store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--visits", type=int, default=60_000)
    arguments = parser.parse_args()
    source = open_store(arguments.source)
    named = NamedNode(f"{BASE}/ontology#State")
    states = sorted({quad.subject for quad in source.engine.quads_for_pattern(None, None, named, None)}, key=str)
    releases = Releases(arguments.target)
    with releases.writing(), releases.new() as folder:
        store = Store(str(folder / "db"))
        write(store, source.quads())
        write(store, invented([state for state in states if isinstance(state, NamedNode)], arguments.visits))
        digest, count = content_digest(store)
        store.flush()
        del store
        releases.publish(
            folder, Manifest(1, "bench", BASE, "bench", "2025-01-01T00:00:00Z", digest, count, arguments.visits)
        )
    print(f"{count:,} quads in {arguments.target}")


if __name__ == "__main__":
    main()
