"""Short addresses of queries, ``/q/…``: each stands for the text of one query, for good.

A link is a file named by a hash of the query, so that the same query always has the same link and none is written
twice. They lie beside the releases of the store and outlive them.
"""

import base64
import hashlib
import os
import re
from pathlib import Path

from graph.settings import Settings
from web.sparql.problems import Problem

_LETTERS = 13
_NAME = re.compile(rf"[a-z2-7]{{{_LETTERS}}}")


class Permalinks:
    """The links of one store."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.store / "links"
        self._most = settings.query_links

    def keep(self, query: str) -> str:
        """The name of the link to a query, which is kept from now on.

        Raises
        ------
        Problem
            There are as many links as may be, or they cannot be written.

        """
        name = base64.b32encode(hashlib.sha256(query.encode()).digest()).decode().lower()[:_LETTERS]
        path = self._path(name)
        if path.exists():
            return name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if sum(1 for _ in self._folder.glob("*/*.rq")) >= self._most:
                raise Problem(
                    "links-full", f"{self._most:,} links are kept, which is as many as may", "share the query"
                )
            draft = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
            draft.write_text(query, "utf-8")
            draft.replace(path)
        except OSError:
            raise Problem("links-full", "links cannot be written here", "share the long address of the page") from None
        return name

    def query(self, name: str) -> str:
        """The query that a link stands for.

        Raises
        ------
        Problem
            There is no such link.

        """
        if _NAME.fullmatch(name):
            path = self._path(name)
            if path.is_file():
                return path.read_text("utf-8")
        raise Problem("not-found", "there is no such link", "check that it was copied whole")

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}.rq"
