"""Files of a dump: each is written under another name and takes its place when it is whole, with a gzip beside it."""

import gzip
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SUMS = "SHA256SUMS"
"""The file that lists the others with their SHA-256."""

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A file of a dump: its name (with its folder), size in bytes and SHA-256, media type, and what is in it.

    `group` tells the parts of one thing together: ``table``, ``rdf``, ``about`` …
    """

    name: str
    bytes: int
    sha256: str
    media: str = "application/octet-stream"
    group: str = ""
    title: str = ""


class Folder:
    """A folder that a dump is written to.

    Parameters
    ----------
    path
        The folder; made if it is not there.
    say
        Is told the name of each file when it is begun.
    """

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        self.path = path
        self.files: list[DumpFile] = []
        self.work = path / f".partial-{os.getpid()}"
        self._say = say

    def __enter__(self) -> "Folder":
        self.path.mkdir(parents=True, exist_ok=True)
        self.work.mkdir()
        return self

    def __exit__(self, *error: object) -> None:
        shutil.rmtree(self.work, ignore_errors=True)

    @contextmanager
    def new(self, name: str, media: str, *, group: str, title: str, packed: bool = True) -> Iterator[Path]:
        """A path to write the file `name` at; it becomes part of the dump when the block ends well."""
        target = self.path / name
        self._say(f"writing {target}")
        draft = self.work / name.replace("/", "-")
        yield draft
        target.parent.mkdir(parents=True, exist_ok=True)
        if packed:
            beside = draft.with_name(f"{draft.name}.gz")
            _pack(draft, beside)
            self._place(beside, f"{name}.gz", "application/gzip", group, f"{title}, compressed")
        self._place(draft, name, media, group, title)

    def text(self, name: str, media: str, body: str, *, group: str, title: str) -> None:
        """Write a small file in one go."""
        with self.new(name, media, group=group, title=title, packed=False) as draft:
            draft.write_text(body, "utf-8")

    def finish(self) -> list[DumpFile]:
        """Write the sums, and let go of the files of an earlier dump that have no successor."""
        self.files.sort(key=lambda file: file.name)
        sums = self.path / SUMS
        old = set(_listed(sums)) - {file.name for file in self.files}
        draft = self.work / SUMS
        draft.write_text("".join(f"{file.sha256}  {file.name}\n" for file in self.files), "utf-8")
        draft.replace(sums)
        for name in sorted(old):
            (self.path / name).unlink(missing_ok=True)
        return self.files

    def _place(self, draft: Path, name: str, media: str, group: str, title: str) -> None:
        with draft.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        self.files.append(DumpFile(name, draft.stat().st_size, digest, media, group, title))
        draft.replace(self.path / name)


def _pack(source: Path, target: Path) -> None:
    """Compress a file; neither its name nor the time goes in, so that the same input gives the same bytes."""
    with (
        source.open("rb") as plain,
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
    ):
        shutil.copyfileobj(plain, packed, _BLOCK)


def _listed(sums: Path) -> Iterator[str]:
    """Names in a list of sums; only those that stay below its folder."""
    if not sums.is_file():
        return
    for line in sums.read_text("utf-8").splitlines():
        name = line[66:]
        if name and not name.startswith("/") and ".." not in name.split("/"):
            yield name
