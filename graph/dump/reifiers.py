"""Facts as RDF 1.2 reifiers: which plain triple follows from which fact, by the rules of the ontology themselves.

A rule derives ``?visitor cy:visited ?host`` from ``?fact``. The same rule says that ``?fact rdf:reifies`` that triple:
its template is rewritten, its pattern stays as it is.
"""

import heapq
import re
from collections.abc import Iterator

from pyoxigraph import NamedNode, QueryTriples, RdfFormat, Triple, parse

from graph.derive import rule_files
from graph.dump.sorting import sorted_lines
from graph.dump.spine import Spine, ntriples, triple_line
from graph.namespaces import RDF
from graph.vocabulary import BASE, kebab, vocabulary

REIFIES = NamedNode(f"{RDF}reifies")
_TEMPLATE = re.compile(r"CONSTRUCT\s*\{\s*(\?\w+\s+\S+\s+\?\w+)\s*\.?\s*\}")


def fact_parts() -> list[str]:
    """The parts of the graph that hold facts."""
    return sorted(kebab(name) for name in vocabulary().types)


def reifying_rules(base: str) -> Iterator[str]:
    """The rules that derive a link between parties from one fact, rewritten to link the fact to it."""
    for path in rule_files():
        text = path.read_text("utf-8").replace(f"{BASE}/", f"{base}/")
        template = _TEMPLATE.search(text)
        if template is None or "?fact" not in text or template[1].startswith("?fact"):
            continue  # what is said of a fact itself reifies nothing
        head = f"CONSTRUCT {{ ?fact <{REIFIES.value}> <<( {template[1]} )>> . {template[1]} }}"
        yield text[: template.start()] + head + text[template.end() :]


def links(spine: Spine) -> Iterator[Triple]:
    """The plain triples, and the links of facts to them, in no order."""
    for rule in reifying_rules(spine.base):
        found = spine.store.engine.query(rule)
        if isinstance(found, QueryTriples):
            yield from found


def reified(spine: Spine) -> Iterator[Triple]:
    """Facts with all that is said of them, the plain triples that follow, and the links between the two, sorted."""
    own = (triple_line(triple) for part in fact_parts() for triple in spine.triples(part))
    new = sorted_lines((triple_line(triple) for triple in links(spine)), spine.work, "links")
    merged = spine.work / "reified.nt"
    with merged.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines(ntriples(heapq.merge(own, new)))
    for quad in parse(path=str(merged), format=RdfFormat.N_TRIPLES):
        yield quad.triple
    merged.unlink()
