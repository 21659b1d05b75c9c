"""Seeds violations: copies a valid resource and breaks one constraint of it, for each constraint of each shape."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, XSD, Literal, URIRef
from rdflib.namespace import PROV

from graph.validate.model import Constraint, Shape, load_shapes

CY = rdflib.Namespace("https://w3id.org/chancery/ontology#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
VOCAB = "https://w3id.org/chancery/vocab/"
EDTF = URIRef("http://id.loc.gov/datatypes/edtf")
SHAPES = "https://w3id.org/chancery/shapes#"
VALID = Path(__file__).parent / "valid.ttl"

Graph = rdflib.Graph
Node = rdflib.term.Node


@dataclass(frozen=True)
class Seed:
    """One violation sown: the node that breaks a constraint of a shape."""

    focus: str
    shape: str
    component: str


@dataclass
class Site:
    """A copy to be broken: the node, the value of the path's last step to add, and how to change it."""

    graph: Graph
    node: URIRef
    path: str
    number: int

    @property
    def steps(self) -> list[URIRef]:
        return [URIRef(step.strip("<>")) for step in self.path.split("/<") if not self.path.startswith("^")]

    def owner(self) -> URIRef:
        """The node that carries the last step of the path."""
        if len(self.steps) < 2:
            return self.node
        if self.steps[0] == OA.hasSelector:
            part = "quote" if self.steps[1] == OA.exact else "position"
            return URIRef(f"{self.node}/{part}")
        return URIRef(next(iter(self.graph.objects(self.node, self.steps[0]))))

    def add(self, *values: Node) -> None:
        for value in values:
            self.graph.add((self.owner(), self.steps[-1], value))

    def keep(self, count: int) -> None:
        for value in sorted(self.graph.objects(self.owner(), self.steps[-1]), key=str)[count:]:
            self.graph.remove((self.owner(), self.steps[-1], value))


def stranger(site: Site) -> URIRef:
    return URIRef(f"https://w3id.org/chancery/id/nobody/{site.number}")


def break_min_count(site: Site, constraint: Constraint) -> None:
    if site.path.startswith("^"):
        site.graph.remove((None, PROV.wasDerivedFrom, site.node))
    else:
        site.keep(int(constraint.terms[0].value) - 1)


def break_max_count(site: Site, constraint: Constraint) -> None:
    site.add(*(Literal(f"{site.number}-{i}") for i in range(int(constraint.terms[0].value) + 1)))


def break_class(site: Site, constraint: Constraint) -> None:
    site.add(stranger(site))


def break_datatype(site: Site, constraint: Constraint) -> None:
    wanted = URIRef(constraint.terms[0].value)
    bad = [Literal("x", datatype=XSD.token), stranger(site)]
    if wanted == XSD.date and site.steps[-1] not in (CY.earliest, CY.latest):  # pySHACL cannot compare such dates
        bad.append(Literal(f"x{site.number}", datatype=wanted))  # its text is none of the datatype
    site.add(bad[site.number % len(bad)])


def break_in(site: Site, constraint: Constraint) -> None:
    if len(site.steps) == 2:
        site.graph.add((site.node, site.steps[0], URIRef(f"{VOCAB}modality/planned")))
    else:
        site.add(stranger(site))


def break_pattern(site: Site, constraint: Constraint) -> None:
    bad = ["2021-02-30", "1900-02-29", "yesterday", "2021-13", "2021/2020/2019", "../..", "20X5"]
    dated = "edtf" if "date" in site.path.lower() or "published" in site.path else ""
    text = bad[site.number % len(bad)]
    site.add(Literal(text, datatype=EDTF) if dated else Literal(text))


def break_bound(site: Site, constraint: Constraint) -> None:
    edge = constraint.terms[0].value
    step = -1 if constraint.name == "minInclusive" else 1
    if "integer" in str(constraint.terms[0]):
        site.add(Literal(int(edge) + step))
    else:
        site.add(Literal(f"{float(edge) + step:.1f}", datatype=XSD.decimal))


def break_lang(site: Site, constraint: Constraint) -> None:
    site.add(Literal("One name", lang="en"), Literal("Another name", lang="en"))


def break_disjoint(site: Site, constraint: Constraint) -> None:
    value = next(iter(site.graph.objects(site.node, site.steps[0])))
    site.graph.add((site.node, URIRef(constraint.terms[0].value), value))


def break_order(site: Site, constraint: Constraint) -> None:
    after = URIRef(constraint.terms[0].value)
    if after == CY.latest:
        site.keep(0)
        site.graph.remove((site.node, after, None))
        site.add(Literal("2021-03-05", datatype=XSD.date))
        site.graph.add((site.node, after, Literal("2021-03-04", datatype=XSD.date)))
    else:
        site.keep(0)
        site.add(Literal(99 + site.number))


def break_or(site: Site, constraint: Constraint) -> None:
    inner = constraint.shapes[0]
    if inner.path:
        for alternative in constraint.shapes:
            site.graph.remove((site.node, URIRef(alternative.path.strip("<>")), None))
    elif not site.path:
        for alternative in constraint.shapes:
            site.graph.remove((site.node, RDF.type, URIRef(alternative.constraints[0].terms[0].value)))
    elif inner.constraints[0].name == "datatype":
        site.add(Literal("3"))
    else:
        site.add(URIRef("https://w3id.org/chancery/id/person/mira-tolan"))


def _set(graph: Graph, node: URIRef, prop: URIRef, *values: Node) -> None:
    graph.remove((node, prop, None))
    for value in values:
        graph.add((node, prop, value))


def _misquote(graph: Graph, node: URIRef, number: int) -> None:
    if number % 2:
        _set(graph, URIRef(f"{node}/quote"), OA.exact, Literal(f"Mira Tolan met nobody, {number}."))
    else:
        _set(graph, URIRef(f"{node}/position"), OA.start, Literal(1))


def _backwards(graph: Graph, node: URIRef, number: int) -> None:
    dates = ["2021-03-02/2021-03-01", "2021-04/2021-03-30", "2022/2021", "2022-01~/2021-12-31?"]
    _set(graph, node, CY.date, Literal(dates[number % len(dates)], datatype=EDTF))


SPARQL: dict[str, Callable[[Graph, URIRef, int], None]] = {
    "Fact-interval": _backwards,
    "Fact-denialOfDenied": lambda g, n, i: _set(g, n, CY.denial, URIRef(f"{VOCAB}denial/ended")),
    "Fact-disagreesWithItself": lambda g, n, i: _set(g, n, CY.disagreesWith, n),
    "PartyAction-partyOfAgreement": lambda g, n, i: _set(
        g, n, CY.party, URIRef("https://w3id.org/chancery/id/organization/LGA")
    ),
    "DiplomaticRelations-initiatorIsParty": lambda g, n, i: _set(
        g, n, CY.initiator, URIRef("https://w3id.org/chancery/id/organization/LGA")
    ),
    "DiplomaticRelations-directedAct": lambda g, n, i: _set(g, n, CY.initiator),
    "State-notItsOwnDependency": lambda g, n, i: _set(g, n, CY.dependencyOf, n),
    "State-notItsOwnSuccessor": lambda g, n, i: _set(g, n, CY.successorOf, n),
    "Quotation-inText": _misquote,
}

BREAKERS: dict[str, Callable[[Site, Constraint], None]] = {
    "class": break_class,
    "datatype": break_datatype,
    "disjoint": break_disjoint,
    "in": break_in,
    "lessThan": break_order,
    "lessThanOrEquals": break_order,
    "maxCount": break_max_count,
    "maxInclusive": break_bound,
    "minCount": break_min_count,
    "minInclusive": break_bound,
    "minLength": lambda site, constraint: (site.keep(0), site.add(Literal("")))[1],
    "nodeKind": lambda site, constraint: site.add(
        Literal("x") if constraint.terms[0].value.endswith("IRI") else stranger(site)
    ),
    "or": break_or,
    "pattern": break_pattern,
    "uniqueLang": break_lang,
}

_FACTS = ("Visit", "Meeting", "Agreement", "Membership", "Mission", "Aid")


class Nursery:
    """Grows broken copies of the valid resources.

    The valid ones stay in the graph, so that copies have something to point at.
    """

    def __init__(self) -> None:
        self.valid = rdflib.Graph().parse(VALID)
        self.graph = rdflib.Graph() + self.valid
        self._count = 0

    def sow(self, copies: int, wanted: Callable[[Constraint], bool]) -> list[Seed]:
        """Add `copies` broken resources for each constraint that is `wanted`."""
        return [
            self._seed(shape, owner, constraint, copy)
            for shape in load_shapes()
            for owner in (shape, *shape.properties)
            for constraint in owner.constraints
            if wanted(constraint)
            for copy in range(copies)
        ]

    def _seed(self, shape: Shape, owner: Shape, constraint: Constraint, copy: int) -> Seed:
        self._count += 1
        node = self._copy(self._model(shape, owner, copy))
        if constraint.name == "sparql":
            SPARQL[owner.iri.removeprefix(SHAPES)](self.graph, node, self._count)
        else:
            BREAKERS[constraint.name](Site(self.graph, node, owner.path, self._count), constraint)
        return Seed(str(node), owner.iri, constraint.component)

    def _model(self, shape: Shape, owner: Shape, copy: int) -> URIRef:
        """A valid resource of the shape's class: facts and evidence take turns among several classes."""
        name = shape.targets[0].rpartition("#")[2]
        names = {"Fact": _FACTS, "Evidence": ("Quotation", "RegisterEntry", "Citation"), "Party": ("State",)}
        chosen = names.get(name, (name,))
        only_first = owner.iri.endswith(("-order", "-denialOfDenied"))
        namespace = OA if name.startswith("Text") else CY
        return URIRef(min(self.valid.subjects(RDF.type, namespace[chosen[0 if only_first else copy % len(chosen)]])))

    def _copy(self, model: URIRef) -> URIRef:
        """A copy of a resource and of what lies below its IRI; copied evidence has a fact that it supports."""
        node = URIRef(f"{model}--{self._count}")
        for subject in set(self.valid.subjects()):
            if subject == model or str(subject).startswith(f"{model}/"):
                for p, o in self.valid.predicate_objects(subject):
                    self.graph.add((_moved(subject, model, node), p, _moved(o, model, node)))
        if (model, RDF.type, CY.Evidence) in self.valid:
            self.graph.add((URIRef(f"{node}/user"), PROV.wasDerivedFrom, node))
        return node


def _moved(term: Node, model: URIRef, node: URIRef) -> Node:
    if isinstance(term, URIRef) and (term == model or str(term).startswith(f"{model}/")):
        return URIRef(node + str(term).removeprefix(model))
    return term


@pytest.fixture
def nursery() -> Nursery:
    """Sows violations into copies of the valid resources."""
    return Nursery()


@pytest.fixture(scope="session")
def valid() -> Path:
    """The file of valid resources."""
    return VALID
