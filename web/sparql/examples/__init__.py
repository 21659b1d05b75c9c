"""Queries to start from: one ``.rq`` file each, with its topic and its question in the comments at its head.

They are the questions that the ontology was made to answer (``ontology/questions``), and those beside this file, which
show what can be drawn.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.settings import shipped
from graph.vocabulary import BASE

_HEAD = re.compile(r"^# *(Topic|Question|Columns): *(.*)$")


@dataclass(frozen=True, slots=True)
class Example:
    """A query to start from. `name` is that of its file; `text` is without the comments at the head."""

    name: str
    topic: str
    question: str
    text: str


@cache
def examples(base: str) -> tuple[Example, ...]:
    """All examples, by topic, for a graph of some base."""
    folders = (shipped("ontology") / "questions", Path(__file__).parent)
    found = [_read(path, base) for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*.rq"))]
    topics = list(dict.fromkeys(item.topic for item in found))
    return tuple(sorted(found, key=lambda item: topics.index(item.topic)))


def _read(path: Path, base: str) -> Example:
    lines = path.read_text("utf-8").splitlines()
    head = 0
    while head < len(lines) and lines[head].startswith("#"):
        head += 1
    told = {match[1]: match[2].strip() for line in lines[:head] if (match := _HEAD.match(line))}
    comment = lines[0].lstrip("# ").strip() if head else path.stem.replace("-", " ")
    topic = told.get("Topic") or path.parent.name.replace("-", " ").capitalize()
    text = "\n".join(lines[head:]).strip() + "\n"
    return Example(path.stem, topic, told.get("Question", comment), text.replace(f"{BASE}/", f"{base}/"))
