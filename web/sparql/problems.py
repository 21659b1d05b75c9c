"""Everything that can go wrong with a request, as one JSON shape (RFC 9457, ``application/problem+json``).

Members: ``type`` (an IRI that stands for the kind), ``title``, ``status``, ``detail``, and where they are known
``line`` and ``column`` in the query. ``docs/reference/sparql.md`` lists the kinds; a test holds the two together.
"""

import json
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app

from graph.errors import ChanceryError
from graph.settings import Settings
from web.engine import (
    Busy,
    Cancelled,
    QueryFailure,
    ReaderCrashed,
    ResultTooLarge,
    TooMuchMemory,
    TooSlow,
    Unready,
)
from web.engine.lanes import TooManyOfOne


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the last part of its IRI, its HTTP status and its title."""

    name: str
    status: int
    title: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("bad-request", 400, "The request is not as the SPARQL protocol has it"),
        Kind("bad-query", 400, "The query is no SPARQL 1.1 query"),
        Kind("unknown-function", 400, "The query calls a function that does not exist here"),
        Kind("bad-update", 400, "The update is no SPARQL 1.1 update"),
        Kind("too-complex", 400, "The query is longer, deeper or wider than may be"),
        Kind("unauthorized", 401, "Updates need the token of a writer"),
        Kind("read-only", 403, "The endpoint answers queries and takes no updates"),
        Kind("not-yours", 403, "The update would change a graph that is not one of writers"),
        Kind("no-federation", 403, "The endpoint does not ask this other endpoint"),
        Kind("not-found", 404, "There is no such query or link"),
        Kind("method", 405, "The method is not one of this resource's"),
        Kind("not-acceptable", 406, "None of the formats asked for can be given"),
        Kind("conflict", 409, "The query's id is in use"),
        Kind("body-too-large", 413, "The request is larger than may be"),
        Kind("media-type", 415, "The request's body has a media type that is not understood"),
        Kind("result-too-large", 422, "The answer is larger than may be"),
        Kind("invalid-update", 422, "The graph would break its shapes"),
        Kind("too-many-requests", 429, "Too many queries from one address are under way"),
        Kind("cancelled", 499, "The query was stopped by its client"),
        Kind("broken", 500, "The query broke the process that worked on it"),
        Kind("service", 502, "Another endpoint did not answer as it should"),
        Kind("busy", 503, "Too many queries are under way"),
        Kind("not-ready", 503, "No graph can be read at present"),
        Kind("timeout", 504, "The query ran longer than it may and was ended"),
        Kind("links-full", 507, "No more short links can be kept"),
        Kind("memory", 507, "The query took more memory than it may and was ended"),
    )
}

_OF_FAILURE: dict[type[QueryFailure], str] = {
    TooManyOfOne: "too-many-requests",
    Busy: "busy",
    Cancelled: "cancelled",
    ReaderCrashed: "broken",
    ResultTooLarge: "result-too-large",
    TooMuchMemory: "memory",
    TooSlow: "timeout",
    Unready: "not-ready",
}
_RETRY = {"busy": "5", "not-ready": "10", "too-many-requests": "5"}


class Problem(ChanceryError):
    """A request that cannot be answered.

    Parameters
    ----------
    kind
        A key of `KINDS`.
    cause, cure
        As for every error.
    place
        Line and column in the query.
    headers
        What the answer carries beside the usual.

    """

    def __init__(
        self,
        kind: str,
        cause: str,
        cure: str = "",
        *,
        place: tuple[int, int] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(cause, cure)
        self.kind = KINDS[kind]
        self.place = place
        self.headers = headers or {}


def of_failure(failure: QueryFailure) -> Problem:
    """The problem that a query's failure is."""
    name = next((name for kind, name in _OF_FAILURE.items() if isinstance(failure, kind)), "broken")
    return Problem(name, failure.cause, failure.cure)


def problem_response(problem: Problem) -> Response:
    """The answer that tells of a problem."""
    settings: Settings = current_app.config["CHANCERY_SETTINGS"]
    body: dict[str, Any] = {
        "type": f"{settings.base}/problem#{problem.kind.name}",
        "title": problem.kind.title,
        "status": problem.kind.status,
        "detail": str(problem),
    }
    if problem.place:
        body["line"], body["column"] = problem.place
    response = Response(json.dumps(body, ensure_ascii=False) + "\n", problem.kind.status)
    response.content_type = "application/problem+json"
    response.headers["Cache-Control"] = "no-store"
    if problem.kind.name in _RETRY:
        response.headers["Retry-After"] = _RETRY[problem.kind.name]
    response.headers.update(problem.headers)
    return response
