"""The journal of updates: what was asked, before it is done; and what became of it.

One line of JSON each, on disk before anything else happens. An update without an end was cut off: it is done again,
once, before the next one or when the server starts. The journal is also the record of who changed what.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph.errors import StoreCorrupt

_TRIES = 2


@dataclass(slots=True)
class Entry:
    """An update as the journal has it. `digest` stands for the content that it was about to publish."""

    number: int
    writer: str
    text: str
    targets: list[str]
    tries: int = 1
    digest: str = ""
    ended: bool = False


class Journal:
    """The file ``updates.jsonl`` of a store's folder; to be used while the store is held for writing."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "updates.jsonl"
        self.entries: dict[int, Entry] = {}
        for line in self._lines():
            self._take(line)

    def begin(self, writer: str, text: str, targets: list[str]) -> Entry:
        """Note that an update is about to be made."""
        number = max(self.entries, default=0) + 1
        self._note({"event": "begun", "number": number, "writer": writer, "targets": targets, "text": text})
        return self.entries[number]

    def retry(self, entry: Entry) -> None:
        """Note that an update which was cut off is made again."""
        self._note({"event": "again", "number": entry.number})

    def prepare(self, entry: Entry, digest: str) -> None:
        """Note what content is about to be published."""
        self._note({"event": "prepared", "number": entry.number, "digest": digest})

    def end(self, entry: Entry, outcome: str, **told: Any) -> None:
        """Note what became of an update."""
        self._note({"event": "ended", "number": entry.number, "outcome": outcome, **told})

    def cut_off(self) -> list[Entry]:
        """Updates that have no end, in their order."""
        return [entry for _, entry in sorted(self.entries.items()) if not entry.ended]

    def _take(self, line: dict[str, Any]) -> None:
        number = int(line["number"])
        match line["event"]:
            case "begun":
                self.entries[number] = Entry(number, line["writer"], line["text"], line["targets"])
            case "again":
                self.entries[number].tries += 1
            case "prepared":
                self.entries[number].digest = line["digest"]
            case _:
                self.entries[number].ended = True
                self.entries[number].text = ""  # only those that may be done again are kept in memory

    def _note(self, line: dict[str, Any]) -> None:
        told = json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **line}, ensure_ascii=False)
        is_new = not self.path.exists()
        with self.path.open("a", encoding="utf-8") as handle:
            handle.write(told + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        if is_new:
            sync_folder(self.path.parent)
        self._take(line)

    def _lines(self) -> Iterator[dict[str, Any]]:
        """The lines that are whole. What a crash left of a last one was never relied on, and is cut away."""
        if not self.path.exists():
            return
        whole = 0
        with self.path.open("rb") as handle:
            for number, line in enumerate(handle, 1):
                if not line.endswith(b"\n"):
                    os.truncate(self.path, whole)
                    return
                whole += len(line)
                try:
                    yield json.loads(line)
                except ValueError:
                    raise StoreCorrupt(
                        "the journal of updates is damaged", "move it away", file=self.path, line=number
                    ) from None

    @staticmethod
    def may_retry(entry: Entry) -> bool:
        """Whether an update that was cut off is worth another try; what ended its process twice would again."""
        return entry.tries < _TRIES


def sync_folder(folder: Path) -> None:
    """Have the names in a folder reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
