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
_LONE_FILTER = re.compile(r"\{ FILTER \((.*)\) \}", re.DOTALL)

Below = Callable[[str], Iterable[str]]
"""Gives a class and all classes below it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of one shape as a query: it binds ``?this`` and, where there is one, ``?value``.

    Where `classes` are given, the query finds nodes that the shape does not aim at, too: those of none of the classes
    are to be left out. A whole graph breaks a constraint seldom, and asking of each node whether it is aimed at, before
    it is known to break any, costs several times what the constraint does.
    """

    shape: str
    component: str
    path: str
    severity: str
    message: str
    query: str
    classes: frozenset[str] = frozenset()


def compile_shapes(shapes: Iterable[Shape], below: Below, focus: Iterable[str] = ()) -> list[Check]:
    """The checks that stand for `shapes`; with `focus`, for those nodes only.

    Raises
    ------
    InputError
        A constraint is used in a way that has no query.
    """
    checks, nodes = [], list(focus)
    for shape in shapes:
        classes = frozenset(name for target in shape.targets for name in below(target))
        target = _target(sorted(classes), nodes)
        for owner in (shape, *shape.properties):
            for constraint in owner.constraints:
                query = _query(owner, constraint, below)
                late = bool(owner.path) and constraint.name not in _EARLY and not nodes
                if not late:  # bound to the target, as SHACL pre-binds it
                    query = _WHERE.sub(lambda match: f"{match[0]} {target} ", query, count=1)  # noqa: B023
                message = constraint.message or owner.message
                about = owner.iri, constraint.component, owner.path, owner.severity, message
                checks.append(Check(*about, query, classes if late else frozenset()))
    return checks


def _target(classes: list[str], focus: list[str]) -> str:
    given = f"VALUES $this {{ {_iris(focus)} }} " if focus else ""
    if len(classes) == 1:
        return f"{given}$this a <{classes[0]}> ."
    return f"{given}VALUES ?targetClass {{ {_iris(classes)} }} $this a ?targetClass ."


def _iris(names: Iterable[str]) -> str:
    return " ".join(f"<{name}>" for name in names)


def _query(shape: Shape, constraint: Constraint, below: Below) -> str:
    if constraint.name == "sparql":
        return constraint.query
    if constraint.name in _SELECTS:
        template = _SELECTS[constraint.name]
        if template == "min-count" and constraint.terms[0].value == "1":
            template = "min-count-one-along" if ">/" in shape.path else "min-count-one"
        return _fill(_template(f"select/{template}"), {"PATH": shape.path, constraint.name: str(constraint.terms[0])})
    alternatives = constraint.shapes if constraint.name == "or" else (_only(shape, constraint),)
    bodies = [_conforming(alternative, below) for alternative in alternatives]
    unmet = f"FILTER ({' && '.join(f'!{_test(body)}' for body in bodies)})"
    driver = _template("select/value" if shape.path else "select/focus")
    return _fill(driver, {"PATH": shape.path, "NONCONFORMING": unmet})


_EARLY = ("minCount", "sparql")
"""Constraints whose query needs to be told the nodes: it looks for what is not there, or is a shape's own."""

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


def _test(body: str) -> str:
    """A group pattern as a condition; a lone FILTER is one by itself, and much cheaper than EXISTS."""
    lone = _LONE_FILTER.fullmatch(body)
    return f"COALESCE({lone[1]}, false)" if lone else f"EXISTS {body}"


def _body(name: str) -> str:
    return _template(f"ask/{name}").removeprefix("ASK ")
