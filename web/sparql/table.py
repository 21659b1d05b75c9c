"""Reads an answer back into rows of cells, for the page that shows it."""

import re
from dataclasses import dataclass

from web.engine import Answer
from web.links import Links, outside
from web.sparql.answers import copy_text

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_TRIPLE = re.compile(r"(<[^>]*>|_:\S+)\s+(<[^>]*>)\s+(.*?)\s*\.$", re.DOTALL)
TRIPLE_COLUMNS = ["subject", "predicate", "object"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is shown: its text, where it links to, and what is said of it in small."""

    text: str = ""
    link: str | None = None
    note: str = ""
    kind: str = "literal"


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as rows. `cut` tells that the answer has more of them."""

    columns: list[str]
    rows: list[list[Cell]]
    cut: bool
    seconds: float


def read_table(answer: Answer, base: str, shown: int) -> Table:
    """The rows of an answer in TSV (of SELECT) or N-Triples (of CONSTRUCT and DESCRIBE)."""
    return _table(answer, base, shown, triples=False)


def read_triples(answer: Answer, base: str, shown: int) -> Table:
    """The triples of an answer in N-Triples."""
    return _table(answer, base, shown, triples=True)


def read_boolean(answer: Answer) -> bool:
    """The answer to ASK, in TSV."""
    return copy_text(answer).strip() == b"true"


def _table(answer: Answer, base: str, shown: int, *, triples: bool) -> Table:
    text = copy_text(answer).decode("utf-8", "ignore")
    lines = text.split("\n")
    whole = lines[:-1]  # the last one is empty, or was cut
    columns = TRIPLE_COLUMNS if triples else [name.lstrip("?") for name in whole[0].split("\t") if name]
    links = Links(base)
    split = _triple_terms if triples else _row_terms
    rows = [[cell(term, links) for term in split(line)] for line in whole[not triples :][:shown]]
    cut = answer.cut or len(whole) - (not triples) > shown
    return Table(columns, rows, cut, answer.seconds)


def _row_terms(line: str) -> list[str]:
    return line.split("\t")


def _triple_terms(line: str) -> list[str]:
    match = _TRIPLE.match(line)
    return list(match.groups()) if match else [line]


def cell(term: str, links: Links) -> Cell:
    """The cell of a term in Turtle's notation."""
    if term.startswith("<"):
        iri = term[1:-1]
        return Cell(_short(iri, links.base), links.path(iri) or outside(iri), iri, "iri")
    match = _STRING.fullmatch(term)
    if match is None:
        return Cell(term, kind="blank" if term.startswith("_:") else "number")
    language, datatype = match[2] or "", match[3] or ""
    return Cell(_plain(match[1]), note=language or datatype.rpartition("#")[2].rpartition("/")[2])


def _plain(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _SIGNS.get(match[3], match[3])

    return _ESCAPED.sub(character, text)


def _short(iri: str, base: str) -> str:
    """An IRI of ours without the base, others whole."""
    return iri.removeprefix(f"{base}/") if iri.startswith(f"{base}/") else iri
