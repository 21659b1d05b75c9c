"""Says what is wrong with a query that the engine did not take, and where."""

import re
from functools import cache
from pathlib import Path

from web.sparql.problems import Problem
from web.sparql.screen import Screened
from web.sparql.tokens import position

_ENGINE_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_ENGINE_FUNCTION = re.compile(r"function <([^>]*)> is not supported")


@cache
def _callable_words() -> frozenset[str]:
    lines = Path(__file__).with_name("functions.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def diagnose(query: Screened, message: str) -> Problem:
    """The problem of a query, from the message of the engine."""
    unsupported = _ENGINE_FUNCTION.search(message)
    if unsupported:
        iri = unsupported.group(1)
        return _unknown_function(f"<{iri}>", query.place_of(iri))
    syntax = _ENGINE_PLACE.match(message)
    if syntax is None:
        return Problem("bad-query", f"the engine does not take the query: {message}")
    return _undeclared(query) or _uncallable(query) or _misplaced(syntax)


def _misplaced(syntax: re.Match[str]) -> Problem:
    place = (int(syntax.group(1)), int(syntax.group(2)))
    told = syntax.group(3).strip()
    return Problem("bad-query", f"line {place[0]}, column {place[1]}: {told}", place=place)


def _undeclared(query: Screened) -> Problem | None:
    for token in query.tokens:
        if token.kind == "name" and not query.prologue.iri(token):
            prefix = token.text.partition(":")[0]
            line, column = position(query.text, token.start)
            cause = f"line {line}, column {column}: the prefix {prefix}: is not declared"
            return Problem("bad-query", cause, f"write PREFIX {prefix}: <…> at the head", place=(line, column))
    return None


def _uncallable(query: Screened) -> Problem | None:
    for token, following in zip(query.tokens, query.tokens[1:], strict=False):
        if token.kind == "word" and following.text == "(" and token.word not in _callable_words():
            return _unknown_function(token.text, position(query.text, token.start))
    return None


def _unknown_function(name: str, place: tuple[int, int] | None) -> Problem:
    where = f"line {place[0]}, column {place[1]}: " if place else ""
    return Problem("unknown-function", f"{where}there is no function {name}", "use those of SPARQL 1.1", place=place)
