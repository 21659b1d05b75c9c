"""What the page of a piece of evidence shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.store import Row
from web.reading import Reader, text
from web.records import Source, Thing


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """A piece of evidence, the words around its quote, what read it, and what it bears out."""

    source: Source
    before: str
    after: str
    activity: str
    things: Sequence[Thing]


def evidence_page(reader: Reader, rows: Sequence[Row]) -> EvidencePage | None:
    """The page from the rows of ``evidence``, `None` where there are none."""
    if not rows:
        return None
    things = [reader.thing(row["thing"], text(row, "thingLabel")) for row in rows if "thing" in row]
    first = rows[0]
    return EvidencePage(
        source=reader.source(first),
        before=text(first, "prefix"),
        after=text(first, "suffix"),
        activity=text(first, "activity"),
        things=list(dict.fromkeys(things)),
    )
