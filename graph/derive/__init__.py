"""Plain triples that follow from facts, by the rules of the ontology.

Rules read the merged set of statements, never each other's results, so their order does not matter. Labels, bounds of
dates and disagreements are not made here: `graph.assemble` writes them with the facts.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pyoxigraph import Quad, QueryTriples, RdfFormat, Store, parse

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
    for path in rule_files():
        lines = "".join(f"{triple} <{base}/graph/derived> .\n" for triple in sorted(apply(store, path, base)))
        yield from parse(lines.encode(), RdfFormat.N_QUADS)


def apply(store: Store, path: Path, base: str = BASE) -> set[str]:
    """What one rule derives from the default graph of `store`: triples, written as in N-Triples without the full stop.

    The engine works outside the interpreter's lock, so that rules can be applied side by side.

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
    written = triples.serialize(format=RdfFormat.N_TRIPLES) or b""
    found = {line.removesuffix(" .") for line in written.decode().split("\n") if line}
    for triple in found:
        if triple.startswith("_:") or not triple.endswith(">") or '"' in triple:
            raise InputError(f"the rule derives {triple}, which is no link between IRIs", "correct it", file=path)
    return found


def apply_all(store: Store, base: str = BASE) -> set[str]:
    """What all rules derive, on all cores.

    Raises
    ------
    InputError
        A rule is broken SPARQL, or makes blank nodes.
    """
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return set().union(*threads.map(lambda path: apply(store, path, base), rule_files()))
