"""Who may write: tokens, of which the store's folder keeps salted hashes only."""

import hmac
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from graph.errors import StoreError, UsageError
from graph.settings import Settings

_NAME = re.compile(r"[A-Za-z0-9._@-]{1,60}")
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Writer:
    """A writer's name, with the salt and the hash of the token, in hexadecimal."""

    name: str
    salt: str
    hash: str


class Writers:
    """The writers of a store, in the file ``writers.json``, which only its owner may read.

    A token is made of 256 random bits, so that its hash needs no slow function: there is no guessing it.
    """

    def __init__(self, settings: Settings) -> None:
        self.path = settings.store / "writers.json"

    def all(self) -> list[Writer]:
        """Every writer.

        Raises
        ------
        StoreError
            The file cannot be read.

        """
        try:
            raw: Mapping[str, Mapping[str, str]] = json.loads(self.path.read_text("utf-8"))
            return [Writer(name, entry["salt"], entry["sha256"]) for name, entry in raw.items()]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(
                f"the writers cannot be read ({error})", "make tokens anew with: chancery token", file=self.path
            ) from None

    def add(self, name: str) -> str:
        """Make a token for a writer, and return it: the only time that it is seen. It replaces an earlier one.

        Raises
        ------
        UsageError
            The name is none.

        """
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} is no writer's name", "use up to 60 letters, digits and . _ @ -")
        token, salt = secrets.token_urlsafe(_BYTES), secrets.token_hex(16)
        others = [writer for writer in self.all() if writer.name != name]
        self._write([*others, Writer(name, salt, _hash(salt, token))])
        return token

    def remove(self, name: str) -> None:
        """Take a writer's token back.

        Raises
        ------
        UsageError
            There is no such writer.

        """
        kept = [writer for writer in self.all() if writer.name != name]
        if len(kept) == len(self.all()):
            raise UsageError(f"there is no writer {name!r}", "see them with: chancery token --list")
        self._write(kept)

    def known(self, token: str) -> str | None:
        """The name of the writer whose token this is. It takes the same time whichever it is, and if it is none."""
        found = None
        for writer in self.all():
            if hmac.compare_digest(_hash(writer.salt, token), writer.hash):
                found = writer.name
        return found

    def _write(self, writers: list[Writer]) -> None:
        text = json.dumps({writer.name: {"salt": writer.salt, "sha256": writer.hash} for writer in writers}, indent=1)
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with open(draft, "w", encoding="utf-8", opener=_private) as handle:
                handle.write(text + "\n")
            draft.replace(self.path)
        except OSError as error:
            raise StoreError(f"the writers cannot be kept ({error.strerror})", "see the folder's rights") from None


def _private(path: str | Path, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _hash(salt: str, token: str) -> str:
    return sha256(bytes.fromhex(salt) + token.encode()).hexdigest()
