"""What a file is cut into: the bytes of one article, and where they come from."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from graph.errors import InputError

Kind = Literal["text", "page", "object"]
"""Text or Markdown; an HTML page; a JSON object."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was found."""

    path: Path
    kind: Kind
    data: bytes
    line: int | None = None
    """The line of JSON lines that it is."""
    record: int | None = None
    """The record of a web archive that it is, counted from 1."""
    url: str = ""
    captured: str = ""
    """When an archive took the page; it tells two captures apart, and says nothing of when the page was published."""
    charset: str = ""
    """The encoding that a server gave with the page."""
    fault: InputError | None = None
    """Why it could not be had; then there are no bytes."""

    @property
    def place(self) -> Path | str:
        """The file, and the record of it."""
        if self.record is None:
            return self.path
        return f"{self.path} record {self.record}" + (f" ({self.url})" if self.url else "")

    @property
    def name(self) -> str:
        """What an article without a title is called: by its file, or by where an archive took it from."""
        return self.url or self.path.stem

    def broken(self, cause: str, cure: str) -> "Document":
        """The document without its bytes, and with what is wrong with it."""
        return replace(self, data=b"", fault=self.error(cause, cure))

    def error(self, cause: str, cure: str, line: int | None = None) -> InputError:
        """What is wrong with the document; `line` counts within it."""
        if line is None or self.line is None:
            return InputError(cause, cure, file=self.place, line=line or self.line)
        return InputError(cause, cure, file=self.place, line=self.line + line - 1)
