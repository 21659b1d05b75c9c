"""Counts the rows of an answer as it is written, from its bytes alone, so that the engine can write at full speed."""

import re
from abc import ABC, abstractmethod

_JSON_ROW = re.compile(rb'\{"[^"\\]+":\{"type":"')
_JSON_OVERLAP = 4096


class RowCounter(ABC):
    """Counts rows; `rows` is what has been seen so far."""

    rows = 0

    @abstractmethod
    def feed(self, piece: bytes) -> None:
        """Take the next piece of the answer."""


class NoRows(RowCounter):
    """For answers that have none: graphs and booleans."""

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the answer."""


class TsvRows(RowCounter):
    """TSV, like N-Triples, escapes line ends in values: a line is a row, but for those of the head."""

    def __init__(self, head: int = 1) -> None:
        self.rows = -head

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the answer."""
        self.rows += piece.count(b"\n")


class CsvRows(RowCounter):
    """CSV quotes line ends in values: a line end outside of quotes ends a row."""

    def __init__(self) -> None:
        self.rows = -1
        self._quoted = False

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the answer."""
        parts = piece.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0


class MarkedRows(RowCounter):
    """JSON and XML: counts what opens a row and can stand nowhere else, also across the borders of pieces."""

    def __init__(self, mark: re.Pattern[bytes], overlap: int) -> None:
        self._mark = mark
        self._overlap = overlap
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the answer."""
        text = self._rest + piece
        end = 0
        for match in self._mark.finditer(text):
            self.rows += 1
            end = match.end()
        self._rest = text[max(end, len(text) - self._overlap) :]


def row_counter(format_name: str) -> RowCounter:
    """The counter for a format."""
    match format_name:
        case "json":
            return MarkedRows(_JSON_ROW, _JSON_OVERLAP)
        case "xml":
            return MarkedRows(re.compile(b"<result>"), len(b"<result>") - 1)
        case "csv":
            return CsvRows()
        case "tsv":
            return TsvRows()
        case "ntriples":
            return TsvRows(head=0)
        case _:
            return NoRows()
