"""The queries behind the pages: one question, one ``.rq`` file, named by what it answers.

A line ``# include NAME`` stands for the text of ``parts/NAME.rq``: patterns that several questions share. What a reader
types is never put into the text; the engine binds it. A variable that is to be bound stands in the SELECT clause, of
each sub-select that uses it too, because the engine binds projected variables only. It plans before it binds: name the
roles, put what is small into a sub-select with a LIMIT, and nest no OPTIONAL in another, or it scans the whole graph.

A line ``# list NAME`` stands for a VALUES block, which no engine can bind, of numbers or of IRIs that the graph itself
gave. They are written by pyoxigraph, which takes nothing for an IRI that could end one.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

FOLDER = Path(__file__).parent
_INCLUDE = re.compile(r"^# include ([a-z-]+)$", re.MULTILINE)
_LIST = re.compile(r"^# list ([a-z]+)$", re.MULTILINE)


@cache
def query(name: str) -> str:
    """The text of ``NAME.rq`` with its parts in place, read once."""
    text = (FOLDER / f"{name}.rq").read_text("utf-8")
    return _INCLUDE.sub(lambda match: (FOLDER / "parts" / f"{match[1]}.rq").read_text("utf-8"), text)


def listing(text: str, terms: Iterable[NamedNode | Literal]) -> str:
    """A query's text with `terms` in the place of its line ``# list NAME``."""
    block = " ".join(str(term) for term in terms)
    return _LIST.sub(lambda match: f"  VALUES ?{match[1]} {{ {block} }}", text)


def names() -> list[str]:
    """The names of all queries."""
    return sorted(path.stem for path in FOLDER.glob("*.rq"))
