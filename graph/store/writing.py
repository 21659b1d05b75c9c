"""Writing a release: each statement in its named graph, and in the default graph, the merged set that queries see."""

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from graph.errors import StoreError


def write(store: Store, quads: Iterable[Quad]) -> None:
    """Add quads of named graphs.

    Oxigraph's own union of graphs repeats what two graphs state, and ``FROM`` is not obeyed beside it; a merged
    default graph keeps the set semantics of SPARQL.

    Raises
    ------
    StoreError
        The disk takes no more.
    """

    def doubled() -> Iterator[Quad]:
        for quad in quads:
            yield quad
            yield Quad(quad.subject, quad.predicate, quad.object)

    try:
        store.bulk_extend(doubled())
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the store cannot be written ({error})", "check the disk and its free space") from None


def named_quads(store: Store) -> Iterator[Quad]:
    """The quads of all named graphs."""
    return (quad for quad in store if not isinstance(quad.graph_name, DefaultGraph))


def content_digest(store: Store) -> tuple[str, int]:
    """A number for the content of all named graphs, whatever their order, and how many quads they have."""
    total = count = 0
    for quad in named_quads(store):
        total += int.from_bytes(hashlib.blake2b(str(quad).encode(), digest_size=16).digest())
        count += 1
    return f"{total % 2**128:032x}", count


def in_graph(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    """Triples as quads of a named graph."""
    return (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
