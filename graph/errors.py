"""What can go wrong, told once and for all readers of the message.

    ChanceryError
    ├── InputError        something from outside is broken: an article, a table, Turtle, a query
    ├── UsageError        the command or a setting was used wrongly
    ├── ModelError        the language model's endpoint cannot be used, or a limit on its use is reached
    ├── InvalidGraph      the graph breaks its shapes
    └── StoreError        the store cannot be used as it is
        ├── StoreMissing      there is none yet
        ├── StoreBusy         another process is writing it
        ├── StoreNewer        a later version of Chancery made it
        └── StoreCorrupt      its files are damaged

Every error names the file and line where there are any, the cause, and the cure. Commands print it on one line and
exit with ``exit_code``; no traceback is shown.
"""

from pathlib import Path


class ChanceryError(Exception):
    """Base of all errors that a user can do something about.

    Parameters
    ----------
    cause
        What is wrong, as a clause without a full stop.
    cure
        What the reader can do about it, as a clause without a full stop.
    file, line
        Where it is wrong (lines count from 1).

    """

    exit_code = 1

    def __init__(self, cause: str, cure: str = "", *, file: Path | str | None = None, line: int | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.cure = cure
        self.file = file
        self.line = line

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.file and self.line else str(self.file or "")
        return (f"{where}: " if where else "") + self.cause + (f"; {self.cure}" if self.cure else "")


class InputError(ChanceryError):
    """Something from outside is broken or not what it should be."""


class UsageError(ChanceryError):
    """The command, an option or a setting was used wrongly."""

    exit_code = 2


class ModelError(ChanceryError):
    """The endpoint of a language model cannot be used, or a limit on its use is reached."""


class InvalidGraph(ChanceryError):
    """The graph breaks its SHACL shapes."""


class StoreError(ChanceryError):
    """The store cannot be used as it is."""


class StoreMissing(StoreError):
    """There is no store yet."""


class StoreBusy(StoreError):
    """Another process is writing the store."""


class StoreNewer(StoreError):
    """A later version of Chancery made the store."""


class StoreCorrupt(StoreError):
    """The store's files are damaged."""
