"""SHACL shapes as records, read from the ontology's shape files.

Only what the compiler can turn into a query is read; any other SHACL term is refused, so that no constraint is ever
silently left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, parse

from graph.errors import InputError
from graph.settings import shipped
from graph.vocabulary import BASE

SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal

CONSTRAINTS = frozenset(
    {
        *("class", "datatype", "nodeKind", "in", "pattern", "minLength", "minInclusive", "maxInclusive"),
        *("minCount", "maxCount", "uniqueLang", "disjoint", "lessThan", "lessThanOrEquals", "or", "sparql"),
    }
)
"""SHACL's parameters that are compiled, without the prefix ``sh:``."""

_DESCRIBING = frozenset({"path", "targetClass", "property", "severity", "message"})


@dataclass(frozen=True, slots=True)
class Constraint:
    """One parameter of a shape with its value: a term, the terms of a list, the alternatives of ``sh:or``."""

    name: str
    terms: tuple[Term, ...] = ()
    shapes: tuple["Shape", ...] = ()
    query: str = ""
    message: str = ""

    @property
    def component(self) -> str:
        """Local name of the constraint component that a report names."""
        name = "SPARQL" if self.name == "sparql" else self.name[0].upper() + self.name[1:]
        return f"{name}ConstraintComponent"


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape (`path` is empty) or a property shape; `path` is written as SPARQL writes it."""

    iri: str
    path: str
    targets: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    properties: tuple["Shape", ...]
    severity: str
    message: str


def shape_files() -> list[Path]:
    """The shipped shape files."""
    return sorted((shipped("ontology") / "shapes").glob("*.ttl"))


def load_shapes(files: Iterable[Path] | None = None, base: str = BASE) -> list[Shape]:
    """The shapes that have targets, read from `files` (the shipped ones by default), for data below `base`.

    Raises
    ------
    InputError
        A file is broken Turtle, or uses SHACL terms that the compiler does not know.
    """
    store = Store()
    for path in files or shape_files():
        text = path.read_text("utf-8").replace(f"{BASE}/", f"{base}/")
        try:
            store.extend(parse(text.encode(), format=RdfFormat.TURTLE))
        except SyntaxError as error:
            raise InputError(str(error), "correct the shape file", file=path, line=error.lineno) from None
    return _Reader(store).targeted()


class _Reader:
    """Follows shapes through the triples of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def targeted(self) -> list[Shape]:
        found = {quad.subject for quad in self._store.quads_for_pattern(None, NamedNode(f"{SH}targetClass"), None)}
        nodes = [node for node in found if isinstance(node, (NamedNode, BlankNode))]
        return [self.shape(node) for node in sorted(nodes, key=str)]

    def shape(self, node: Node) -> Shape:
        said = self._parameters(node)
        path = said.get("path", [])
        nested = [self.shape(inner) for inner in said.get("property", []) if not isinstance(inner, Literal)]
        for inner in nested:
            if inner.properties or not inner.path:
                raise _refused(inner.iri, "sh:property within a property shape")
        return Shape(
            iri=node.value,
            path=self.path(path[0]) if path else "",
            targets=tuple(sorted(term.value for term in said.get("targetClass", []))),
            constraints=tuple(self._constraints(node, said)),
            properties=tuple(sorted(nested, key=lambda shape: shape.iri)),
            severity=said["severity"][0].value.removeprefix(SH) if "severity" in said else "Violation",
            message=said["message"][0].value if "message" in said else "",
        )

    def _parameters(self, node: Node) -> dict[str, list[Term]]:
        said: dict[str, list[Term]] = {}
        for quad in self._store.quads_for_pattern(node, None, None):
            if quad.predicate.value.startswith(SH) and isinstance(quad.object, Term):
                said.setdefault(quad.predicate.value.removeprefix(SH), []).append(quad.object)
        for name in said:
            if name not in CONSTRAINTS and name not in _DESCRIBING:
                raise _refused(node.value, f"sh:{name}")
        return said

    def _constraints(self, node: Node, said: Mapping[str, list[Term]]) -> Iterator[Constraint]:
        for name in sorted(CONSTRAINTS & set(said)):
            for value in sorted(said[name], key=str):
                if name == "sparql":
                    yield self._sparql(node, value)
                elif name == "in":
                    yield Constraint(name, terms=tuple(self._list(value)))
                elif name == "or":
                    members = [member for member in self._list(value) if not isinstance(member, Literal)]
                    yield Constraint(name, shapes=tuple(self.shape(member) for member in members))
                else:
                    yield Constraint(name, terms=(value,))

    def _sparql(self, shape: Node, node: Term) -> Constraint:
        select = self._object(node, "select")
        if select is None:
            raise _refused(shape.value, "sh:sparql without sh:select")
        message = self._object(node, "message")
        prefixes = "".join(self._prefix(declared) for declared in self._declared(node))
        return Constraint("sparql", query=prefixes + select.value, message=message.value if message else "")

    def _declared(self, node: Term) -> list[Term]:
        owners = self._objects(node, "prefixes")
        return sorted((term for owner in owners for term in self._objects(owner, "declare")), key=self._prefix)

    def _prefix(self, declared: Term) -> str:
        prefix, namespace = self._object(declared, "prefix"), self._object(declared, "namespace")
        return f"PREFIX {prefix.value}: <{namespace.value}>\n" if prefix and namespace else ""

    def path(self, node: Term) -> str:
        """A SHACL path as a SPARQL property path."""
        if isinstance(node, NamedNode):
            return str(node)
        inverse = self._object(node, "inversePath")
        if inverse is not None:
            return f"^{self.path(inverse)}"
        steps = [self.path(step) for step in self._list(node)]
        if not steps:
            raise _refused(str(node), "a path that is no IRI, sequence or inverse")
        return "/".join(steps)

    def _list(self, node: Term) -> Iterator[Term]:
        while isinstance(node, BlankNode):
            first, rest = self._object(node, "first", _RDF), self._object(node, "rest", _RDF)
            if first is None or rest is None:
                return
            yield first
            node = rest

    def _objects(self, node: Term, name: str, namespace: str = SH) -> list[Term]:
        if isinstance(node, Literal):
            return []
        quads = self._store.quads_for_pattern(node, NamedNode(namespace + name), None)
        return [quad.object for quad in quads if isinstance(quad.object, Term)]

    def _object(self, node: Term, name: str, namespace: str = SH) -> Term | None:
        return next(iter(self._objects(node, name, namespace)), None)


def _refused(shape: str, what: str) -> InputError:
    return InputError(
        f"the shape <{shape}> uses {what}, which is not compiled to SPARQL",
        f"express it by {', '.join(sorted(CONSTRAINTS))}",
    )
