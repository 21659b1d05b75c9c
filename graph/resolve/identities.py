"""Judgements on who is who: two identifiers for one entity, for two, or nobody knows. They are data, with reasons.

``identities.csv`` and ``identities-by-hand.csv`` in ``seeds/curated/`` hold one judgement a line: ``one`` and ``other``
(references such as ``person:john-kerry``), ``judgement`` (same, not same, unsure) and ``reason``. Each build applies
them again. What is unsure stays apart.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from graph.errors import InputError
from graph.facts import REFERENCE_KINDS, EntityKind
from graph.read.files import read_text

Judgement = Literal["same", "not same", "unsure"]
Key = tuple[EntityKind, str]

IDENTITIES = ("identities.csv", "identities-by-hand.csv")
"""Names of the files of judgements in the folder of curated seeds: those made with the registers, and a curator's."""

_COLUMNS = ["one", "other", "judgement", "reason"]


@dataclass(frozen=True, slots=True)
class Identity:
    """What is held of two entities: whether `one` is `other`, and why."""

    one: Key
    other: Key
    judgement: Judgement
    reason: str
    line: int
    file: Path | None = None


def read_identities(path: Path, limit: int) -> list[Identity]:
    """The judgements of a file; none where there is no file.

    Raises
    ------
    InputError
        It is no CSV of the four columns, or a line has an unknown judgement, no reference, or no reason.
    """
    if not path.exists():
        return []
    reader = csv.reader(io.StringIO(read_text(path, limit), newline=""), strict=True)
    if next(reader, []) != _COLUMNS:
        raise InputError(f"does not have the columns {', '.join(_COLUMNS)}", "restore them", file=path, line=1)
    try:
        return [_identity(fields, path, reader.line_num) for fields in reader]
    except csv.Error as error:
        raise InputError(f"is no CSV: {error}", "correct the quoting", file=path, line=reader.line_num) from None


def _identity(fields: list[str], path: Path, line: int) -> Identity:
    if len(fields) != len(_COLUMNS):
        raise InputError(f"has {len(fields)} fields, not four", "quote fields that hold a comma", file=path, line=line)
    one, other, judgement, reason = fields
    if judgement not in get_args(Judgement):
        raise InputError(f"there is no judgement {judgement!r}", "use same, not same or unsure", file=path, line=line)
    if not reason.strip():
        raise InputError("gives no reason", "say why; a judgement is to be judged itself", file=path, line=line)
    first, second = _key(one, path, line), _key(other, path, line)
    if first == second or first[0] != second[0]:
        raise InputError(f"{one} and {other} cannot be compared", "name two of a kind", file=path, line=line)
    return Identity(first, second, cast(Judgement, judgement), reason, line, path)


def _key(text: str, path: Path, line: int) -> Key:
    prefix, _, identity = text.partition(":")
    if prefix not in REFERENCE_KINDS or not identity:
        raise InputError(f"{text!r} is no reference", "write it as person:john-kerry", file=path, line=line)
    return REFERENCE_KINDS[prefix], identity


def aliases(identities: Iterable[Identity]) -> dict[Key, str]:
    """Which identifiers stand for which other: every chain of *same* leads to its last.

    Raises
    ------
    InputError
        One is the same as two others, is judged in a circle, or *same* joins what is *not same*.
    """
    identities = list(identities)
    direct: dict[Key, Identity] = {}
    for identity in identities:
        if identity.judgement == "same" and direct.setdefault(identity.one, identity) is not identity:
            cause = f"{identity.one[1]} is judged the same as two others"
            raise InputError(cause, "chain the judgements: a is b, b is c", file=identity.file, line=identity.line)
    found = {key: _last(key, direct) for key in direct}
    for identity in identities:
        ends = [found.get(key, key[1]) for key in (identity.one, identity.other)]
        if identity.judgement == "not same" and ends[0] == ends[1]:
            cause = f"{identity.one[1]} and {identity.other[1]} are not the same, but other judgements join them"
            raise InputError(cause, "correct one of them", file=identity.file, line=identity.line)
    return found


def _last(key: Key, direct: dict[Key, Identity]) -> str:
    seen = {key}
    while key in direct:
        following = direct[key].other
        if following in seen:
            at = direct[key]
            raise InputError("is judged in a circle", "remove one of the judgements", file=at.file, line=at.line)
        seen.add(following)
        key = following
    return key[1]
