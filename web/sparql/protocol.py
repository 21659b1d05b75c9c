"""Reads what a request asks for, as the SPARQL 1.1 Protocol has it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request

from graph.settings import Settings
from web.sparql.problems import Problem

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

_MOST_PARAMETERS = 2000
_ENCODED = 3
_FORM_ROOM = 100_000
_ID = re.compile(r"[A-Za-z0-9_-]{22,80}")

Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A query as it was asked. The graphs are those of the protocol's parameters, None without any."""

    query: str
    default_graphs: list[str] | None
    named_graphs: list[str] | None
    format: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class UpdateOperation:
    """An update as it was asked, with the graphs of ``using-graph-uri`` and ``using-named-graph-uri``."""

    text: str
    default_graphs: list[str]
    named_graphs: list[str]


def read_update_request(request: Request, settings: Settings) -> UpdateOperation:
    """What an update's request asks.

    Raises
    ------
    Problem
        It is not as the protocol has it.

    """
    parameters = _parameters(request.query_string, "the address")
    body = _body(request, settings.update_bytes)
    match request.mimetype:
        case "application/x-www-form-urlencoded":
            parameters = [*parameters, *_parameters(body, "the form")]
            updates = _values(parameters, "update")
        case "application/sparql-update":
            updates = [_direct(request, body)]
        case kind:
            found = f"the body has the type {kind}" if kind else "the body has no type"
            raise Problem("media-type", found, f"send {UPDATE} or {FORM}", headers={"Accept-Post": f"{UPDATE}, {FORM}"})
    if len(updates) != 1 or _values(parameters, "query"):
        raise Problem("bad-request", f"the request has {len(updates)} updates", "send one, and no query")
    if len(updates[0].encode()) > settings.update_bytes:
        raise Problem("body-too-large", f"the update has more than {settings.update_bytes:,} bytes", "send it in parts")
    using = (_graphs(parameters, "using-graph-uri"), _graphs(parameters, "using-named-graph-uri"))
    return UpdateOperation(updates[0], *using)


def read_operation(request: Request, settings: Settings) -> Operation | None:
    """What a request asks; None if it is bare.

    Raises
    ------
    Problem
        It is not as the protocol has it.

    """
    address = _parameters(request.query_string, "the address")
    if request.method != "POST":
        return _operation(address, _values(address, "query"), request.headers.get("X-Query-Id"))
    body = _body(request, settings.query_bytes)
    match request.mimetype:
        case "application/x-www-form-urlencoded":
            both = [*address, *_parameters(body, "the form")]
            queries = _values(both, "query")
        case "application/sparql-query":
            both = [*address]
            queries = [_direct(request, body), *_values(address, "query")]
        case "application/sparql-update":
            raise Problem("read-only", "this is an update", "send a query, or the update to /update")
        case kind:
            found = f"the body has the type {kind}" if kind else "the body has no type"
            raise Problem("media-type", found, f"send {QUERY} or {FORM}", headers={"Accept-Post": f"{QUERY}, {FORM}"})
    operation = _operation(both, queries, request.headers.get("X-Query-Id"))
    if operation is None:
        raise Problem("bad-request", "the request has no query", "send one as the parameter query")
    return operation


def _operation(parameters: Parameters, queries: Sequence[str], identity: str | None) -> Operation | None:
    if _values(parameters, "update"):
        raise Problem("read-only", "the parameter update asks for an update", "send a query, or the update to /update")
    if len(queries) > 1:
        raise Problem("bad-request", f"the request has {len(queries)} queries", "send them one by one")
    default, named = _graphs(parameters, "default-graph-uri"), _graphs(parameters, "named-graph-uri")
    identity = _first(parameters, "query-id") or identity
    if identity is not None and not _ID.fullmatch(identity):
        raise Problem(
            "bad-request", "the query's id is no text of 22 to 80 letters, digits, - and _", "use a random UUID"
        )
    if not queries:
        return None
    any_graph = bool(default or named)
    return Operation(
        query=queries[0],
        default_graphs=default if any_graph else None,
        named_graphs=named if any_graph else None,
        format=_first(parameters, "format") or _first(parameters, "output"),
        id=identity,
    )


def _body(request: Request, limit: int) -> bytes:
    if request.mimetype == FORM:
        limit = limit * _ENCODED + _FORM_ROOM  # percent-encoded, and beside graphs and the like
    if request.content_length is not None and request.content_length > limit:
        cause = f"the body has {request.content_length:,} bytes, {limit:,} may be"
        raise Problem("body-too-large", cause, "send less at once")
    request.max_content_length = limit
    return request.get_data(cache=False)


def _direct(request: Request, body: bytes) -> str:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Problem("media-type", f"the query is written in {charset}", "send it in UTF-8")
    return _text(body, "the body")


def _parameters(raw: bytes, where: str) -> Parameters:
    text = _text(raw, where)
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError:
        raise Problem("bad-request", f"{where} is not in UTF-8", "encode it so") from None
    except ValueError:
        raise Problem("bad-request", f"{where} has more than {_MOST_PARAMETERS} parameters", "send fewer") from None


def _text(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem("bad-request", f"{where} is not in UTF-8", "encode it so") from None


def _values(parameters: Parameters, name: str) -> list[str]:
    return [value for key, value in parameters if key == name]


def _graphs(parameters: Parameters, name: str) -> list[str]:
    """The graphs that a parameter names. Some clients, and a test of the W3C, encode the ``&`` between two of them."""
    return [graph for value in _values(parameters, name) for graph in value.split(f"&{name}=")]


def _first(parameters: Parameters, name: str) -> str | None:
    return next((value for value in _values(parameters, name) if value), None)
