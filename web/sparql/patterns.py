"""Counts the triple patterns of a query: what makes the engine's planning grow."""

from collections.abc import Iterator, Sequence

from web.sparql.tokens import Token

_OPENING, _CLOSING = "{([", "})]"
_TERMS = ("iri", "name", "var", "string", "number", "blank")
_BETWEEN = (".", ";", ",", "{", "}")
_OUTSIDE_GROUPS = ("SELECT", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "FROM", "DESCRIBE")


class _Counter:
    """Walks through the tokens, with a stack of what the open brackets hold."""

    def __init__(self) -> None:
        self._stack = ["outside"]
        self._term = False
        self._previous = ("", "")
        self._values = False

    def ends(self, token: Token) -> bool:
        """Whether a pattern ends before or at this token."""
        ended = self._ends(token)
        if token.kind == "mark" and token.text in _OPENING:
            self._stack.append(self._opened(token.text))
        elif token.kind == "mark" and token.text in _CLOSING and len(self._stack) > 1:
            self._stack.pop()
        elif token.word in _OUTSIDE_GROUPS and self._stack[-1] == "group":
            self._stack[-1] = "outside"
        self._values = token.word == "VALUES" or (self._values and token.text != "{")
        self._previous = (self._previous[1], token.word or token.text)
        return ended

    def _ends(self, token: Token) -> bool:
        where = self._stack[-1]
        if token.kind in _TERMS:
            # The name of a graph is no part of a pattern; an item of a collection or a step of a path is one by itself.
            self._term = self._term or (where in ("group", "node") and self._previous[1] != "GRAPH")
            return where == "list"
        if self._term and (
            token.text in _BETWEEN or (token.kind == "word" and token.text not in ("a", "true", "false"))
        ):
            self._term = False
            return True
        return False

    def _opened(self, bracket: str) -> str:
        where, (second, first) = self._stack[-1], self._previous
        if where == "data" or self._values or first == "CONSTRUCT":
            return "data"
        if bracket == "{":
            return "group"
        if bracket == "[":
            return "node"
        called = first.isalpha() and first.isupper() and first != "A"
        if where in ("outside", "expression") or called or second in ("FILTER", "HAVING"):
            return "expression"
        return "list"


def pattern_ends(tokens: Sequence[Token]) -> Iterator[Token]:
    """One token for each triple pattern, where it ends.

    In a group each ``.``, ``;`` and ``,`` ends one, and so does whatever follows the last one. What stands in an
    expression, in VALUES or in a template is none.
    """
    counter = _Counter()
    return (token for token in tokens if counter.ends(token))
