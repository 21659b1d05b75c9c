"""From shapes to queries: one SELECT for each constraint, which finds the focus nodes that break it.

The templates in ``queries/`` are SPARQL with the pre-bound names of the SHACL specification: ``$this`` is the focus
node, ``$value`` the value, ``$PATH`` the path, and each parameter stands under its own name. ``ask/`` says when one
value conforms, ``select/`` finds what does not.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from graph.errors import InputError
from graph.validate.model import Constraint, Shape

_QUERIES = Path(__file__).parent / "queries"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_CASTS = frozenset(f"{_XSD}{name}" for name in ("boolean", "date", "dateTime", "decimal", "integer"))
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)

Below = Callable[[str], Iterable[str]]
"""Gives a class and all classes below it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of one shape as a query: it binds ``?this`` and, where there is one, ``?value``."""

    shape: str
    component: str
    path: str
    severity: str
    message: str
    query: str


def compile_shapes(shapes: Iterable[Shape], below: Below, focus: Iterable[str] = ()) -> list[Check]:
    """The checks that stand for `shapes`; with `focus`, for those nodes only.

    Raises
    ------
    InputError
        A constraint is used in a way that has no query.
    """
    checks = []
    for shape in shapes:
        target = _target(shape, below, list(focus))
        for owner in (shape, *shape.properties):
            for constraint in owner.constraints:
                query = _bind(_query(owner, constraint, below), target)
                message = constraint.message or owner.message
                checks.append(Check(owner.iri, constraint.component, owner.path, owner.severity, message, query))
    return checks


def _target(shape: Shape, below: Below, focus: list[str]) -> str:
    classes = sorted({name for target in shape.targets for name in below(target)})
    nodes = f"VALUES $this {{ {_iris(focus)} }} " if focus else ""
    if len(classes) == 1:
        return f"{nodes}$this a <{classes[0]}> ."
    return f"{nodes}VALUES ?targetClass {{ {_iris(classes)} }} $this a ?targetClass ."


def _iris(names: Iterable[str]) -> str:
    return " ".join(f"<{name}>" for name in names)


def _bind(query: str, target: str) -> str:
    """Restrict ``$this`` to the target, as SHACL pre-binds it."""
    return _WHERE.sub(lambda match: f"{match[0]} {target} ", query, count=1)


def _query(shape: Shape, constraint: Constraint, below: Below) -> str:
    if constraint.name == "sparql":
        return constraint.query
    if constraint.name in _SELECTS:
        template = _SELECTS[constraint.name]
        if constraint.name == "minCount" and constraint.terms[0].value == "1":
            template = "min-count-one"
        return _fill(_template(f"select/{template}"), {"PATH": shape.path, constraint.name: str(constraint.terms[0])})
    alternatives = constraint.shapes if constraint.name == "or" else (_only(shape, constraint),)
    bodies = [_conforming(alternative, below) for alternative in alternatives]
    unmet = " ".join(f"FILTER NOT EXISTS {body}" for body in bodies)
    driver = _template("select/value" if shape.path else "select/focus")
    return _fill(driver, {"PATH": shape.path, "NONCONFORMING": unmet})


_SELECTS = {
    "minCount": "min-count",
    "maxCount": "max-count",
    "uniqueLang": "unique-lang",
    "disjoint": "disjoint",
    "lessThan": "less-than",
    "lessThanOrEquals": "less-than-or-equals",
}


def _only(shape: Shape, constraint: Constraint) -> Shape:
    return Shape(shape.iri, "", (), (constraint,), (), shape.severity, shape.message)


def _conforming(shape: Shape, below: Below) -> str:
    """The group pattern that holds of ``$value`` when it conforms to `shape`, an alternative of one constraint."""
    if len(shape.constraints) != 1 or shape.properties:
        raise InputError(f"an alternative of <{shape.iri}> has not exactly one constraint", "split it")
    constraint = shape.constraints[0]
    if shape.path:
        if constraint.name != "minCount" or constraint.terms[0].value != "1":
            raise InputError(f"an alternative of <{shape.iri}> has more than sh:minCount 1 on a path", "split it")
        return _fill(_body("path"), {"PATH": shape.path})
    if constraint.name == "class":
        classes = sorted(below(constraint.terms[0].value))
        constraint = replace(constraint, terms=tuple(NamedNode(name) for name in classes))
    template, value = _ASKS[constraint.name](constraint) if constraint.name in _ASKS else ("", "")
    if not template:
        raise InputError(f"sh:{constraint.name} in <{shape.iri}> says nothing on a single value", "remove it")
    return _fill(_body(template), {constraint.name: value})


def _plain(template: str) -> Callable[[Constraint], tuple[str, str]]:
    return lambda constraint: (template, ", ".join(map(str, constraint.terms)))


def _datatype(constraint: Constraint) -> tuple[str, str]:
    return "datatype-cast" if constraint.terms[0].value in _CASTS else "datatype", str(constraint.terms[0])


def _node_kind(constraint: Constraint) -> tuple[str, str]:
    kinds: Mapping[str, str] = {"IRI": "node-kind-iri", "Literal": "node-kind-literal"}
    return kinds.get(constraint.terms[0].value.rpartition("#")[2], ""), ""


_ASKS: Mapping[str, Callable[[Constraint], tuple[str, str]]] = {
    "class": _plain("class"),
    "datatype": _datatype,
    "in": _plain("in"),
    "maxInclusive": _plain("max-inclusive"),
    "minInclusive": _plain("min-inclusive"),
    "minLength": _plain("min-length"),
    "nodeKind": _node_kind,
    "pattern": _plain("pattern"),
}


def _fill(template: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\$(\w+)", lambda match: values.get(match[1], match[0]), template)


@cache
def _template(name: str) -> str:
    lines = (_QUERIES / f"{name}.rq").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def _body(name: str) -> str:
    return _template(f"ask/{name}").removeprefix("ASK ")
