"""What the page of an article shows: its text with the passages marked that facts rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode

from graph.store import Row
from web.reading import Reader, text
from web.records import Fact


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `evidence` names the evidence that quotes it, `facts` what rests on it.

    `starts` are those of the evidence whose quote starts here: they carry the anchors.
    """

    text: str
    evidence: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article, its paragraphs cut into spans, and the facts that it tells."""

    iri: str
    title: str
    publisher: str
    creator: str
    url: str
    published: str
    language: str
    paragraphs: Sequence[Sequence[Span]]
    facts: Sequence[Fact]
    numbers: Mapping[str, int]


def article_page(reader: Reader, iri: str) -> ArticlePage | None:
    """The page of an article, `None` where there is none such."""
    node = NamedNode(iri)
    rows = reader.release.rows("article", article=node)
    if not rows:
        return None
    row = rows[0]
    marks = reader.release.rows("article_marks", article=node)
    told = {fact.iri: fact for fact in reader.facts(reader.release.rows("facts_told_by", article=node))}
    order = list(dict.fromkeys(mark["fact"].value for mark in marks))
    facts = [told[fact] for fact in order if fact in told]
    return ArticlePage(
        iri=iri,
        title=text(row, "title"),
        publisher=text(row, "publisher"),
        creator=text(row, "creator"),
        url=text(row, "url"),
        published=text(row, "published"),
        language=text(row, "language"),
        paragraphs=paragraphs(text(row, "text"), marks),
        facts=facts,
        numbers={fact.iri: number for number, fact in enumerate(facts, 1)},
    )


def paragraphs(words: str, marks: Sequence[Row]) -> list[list[Span]]:
    """A text cut at its blank lines, and each paragraph where quotes start and end. Quotes may overlap."""
    quotes = [
        (
            int(text(mark, "start")),
            int(text(mark, "end")),
            mark["evidence"].value.rpartition("/")[2],
            mark["fact"].value,
        )
        for mark in marks
    ]
    found: list[list[Span]] = []
    place = 0
    for block in words.split("\n\n"):
        if block.strip():
            found.append(_spans(words, place, place + len(block), quotes))
        place += len(block) + 2
    return found


def _spans(words: str, start: int, end: int, quotes: Sequence[tuple[int, int, str, str]]) -> list[Span]:
    inside = [quote for quote in quotes if quote[0] < end and quote[1] > start]
    cuts = sorted({start, end, *(cut for quote in inside for cut in quote[:2] if start < cut < end)})
    spans = []
    for left, right in pairwise(cuts):
        over = [quote for quote in inside if quote[0] <= left and quote[1] >= right]
        spans.append(
            Span(
                words[left:right],
                tuple(dict.fromkeys(quote[2] for quote in over)),
                tuple(dict.fromkeys(quote[2] for quote in over if quote[0] == left)),
                tuple(dict.fromkeys(quote[3] for quote in over)),
            )
        )
    return spans
