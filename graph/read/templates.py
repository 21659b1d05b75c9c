"""Templates: text with ``{column}`` in it, filled from the rows of a table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

Row = Mapping[str, tuple[str, ...]]
"""A checked row: column → its values."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Template:
    """Text with ``{column}`` placeholders; most have one, and are filled without looking for more."""

    __slots__ = ("_head", "_single", "_tail", "columns", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.columns: list[str] = _PLACEHOLDER.findall(text)
        self._single = self.columns[0] if len(self.columns) == 1 else ""
        self._head, _, self._tail = text.partition(f"{{{self._single}}}") if self._single else ("", "", "")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Template) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def values(self, row: Row) -> tuple[str, ...]:
        """Its values for a row: none where a column is empty, several where a column is split."""
        if self._single:
            head, tail = self._head, self._tail
            found = row[self._single]
            if not head and not tail:
                return found
            return tuple([head + value + tail for value in found])
        texts = [self.text]
        for column in self.columns:
            texts = [text.replace(f"{{{column}}}", value) for text in texts for value in row[column]]
        return tuple(texts)

    def value(self, row: Row) -> str | None:
        """Its first value for a row, or `None`."""
        found = self.values(row)
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Period:
    """Two templates for the first and last day of something, either of which may be unknown in a row."""

    start: Template
    end: Template

    def value(self, row: Row) -> str | None:
        """The EDTF date of the row: one day, an interval, an interval with one end not known, or nothing."""
        start, end = self.start.value(row) or "", self.end.value(row) or ""
        if start == end:
            return start or None
        return f"{start}/{end}"
