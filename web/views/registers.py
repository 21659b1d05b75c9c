"""Pages of registers and other named graphs: who says so."""

from flask import Blueprint, Response, abort, redirect, request
from pyoxigraph import NamedNode

from web.negotiation import HTML
from web.panels.register import LINES, graph_page, graphs, register_page
from web.views.common import chosen, is_json, json_of, links, page, rdf, reader, release

blueprint = Blueprint("registers", __name__)


@blueprint.get("/register/<name>")
def register(name: str) -> Response:
    """The page of a register; ``?line=120`` shows the rows about that line."""
    name, representation = chosen(name)
    iri = release().links.graph(f"register/{name}")
    links(f"/register/{name}", iri)
    if representation == HTML or is_json(representation):
        found = register_page(reader(), iri, _first_line())
        if found is None:
            abort(404)
        return json_of(found) if is_json(representation) else page("register.html", page=found, step=LINES)
    return _content(iri, representation)


@blueprint.get("/graph")
def all_graphs() -> Response:
    """Every source that describes itself."""
    return page("graphs.html", graphs=graphs(reader()))


@blueprint.get("/graph/<path:name>")
def graph(name: str) -> Response:
    """What a named graph holds."""
    name, representation = chosen(name)
    iri = release().links.graph(name)
    links(f"/graph/{name}", iri)
    if representation == HTML and name.startswith("register/"):
        return redirect(request.script_root + (release().links.path(iri) or ""), 303)  # type: ignore[return-value]
    if representation == HTML or is_json(representation):
        found = graph_page(reader(), iri)
        if found is None:
            abort(404)
        return json_of(found) if is_json(representation) else page("graph.html", page=found)
    return _content(iri, representation)


def _content(iri: str, representation: object) -> Response:
    triples = release().triples("graph_content", graph=NamedNode(iri))
    if not triples:
        abort(404)
    return rdf(triples, representation)  # type: ignore[arg-type]


def _first_line() -> int:
    words = request.args.get("line", "1")
    if not (words.isascii() and words.isdigit() and len(words) < 10):
        abort(400, f"line={words[:40]!r} is no line: lines count from 1")
    return max(int(words) - 1, 0) // LINES * LINES + 1
