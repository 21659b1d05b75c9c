"""Plain triples that follow from facts, by the rules of the ontology.

Rules read the merged set of statements, never each other's results, so their order does not matter. Labels, bounds of
dates and disagreements are not made here: `graph.assemble` writes them with the facts.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pyoxigraph import QueryTriples, RdfFormat, Store

from graph.errors import InputError
from graph.settings import shipped
from graph.vocabulary import BASE


def rule_files() -> list[Path]:
    """The shipped rules: one CONSTRUCT a file, whose first lines say in words what it derives."""
    return sorted((shipped("ontology") / "rules").glob("*.rq"))


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
        found = constructed(store, text)
    except SyntaxError as error:
        raise InputError(str(error), "correct the rule", file=path) from None
    except TypeError as error:
        raise InputError(str(error), "rewrite it as one", file=path) from None
    for triple in found:
        if triple.startswith("_:") or not triple.endswith(">") or '"' in triple:
            raise InputError(f"the rule derives {triple}, which is no link between IRIs", "correct it", file=path)
    return found


def constructed(store: Store, query: str) -> set[str]:
    """The triples that a CONSTRUCT query makes, written as in N-Triples without the full stop.

    Raises
    ------
    SyntaxError
        It is no SPARQL.
    TypeError
        It is a query of another form.
    """
    triples = store.query(query)
    if not isinstance(triples, QueryTriples):
        raise TypeError("a rule must be a CONSTRUCT query")
    written = triples.serialize(format=RdfFormat.N_TRIPLES) or b""
    return {line.removesuffix(" .") for line in written.decode().split("\n") if line}


def derive(store: Store, base: str = BASE) -> set[str]:
    """What all rules derive from the default graph of `store`, on all cores; triples as of `apply`.

    Raises
    ------
    InputError
        A rule is broken SPARQL, or makes blank nodes.
    """
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return set().union(*threads.map(lambda path: apply(store, path, base), rule_files()))
