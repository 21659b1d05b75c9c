"""Writing a release: each statement in its named graph, and in the default graph, the merged set that queries see.

Oxigraph's own union of graphs repeats what two graphs state, and ``FROM`` is not obeyed beside it; a merged default
graph keeps the set semantics of SPARQL. It costs half as much again as the named graphs alone, since the default graph
has three indexes where named ones have six.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph.errors import StoreError

Statement = tuple[str, str]
"""A statement as N-Quads text: the triple, and the graph that it is made in."""

_LINES = 4096
_FULL = ("the store cannot be written", "check the disk and its free space")


class Tally:
    """A number for a set of statements, whatever their order, and how many they are; any can be taken out again."""

    def __init__(self, digest: str = "", count: int = 0) -> None:
        self._total = int(digest, 16) if digest else 0
        self.count = count

    @property
    def digest(self) -> str:
        """The number, in hexadecimal."""
        return f"{self._total % 2**128:032x}"

    def add(self, statement: Statement) -> None:
        """Count a statement in."""
        self._total += _number(statement)
        self.count += 1

    def remove(self, statement: Statement) -> None:
        """Count a statement out."""
        self._total -= _number(statement)
        self.count -= 1


def _number(statement: Statement) -> int:
    text = f"{statement[0]} {statement[1]}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest())


class _Lines(io.RawIOBase):
    """Statements as a stream of N-Quads, each in its graph and in the default graph."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._statements = iter(statements)
        self._block = b""
        self._at = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes: what is left of a block, which is never copied for a part of it."""
        if size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        if self._at >= len(self._block):
            lines = [f"{triple} {graph} .\n{triple} .\n" for triple, graph in islice(self._statements, _LINES)]
            self._block, self._at = "".join(lines).encode(), 0
        start, self._at = self._at, self._at + size
        return self._block[start : self._at]


def write(store: Store, statements: Iterable[Statement], tally: Tally | None = None) -> None:
    """Add statements in bulk; `tally` counts them.

    Raises
    ------
    StoreError
        The disk takes no more.
    """
    counted = statements if tally is None else _counted(statements, tally)
    try:
        # Terms are made and checked by the readers: checking them again would cost a quarter of the load.
        store.bulk_load(input=cast(IO[bytes], _Lines(counted)), format=RdfFormat.N_QUADS, lenient=True)
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{_FULL[0]} ({error})", _FULL[1]) from None


def write_quads(store: Store, quads: Iterable[Quad]) -> None:
    """Add quads of named graphs, each also to the default graph.

    Raises
    ------
    StoreError
        The disk takes no more.
    """
    write(store, map(as_statement, quads))


def content_digest(store: Store) -> tuple[str, int]:
    """A number for the content of all named graphs, whatever their order, and how many quads they have."""
    tally = Tally()
    for quad in store:
        if _named(quad):
            tally.add(as_statement(quad))
    return tally.digest, tally.count


def _counted(statements: Iterable[Statement], tally: Tally) -> Iterator[Statement]:
    for statement in statements:
        tally.add(statement)
        yield statement


def change(store: Store, removed: Iterable[Statement], added: Iterable[Statement], tally: Tally | None = None) -> None:
    """Take statements out and put others in; a triple leaves the default graph when no graph states it any more.

    Raises
    ------
    StoreError
        The disk takes no more.
    """
    added = list(added)
    try:
        for statement in removed:
            quad = as_quad(statement)
            store.remove(quad)
            if not any(
                True for _ in store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None) if _named(_)
            ):
                store.remove(Quad(quad.subject, quad.predicate, quad.object))
            if tally is not None:
                tally.remove(statement)
        write(store, added, tally)
    except OSError as error:
        raise StoreError(f"{_FULL[0]} ({error})", _FULL[1]) from None


def _named(quad: Quad) -> bool:
    return not isinstance(quad.graph_name, DefaultGraph)


def as_quad(statement: Statement) -> Quad:
    """A statement as a quad."""
    return cast(Quad, next(iter(parse(f"{statement[0]} {statement[1]} .", RdfFormat.N_QUADS))))


def as_statement(quad: Quad) -> Statement:
    """A quad as a statement."""
    return str(quad.triple), str(quad.graph_name)


def in_graph(triples: Iterable[Triple], graph: str) -> Iterator[Statement]:
    """Triples as statements of a named graph."""
    name = str(NamedNode(graph))
    return ((str(triple), name) for triple in triples)


def graph_statements(store: Store, graph: str) -> Iterator[Statement]:
    """The statements of a named graph."""
    return (as_statement(quad) for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)))
