"""What the rest of the house may ask of a store, whatever engine is behind it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Triple

Term = NamedNode | Literal
Row = Mapping[str, Term]
"""A solution: variable → term; a variable without a value is absent."""


class GraphStore(Protocol):
    """A read-only view of the graph. Values are bound by the engine, never pasted into the text of a query."""

    def rows(self, query: str, **values: Term) -> list[Row]:
        """Solutions of a SELECT query, with `values` bound to the variables of those names, which it must project."""
        ...

    def ask(self, query: str, **values: Term) -> bool:
        """Answer of an ASK query."""
        ...

    def triples(self, query: str, **values: Term) -> list[Triple]:
        """Triples of a CONSTRUCT query."""
        ...


@cache
def query_text(path: Path) -> str:
    """The text of a ``.rq`` file, read once."""
    return path.read_text("utf-8")
