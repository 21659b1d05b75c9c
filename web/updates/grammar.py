"""Reads an update as far as must be known before the engine sees it: which graphs it changes.

Writers change graphs of their own, below ``/graph/loaded/`` and ``/graph/reviewed/``; every target must be named by its
IRI, so that it is known beforehand. Reading is free: ``WHERE`` may match in all of the graph.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from web.sparql.problems import Problem
from web.sparql.prologue import Prologue
from web.sparql.screen import calls_service
from web.sparql.tokens import Token, position, tokenize, unescape

_WHOLE = ("CLEAR", "DROP", "CREATE")
_BETWEEN = ("ADD", "MOVE", "COPY")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._~%-]*")
AREAS = ("loaded", "reviewed")
"""Where the graphs of writers lie, below ``/graph/``."""


@dataclass(slots=True)
class Update:
    """An update that may run: its text, and the graphs that it changes."""

    text: str
    targets: list[str] = field(default_factory=list)


def read_update(text: str, base: str, depth: int, using: Sequence[str] = ()) -> Update:
    """Read an update.

    Parameters
    ----------
    text
        The update.
    base
        Root of the graph's IRIs, against which relative ones are resolved, too.
    depth
        Deepest nesting of brackets.
    using
        Clauses (``USING <…>``) that the request has for the update, put into each of its operations.

    Raises
    ------
    Problem
        It may not run, or is no update.

    """
    reader = _Reader(text, base, depth)
    reader.read()
    written_out = unescape(text)
    if written_out != text:  # an engine may write escapes out before it splits the text into tokens, or after
        other = _Reader(written_out, base, depth)
        other.read()
        reader.targets |= other.targets
    return Update(reader.with_using(using) if using else text, list(reader.targets))


class _Reader:
    """Walks through the operations of an update."""

    def __init__(self, text: str, base: str, depth: int) -> None:
        self._text = text
        self._base = base
        self._depth = depth
        self._tokens = list(tokenize(text))
        self._at = 0
        self._prologue = Prologue(f"{base}/")
        self._wheres: list[int] = []
        self.targets: dict[str, None] = {}

    def read(self) -> None:
        self._refuse_fetching()
        while True:
            self._at += self._prologue.read(self._tokens[self._at :])
            if self._at >= len(self._tokens):
                return
            self._operation()
            if self._at < len(self._tokens):
                self._expect(";")

    def with_using(self, clauses: Sequence[str]) -> str:
        """The text with clauses before each WHERE."""
        text = self._text
        for start in reversed(self._wheres):
            if start < 0:
                raise Problem("bad-request", "the update names its dataset itself", "leave out using-graph-uri")
            text = f"{text[:start]}{' '.join(clauses)} {text[start:]}"
        return text

    def _refuse_fetching(self) -> None:
        depth = 0
        for at, token in enumerate(self._tokens):
            if token.word == "LOAD" or calls_service(self._tokens, at):
                what = token.word or "SERVICE"
                raise self._problem("no-federation", f"{what} would fetch from outside", "send the data itself", token)
            if token.kind == "mark":
                depth += (token.text in "{([") - (token.text in "})]")
            if depth > self._depth:
                cause = f"brackets are nested more than {self._depth} deep"
                raise self._problem("too-complex", cause, "flatten it", token)

    def _operation(self) -> None:
        word = self._word()
        if word in _WHOLE:
            self._next()
            self._skip("SILENT")
            self._whole(word)
        elif word in _BETWEEN:
            self._next()
            self._skip("SILENT")
            self._between(moves=word == "MOVE")
        elif word in ("INSERT", "DELETE") and self._word(1) in ("DATA", "WHERE"):
            self._at += 2
            self._quads(None)
        elif word in ("WITH", "INSERT", "DELETE"):
            self._modify()
        else:
            raise self._unexpected("an update")

    def _whole(self, word: str) -> None:
        if self._word() in ("DEFAULT", "NAMED", "ALL"):
            cause = f"{word} {self._word()} would change graphs that are not yours"
            raise self._problem("not-yours", cause, self._cure(), self._tokens[self._at])
        self._skip("GRAPH", needed=True)
        self._target()

    def _between(self, *, moves: bool) -> None:
        if self._word() == "DEFAULT" and not moves:
            self._next()
        else:
            self._skip("GRAPH")
            if moves:
                self._target()
            else:
                self._iri()
        self._skip("TO", needed=True)
        self._skip("GRAPH")
        self._target()

    def _modify(self) -> None:
        graph = None
        if self._skip("WITH"):
            graph = self._target()
        for word in ("DELETE", "INSERT"):
            if self._skip(word):
                self._quads(graph)
        own = graph is not None
        while self._skip("USING"):
            self._skip("NAMED")
            self._iri()
            own = True
        if self._at >= len(self._tokens):
            raise self._unexpected("WHERE")
        self._wheres.append(-1 if own else self._tokens[self._at].start)
        self._skip("WHERE")
        self._group()

    def _quads(self, graph: str | None) -> None:
        """A block of statements; those outside of GRAPH go to `graph`."""
        self._expect("{")
        while self._text_at() != "}":
            if self._word() == "GRAPH":
                self._next()
                self._target()
                self._group()
            elif self._text_at() != "." and graph is None:
                cause = "the statement would go to the default graph, which is the union of all others"
                raise self._problem("not-yours", cause, self._cure(), self._here())
            elif self._text_at() == "{":
                self._group()
            else:
                self._next()
        self._next()

    def _group(self) -> None:
        """Pass by a bracketed group."""
        self._expect("{")
        depth = 1
        while depth:
            text = self._here().text if self._here().kind == "mark" else ""
            depth += (text == "{") - (text == "}")
            self._next()

    def _target(self) -> str:
        token = self._here()
        iri = self._iri()
        folder, _, name = iri.rpartition("/")
        if folder not in {f"{self._base}/graph/{area}" for area in AREAS} or not _NAME.fullmatch(name):
            raise self._problem("not-yours", f"<{iri}> is no graph of writers", self._cure(), token)
        self.targets[iri] = None
        return iri

    def _cure(self) -> str:
        return f"change a graph {self._base}/graph/{AREAS[0]}/NAME or …/{AREAS[1]}/NAME, by its IRI"

    def _iri(self) -> str:
        token = self._here()
        iri = self._prologue.iri(token)
        if token.kind == "var":
            raise self._problem("not-yours", f"the graph {token.text} may be any", self._cure(), token)
        if not iri:
            raise self._unexpected("the IRI of a graph")
        self._next()
        return iri

    def _word(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at].word if at < len(self._tokens) else ""

    def _text_at(self) -> str:
        return self._here().text

    def _here(self) -> Token:
        if self._at >= len(self._tokens):
            raise self._unexpected("more")
        return self._tokens[self._at]

    def _next(self) -> None:
        self._at += 1

    def _skip(self, word: str, *, needed: bool = False) -> bool:
        found = self._word() == word
        if needed and not found:
            raise self._unexpected(word)
        self._at += found
        return found

    def _expect(self, text: str) -> None:
        if self._here().text != text:
            raise self._unexpected(repr(text))
        self._next()

    def _unexpected(self, wanted: str) -> Problem:
        at_end = self._at >= len(self._tokens)
        found = "the end" if at_end else repr(self._tokens[self._at].text[:40])
        start = len(self._text) if at_end else self._tokens[self._at].start
        return Problem("bad-update", f"expected {wanted}, found {found}", place=position(self._text, start))

    def _problem(self, kind: str, cause: str, cure: str, token: Token) -> Problem:
        return Problem(kind, cause, cure, place=position(self._text, token.start))


def using_clauses(default: Sequence[str], named: Sequence[str]) -> Iterator[str]:
    """The clauses for a request's ``using-graph-uri`` and ``using-named-graph-uri``."""
    for word, graphs in (("USING", default), ("USING NAMED", named)):
        for graph in graphs:
            if re.search(r'[\x00-\x20<>"{}|\\^`]', graph):
                raise Problem("bad-request", f"{graph!r} is no IRI", "give the IRI of a graph")
            yield f"{word} <{graph}>"
