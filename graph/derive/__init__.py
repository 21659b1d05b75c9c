"""Plain triples that follow from facts, by the rules of the ontology.

Rules read the merged set of statements, never each other's results, so their order does not matter. Labels, bounds of
dates and disagreements are not made here: `graph.assemble` writes them with the facts.
"""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, QueryTriples, Store

from graph.errors import InputError
from graph.settings import shipped
from graph.vocabulary import BASE


def rule_files() -> list[Path]:
    """The shipped rules: one CONSTRUCT a file, whose first lines say in words what it derives."""
    return sorted((shipped("ontology") / "rules").glob("*.rq"))


def derive(store: Store, base: str = BASE) -> Iterator[Quad]:
    """What follows from the default graph of `store`, each triple once, as quads of the graph of derived triples.

    Raises
    ------
    InputError
        A rule is broken SPARQL, or makes blank nodes.
    """
    graph = NamedNode(f"{base}/graph/derived")
    for path in rule_files():
        for subject, predicate, target in sorted(apply(store, path, base), key=str):
            yield Quad(subject, predicate, target, graph)


def apply(store: Store, path: Path, base: str = BASE) -> set[tuple[NamedNode, NamedNode, NamedNode]]:
    """What one rule derives from the default graph of `store`.

    Raises
    ------
    InputError
        The rule is broken SPARQL, or makes blank nodes.
    """
    text = path.read_text("utf-8").replace(f"{BASE}/", f"{base}/")
    try:
        triples = store.query(text)
    except SyntaxError as error:
        raise InputError(str(error), "correct the rule", file=path) from None
    if not isinstance(triples, QueryTriples):
        raise InputError("a rule must be a CONSTRUCT query", "rewrite it as one", file=path)
    found = set()
    for triple in triples:
        if isinstance(triple.subject, BlankNode) or not isinstance(triple.object, NamedNode):
            raise InputError(f"the rule derives {triple}, which is no link between IRIs", "correct it", file=path)
        found.add((triple.subject, triple.predicate, triple.object))
    return found
