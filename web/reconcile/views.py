"""Routes of the reconciliation service. Answers are JSON, as JSONP where a callback is named."""

import json
import re
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request
from pyoxigraph import NamedNode

from web.kinds import BY_TERM, KINDS
from web.reconcile.extension import extended, identity_of, proposed, thing_iri
from web.reconcile.manifest import PROPERTIES, TENURE, TYPES, manifest
from web.reconcile.matching import Candidate, Query, kinds_of, named
from web.reconcile.tenures import tenures
from web.release import Release
from web.views.common import reader, release

blueprint = Blueprint("reconcile", __name__, url_prefix="/reconcile")

_CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,99}")
_BATCH = 50
_IDS = 1_000
_LIMIT = 50


@blueprint.after_request
def _open(response: Response) -> Response:
    """Any page may ask, and show previews in a frame."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    if request.endpoint in ("reconcile.preview", "reconcile.flyout"):
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *"
    return response


@blueprint.route("", methods=["GET", "POST"])
@blueprint.route("/", methods=["GET", "POST"])
def service() -> Response:
    """The manifest; the answers to queries; or the values of properties, as the request asks."""
    if "queries" in request.values:
        queries = _json("queries")
        if not isinstance(queries, dict) or len(queries) > _BATCH:
            abort(400, f"queries is no JSON object of up to {_BATCH} queries")
        return _answer({key: {"result": _results(release(), _query(query))} for key, query in queries.items()})
    if "query" in request.values:
        words = request.values["query"]
        one = _json("query") if words.lstrip().startswith("{") else {"query": words}
        return _answer({"result": _results(release(), _query(one))})
    if "extend" in request.values:
        return _extend()
    return _answer(manifest(release().base, _root()))


@blueprint.get("/suggest/entity")
def suggest_entity() -> Response:
    """Things for what is being typed."""
    current, start = release(), _cursor()
    entries = current.catalogue.suggest(_prefix(), limit=start + 10)[start:]
    found = [
        {
            "id": identity_of(current, entry.iri),
            "name": entry.label,
            "description": entry.note,
            "notable": [{"id": KINDS[entry.kind].term, "name": KINDS[entry.kind].name}],
        }
        for entry in entries
    ]
    return _answer({"result": found})


@blueprint.get("/suggest/type")
def suggest_type() -> Response:
    """Types for what is being typed."""
    return _answer({"result": _beginning(TYPES)[_cursor() :]})


@blueprint.get("/suggest/property")
def suggest_property() -> Response:
    """Properties for what is being typed."""
    known = [{"id": item.id, "name": item.name} for item in PROPERTIES.values()]
    known += [{"id": name, "name": words} for name, words in TENURE.items()]
    return _answer({"result": _beginning(known)[_cursor() :]})


@blueprint.get("/flyout/<any(entity, type, property):what>")
def flyout(what: str) -> Response:
    """A few words about what was suggested, as a piece of HTML."""
    identity = request.args.get("id", "")[:300]
    body = render_template("reconcile-preview.html", **_described(what, identity))
    return _answer({"id": identity, "html": body})


@blueprint.get("/preview")
def preview() -> Response:
    """A small page about a thing, for a frame."""
    context = _described("entity", request.args.get("id", "")[:300])
    return Response(render_template("reconcile-preview.html", whole=True, **context))


@blueprint.get("/properties")
def properties() -> Response:
    """Properties that things of a type may have."""
    words = request.args.get("limit", "")
    limit = int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 0
    return _answer(proposed(request.args.get("type", "")[:100], limit))


def _results(current: Release, query: Query) -> list[dict[str, Any]]:
    found = tenures(current, query) if "person" in query.kinds else []
    if not found or found[0].score < 60:
        found = sorted([*found, *named(current, query)], key=lambda item: -item.score)[: query.limit]
    return [_candidate(current, item) for item in found]


def _candidate(current: Release, found: Candidate) -> dict[str, Any]:
    kind = KINDS[found.entry.kind]
    made = {
        "id": identity_of(current, found.entry.iri),
        "name": found.entry.label,
        "type": [{"id": kind.term, "name": kind.name}],
        "score": found.score,
        "match": found.match,
    }
    if found.entry.note:
        made["description"] = found.entry.note
    if found.features:
        made["features"] = [{"id": name, "value": value} for name, value in found.features.items()]
    return made


def _query(asked: Any) -> Query:
    """A query as the client wrote it; 400 for what is none."""
    if not isinstance(asked, dict):
        abort(400, "a query is a JSON object")
    limit = asked.get("limit", 5)
    limit = limit if isinstance(limit, int) and not isinstance(limit, bool) and limit > 0 else 5
    given: dict[str, Sequence[str]] = {}
    for item in asked.get("properties") or ():
        if isinstance(item, dict) and isinstance(item.get("pid"), str):
            values = item.get("v")
            given[item["pid"]] = [_value(one) for one in (values if isinstance(values, list) else [values])]
    words = asked.get("query")
    return Query(words[:500] if isinstance(words, str) else "", kinds_of(asked.get("type")), min(limit, _LIMIT), given)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("id") or value.get("name") or ""
    return str(value)[:300]


def _extend() -> Response:
    asked = _json("extend")
    ids = asked.get("ids") if isinstance(asked, dict) else None
    wanted = asked.get("properties") if isinstance(asked, dict) else None
    if not isinstance(ids, list) or not isinstance(wanted, list) or len(ids) > _IDS or len(wanted) > _BATCH:
        abort(400, f"extend is no JSON object with up to {_IDS} ids and {_BATCH} properties")
    columns = [item for item in wanted if isinstance(item, dict)]
    return _answer(extended(release(), [str(identity)[:300] for identity in ids], columns))


def _json(name: str) -> Any:
    try:
        return json.loads(request.values[name])
    except (ValueError, RecursionError):
        abort(400, f"{name} is no JSON")


def _answer(value: Any) -> Response:
    text = current_app.json.dumps(value)
    callback = request.args.get("callback")
    if callback is None:
        return Response(text, content_type="application/json")
    if not _CALLBACK.fullmatch(callback):
        abort(400, "callback is no name of a function")
    return Response(f"/**/{callback}({text});", content_type="application/javascript; charset=utf-8")


def _beginning(known: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    words = _prefix().lower()
    return [item for item in known if words in item["name"].lower() or words in item["id"].lower()]


def _prefix() -> str:
    return request.args.get("prefix", "")[:200]


def _cursor() -> int:
    words = request.args.get("cursor", "0")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 4 else 0


def _described(what: str, identity: str) -> dict[str, Any]:
    """Name, kind and a few lines about a thing, a type or a property; 404 for what is none."""
    if what == "type" and identity in BY_TERM:
        return {"name": BY_TERM[identity].name, "kind": "Type", "lines": []}
    if what == "property" and identity in PROPERTIES:
        return {"name": PROPERTIES[identity].name, "kind": "Property", "lines": []}
    if what == "property" and identity in TENURE:
        return {"name": identity, "kind": "Property", "lines": [TENURE[identity]]}
    iri = thing_iri(release(), identity) if what == "entity" else ""
    entity = reader().entity(iri, release().rows("entity", entity=NamedNode(iri))) if iri else None
    if entity is None:
        abort(404)
    names = entity.texts("cy:officialName", "cy:acronym", "cy:formerName", "skos:altLabel")
    name = f"{entity.thing.flag} {entity.thing.label}".strip()
    return {"name": name, "kind": KINDS[entity.thing.kind].name, "lines": list(names)[:6], "iri": iri}


def _root() -> str:
    return request.host_url.rstrip("/") + request.script_root
