"""What follows from a change: rules run again where they can be touched by it, and shapes checked where it happened.

Rules and shapes read the merged default graph. A rule is run again when the change has to do with a class that it
names, or with a property of its own; a rule about facts of every type is run on the neighbourhood of the changed ones.
"""

import os
import re
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.derive import apply, constructed, rule_files
from graph.namespaces import expand
from graph.store.writing import Statement, as_statement, graph_statements
from graph.vocabulary import kebab, vocabulary

_CLASS = re.compile(r"\bcy:([A-Z]\w+)")
_PROPERTY = re.compile(r"\bcy:([a-z]\w+)")
_TEMPLATE = re.compile(r"CONSTRUCT\s*\{(.*?)\}", re.DOTALL)
_COMMON = frozenset({"modality", "date", "earliest", "latest", "kind", "action", "place", "status"})
"""Properties of many types of facts: which rule a change of them touches is told by the class."""

_DERIVED = Path(__file__).parent / "derived.rq"

_MANY = 20_000
"""Of more changed nodes than these, no neighbourhood is taken: everything is derived and checked again."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The nodes that a change touches, their classes, and the properties that changed; names without ``cy:``."""

    nodes: frozenset[str]
    classes: frozenset[str]
    properties: frozenset[str]
    unnamed: frozenset[str]

    @property
    def many(self) -> bool:
        """Whether it is simpler to look at everything."""
        return len(self.nodes) > _MANY


ALL = Touched(frozenset(map(str, range(_MANY + 1))), frozenset(), frozenset(), frozenset())
"""A change that touches everything."""


def touched(store: Store, removed: Collection[Statement], added: Collection[Statement], base: str) -> Touched:
    """What a change touches; `store` is as it was or as it is now: both have the classes of what stays."""
    term, kind = f"<{base}/ontology#", f"<{expand('rdf:type', base)}>"
    nodes: set[str] = set()
    classes: set[str] = set()
    properties: set[str] = set()
    for triple, _ in (*removed, *added):
        subject, predicate, target = triple.split(" ", 2)
        nodes.add(subject[1:-1])
        if predicate.startswith(term):
            properties.add(predicate.removeprefix(term)[:-1])
        elif predicate == kind and target.startswith(term):
            classes.add(target.removeprefix(term)[:-1])
    unnamed = {t.split(" ", 2)[0][1:-1] for t, _ in removed if t.split(" ", 2)[1] == kind}
    if len(nodes) <= _MANY:
        for node in nodes:
            classes |= _classes(store, node, base)
    return Touched(frozenset(nodes), frozenset(classes), frozenset(properties), frozenset(unnamed))


def _classes(store: Store, node: str, base: str) -> set[str]:
    kind, prefix = NamedNode(expand("rdf:type", base)), f"{base}/ontology#"
    quads = store.quads_for_pattern(NamedNode(node), kind, None, DefaultGraph())
    return {str(quad.object.value).removeprefix(prefix) for quad in quads if isinstance(quad.object, NamedNode)}


def derived_change(store: Store, change: Touched, base: str) -> tuple[set[Statement], set[Statement]]:
    """What the rules no longer derive, and what they derive now beside what is there."""
    removed: set[Statement] = set()
    added: set[Statement] = set()
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # the engine works outside the interpreter's lock
        for gone, come in threads.map(lambda together: _rules(store, together, change, base), _by_property()):
            removed |= gone
            added |= come
    return removed, added


def _rules(store: Store, paths: list[Path], change: Touched, base: str) -> tuple[set[Statement], set[Statement]]:
    """The change by rules that derive one property: what one of them lets go another may keep."""
    found = [_rule(store, path, change, base) for path in paths]
    if any(found):
        found = [both or _rule(store, path, ALL, base) for both, path in zip(found, paths, strict=True)]
    before = {one for both in found if both for one in both[0]}
    after = {one for both in found if both for one in both[1]}
    return before - after, after - before


def _by_property() -> list[list[Path]]:
    groups: dict[str, list[Path]] = {}
    for path in rule_files():
        groups.setdefault(min(_derives(path.read_text("utf-8")), default=path.name), []).append(path)
    return list(groups.values())


def _rule(store: Store, path: Path, change: Touched, base: str) -> tuple[set[Statement], set[Statement]] | None:
    """What was derived with the rule's property, and what the rule derives now; `None` where it is not touched."""
    text = path.read_text("utf-8")
    facts = {name for name in _CLASS.findall(text) if name in vocabulary().types}
    graph = f"{base}/graph/derived"
    if not facts and not change.many:
        return _around(store, path, text, change, base)
    own = set(_PROPERTY.findall(text)) - _COMMON
    if not change.many and not (change.classes & set(_CLASS.findall(text)) or change.properties & own):
        return None
    query = _DERIVED.read_text("utf-8").replace("$graph", f"<{graph}>")
    before = {
        statement
        for name in _derives(text)
        for statement in _statements(constructed(store, query.replace("$property", f"<{base}/ontology#{name}>")), graph)
    }
    return before, _statements(apply(store, path, base), graph)


def _derives(text: str) -> set[str]:
    template = _TEMPLATE.search(text)
    return set(_PROPERTY.findall(template[1])) if template else set()


def _statements(triples: Iterable[str], graph: str) -> set[Statement]:
    return {(triple, f"<{graph}>") for triple in triples}


def _around(store: Store, path: Path, text: str, change: Touched, base: str) -> tuple[set[Statement], set[Statement]]:
    """A rule about facts of every type, run on the changed facts with their evidence and what they disagree with."""
    derived = expand("prov:wasDerivedFrom", base)
    facts = {node for node in change.nodes if f"{base}/id/" in node and _is_fact(node, base)}
    for node in change.nodes:
        quads = store.quads_for_pattern(None, NamedNode(derived), NamedNode(node), DefaultGraph())
        facts |= {str(quad.subject)[1:-1] for quad in quads if _is_fact(str(quad.subject)[1:-1], base)}
    small = Store()
    for fact in facts:
        for quad in _near(store, fact):
            small.add(quad)
    graph = NamedNode(f"{base}/graph/derived")
    before = {
        as_statement(quad)
        for fact in facts
        for name in _derives(text)
        for quad in store.quads_for_pattern(NamedNode(fact), NamedNode(f"{base}/ontology#{name}"), None, graph)
    }
    after = {
        one for one in _statements(apply(small, path, base), graph.value) if one[0].split(" ", 1)[0][1:-1] in facts
    }
    return before, after


def _is_fact(node: str, base: str) -> bool:
    kind = node.removeprefix(f"{base}/id/").partition("/")[0]
    return kind in {kebab(name) for name in vocabulary().types}


def _near(store: Store, fact: str) -> Iterable[Quad]:
    node, default = NamedNode(fact), DefaultGraph()
    for quad in store.quads_for_pattern(node, None, None, default):
        yield quad
        if isinstance(quad.object, NamedNode) and "/id/evidence/" in quad.object.value:
            yield from store.quads_for_pattern(quad.object, None, None, default)
    yield from store.quads_for_pattern(None, None, node, default)


def focus(store: Store, change: Touched) -> set[str]:
    """The nodes to check again: those that changed, and those that refer to what lost its class."""
    nodes = set(change.nodes)
    for node in change.unnamed:
        quads = store.quads_for_pattern(None, None, NamedNode(node), DefaultGraph())
        nodes |= {str(quad.subject)[1:-1] for quad in quads}
    return nodes


def neighbourhood(store: Store, nodes: Collection[str], base: str) -> Store:
    """What shapes look at when they check nodes, in memory: the nodes, what they refer to and what refers to them.

    Queries that are compiled from shapes are planned for whole graphs; on a small one they take no time.
    """
    default, small = DefaultGraph(), Store()
    for quad in store.quads_for_pattern(None, None, None, NamedNode(f"{base}/graph/ontology")):
        small.add(Quad(quad.subject, quad.predicate, quad.object))
    around: set[NamedNode] = set()
    for name in nodes:
        node = NamedNode(name)
        around.add(node)
        quads = store.quads_for_pattern(node, None, None, default)
        around |= {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
        quads = store.quads_for_pattern(None, NamedNode(expand("prov:wasDerivedFrom", base)), node, default)
        around |= {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    small.extend(quad for node in around for quad in store.quads_for_pattern(node, None, None, default))
    return small


def replaced(store: Store, graph: str, now: Iterable[Statement]) -> tuple[set[Statement], set[Statement]]:
    """What a named graph no longer states, and what it states anew."""
    before, after = set(graph_statements(store, graph)), set(now)
    return before - after, after - before
