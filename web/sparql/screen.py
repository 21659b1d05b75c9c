"""Looks at a query before the engine does: what form it has, which graphs it names, and whether it may run at all.

What is refused here is refused with a clear word. What would slip through can still do no harm: the readers can open
no connection, know no updates, and are ended at their limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graph.settings import Settings
from web.sparql.patterns import pattern_ends
from web.sparql.problems import Problem
from web.sparql.prologue import Prologue
from web.sparql.services import Service, answered, read_services
from web.sparql.tokens import Token, position, tokenize, unescape

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_CHANGING = frozenset({"RAND", "NOW", "UUID", "STRUUID", "BNODE"})
_OPENING, _CLOSING = "{([", "})]"
_SHORT = 4_000
"""Up to this length it is remembered what was seen of a query: pages and scripts ask the same again and again."""


@dataclass(frozen=True, slots=True)
class Screened:
    """What is known of a query before it runs.

    `default_graphs` and `named_graphs` are those of its FROM clauses, None if it has none. `constant` tells that the
    same graph always gives the same answer.
    """

    text: str
    form: str
    default_graphs: list[str] | None = None
    named_graphs: list[str] | None = None
    constant: bool = True
    prologue: Prologue = field(default_factory=Prologue)
    tokens: Sequence[Token] = ()
    services: Sequence[Service] = ()

    def ready(self, settings: Settings, base: str) -> str:
        """The text to run: where the query asks other endpoints, with their answers in it.

        Raises
        ------
        Problem
            One of them does not answer.

        """
        if not self.services:
            return self.text
        return answered(self.text, self.text[: self.tokens[0].start], base, self.services, settings)

    def place_of(self, iri: str) -> tuple[int, int] | None:
        """Line and column where an IRI first stands in the query, be it written with a prefix."""
        found = (token for token in self.tokens if token.kind in ("iri", "name") and self.prologue.iri(token) == iri)
        token = next(found, None)
        return position(self.text, token.start) if token else None


def screen(query: str, settings: Settings, base: str = "") -> Screened:
    """Look at a query. Relative IRIs in it are resolved against `base`.

    Raises
    ------
    Problem
        It may not run: it is an update, asks another endpoint, or is too long, too deep or too wide.

    """
    return _seen(query, settings, base) if len(query) <= _SHORT else _screen(query, settings, base)


def _screen(query: str, settings: Settings, base: str) -> Screened:
    size = len(query.encode())
    if size > settings.query_bytes:
        raise Problem("too-complex", f"the query has {size:,} bytes, {settings.query_bytes:,} may be", "shorten it")
    tokens = list(tokenize(query))
    allowed = settings.query_services.split()
    written_out = unescape(query)
    for text, found in ((query, tokens), (written_out, tokenize(written_out) if written_out != query else ())):
        _refuse_federation(text, list(found), may=bool(allowed) and written_out == query)
    _refuse_depth(query, tokens, settings.query_depth)
    _refuse_width(query, tokens, settings.query_patterns)
    prologue = Prologue(base)
    body = tokens[prologue.read(tokens) :]
    services = read_services(query, body, prologue, allowed)
    default, named = _dataset(prologue, body)
    return Screened(
        text=query,
        form=_form(query, body),
        default_graphs=default,
        named_graphs=named,
        constant=not services and not any(token.word in _CHANGING for token in body),
        prologue=prologue,
        tokens=body,
        services=services,
    )


_seen = lru_cache(maxsize=200)(_screen)


def _form(query: str, tokens: Sequence[Token]) -> str:
    first = tokens[0].word if tokens else ""
    if first in FORMS:
        return first
    place = position(query, tokens[0].start if tokens else len(query))
    if first in _UPDATES:
        raise Problem("read-only", f"{first} is an update", "send a query", place=place)
    found = f"{tokens[0].text[:40]!r}" if tokens else "nothing"
    raise Problem("bad-query", f"expected one of {', '.join(FORMS)}, found {found}", place=place)


def _refuse_federation(query: str, tokens: Sequence[Token], *, may: bool) -> None:
    for index, token in enumerate(tokens):
        if calls_service(tokens, index) and not (may and token.word == "SERVICE"):
            raise Problem(
                "no-federation",
                "SERVICE would ask another endpoint",
                "ask that endpoint yourself, and bring its answer along with VALUES",
                place=position(query, token.start),
            )


def calls_service(tokens: Sequence[Token], index: int) -> bool:
    """Whether this is ``SERVICE``, or ``SERVICE:x {``: a name to SPARQL's grammar, but the keyword to some parsers."""
    name = tokens[index]
    if name.word == "SERVICE":
        return True
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return name.kind == "name" and after == "{" and name.text.partition(":")[0].upper().endswith("SERVICE")


def _refuse_depth(query: str, tokens: Sequence[Token], limit: int) -> None:
    depth = 0
    for token in tokens:
        if token.kind != "mark":
            continue
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth > limit:
            place = position(query, token.start)
            raise Problem("too-complex", f"brackets are nested more than {limit} deep", "flatten it", place=place)


def _refuse_width(query: str, tokens: Sequence[Token], limit: int) -> None:
    for count, token in enumerate(pattern_ends(tokens), start=1):
        if count > limit:
            place = position(query, token.start)
            cause = f"the query has more than {limit} triple patterns"
            raise Problem("too-complex", cause, "ask in several queries", place=place)


def _dataset(prologue: Prologue, tokens: Sequence[Token]) -> tuple[list[str] | None, list[str] | None]:
    """The graphs of FROM and of FROM NAMED; None and None without such clauses."""
    default: list[str] = []
    named: list[str] = []
    for index, token in enumerate(tokens):
        if token.word != "FROM":
            continue
        is_named = index + 1 < len(tokens) and tokens[index + 1].word == "NAMED"
        at = index + 2 if is_named else index + 1
        (named if is_named else default).extend(prologue.iri(graph) for graph in tokens[at : at + 1])
    return (default, named) if default or named else (None, None)
