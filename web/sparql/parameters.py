"""The constants of a query that readers want to change, as fields of a form: entities, dates, and what BIND gives.

A query needs nothing for it: ``state:KAZ`` in a pattern, ``"2010-01-01"^^xsd:date`` and ``BIND (5 AS ?least)`` are
fields. It stays a query that runs anywhere, with the values of the fields written into it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, unquote

from graph.namespaces import XSD
from web.sparql.problems import Problem
from web.sparql.screen import Screened
from web.sparql.tokens import Token

_MOST = 8
_LOCAL = re.compile(r"[A-Za-z0-9_-]+")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A constant: what kind of value it is, what it is called, how it stands in the query, and its plain value.

    `kind` is that of an entity (``state``), or ``date``, ``number`` or ``text``; `places` are its starts in the query.
    """

    kind: str
    label: str
    written: str
    value: str
    places: tuple[int, ...]


def read_parameters(query: Screened, base: str) -> list[Parameter]:
    """The constants of a query, each once, in the order of their first place."""
    found: dict[str, Parameter] = {}
    for one in _constants(query, base):
        before = found.get(one.written, one)
        places = one.places if before is one else (*before.places, *one.places)
        found[one.written] = replace(before, places=places)
    return list(found.values())[:_MOST]


def filled(query: Screened, base: str, changes: Sequence[tuple[str, str]]) -> str:
    """The text of a query with other constants, given as pairs: how one stands in the query, and its new plain value.

    Raises
    ------
    Problem
        A value is none of its kind.

    """
    wanted = {written: value.strip() for written, value in changes}
    text = query.text
    replaced = [
        (place, one)
        for one in read_parameters(query, base)
        if wanted.get(one.written, one.value) != one.value
        for place in one.places
    ]
    for place, one in sorted(replaced, key=lambda item: -item[0]):
        text = f"{text[:place]}{_written(one, wanted[one.written], base)}{text[place + len(one.written) :]}"
    return text


def _constants(query: Screened, base: str) -> Iterator[Parameter]:
    tokens = query.tokens
    for at, token in enumerate(tokens):
        if token.kind in ("iri", "name"):
            kind, slash, identity = query.prologue.iri(token).removeprefix(f"{base}/id/").partition("/")
            if slash and identity and "/" not in identity and query.prologue.iri(token).startswith(f"{base}/id/"):
                yield Parameter(kind, kind.replace("-", " "), token.text, unquote(identity), (token.start,))
        elif token.kind == "string" and _is_date(query, tokens[at + 1 : at + 3]):
            end = tokens[at + 2].start + len(tokens[at + 2].text)
            written = query.text[token.start : end]
            name = _bound(tokens[max(at - 2, 0) : at], tokens[at + 3 : at + 5]) or "date"
            yield Parameter("date", name, written, token.text.strip("\"'"), (token.start,))
        elif token.kind in ("string", "number"):
            name = _bound(tokens[max(at - 2, 0) : at], tokens[at + 1 : at + 3])
            if name:
                value = token.text.strip("\"'") if token.kind == "string" else token.text
                yield Parameter("text" if token.kind == "string" else "number", name, token.text, value, (token.start,))


def _is_date(query: Screened, following: Sequence[Token]) -> bool:
    return len(following) == 2 and following[0].text == "^^" and query.prologue.iri(following[1]) == f"{XSD}date"


def _bound(before: Sequence[Token], after: Sequence[Token]) -> str:
    """The name of the variable that ``BIND (… AS ?name)`` gives a constant; empty if it stands elsewhere."""
    opens = [token.word or token.text for token in before] == ["BIND", "("]
    if opens and len(after) == 2 and after[0].word == "AS" and after[1].kind == "var":
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", after[1].text[1:]).replace("_", " ").lower()
    return ""


def _written(parameter: Parameter, value: str, base: str) -> str:
    """A new value as it is written in the query."""
    match parameter.kind:
        case "date":
            try:
                date.fromisoformat(value)
            except ValueError:
                raise _no(value, "date such as 2010-01-31") from None
            return f'"{value}"' + parameter.written[parameter.written.index("^^") :]
        case "number":
            if not _NUMBER.fullmatch(value):
                raise _no(value, "number")
            return value
        case "text":
            return '"' + "".join(_ESCAPES.get(sign, sign) for sign in value) + '"'
        case kind:
            if not value or "/" in value:
                raise _no(value, f"identifier of a {kind}")
            if not parameter.written.startswith("<") and _LOCAL.fullmatch(value) and "/" not in parameter.written:
                prefix, _, local = parameter.written.partition(":")
                if local == parameter.value:
                    return f"{prefix}:{value}"
            return f"<{base}/id/{kind}/{quote(value, safe='-._~')}>"


def _no(value: str, kind: str) -> Problem:
    return Problem("bad-request", f"{value!r} is no {kind}", "correct the field")
