"""Counts the triple patterns of a query: what makes the engine's planning grow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from web.sparql.tokens import Token

_OPENING, _CLOSING = "{([", "})]"
_TERMS = ("iri", "name", "var", "string", "number", "blank")
_BETWEEN = (".", ";", ",", "{", "}", "]")
_NO_TERM_AFTER = ("GRAPH", "FILTER", "HAVING")
_OUTSIDE_GROUPS = ("SELECT", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "FROM", "DESCRIBE")


@dataclass(slots=True)
class _Frame:
    """What an open bracket holds, and whether a pattern has begun in it."""

    kind: str
    begun: bool = False


class _Counter:
    """Walks through the tokens, with a stack of frames."""

    def __init__(self) -> None:
        self._frames = [_Frame("outside")]
        self._previous = ("", "")
        self._values = False

    def ends(self, token: Token) -> bool:
        """Whether a pattern ends before or at this token."""
        frame = self._frames[-1]
        ended = self._ends(frame, token)
        if token.kind == "mark" and token.text in _OPENING:
            self._frames.append(_Frame(self._opened(frame.kind, token.text)))
        elif token.kind == "mark" and token.text in _CLOSING and len(self._frames) > 1:
            self._frames.pop()
        elif token.word in _OUTSIDE_GROUPS and frame.kind == "group":
            frame.kind = "outside"
        self._values = token.word == "VALUES" or (self._values and token.text != "{")
        self._previous = (self._previous[1], token.word or token.text)
        return ended

    def _ends(self, frame: _Frame, token: Token) -> bool:
        if token.kind in _TERMS:
            in_pattern = frame.kind in ("group", "node") and not self._values
            frame.begun = frame.begun or (in_pattern and self._previous[1] not in _NO_TERM_AFTER)
            return frame.kind == "list"
        keyword = token.kind == "word" and token.text not in ("a", "true", "false")
        ended = frame.begun and (token.text in _BETWEEN or keyword)
        frame.begun = frame.begun and not ended
        return ended

    def _opened(self, where: str, bracket: str) -> str:
        second, first = self._previous
        if where == "data" or self._values or first == "CONSTRUCT":
            return "data"
        if bracket in "{[":
            return "group" if bracket == "{" else "node"
        called = first.isalpha() and first.isupper() and first != "A"
        return "expression" if where in ("outside", "expression") or called or second in _NO_TERM_AFTER else "list"


def pattern_ends(tokens: Sequence[Token]) -> Iterator[Token]:
    """One token for each triple pattern, where it ends.

    In a group each ``.``, ``;`` and ``,`` ends one, and so does whatever follows the last one. What stands in an
    expression, in VALUES or in a template is none. An item of a collection and a step of a path is one by itself.
    """
    counter = _Counter()
    return (token for token in tokens if counter.ends(token))
