"""How long a dump takes, how large it is, and whether its memory grows with the graph.

    python bench/dump.py [QUADS …]

Makes graphs of invented visits of about so many quads (100,000 and 1,000,000 by default), dumps each in a process of
its own, and prints seconds, bytes and peak memory.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.dump import dump
from graph.namespaces import XSD, expand
from graph.store.embedded import EmbeddedStore
from graph.store.writing import write_quads
from graph.vocabulary import BASE, ontology_quads

STATES = 200
PER_VISIT = 13


def invented(quads: int) -> Iterator[Quad]:
    """Visits between invented states, each with a quotation."""
    name = {key: NamedNode(expand(key)) for key in _NAMES}
    ontology = NamedNode(f"{BASE}/graph/ontology")
    for quad in ontology_quads():
        yield Quad(quad.subject, quad.predicate, quad.object, ontology)
    states = [NamedNode(f"{BASE}/id/state/X{number:03d}") for number in range(STATES)]
    register = NamedNode(f"{BASE}/graph/register/invented")
    for state in states:
        yield Quad(state, name["rdf:type"], name["cy:State"], register)
        yield Quad(state, name["rdfs:label"], Literal(f"State {state.value[-3:]}", language="en"), register)
    for number in range(quads // PER_VISIT):
        graph = NamedNode(f"{BASE}/graph/article/a{number // 20}")
        fact = NamedNode(f"{BASE}/id/visit/{number * 2654435761 % 2**64:016x}")
        evidence = NamedNode(f"{BASE}/id/evidence/{number * 2246822519 % 2**64:016x}")
        day = f"{1990 + number % 35}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        guest, host = states[number % STATES], states[number * 7 % STATES]
        sentence = f"The minister of {guest.value[-4:]} visited {host.value[-4:]} on {day}, sentence {number} says."
        quote = NamedNode(f"{evidence.value}/quote")
        yield Quad(fact, name["rdf:type"], name["cy:Visit"], graph)
        yield Quad(fact, name["rdfs:label"], Literal(f"Visit {number}", language="en"), graph)
        yield Quad(fact, name["cy:visitor"], guest, graph)
        yield Quad(fact, name["cy:host"], host, graph)
        yield Quad(fact, name["cy:earliest"], Literal(day, datatype=NamedNode(f"{XSD}date")), graph)
        yield Quad(fact, name["cy:modality"], NamedNode(f"{BASE}/vocab/modality/asserted"), graph)
        yield Quad(fact, name["prov:wasDerivedFrom"], evidence, graph)
        yield Quad(evidence, name["rdf:type"], name["cy:Quotation"], graph)
        yield Quad(evidence, name["cy:rule"], Literal("visit.visited"), graph)
        yield Quad(evidence, name["oa:hasSelector"], quote, graph)
        yield Quad(quote, name["rdf:type"], name["oa:TextQuoteSelector"], graph)
        yield Quad(quote, name["oa:exact"], Literal(sentence), graph)
        yield Quad(evidence, name["oa:hasSource"], NamedNode(f"{BASE}/id/article/a{number // 20}"), graph)


_NAMES = (
    *("rdf:type", "rdfs:label", "cy:State", "cy:Visit", "cy:Quotation", "cy:visitor", "cy:host", "cy:earliest"),
    *("cy:modality", "cy:rule", "prov:wasDerivedFrom", "oa:hasSelector", "oa:TextQuoteSelector", "oa:exact"),
    "oa:hasSource",
)


def measure(folder: Path) -> dict[str, float]:
    """Dump the store in a folder; what it took."""
    started = time.monotonic()
    files = dump(EmbeddedStore(folder / "db"), folder / "dump", BASE, lambda _: None)
    # not ru_maxrss: a child inherits that of the process that started it
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    return {
        "seconds": round(time.monotonic() - started, 1),
        "files": len(files),
        "MB": round(sum(file.bytes for file in files) / 1e6, 1),
        "peak MB": round(peak),
    }


def main(sizes: list[int]) -> None:
    """Measure each size in a process of its own."""
    for quads in sizes:
        with tempfile.TemporaryDirectory() as name:
            store = Store(str(Path(name) / "db"))
            write_quads(store, invented(quads))
            store.flush()
            del store
            command = [sys.executable, __file__, "--measure", name]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            print(f"{quads:,} quads: {told.strip()}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        main([int(size) for size in sys.argv[1:]] or [100_000, 1_000_000])
