"""Lists of all things of a kind: ``/states``, ``/visits`` …, narrowed, sorted, paged, and as CSV and JSON."""

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, Response, abort, request, stream_with_context
from pyoxigraph import NamedNode

from web.catalogue.facets import NAMES
from web.catalogue.lists import SORTS, Wish, count, every, facet, picks
from web.catalogue.lists import page as page_of
from web.kinds import BY_PLURAL, KINDS, Kind
from web.negotiation import CSV, HTML, LIST
from web.panels.sections import tell
from web.records import Thing
from web.views.common import chosen, json_of, page, page_asked, reader, release, settings

blueprint = Blueprint("lists", __name__)

_COLUMNS = ("iri", "label", "date", "earliest", "latest", "modality", "status", "source", "weight")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@blueprint.get("/<address>")
def listing(address: str) -> Response:
    """A list. Anything else at the top level that has no page ends here, with 404."""
    address, representation = chosen(address, LIST)
    kind = BY_PLURAL.get(address)
    if kind is None:
        abort(404)
    wish, catalogue = _wish(kind), release().catalogue
    if representation == CSV:
        return _csv(wish, address)
    total, number, size = count(catalogue, wish), page_asked(), settings().page_size
    entries = page_of(catalogue, wish, (number - 1) * size, size)
    if representation != HTML:
        return json_of({"total": total, "page": number, "entries": [_record(entry) for entry in entries]})
    is_fact = kind.group == "fact"
    facets = {name: facet(catalogue, wish, name) for name in NAMES if name != "class"} if is_fact else {}
    return page(
        "list.html",
        kind=kind,
        wish=wish,
        entries=entries,
        total=total,
        number=number,
        told=list(tell(reader(), picks(catalogue, entries)).values()) if is_fact else (),
        pages=-(-total // size),
        facets=facets,
        parties=[_party(iri) for iri in wish.parties],
    )


def _wish(kind: Kind) -> Wish:
    default = "-date" if kind.group == "fact" else "label"
    sort = request.args.get("sort", default)
    facets = (
        {name: request.args[name][:60] for name in NAMES if request.args.get(name) and name != "class"}
        if kind.group == "fact"
        else {}
    )
    parties = []
    for words in request.args.getlist("party")[:4]:
        name, _, identity = words.partition(":")
        if name in KINDS and identity:
            parties.append(release().links.iri(name, identity))
    roles = [role[:40] for role in request.args.getlist("role")[:8]] if parties else []
    return Wish(kind.path, sort if sort in SORTS else default, facets, parties, roles=roles)


def _party(iri: str) -> Thing:
    found = release().catalogue.entry(iri)
    return reader().thing(NamedNode(iri), found.label if found else "")


def _csv(wish: Wish, address: str) -> Response:
    def rows() -> Iterator[str]:
        yield _line(_COLUMNS)
        for entry in every(release().catalogue, wish):
            yield _line([str(getattr(entry, column)) for column in _COLUMNS])

    response = Response(stream_with_context(rows()), content_type=CSV.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="chancery-{address}.csv"'
    return response


def _record(entry: object) -> dict[str, object]:
    return {column: getattr(entry, column) for column in _COLUMNS}


def _line(cells: tuple[str, ...] | list[str]) -> str:
    """A line of CSV; a cell that a spreadsheet would run as a formula is quoted by an apostrophe."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return buffer.getvalue()
