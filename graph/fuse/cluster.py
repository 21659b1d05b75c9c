"""Grouping facts that tell of the same thing.

Two facts are one when type, modality and parties agree and their dates do not speak against it. For what happens (a
visit, a meeting) that takes two dates which name the same days closely; for what holds (a membership, an office) a
date on one side is enough, since one source often dates what another only mentions. A fact that fits two groups joins
neither: which of them it tells of is not known.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from graph import edtf
from graph.facts import Entity, Note, Quote, Row, Source
from graph.resolve.names import fold
from graph.resolve.resolver import ConceptRef, ResolvedFact, Value
from graph.vocabulary import vocabulary

HAPPENINGS = frozenset({"Visit", "Meeting", "Participation", "Aid"})
"""Types that may recur between the same parties: without a date, two of them are never taken for one."""

_CLOSE_DAYS = 31
"""A date is close when it leaves at most a month open."""


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


def fuse(facts: Iterable[ResolvedFact]) -> list[Cluster]:
    """Group `facts`; the result does not depend on their order."""
    blocks: dict[tuple[str, ...], list[ResolvedFact]] = defaultdict(list)
    for fact in facts:
        blocks[_block(fact)].append(fact)
    clusters: list[Cluster] = []
    for key in sorted(blocks):
        clusters.extend(_fuse_block(blocks[key]))
    _note_disagreements(clusters)
    return clusters


def _fuse_block(facts: list[ResolvedFact]) -> list[Cluster]:
    clusters: list[Cluster] = []
    for fact in sorted(facts, key=_trust):
        fitting = [cluster for cluster in clusters if all(same(fact, member) for member in cluster.members)]
        if len(fitting) == 1:
            fitting[0].members.append(fact)
        else:
            clusters.append(Cluster([fact]))
    return clusters


def _block(fact: ResolvedFact) -> tuple[str, ...]:
    """What facts must share to be compared at all: type, modality, and the states and organizations of core roles."""
    core = sorted(vocabulary().types[fact.fact.type].core)
    bodies = [";".join(sorted(bodies_of(fact, role))) for role in core]
    return (fact.fact.type, fact.fact.modality, *bodies)


def same(a: ResolvedFact, b: ResolvedFact) -> bool:
    """Whether two facts of one block tell of the same thing."""
    core = vocabulary().types[a.fact.type].core
    if any(not _roles_agree(a, b, role) for role in core):
        return False
    return _dates_agree(a, b)


def _roles_agree(a: ResolvedFact, b: ResolvedFact, role: str) -> bool:
    persons_a, persons_b = _keys(a, role, "person"), _keys(b, role, "person")
    if persons_a and persons_b and not persons_a & persons_b:
        return False
    rest_a, rest_b = _rest(a, role), _rest(b, role)
    return not (rest_a and rest_b) or bool(rest_a & rest_b)


def _dates_agree(a: ResolvedFact, b: ResolvedFact) -> bool:
    recurs = a.fact.type in HAPPENINGS
    if a.fact.date is None or b.fact.date is None:
        return not recurs and _comparable(a, b)
    left, right = edtf.parse(a.fact.date), edtf.parse(b.fact.date)
    if recurs and not (_close(left) and _close(right)):
        return False
    starts_late = left.latest and right.earliest and left.latest < right.earliest
    ends_early = right.latest and left.earliest and right.latest < left.earliest
    return not (starts_late or ends_early)


def _comparable(a: ResolvedFact, b: ResolvedFact) -> bool:
    """An undated fact of the same article as another was told apart from it by its reader; keep them apart."""
    articles = [
        {piece.source.article for piece in fact.fact.evidence if isinstance(piece.source, Quote)} for fact in (a, b)
    ]
    return not articles[0] & articles[1]


def _close(bounds: edtf.Edtf) -> bool:
    if bounds.earliest is None or bounds.latest is None:
        return False
    return (bounds.latest - bounds.earliest).days <= _CLOSE_DAYS


def bodies_of(fact: ResolvedFact, role: str) -> set[str]:
    """The states and organizations in a role, as ``kind:id``."""
    return _keys(fact, role, "state", "organization")


def _keys(fact: ResolvedFact, role: str, *kinds: str) -> set[str]:
    return {f"{v.kind}:{v.id}" for v in fact.roles.get(role, ()) if isinstance(v, Entity) and v.kind in kinds}


def _rest(fact: ResolvedFact, role: str) -> set[str]:
    """What is neither person nor body: places, offices, events, concepts, titles."""
    bodies = ("person", "state", "organization")
    return {value_key(v) for v in fact.roles.get(role, ()) if not (isinstance(v, Entity) and v.kind in bodies)}


def value_key(value: Value) -> str:
    """What identifies a role's value."""
    if isinstance(value, Entity):
        return f"{value.kind}:{value.id}"
    return f"concept:{value.path}" if isinstance(value, ConceptRef) else f"text:{fold(value.text)}"


def source_key(source: Source) -> str:
    """What identifies the place in a source that a fact was read from."""
    if isinstance(source, Quote):
        return f"article|{source.article}|{source.start}|{source.end}"
    return f"register|{source.register}|{source.key}" if isinstance(source, Row) else f"curated|{source.iri}"


def _trust(fact: ResolvedFact) -> tuple[bool, int, bool, str, str]:
    source = fact.fact.evidence[0].source
    rank = (Note, Row, Quote).index(type(source))
    return fact.fact.iri is None, rank, fact.fact.date is None, source_key(source), str(fact.fact.date)


def _note_disagreements(clusters: list[Cluster]) -> None:
    """Link what one source asserts or plans and another denies, of the same parties at the same time."""
    groups: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        key = _block(cluster.first)
        groups[key[0], *key[2:]].append(cluster)
    for group in groups.values():
        denied = [cluster for cluster in group if cluster.first.fact.modality == "denied"]
        for one in denied:
            for other in group:
                if other.first.fact.modality != "denied" and same(one.first, other.first):
                    one.disagrees_with.append(other)
                    other.disagrees_with.append(one)
