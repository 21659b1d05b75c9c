"""Addresses of the dataset: its IRI, those of its parts, and ``/.well-known/void``."""

from flask import Blueprint, Flask, Response, redirect, request
from flask.typing import ResponseReturnValue

from web.dataset.description import description, dump_file
from web.dataset.structured import structured_data
from web.negotiation import HTML, JSONLD, NTRIPLES, PAGE, RDFXML, TURTLE, negotiate
from web.views.common import rdf, release

blueprint = Blueprint("dataset", __name__)

_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


@blueprint.record_once
def _install(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]
    app.jinja_env.globals["structured_data"] = structured_data
    app.after_request(_signposts)


@blueprint.get("/.well-known/void")
def void() -> Response:
    """VoID and DCAT: what the dataset is, how much is in it, where its files and its endpoint are."""
    accept = request.headers.get("Accept")
    return rdf(description(release()), negotiate(accept, (TURTLE, NTRIPLES, JSONLD, RDFXML)) or TURTLE)


@blueprint.get("/dataset")
@blueprint.get("/dataset/<path:part>")
@blueprint.get("/catalog")
def dataset(part: str = "") -> ResponseReturnValue:  # noqa: ARG001 - all parts are described in one place
    """Lead from the IRI of the dataset, or of a part of it, to the page or the description, as the client prefers."""
    page = negotiate(request.headers.get("Accept"), PAGE) in (HTML, None)
    response = redirect(f"{request.script_root}{'/dumps/' if page else '/.well-known/void'}", 303)
    response.vary.add("Accept")
    return response


def _signposts(response: Response) -> Response:
    """Links from the landing page to what it describes, as FAIR Signposting asks (level 1)."""
    if request.endpoint not in ("home.home", "downloads.dumps") or response.status_code != 200:
        return response
    root, current = request.script_root, release()
    links = [
        f'<{current.base}/dataset>; rel="cite-as"',
        f'<{root}/.well-known/void>; rel="describedby"; type="text/turtle"',
        '<https://schema.org/Dataset>; rel="type"',
        '<https://schema.org/AboutPage>; rel="type"',
        f'<{_LICENSE}>; rel="license"',
        f'<{current.base}/id/agent/editors>; rel="author"',
        f'<{root}/sparql>; rel="service-desc"; type="text/turtle"',
    ]
    for name, media in (("chancery.nq.gz", "application/n-quads"), ("tables/facts.csv", "text/csv")):
        if dump_file(current, name):
            links.append(f'<{root}/dumps/{name}>; rel="item"; type="{media}"')
    response.headers["Link"] = ", ".join(links)
    return response
