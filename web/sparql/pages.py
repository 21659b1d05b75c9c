"""The routes around the query page: the page itself, what its editor completes, and short links."""

from flask import Response, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.sparql import parts
from web.sparql.completion import completions
from web.sparql.editor import query_page
from web.sparql.problems import Problem
from web.sparql.protocol import read_operation
from web.sparql.screen import screen
from web.sparql.views import blueprint


@blueprint.get("/query")
def editor() -> Response:
    """The page to write queries on."""
    return query_page(parts.settings(), parts.pool(), parts.running(), parts.states())


@blueprint.get("/query/terms.json")
def terms() -> Response:
    """What the editor completes."""
    response = jsonify(completions(parts.settings(), parts.pool()))
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.post("/query/links")
def keep_link() -> tuple[Response, int]:
    """Keep a query, sent as to the endpoint, under a short address."""
    operation = read_operation(request, parts.settings())
    if operation is None:  # cannot be: a POST without a query has been refused
        raise Problem("bad-request", "the request has no query")
    screen(operation.query, parts.settings(), request.base_url)
    path = url_for("sparql.short_link", name=parts.permalinks().keep(operation.query))
    return jsonify({"path": path}), 201


@blueprint.get("/q/<name>")
def short_link(name: str) -> AnyResponse:
    """Go to the query page with the query of a short link."""
    return redirect(url_for("sparql.editor", query=parts.permalinks().query(name)), 303)
