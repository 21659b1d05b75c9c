"""``/coverage``: what the graph holds and lacks."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Blueprint, Response, abort
from pyoxigraph import NamedNode

from web.kinds import KINDS
from web.negotiation import CSV, HTML, JSON
from web.panels.coverage import FEW, Coverage
from web.panels.home import leader_of
from web.records import Thing
from web.views.common import chosen, is_json, json_of, page, reader, release

blueprint = Blueprint("coverage", __name__)

_SHOWN = 40


@blueprint.get("/coverage")
def coverage() -> Response:
    """What the graph holds by kind, state, decade and source, and what it is known to lack."""
    _, representation = chosen("coverage", (HTML, JSON))
    held = release().coverage
    if is_json(representation):
        return json_of(held)
    ranked = sorted(held.states.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    leader, share = leader_of(reader())
    return page(
        "coverage.html",
        leader=leader,
        share=share,
        held=held,
        few=FEW,
        leaders={kind: [(_state(iri), number) for iri, number in held.leaders(kind)] for kind in held.kinds},
        states=[(_state(iri), numbers) for iri, numbers in ranked[:_SHOWN]],
        unvisited=[_state(iri) for iri in _without(held, "visit")],
        number=len(release().state_choices),
    )


@blueprint.get("/coverage/<table>.csv")
def table(table: str) -> Response:
    """One table of it as CSV."""
    held = release().coverage
    tables = {"classes": _classes, "states": _states, "years": _years, "sources": _sources}
    if table not in tables:
        abort(404)
    buffer = io.StringIO()
    csv.writer(buffer).writerows(tables[table](held))
    response = Response(buffer.getvalue(), content_type=CSV.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="chancery-coverage-{table}.csv"'
    return response


def _classes(held: Coverage) -> Iterable[Sequence[object]]:
    yield ["class", "facts", "dated", "first", "last"]
    yield from ([KINDS[one.kind].term, one.facts, one.dated, one.first, one.last] for one in held.classes)


def _states(held: Coverage) -> Iterable[Sequence[object]]:
    kinds = [one.kind for one in held.classes]
    yield ["state", "label", *(KINDS[kind].term for kind in kinds)]
    for code, label in release().state_choices:
        iri = release().links.iri("state", code)
        yield [iri, label, *(held.states.get(iri, {}).get(kind, 0) for kind in kinds)]


def _years(held: Coverage) -> Iterable[Sequence[object]]:
    kinds = [one.kind for one in held.classes]
    yield ["year", *(KINDS[kind].term for kind in kinds)]
    yield from ([year, *(numbers.get(kind, 0) for kind in kinds)] for year, numbers in sorted(held.years.items()))


def _sources(held: Coverage) -> Iterable[Sequence[object]]:
    yield ["source", "title", "facts", "known defects"]
    yield from ([one.iri, one.title, one.facts, "; ".join(one.defects)] for one in held.sources)


def _state(iri: str) -> Thing:
    entry = release().catalogue.entry(iri)
    return reader().thing(NamedNode(iri), entry.label if entry else "")


def _without(held: Coverage, kind: str) -> list[str]:
    iris = (release().links.iri("state", code) for code, _ in release().state_choices)
    return [iri for iri in iris if not held.states.get(iri, {}).get(kind)]
