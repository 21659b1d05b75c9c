"""Routes of the API. Each answer says which release it is from; each error is one JSON object, always of one form."""

import json
from datetime import date
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, request, url_for
from werkzeug.exceptions import HTTPException

from graph import __version__
from graph.errors import StoreError
from web.api import answers
from web.api.selection import Selection
from web.catalogue.reader import Entry
from web.kinds import KINDS
from web.views.common import release

blueprint = Blueprint("api", __name__, url_prefix="/api")

_MODALITIES = ("asserted", "planned", "denied")


@blueprint.errorhandler(HTTPException)
def _tell(error: HTTPException) -> Response:
    status = error.code or 500
    body = {"status": status, "title": HTTPStatus(status).phrase, "detail": str(error.description or "")}
    headers = {"Allow": ", ".join(error.valid_methods)} if getattr(error, "valid_methods", None) else {}  # type: ignore[attr-defined]
    return Response(
        current_app.json.dumps(body), status, content_type="application/problem+json", headers=dict(headers)
    )


@blueprint.errorhandler(StoreError)
def _tell_no_store(error: StoreError) -> Response:
    body = {"status": 503, "title": "Service Unavailable", "detail": error.cause}
    return Response(current_app.json.dumps(body), 503, content_type="application/problem+json")


@blueprint.get("")
@blueprint.get("/")
def index() -> Response:
    """Where to begin."""
    return _answer({"name": "Chancery", "version": __version__, "openapi": url_for("api.openapi", _external=True)})


@cache
def _document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(__file__).parent / "openapi.json").read_text("utf-8"))
    return found


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description of this API."""
    server = [{"url": request.host_url.rstrip("/") + request.script_root + "/api"}]
    document = _document() | {"servers": server}
    document["info"] = document["info"] | {"version": __version__}
    return Response(current_app.json.dumps(document), content_type="application/json")


@blueprint.get("/entity/<kind>/<identity>")
def entity(kind: str, identity: str) -> Response:
    """One party, person, place, office or event."""
    if kind not in KINDS or KINDS[kind].group not in ("party", "setting"):
        abort(404, f"{kind[:40]!r} is no kind of entity")
    return _found(answers.entity(release(), release().links.iri(kind, identity)))


@blueprint.get("/fact/<kind>/<identity>")
def fact(kind: str, identity: str) -> Response:
    """One fact with its sources."""
    if kind not in KINDS or KINDS[kind].group != "fact":
        abort(404, f"{kind[:40]!r} is no kind of fact")
    return _found(answers.one_fact(release(), release().links.iri(kind, identity)))


@blueprint.get("/pair/<one>/<other>")
def pair(one: str, other: str) -> Response:
    """What is known between two parties."""
    first, second = _party(one), _party(other)
    if first.iri == second.iri:
        abort(404, "a pair has two parties")
    page, size = _page()
    return _answer(answers.pair(release(), first, second, _selection(first, second), page, size))


@blueprint.get("/timeline")
def timeline() -> Response:
    """Facts in the order of their dates."""
    parties = [_party(words) for words in request.args.getlist("party")]
    if len(parties) > 5:
        abort(400, "no more than 5 parties")
    page, size = _page()
    return _answer(answers.facts(release(), _selection(*parties), page, size))


@blueprint.get("/world/<on>")
def world(on: str) -> Response:
    """What held on a day."""
    parties = [_party(words) for words in request.args.getlist("party")[:1]]
    page, size = _page()
    party = parties[0].iri if parties else ""
    return _answer(answers.world(release(), _day("the day", on), party, page, size))


@blueprint.get("/search")
def search() -> Response:
    """Things by one of their names."""
    page, size = _page()
    kind = request.args.get("kind", "")
    if kind and not answers.kind_named(kind):
        abort(400, f"kind={kind[:40]!r} is no kind of thing")
    words = request.args.get("q", "")[:200]
    return _answer(answers.search(release(), words, answers.kind_named(kind), page, size))


def _selection(*parties: Entry) -> Selection:
    kinds = [answers.kind_named(kind) for kind in request.args.getlist("kind")]
    if any(kind not in KINDS or KINDS[kind].group != "fact" for kind in kinds):
        abort(400, "kind is no kind of fact")
    modality, order = request.args.get("modality", ""), request.args.get("order", "latest")
    if modality and modality not in _MODALITIES:
        abort(400, f"modality is none of {', '.join(_MODALITIES)}")
    if order not in ("latest", "oldest"):
        abort(400, "order is neither latest nor oldest")
    days = {name: _day(name, request.args.get(name, "")) for name in ("since", "until", "on")}
    return Selection([party.iri for party in parties], kinds, **days, modality=modality, oldest_first=order == "oldest")


def _party(words: str) -> Entry:
    found = answers.party_named(release(), words)
    if found is None:
        abort(404, f"no state or organization is called {words[:60]!r}")
    return found


def _day(name: str, words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat() if words else ""
    except ValueError:
        abort(400, f"{name} is no day: write it as 2012-10-01")


def _page() -> tuple[int, int]:
    """Page and size of page; 400 for what are none."""
    found = []
    for name, default, most in (("page", 1, 1_000_000), ("size", 20, answers.LARGEST)):
        words = request.args.get(name, str(default))
        if not (words.isascii() and words.isdigit() and 0 < len(words) < 8 and 1 <= int(words) <= most):
            abort(400, f"{name} is no number from 1 to {most}")
        found.append(int(words))
    return found[0], found[1]


def _found(value: dict[str, Any] | None) -> Response:
    if value is None:
        abort(404, "there is no such thing in this release")
    return _answer(value)


def _answer(value: dict[str, Any]) -> Response:
    return Response(current_app.json.dumps(value | dict(answers.envelope(release()))), content_type="application/json")
