"""The hierarchy of classes, as a store tells it."""

from collections.abc import Callable

from pyoxigraph import DefaultGraph, NamedNode, Store

_SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


def hierarchy(store: Store) -> Callable[[str], set[str]]:
    """A function that gives a class and all below it, by what the store says of subclasses."""
    above: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, _SUBCLASS, None, DefaultGraph()):
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            above.setdefault(quad.object.value, set()).add(quad.subject.value)

    def below(name: str) -> set[str]:
        found, agenda = {name}, [name]
        while agenda:
            new = above.get(agenda.pop(), set()) - found
            found |= new
            agenda.extend(new)
        return found

    return below
