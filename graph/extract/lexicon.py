"""The word lists that rules stand on, read once from the data files in ``lexicons/``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "lexicons"
_VOWELS = "aeiou"
_DOUBLING = {
    "plan",
    "ship",
    "stop",
    "ban",
    "refer",
    "transfer",
    "admit",
    "commit",
    "submit",
    "get",
    "cut",
    "put",
    "set",
    "sit",
}
_DOUBLING |= {
    "run",
    "win",
    "let",
    "begin",
    "travel",
    "defer",
    "scrap",
    "skip",
    "step",
    "cancel",
    "compel",
    "expel",
    "occur",
    "shut",
}


@dataclass(frozen=True, slots=True)
class VerbForm:
    """Forms of a verb: ``base``, ``s``, ``past``, ``part`` (participle), ``ing``; past and participle may coincide."""

    lemma: str
    forms: frozenset[str]


@cache
def table(name: str) -> Mapping[str, Any]:
    """A lexicon file as parsed TOML: ``table("words")``."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str, file: str = "words") -> frozenset[str]:
    """A word list of a lexicon file as a set."""
    return frozenset(table(file)[name])


@cache
def either(*names: str) -> frozenset[str]:
    """Several word lists in one set."""
    return frozenset().union(*(words(name) for name in names))


def verb_form(word: str) -> VerbForm | None:
    """What `word` is a form of: by the list, or by its ending where the list lacks it."""
    form = verbs().get(word)
    if (
        form is None
        and len(word) > 5
        and word.endswith("ed")
        and "-" not in word
        and not word.endswith(("hundred", "eed", "united"))
    ):
        return VerbForm(word.removesuffix("ed"), frozenset({"past", "part"}))
    return form


@cache
def verbs() -> Mapping[str, VerbForm]:
    """Every inflected form → what it is a form of."""
    found: dict[str, dict[str, set[str]]] = {}
    for line in (_FOLDER / "verbs.txt").read_text("utf-8").splitlines():
        parts = line.split()
        if not parts or line.startswith("#"):
            continue
        for form, kind in _inflect(*parts):
            found.setdefault(form, {}).setdefault(parts[0], set()).add(kind)
    irregular = {"am": "be", "is": "be", "are": "be", "were": "be", "has": "have"}
    forms = {form: VerbForm(lemma := next(iter(lemmas)), frozenset(lemmas[lemma])) for form, lemmas in found.items()}
    return forms | {form: VerbForm(lemma, frozenset({"s"})) for form, lemma in irregular.items()}


def _inflect(lemma: str, past: str = "", part: str = "") -> list[tuple[str, str]]:
    past = past or _add(lemma, "ed")
    part = part or past
    return [(lemma, "base"), (_third(lemma), "s"), (past, "past"), (part, "part"), (_add(lemma, "ing"), "ing")]


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _add(lemma: str, ending: str) -> str:
    if lemma in _DOUBLING:
        return f"{lemma}{lemma[-1]}{ending}"
    if lemma.endswith("ie") and ending == "ing":
        return f"{lemma[:-2]}ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return f"{lemma[:-1]}{ending}"
    if lemma.endswith("ee"):
        return f"{lemma}{ending.removeprefix('e')}"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS and ending == "ed":
        return f"{lemma[:-1]}ied"
    return f"{lemma}{ending}"
