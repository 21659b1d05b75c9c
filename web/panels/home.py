"""What the home page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from web.catalogue.lists import Wish, facet
from web.catalogue.reader import Entry
from web.reading import Reader
from web.records import Fact, Thing


@dataclass(frozen=True, slots=True)
class HomePage:
    """Figures by kind, the latest facts, the parties that most is known of, and how uneven the record is.

    `leader` is the state that most visits involve, `share` the percentage of them.
    """

    figures: Mapping[str, int]
    recent: Sequence[Fact]
    known: Sequence[Entry]
    leader: Thing | None
    share: int


def home_page(reader: Reader) -> HomePage:
    """The home page of a release."""
    catalogue = reader.release.catalogue
    leader, share = leader_of(reader)
    return HomePage(
        figures=catalogue.figures(),
        recent=reader.release.recent,
        known=catalogue.busiest("state", 12),
        leader=leader,
        share=share,
    )


def leader_of(reader: Reader) -> tuple[Thing | None, int]:
    """The state that most visits involve, and the percentage of them, rounded."""
    catalogue = reader.release.catalogue
    visits = catalogue.figures().get("visit", 0)
    for code, number in facet(catalogue, Wish("visit"), "state")[:1]:
        iri = reader.links.iri("state", code)
        entry = catalogue.entry(iri)
        return reader.thing(NamedNode(iri), entry.label if entry else ""), round(100 * number / visits)
    return None, 0
