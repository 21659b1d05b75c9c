"""The routes of the endpoint: read the request, have the query answered, give the answer."""

import logging
from typing import cast

from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from web.engine import BadQuery, Job, QueryFailure
from web.sparql import parts
from web.sparql.answers import accepts_gzip, answer_response, entity_tag, mark_fresh
from web.sparql.clients import client_of
from web.sparql.diagnosis import diagnose
from web.sparql.negotiation import GRAPHS, choose, pick_format, prefers_html
from web.sparql.observe import query_hash
from web.sparql.problems import Problem, of_failure, problem_response
from web.sparql.protocol import METHODS, Operation, read_operation
from web.sparql.screen import Screened, screen

log = logging.getLogger(__name__)

blueprint = Blueprint("sparql", __name__, template_folder="../templates")

_EVERY_METHOD = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"]


@blueprint.errorhandler(Problem)
def tell_problem(problem: Problem) -> Response:
    """The response of a request that cannot be answered."""
    g.chancery_problem = problem.kind.name
    return problem_response(problem)


@blueprint.errorhandler(QueryFailure)
def tell_failure(failure: QueryFailure) -> Response:
    """The response of a query without an answer."""
    return tell_problem(of_failure(failure))


@blueprint.errorhandler(Exception)
def tell_fault(fault: Exception) -> Response:
    """The response of a request that found a fault in the server; what it is, is for the log alone."""
    if isinstance(fault, HTTPException):
        kind = "body-too-large" if fault.code == 413 else "bad-request"
        return tell_problem(Problem(kind, fault.description or fault.name))
    log.exception("unforeseen error at %s", request.path, exc_info=fault)
    return tell_problem(Problem("broken", "the server has a fault", "its log tells more; report it"))


@blueprint.after_request
def open_to_all(response: Response) -> Response:
    """Let pages of other sites read the answers: the graph is open, and no request carries a visitor's rights."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, Server-Timing, Content-Disposition"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@blueprint.route("/sparql/", methods=_EVERY_METHOD, provide_automatic_options=False)
@blueprint.route("/sparql", methods=_EVERY_METHOD, provide_automatic_options=False)
def endpoint() -> AnyResponse:
    """SPARQL 1.1 Protocol, for queries; a bare GET gets the service description."""
    require(METHODS)
    if request.method == "OPTIONS":
        return options(METHODS)
    operation = read_operation(request, parts.settings())
    accept = ", ".join(request.headers.getlist("Accept"))
    if request.method == "GET" and prefers_html(accept) and not (operation and operation.format):
        page = url_for("sparql.editor", query=operation.query if operation else None)
        return _varying(redirect(page, 303))
    if operation is None:
        return _varying(_describe(accept))
    return _varying(_answer(operation, accept))


@blueprint.route("/sparql/queries/<identity>", methods=_EVERY_METHOD, provide_automatic_options=False)
def running_query(identity: str) -> AnyResponse:
    """Stop a query that is under way: DELETE it by the id that its client gave it."""
    require(("DELETE", "OPTIONS"))
    if request.method == "DELETE":
        parts.running().stop(identity)
        return Response(status=204)
    return options(("DELETE", "OPTIONS"))


@blueprint.get("/metrics")
def figures() -> Response:
    """Figures of the endpoint, as Prometheus reads them."""
    text = parts.metrics().text(parts.pool().outcomes, parts.pool().gauges)
    return Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _answer(operation: Operation, accept: str) -> Response:
    g.chancery_query_hash = query_hash(operation.query)
    query = screen(operation.query, parts.settings(), request.base_url)
    chosen, media_type = pick_format(query.form, operation.format, accept)
    tag = _tag(operation, query, media_type, parts.pool().generation.digest)
    if tag and request.if_none_match.contains(tag):
        return _unchanged(tag)
    default, named = _graphs(operation, query)
    job = Job(
        query=query.ready(parts.settings(), request.base_url),
        format=chosen.name,
        default_graphs=default,
        named_graphs=named,
        base=request.base_url,
        client=client_of(request.remote_addr),
        gone=request.environ.get("waitress.client_disconnected", lambda: False),
    )
    try:
        with parts.running().known(operation.id, job):
            answer = parts.pool().run(job)
    except BadQuery as failure:
        raise diagnose(query, failure.cause) from None
    return answer_response(request, answer, chosen, media_type, _tag(operation, query, media_type, answer.release))


def _tag(operation: Operation, query: Screened, media_type: str, digest: str) -> str | None:
    """What stands for the answer of a release; None if the query may be answered otherwise the next time."""
    if not query.constant:
        return None
    graphs = (operation.default_graphs, operation.named_graphs)
    return entity_tag(digest, request.base_url, operation.query, graphs, media_type, accepts_gzip(request))


def _graphs(operation: Operation, query: Screened) -> tuple[list[str] | None, list[str] | None]:
    """The dataset of a query: that of the protocol, or else its own.

    One that FROM gives it is left to the engine, unless it has several default graphs, which must be merged first.
    """
    if operation.default_graphs is not None:
        return operation.default_graphs, operation.named_graphs
    if query.default_graphs and len(query.default_graphs) > 1 and all(query.default_graphs):
        return query.default_graphs, query.named_graphs
    return None, None


def _describe(accept: str) -> Response:
    chosen = choose(accept, GRAPHS)
    if chosen is None:
        types = ", ".join(item.media_type for item in GRAPHS)
        raise Problem("not-acceptable", f"the description cannot be had as {accept!r}", f"accept one of {types}")
    body, digest = parts.description().write(request.base_url.rstrip("/"), chosen[0])
    response = Response(body, content_type=f"{chosen[1]}; charset=utf-8" if chosen[0].charset else chosen[1])
    mark_fresh(response, entity_tag(digest, request.base_url, chosen[1]))
    return cast(Response, response.make_conditional(request))


def _unchanged(tag: str) -> Response:
    response = Response(status=304)
    mark_fresh(response, tag)
    return response


def _varying(response: AnyResponse) -> AnyResponse:
    response.vary.update(("Accept", "Accept-Encoding"))
    return response


def require(methods: tuple[str, ...]) -> None:
    """Refuse a request of another method.

    Raises
    ------
    Problem
        The method is none of `methods`.

    """
    if request.method not in methods:
        allowed = ", ".join(methods)
        raise Problem("method", f"{request.method} cannot be done here", f"use {allowed}", headers={"Allow": allowed})


def options(methods: tuple[str, ...]) -> Response:
    """The answer to OPTIONS."""
    response = Response(status=204)
    response.headers["Allow"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type, X-Query-Id, If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response
