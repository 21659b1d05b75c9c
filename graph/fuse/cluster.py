"""Grouping facts that tell of the same thing.

Two facts are one when type, modality and parties agree and their dates do not speak against it. For what happens (a
visit, a meeting) that takes two dates which name the same days closely; for what holds (a membership, an office) a
date on one side is enough, since one source often dates what another only mentions. A fact that fits two groups joins
neither: which of them it tells of is not known. What one source tells in two rows or sentences it has told apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from graph import edtf
from graph.facts import Fact, Note, Quote, Row
from graph.fuse.signature import RoleKeys, Signature, source_key
from graph.resolve.resolver import ResolvedFact

HAPPENINGS = frozenset({"Visit", "Meeting", "Participation", "Aid"})
"""Types that may recur between the same parties: without a date, two of them are never taken for one."""

_CLOSE_DAYS = 31
"""A date is close when it leaves at most a month open."""

_RANKS: dict[type, int] = {Note: 0, Row: 1, Quote: 2}
_CONSULAR = ("consul", "agency", "office")


@dataclass(slots=True)
class Cluster:
    """One fact with all that tell of it, the most trusted first."""

    members: list[ResolvedFact] = field(default_factory=list)
    disagrees_with: list["Cluster"] = field(default_factory=list)

    @property
    def first(self) -> ResolvedFact:
        """The member that names the fact: curated before register before article, dated before undated."""
        return self.members[0]

    def bounds(self) -> tuple[date | None, date | None]:
        """First and last day that all members' dates leave open."""
        dates = [edtf.parse(member.fact.date) for member in self.members if member.fact.date]
        earliest = [bound.earliest for bound in dates if bound.earliest]
        latest = [bound.latest for bound in dates if bound.latest]
        return max(earliest, default=None), min(latest, default=None)


def block_of(fact: ResolvedFact) -> tuple[str, ...]:
    """What a fact must share with another to be compared with it; `fuse` never looks across blocks."""
    return Signature.of(fact).block()


def fuse(facts: Iterable[ResolvedFact]) -> list[Cluster]:
    """Group `facts`; the result does not depend on their order."""
    return list(fused(facts))


def fused(facts: Iterable[ResolvedFact]) -> Iterator[Cluster]:
    """Group `facts`, block after block."""
    blocks: dict[tuple[str, ...], list[Signature]] = defaultdict(list)
    for fact in facts:
        signature = Signature.of(fact)
        blocks[signature.block()].append(signature)
    for key in sorted(blocks):
        yield from _fuse_block(blocks.pop(key))


def _fuse_block(block: list[Signature]) -> list[Cluster]:
    if len(block) == 1:
        return [Cluster([block[0].fact])]
    groups: list[list[Signature]] = []
    for fact in sorted(block, key=_trust):
        fitting = [group for group in groups if all(_one(fact, member) for member in group)]
        if len(fitting) == 1:
            fitting[0].append(fact)
        else:
            groups.append([fact])
    clusters = [Cluster([member.fact for member in group]) for group in groups]
    _note_disagreements(groups, clusters)
    return clusters


def same(a: ResolvedFact, b: ResolvedFact) -> bool:
    """Whether two facts of one block tell of the same thing."""
    return _one(Signature.of(a), Signature.of(b))


def _one(a: Signature, b: Signature) -> bool:
    return a.fact.fact.modality == b.fact.fact.modality and _alike(a, b) and not _told_apart(a, b)


def _alike(a: Signature, b: Signature) -> bool:
    """Whether parties and dates agree."""
    if not all(map(_agree, a.core, b.core)):
        return False
    if a.extra and not _extra_agrees(a, b):
        return False
    return _dates_agree(a, b)


def _agree(one: RoleKeys, other: RoleKeys) -> bool:
    return one.agrees(other)


def _extra_agrees(a: Signature, b: Signature) -> bool:
    """For a mission: the same act or none, and the same city; one city left open will do for what a state has once.

    For a membership: the same standing, where both tell it.
    """
    if len(a.extra) == 1:
        return a.extra[0].agrees(b.extra[0])
    (action_a, place_a), (action_b, place_b) = a.extra, b.extra
    if action_a.rest != action_b.rest:
        return False
    if place_a.rest and place_b.rest:
        return bool(place_a.rest & place_b.rest)
    kinds = {key for keys in (*a.core, *b.core) for key in keys.rest}
    return not any(word in kind for kind in kinds for word in _CONSULAR)


def _told_apart(a: Signature, b: Signature) -> bool:
    """Whether the source, or names of their own, keep two facts apart."""
    one, other = a.fact.fact, b.fact.fact
    if one.type == "Agreement" and _name(one) and _name(other) and _name(one) != _name(other):
        return True
    if not set(a.places) & set(b.places):
        return False
    article = isinstance(one.evidence[0].source, Quote)
    if article:
        return one.date is None or other.date is None
    return one.date != other.date or one.key != other.key


def _name(fact: Fact) -> str | None:
    return fact.iri or fact.key


def _dates_agree(a: Signature, b: Signature) -> bool:
    left, right = a.bounds, b.bounds
    recurs = a.fact.fact.type in HAPPENINGS
    if left is None or right is None:
        return not recurs and not _ended(left, b.as_of) and not _ended(right, a.as_of)
    if recurs and not (_close(left) and _close(right)):
        return False
    if _before(left, right) or _before(right, left):
        return False
    if "/" in left.text and "/" in right.text and not recurs:
        return _starts_agree(left, right) and not _ended(left, b.as_of) and not _ended(right, a.as_of)
    return True


def _before(one: edtf.Edtf, other: edtf.Edtf) -> bool:
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest


def _ended(bounds: edtf.Edtf | None, seen: date | None) -> bool:
    """Whether something had ended when another source still saw it."""
    return bounds is not None and seen is not None and bounds.latest is not None and bounds.latest < seen


def _starts_agree(left: edtf.Edtf, right: edtf.Edtf) -> bool:
    """Whether two intervals can be one: their known starts, and their known ends, can name the same day."""
    for one, other in zip(left.text.split("/"), right.text.split("/"), strict=True):
        if one not in ("", "..") and other not in ("", ".."):
            first, second = edtf.parse(one), edtf.parse(other)
            if _before(first, second) or _before(second, first):
                return False
    return True


def _close(bounds: edtf.Edtf) -> bool:
    if bounds.earliest is None or bounds.latest is None:
        return False
    return (bounds.latest - bounds.earliest).days <= _CLOSE_DAYS


def _trust(signature: Signature) -> tuple[bool, int, bool, bool, str, str]:
    fact = signature.fact.fact
    source = fact.evidence[0].source
    return (
        fact.iri is None,
        _RANKS[type(source)],
        fact.key is None,
        fact.date is None,
        source_key(source),
        str(fact.date),
    )


def _note_disagreements(groups: list[list[Signature]], clusters: list[Cluster]) -> None:
    """Link what one source asserts or plans and another denies, of the same parties at the same time."""
    denied = [number for number, group in enumerate(groups) if group[0].fact.fact.modality == "denied"]
    for one in denied:
        for other, group in enumerate(groups):
            if group[0].fact.fact.modality != "denied" and _alike(groups[one][0], group[0]):
                clusters[one].disagrees_with.append(clusters[other])
                clusters[other].disagrees_with.append(clusters[one])
