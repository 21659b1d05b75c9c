"""What the home page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.catalogue.reader import Entry
from web.reading import Reader
from web.records import Fact


@dataclass(frozen=True, slots=True)
class HomePage:
    """Figures by kind, the latest facts, and the parties that most is known of."""

    figures: Mapping[str, int]
    recent: Sequence[Fact]
    known: Sequence[Entry]


def home_page(reader: Reader) -> HomePage:
    """The home page of a release."""
    catalogue = reader.release.catalogue
    return HomePage(
        figures=catalogue.figures(),
        recent=reader.release.recent,
        known=catalogue.busiest("state", 12),
    )
