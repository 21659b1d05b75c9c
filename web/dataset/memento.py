"""Things as earlier releases state them: ``/v/RELEASE/…``, and the Memento protocol (RFC 7089) that finds them.

Each page and description of a thing is an original resource and its own time gate: asked with ``Accept-Datetime``, it
leads to the release that was current then. ``/timemap/…`` lists the releases that state the thing.
"""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, g, make_response, redirect, request
from flask.typing import ResponseReturnValue
from pyoxigraph import NamedNode
from werkzeug.exceptions import HTTPException

from web.dataset.withdrawn import lead_on, lead_on_from
from web.held import Held
from web.negotiation import split_suffix
from web.release import Release
from web.views.common import archive

blueprint = Blueprint("memento", __name__)

_BLUEPRINTS = ("entities", "facts", "articles", "registers", "pairs", "vocabulary")
_MEDIA = "application/link-format"


@blueprint.get("/v/<name>/<path:path>")
def of_release(name: str, path: str) -> ResponseReturnValue:
    """A thing as a release states it, in any form; 404 for a release that is not held, of which there may be dumps."""
    held = archive().named(name)
    release = archive().open(held) if held else None
    if held is None or release is None:
        names = ", ".join(one.name for one in archive().all())
        abort(404, f"Release {name[:40]} is not held here. These are: {names}.")
    g.release, g.memento_of = release, path
    try:
        lead_on_from(f"/{path}", release, f"/v/{quote(held.name)}")
        response = _answer(path)
    except HTTPException as error:
        if error.response is None:
            del g.release  # an error page suggests what there is now
        raise
    mount = f"{request.script_root}/v/{quote(held.name)}"
    if response.location and response.location.startswith("/"):
        response.location = mount + response.location.removeprefix(request.script_root)
    response.headers["Memento-Datetime"] = format_datetime(held.built, usegmt=True)
    if "links" in g:
        g.links = [link.replace(f"<{request.script_root}/", f"<{mount}/", 1) for link in g.links]
    return response


@blueprint.get("/timemap/<path:path>")
def timemap(path: str) -> Response:
    """The releases that state a thing, as a TimeMap in link format."""
    if _view(path) is None:
        abort(404)
    stated = [held for held in archive().all() if _states(held, path)]
    if not stated:
        abort(404)
    first, last = (format_datetime(one.built, usegmt=True) for one in (stated[0], stated[-1]))
    own = f'<{_absolute(f"timemap/{path}")}>; rel="self"; type="{_MEDIA}"; from="{first}"; until="{last}"'
    lines = [f'<{_absolute(path)}>; rel="original timegate"', own, *_mementos(stated, path)]
    return Response(",\n".join(lines) + "\n", content_type=_MEDIA)


@blueprint.before_app_request
def gate() -> ResponseReturnValue | None:
    """Lead a client that asks for a time to the release that was current then."""
    words = request.headers.get("Accept-Datetime")
    if not words or request.blueprint not in _BLUEPRINTS or request.method not in ("GET", "HEAD"):
        return None
    held = archive().at(_time(words))
    if held is None:
        return None
    path = request.path.lstrip("/")
    query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    response = make_response(redirect(f"{request.script_root}/v/{quote(held.name)}/{quote(path)}{query}", 302))
    response.headers["Link"] = ", ".join(_links(path))
    response.vary.add("Accept-Datetime")
    return response


blueprint.before_app_request(lead_on)  # after the gate: what was withdrawn may have been there at the time asked for


@blueprint.after_app_request
def signposts(response: Response) -> Response:
    """Say of what an answer is a version, or where its earlier versions are."""
    path = g.get("memento_of") or (request.path.lstrip("/") if request.blueprint in _BLUEPRINTS else None)
    if path is None or response.status_code >= 400:
        return response
    if "memento_of" not in g:
        response.vary.add("Accept-Datetime")
    said = response.headers.get("Link")
    response.headers["Link"] = ", ".join([*([said] if said else ()), *_links(path)])
    return response


def _answer(path: str) -> Response:
    """What the view of an address answers, whose release has been set."""
    found = _view(path)
    if found is None:
        abort(404, "Only pages and descriptions of things are to be had by release.")
    endpoint, values = found
    return make_response(current_app.ensure_sync(current_app.view_functions[endpoint])(**values))


def _view(path: str) -> tuple[str, dict[str, str]] | None:
    """The view that answers an address, if it is one of a thing."""
    adapter = current_app.url_map.bind("localhost", script_name="/")
    try:
        endpoint, values = adapter.match(f"/{path}", method="GET")
    except HTTPException:
        return None
    return (endpoint, dict(values)) if endpoint.partition(".")[0] in _BLUEPRINTS else None


def _states(held: Held, path: str) -> bool:
    """Whether a release says anything of what an address is about; a pair or a list of graphs is in all of them."""
    release = archive().open(held)
    if release is None:
        return False
    iri = _iri(path, release)
    return iri is None or bool(release.triples("describe", thing=NamedNode(iri)))


def _iri(path: str, release: Release) -> str | None:
    head, _, identity = split_suffix(path)[0].removeprefix("id/").partition("/")
    if head == "vocab":
        return release.links.concept(identity)
    if head in ("relations", "ontology", "graph", "register") or not identity:
        return None
    return release.links.iri(head, identity)


def _time(words: str) -> datetime:
    try:
        found = parsedate_to_datetime(words)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        abort(400, f"Accept-Datetime {words[:40]!r} is no date: write it as Thu, 01 Oct 2026 12:00:00 GMT.")
    return found


def _links(path: str) -> list[str]:
    return [
        f'<{_absolute(path)}>; rel="original timegate"',
        f'<{_absolute(f"timemap/{path}")}>; rel="timemap"; type="{_MEDIA}"',
    ]


def _mementos(stated: Sequence[Held], path: str) -> list[str]:
    found = []
    for place, held in enumerate(stated):
        rank = f"{'first ' if place == 0 else ''}{'last ' if place == len(stated) - 1 else ''}memento"
        when = format_datetime(held.built, usegmt=True)
        found.append(f'<{_absolute(f"v/{held.name}/{path}")}>; rel="{rank}"; datetime="{when}"')
    return found


def _absolute(path: str) -> str:
    return f"{request.host_url.rstrip('/')}{request.script_root}/{quote(path, safe='/%-._~')}"
