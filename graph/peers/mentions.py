"""GDELT's mentions: the reports of an event beyond the first, as further evidence for its fact."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from graph.facts import Evidence, Fact, Row
from graph.peers.tables import PEERS, read_mentions

MOST = 20
"""Mentions of one event that become evidence, the surest of them."""

_LEAST = 0.1


def with_mentions(facts: Iterable[Fact], paths: Sequence[Path]) -> list[Fact]:
    """Facts of GDELT's events, each with the reports that mention it; mentions of other events are passed over.

    Raises
    ------
    InputError
        A file cannot be read, or holds no mentions.
    """
    made = list(facts)
    told: dict[str, dict[str, Evidence]] = {row.key: {} for fact in made if (row := _row(fact))}
    rules = {row.key: fact.evidence[0].rule for fact in made if (row := _row(fact))}
    for path in paths:
        for line, mention in read_mentions(path):
            event = mention["id"]
            if event in told:
                evidence = _evidence(mention, line, rules[event])
                told[event].setdefault(evidence.source.key, evidence)  # type: ignore[union-attr]
    return [_joined(fact, told.get(row.key, {}).values() if (row := _row(fact)) else ()) for fact in made]


def _row(fact: Fact) -> Row | None:
    source = fact.evidence[0].source
    return source if isinstance(source, Row) and source.register == "gdelt" else None


def _evidence(mention: dict[str, str], line: int, rule: str) -> Evidence:
    """A mention as evidence: as sure as an event of GDELT, weighed by the hundredths that GDELT gives this reading."""
    place = f"{mention['document']}, sentence {mention['sentence']}"
    key = f"{mention['id']} {mention['document']} {mention['sentence']}"
    citation = f"{PEERS['gdelt'].title}, event {mention['id']}, mentioned by {mention['publisher']}, {place}"
    words = mention["confidence"]
    share = min(max(int(words) / 100 if words.isdecimal() else _LEAST, _LEAST), 1.0)
    return Evidence(Row("gdelt", key, line, citation), f"{rule}.mention", round(PEERS["gdelt"].confidence * share, 3))


def _joined(fact: Fact, mentions: Iterable[Evidence]) -> Fact:
    surest = sorted(mentions, key=lambda evidence: -evidence.confidence)[:MOST]
    return replace(fact, evidence=(*fact.evidence, *surest))
