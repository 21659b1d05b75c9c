"""The page to write queries on, ``/query``: a form that works by itself, and an editor where scripts run."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from flask import Response, current_app, make_response, render_template, request, url_for

from graph.settings import Settings
from web.engine import BadQuery, Job, QueryFailure, ReaderPool
from web.sparql.choices import StateChoices
from web.sparql.clients import client_of
from web.sparql.diagnosis import diagnose
from web.sparql.examples import Example, examples
from web.sparql.negotiation import GRAPHS, TABLES
from web.sparql.parameters import Parameter, filled, read_parameters
from web.sparql.problems import Problem, of_failure
from web.sparql.running import Running
from web.sparql.screen import screen
from web.sparql.snippets import snippets
from web.sparql.table import Table, read_boolean, read_table, read_triples

_START = "visits-with-their-sentences"
GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of the query: rows, or yes or no, or a problem."""

    form: str = "SELECT"
    table: Table | None = None
    boolean: bool | None = None
    problem: Problem | None = None


def query_page(settings: Settings, pool: ReaderPool, running: Running, states: StateChoices) -> Response:
    """The page, with the answer to the query that it was asked with."""
    every = examples(settings.base)
    query, refused = _asked(settings)
    chosen = next((item for item in every if item.name == request.args.get("example")), None)
    shown = refused or (run(query, settings, pool, running) if query.strip() else None)
    start = chosen or next((item for item in every if item.name == _START), every[0])
    text = query or start.text
    endpoint = url_for("sparql.endpoint", _external=True)
    bundled = Path(current_app.static_folder or "", "query", "dist", "editor.js").is_file()
    parameters = _parameters(text, settings)
    context: Mapping[str, Any] = {
        "text": text,
        "parameters": parameters,
        "states": states.get() if any(one.kind == "state" for one in parameters) else [],
        "chosen": chosen,
        "bundled": bundled,
        "topics": _by_topic(every),
        "shown": shown,
        "limits": settings,
        "endpoint": endpoint,
        "formats": _downloads(shown.form if shown else "SELECT", query),
        "snippets": snippets(endpoint, text, "text/turtle" if shown and shown.form in GRAPH_FORMS else "text/csv"),
    }
    status = shown.problem.kind.status if shown and shown.problem else 200
    response = make_response(render_template("query.html", **context), status)
    response.headers["Content-Security-Policy"] = _POLICY  # the editor sets styles as it draws
    response.headers["Cache-Control"] = "no-cache"
    return response


def _asked(settings: Settings) -> tuple[str, Shown | None]:
    """The query that the page is asked with, with the values of its fields in it, or why they cannot be."""
    query = request.args.get("query", "")
    changes = list(zip(request.args.getlist("was"), request.args.getlist("now"), strict=False))
    if not changes:
        return query, None
    try:
        return filled(screen(query, settings), settings.base, changes), None
    except Problem as problem:
        return query, Shown(problem=problem)


def _parameters(text: str, settings: Settings) -> list[Parameter]:
    try:
        return read_parameters(screen(text, settings), settings.base)
    except Problem:  # it is told where the query is run
        return []


def run(query: str, settings: Settings, pool: ReaderPool, running: Running) -> Shown:
    """The first rows of the answer to a query."""
    endpoint = url_for("sparql.endpoint", _external=True)
    try:
        screened = screen(query, settings, endpoint)
        ready = screened.ready(settings, endpoint)
    except Problem as problem:
        return Shown(problem=problem)
    triples = screened.form in GRAPH_FORMS
    job = Job(
        query=ready,
        format="ntriples" if triples else "tsv",
        base=endpoint,
        shown=settings.query_shown,
        client=client_of(request.remote_addr),
        gone=request.environ.get("waitress.client_disconnected", lambda: False),
    )
    try:
        with running.known(request.headers.get("X-Query-Id"), job):
            answer = pool.run(job)
    except Problem as problem:
        return Shown(screened.form, problem=problem)
    except BadQuery as failure:
        return Shown(screened.form, problem=diagnose(screened, failure.cause))
    except QueryFailure as failure:
        return Shown(screened.form, problem=of_failure(failure))
    if screened.form == "ASK":
        return Shown("ASK", boolean=read_boolean(answer))
    read = read_triples if triples else read_table
    return Shown(screened.form, table=read(answer, settings.base, settings.query_shown))


def _by_topic(every: tuple[Example, ...]) -> list[tuple[str, list[Example]]]:
    return [(topic, list(items)) for topic, items in groupby(every, key=lambda item: item.topic)]


def _downloads(form: str, query: str) -> list[tuple[str, str]]:
    """The formats that the answer can be had in, with their addresses."""
    formats = GRAPHS if form in GRAPH_FORMS else TABLES
    return [
        (item.short_names[0], url_for("sparql.endpoint", query=query, format=item.short_names[0])) for item in formats
    ]
