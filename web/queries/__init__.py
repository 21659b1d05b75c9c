"""The queries behind the pages: one question, one ``.rq`` file, named by what it answers.

A line ``# include NAME`` stands for the text of ``parts/NAME.rq``: patterns that several questions share. What a reader
types is never put into the text; the engine binds it. A variable that is to be bound stands in the SELECT clause, of
each sub-select that uses it too, because the engine binds projected variables only. It plans before it binds: name the
roles, put what is small into a sub-select with a LIMIT, and nest no OPTIONAL in another, or it scans the whole graph.
"""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_INCLUDE = re.compile(r"^# include ([a-z-]+)$", re.MULTILINE)


_VARIANTS = ("when", "both")
"""Parts that come in two variants: ``-on`` where the facts have to hold on the day ``?on``, ``-any`` where not.

A filter that asks whether ``?on`` is bound will not do: the engine decides that before it binds the variable.
"""


@cache
def query(name: str, *, on: bool = False) -> str:
    """The text of ``NAME.rq`` with its parts in place, read once; `on` chooses the variant for one day."""

    def part(match: re.Match[str]) -> str:
        chosen = f"{match[1]}-{'on' if on else 'any'}" if match[1] in _VARIANTS else match[1]
        return (FOLDER / "parts" / f"{chosen}.rq").read_text("utf-8")

    return _INCLUDE.sub(part, (FOLDER / f"{name}.rq").read_text("utf-8"))


def names() -> list[str]:
    """The names of all queries."""
    return sorted(path.stem for path in FOLDER.glob("*.rq"))
