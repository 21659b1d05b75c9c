"""``SERVICE`` to the endpoints that a setting allows: asked from here, before the query runs, their answers put in.

The processes that run queries can open no connection. So the web process asks the other endpoint for the pattern of the
``SERVICE`` clause and puts ``VALUES`` with the answer in its place, which means the same. An address that is not on the
list, a variable, and ``SERVICE`` within ``SERVICE`` are refused when the query is read.
"""

import json
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import urllib3
from pyoxigraph import Literal, NamedNode

from graph.settings import Settings
from web.sparql.problems import Problem
from web.sparql.prologue import Prologue
from web.sparql.protocol import FORM
from web.sparql.tokens import Token, position

_PLACES = 4
_CHUNK = 65536
_VARIABLE = re.compile(r"\w+")
_LANGUAGE = re.compile(r"[A-Za-z]+(-[A-Za-z0-9]+)*")
_RESULTS = "application/sparql-results+json"
_places = threading.BoundedSemaphore(_PLACES)


@dataclass(frozen=True, slots=True)
class Service:
    """A clause: where it stands in the query, which endpoint it asks, and its pattern with the brackets."""

    start: int
    end: int
    address: str
    pattern: str
    silent: bool


class Failed(Exception):
    """The other endpoint did not give an answer that can be used."""


def read_services(text: str, tokens: Sequence[Token], prologue: Prologue, allowed: Sequence[str]) -> list[Service]:
    """The clauses of a query.

    Raises
    ------
    Problem
        One of them asks an endpoint that is not allowed, or asks it in a way that is not.

    """
    found: list[Service] = []
    for at, token in enumerate(tokens):
        if token.word != "SERVICE":
            continue
        if found and token.start < found[-1].end:
            raise _refused(text, token, "SERVICE within SERVICE would have another endpoint ask a third")
        silent = at + 1 < len(tokens) and tokens[at + 1].word == "SILENT"
        name, *rest = [*tokens[at + 1 + silent :], token]
        address = prologue.iri(name)
        if address not in allowed:
            shown = f"<{address}>" if address else name.text
            raise _refused(text, token, f"SERVICE would ask {shown}, which is not among the endpoints allowed here")
        end = _end_of_group(rest)
        if end is None:
            raise Problem("bad-query", "SERVICE has no pattern", place=position(text, token.start))
        found.append(Service(token.start, end, address, text[rest[0].start : end], silent))
    return found


def _end_of_group(tokens: Sequence[Token]) -> int | None:
    depth = 0
    for token in tokens:
        if token.kind == "mark":
            depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return token.start + 1 if token.text == "}" else None
    return None


def _refused(text: str, token: Token, cause: str) -> Problem:
    cure = "ask that endpoint yourself, and bring its answer along with VALUES"
    return Problem("no-federation", cause, cure, place=position(text, token.start))


def answered(text: str, head: str, base: str, services: Sequence[Service], settings: Settings) -> str:
    """The text of a query with the answers of other endpoints in the place of its clauses.

    Parameters
    ----------
    text, services
        The query and its clauses.
    head
        The declarations at its head, which go along to the others.
    base
        What relative IRIs are resolved against.
    settings
        The limits.

    Raises
    ------
    Problem
        An endpoint does not answer, or too many are being asked.

    """
    if not _places.acquire(timeout=settings.query_wait):
        raise Problem("busy", f"{_PLACES} queries that ask other endpoints are under way, which is as many as may")
    try:
        for service in reversed(services):
            values = _values(service, f"BASE <{base}>\n{head}" if base else head, settings)
            lines = "\n" * text[service.start : service.end].count("\n")  # the places of what follows stay theirs
            text = f"{text[: service.start]}{values}{lines}{text[service.end :]}"
    finally:
        _places.release()
    return text


def _values(service: Service, head: str, settings: Settings) -> str:
    try:
        answer = _ask(service.address, f"{head}\nSELECT * WHERE {service.pattern}", settings)
        return _written(answer, service, settings)
    except Failed as failure:
        if service.silent:
            return "{}"
        place = f"<{service.address}>"
        raise Problem("service", f"{place} {failure}", "ask for less, or put SERVICE SILENT") from None


def _ask(address: str, query: str, settings: Settings) -> Mapping[str, Any]:
    until = time.monotonic() + settings.service_seconds
    headers = {"Accept": _RESULTS, "Content-Type": FORM, "User-Agent": "Chancery SPARQL endpoint"}
    try:
        with urllib3.PoolManager(retries=False, timeout=settings.service_seconds) as http:
            body: Any = urlencode({"query": query})
            reply = http.urlopen("POST", address, body=body, headers=headers, preload_content=False, redirect=False)
            try:
                told = b"".join(_pieces(reply, until, settings))
            finally:
                reply.close()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Failed(f"cannot be asked ({type(error).__name__})") from None
    if reply.status != 200:
        raise Failed(f"answered with the status {reply.status}")
    try:
        answer: Mapping[str, Any] = json.loads(told)
        _ = answer["head"]["vars"], answer["results"]["bindings"]
    except (ValueError, KeyError, TypeError):
        raise Failed("gave no rows in JSON") from None
    return answer


def _pieces(reply: urllib3.BaseHTTPResponse, until: float, settings: Settings) -> Iterator[bytes]:
    size = 0
    for piece in reply.stream(_CHUNK, decode_content=True):
        size += len(piece)
        if size > settings.service_bytes:
            raise Failed(f"gave more than {settings.service_bytes:,} bytes")
        if time.monotonic() > until:
            raise Failed(f"took longer than {settings.service_seconds:g} seconds")
        yield piece


def _written(answer: Mapping[str, Any], service: Service, settings: Settings) -> str:
    """An answer as a group of SPARQL."""
    names, rows = answer["head"]["vars"], answer["results"]["bindings"]
    if len(rows) > settings.service_rows:
        raise Failed(f"gave more than {settings.service_rows:,} rows")
    if not all(_VARIABLE.fullmatch(name) for name in names):
        raise Failed("names variables that are none")
    if not names:
        return "{}" if rows else "{ FILTER(false) }"
    try:
        lines = (f"({' '.join(_term(row.get(name), service) for name in names)})" for row in rows)
        return f"{{ VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(lines)} }} }}"
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Failed("gave a term that is none") from None


def _term(told: Mapping[str, str] | None, service: Service) -> str:
    """A term as SPARQL writes it. Blank nodes become IRIs: a query can name none that another endpoint has."""
    if told is None:
        return "UNDEF"
    match told["type"]:
        case "uri":
            return str(NamedNode(told["value"]))
        case "bnode":
            return str(NamedNode(f"{service.address}#.well-known-genid-{told['value']}"))
        case "literal" | "typed-literal":
            language, datatype = told.get("xml:lang"), told.get("datatype")
            if language and _LANGUAGE.fullmatch(language):
                return str(Literal(told["value"], language=language))
            return str(Literal(told["value"], datatype=NamedNode(datatype) if datatype else None))
        case kind:
            raise ValueError(kind)
