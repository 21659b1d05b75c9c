"""The embedded store: an Oxigraph database on disk, opened for reading."""

import os
import weakref
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from graph.errors import InputError, StoreCorrupt, UsageError
from graph.store.interface import Row, Term


class EmbeddedStore:
    """Read-only access to one release. The default graph holds the merged set of all named graphs.

    Parameters
    ----------
    path
        The database's folder.
    held
        File descriptor of a lock on the release; it is closed with the store.

    Raises
    ------
    StoreCorrupt
        The database cannot be opened.

    """

    def __init__(self, path: Path, held: int | None = None) -> None:
        self.path = path
        if held is not None:  # the lock that keeps a build from removing the release under its readers
            weakref.finalize(self, os.close, held)
        try:
            self.engine = Store.read_only(str(path))
        except (OSError, RuntimeError, ValueError) as error:
            raise damaged(path, error) from None

    def rows(self, query: str, **values: Term) -> list[Row]:
        """Solutions of a SELECT query, with `values` bound to the variables of those names."""
        result = self._query(query, values)
        if not isinstance(result, QuerySolutions):
            raise UsageError("the query is no SELECT query", "use a SELECT query here")
        names = [variable.value for variable in result.variables]
        return [
            {name: term for name, term in zip(names, solution, strict=True) if isinstance(term, NamedNode | Literal)}
            for solution in result
        ]

    def ask(self, query: str, **values: Term) -> bool:
        """Answer of an ASK query."""
        result = self._query(query, values)
        if not isinstance(result, QueryBoolean):
            raise UsageError("the query is no ASK query", "use an ASK query here")
        return bool(result)

    def triples(self, query: str, **values: Term) -> list[Triple]:
        """Triples of a CONSTRUCT or DESCRIBE query, each once."""
        result = self._query(query, values)
        if not isinstance(result, QueryTriples):
            raise UsageError("the query is no CONSTRUCT query", "use a CONSTRUCT query here")
        return list(dict.fromkeys(result))

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """All quads of the named graphs, or of one of them."""
        graphs = [graph] if graph is not None else list(self.engine.named_graphs())
        for name in graphs:
            yield from self.engine.quads_for_pattern(None, None, None, name)

    def _query(self, query: str, values: dict[str, Term]) -> QuerySolutions | QueryBoolean | QueryTriples:
        bound: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
            Variable(name): term for name, term in values.items()
        }
        try:
            return self.engine.query(query, substitutions=bound or None)
        except SyntaxError as error:
            raise InputError(f"the query is no SPARQL: {error}", "correct it") from None
        except (OSError, RuntimeError) as error:
            if "in its SELECT projection" in str(error):
                raise UsageError(str(error), "project the variables that are bound") from None
            raise damaged(self.path, error) from None


def damaged(path: Path, error: Exception) -> StoreCorrupt:
    """The error for a database that cannot be read."""
    return StoreCorrupt(
        f"the store is damaged ({str(error).splitlines()[0]})",
        "build it anew with: chancery build --fresh",
        file=path,
    )
