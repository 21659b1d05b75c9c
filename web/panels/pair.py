"""What the page of a pair shows: all that is known between two states, or a state and an organization."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from web.catalogue.facts import MANY, Pick, acts_of_both, between, memberships_of_both
from web.kinds import FACT_KINDS
from web.panels.chart import Chart, by_year
from web.panels.party import Partner, partners_of
from web.panels.sections import tell
from web.reading import Reader, grouped
from web.records import Fact, Thing

_TOP = 6
_TRIED = 300
_MOST, _MOST_CONVENTIONS, _MOST_TREATIES = 40, 15, 40
CONVENTIONS = "convention"
ENCOUNTERS = ("visit", "meeting", "participation")


@dataclass(frozen=True, slots=True)
class Shared:
    """An organization that both belong to, with each one's membership and standing."""

    organization: Thing
    one: Thing
    one_status: str
    other: Thing
    other_status: str


@dataclass(frozen=True, slots=True)
class SharedAgreement:
    """An agreement upon which both acted: each one's acts with their dates, as facts and words."""

    agreement: Thing
    one: Sequence[tuple[Thing, str]]
    other: Sequence[tuple[Thing, str]]


@dataclass(frozen=True, slots=True)
class PairPage:
    """Everything that the page of a pair shows; `totals` counts facts by kind, shown or not."""

    one: Thing
    other: Thing
    groups: Mapping[str, Sequence[Fact]]
    totals: Mapping[str, int]
    timeline: Sequence[Fact]
    planned: Sequence[Fact]
    disputed: Sequence[Fact]
    shared: Sequence[Shared]
    treaties: Sequence[SharedAgreement]
    treaties_total: int
    missing: Sequence[str]
    chart: Chart | None
    total: int
    rivals: Sequence[tuple[Thing, Sequence[Partner]]] = ()
    on: date | None = None

    def facts(self, kind: str) -> Sequence[Fact]:
        """The facts of a kind that hold or happened; agreements without conventions, which have a name of their own."""
        if kind in ("agreement", CONVENTIONS):
            return [fact for fact in self.groups.get("agreement", ()) if bool(fact.others) == (kind == CONVENTIONS)]
        return self.groups.get(kind, ())


def pair_page(reader: Reader, one: Thing, other: Thing, on: date | None) -> PairPage:
    """The page of two parties."""
    catalogue, day = reader.release.catalogue, on.isoformat() if on else ""
    found = between(catalogue, one.iri, other.iri, day)
    acts = _first(acts_of_both(catalogue, one.iri, other.iri, day), _MOST_TREATIES)
    common = memberships_of_both(catalogue, one.iri, other.iri, day)
    shown = _shown(found)
    told = tell(reader, [*shown, *(pick for picks in (*acts[0].values(), *common.values()) for pick in picks)])
    facts = [told[pick.iri] for pick in shown if pick.iri in told]
    planned = [fact for fact in facts if fact.modality == "planned"]
    groups = grouped(fact for fact in facts if fact.modality != "planned")
    totals = Counter(_group(pick) for pick, modality in found if modality != "planned")
    return PairPage(
        one=one,
        other=other,
        groups=groups,
        totals=dict(totals),
        timeline=[fact for fact in facts if fact.kind in ENCOUNTERS and fact.modality != "planned"],
        planned=planned,
        disputed=[fact for fact in facts if fact.status == "disputed" or len(fact.dates) > 1],
        shared=_shared(one, other, common, told),
        treaties=_treaties(one, acts[0], told),
        treaties_total=acts[1],
        missing=_missing(one, other, totals, shared=bool(common), acted=bool(acts[0])),
        chart=_chart(found) if on is None else None,
        total=len(found),
        rivals=[(one, _rivals(reader, one, other)), (other, _rivals(reader, other, one))],
        on=on,
    )


def _group(pick: Pick) -> str:
    """The kind of a fact, conventions apart from the agreements of a few."""
    return CONVENTIONS if pick.kind == "agreement" and pick.size > MANY else pick.kind


def _shown(found: Sequence[tuple[Pick, str]]) -> list[Pick]:
    """The facts that fit on the page: of each kind the latest, and all that is planned."""
    left = Counter(dict.fromkeys((kind.path for kind in FACT_KINDS), _MOST) | {CONVENTIONS: _MOST_CONVENTIONS})
    shown = []
    for pick, modality in found:
        group = _group(pick)
        left[group] -= modality != "planned"
        if left[group] >= 0:
            shown.append(pick)
    return shown


def _first(found: Mapping[str, list[Pick]], most: int) -> tuple[dict[str, list[Pick]], int]:
    return dict(list(found.items())[:most]), len(found)


def party(reader: Reader, kind: str, identity: str) -> Thing | None:
    """The state or organization of an address, `None` where there is none such."""
    iri = reader.links.iri(kind, identity)
    entity = reader.entity(iri, reader.release.rows("entity", entity=NamedNode(iri)))
    return entity.thing if entity else None


def _rivals(reader: Reader, party: Thing, other: Thing) -> list[Partner]:
    """Those with whom a party deals most, and `other` wherever it stands among them."""
    found = partners_of(reader, party.iri, most=_TRIED)
    return [partner for place, partner in enumerate(found) if place < _TOP or partner.thing.iri == other.iri]


def _shared(one: Thing, other: Thing, common: Mapping[str, Sequence[Pick]], told: Mapping[str, Fact]) -> list[Shared]:
    found = []
    for iri, picks in common.items():
        facts = [told[pick.iri] for pick in picks if pick.iri in told]
        first, second = (
            next((fact for fact in facts if fact.involves(party.iri, "member")), None) for party in (one, other)
        )
        if first and second:
            organization = next(thing for thing in first.all("organization") if thing.iri == iri)
            sides = (_thing(first), _word(first, "status"), _thing(second), _word(second, "status"))
            found.append(Shared(organization, *sides))
    return found


def _thing(fact: Fact) -> Thing:
    return Thing(fact.iri, fact.label, fact.kind)


def _word(fact: Fact, role: str) -> str:
    thing = fact.first(role)
    return thing.label if thing else ""


_EXPECTED = ("diplomatic-relations", "mission", "office-holding", "visit", "meeting", "agreement")


def _treaties(one: Thing, acts: Mapping[str, Sequence[Pick]], told: Mapping[str, Fact]) -> list[SharedAgreement]:
    found = []
    for iri, picks in acts.items():
        facts = [told[pick.iri] for pick in picks if pick.iri in told]
        agreement = next((thing for fact in facts for thing in fact.all("agreement") if thing.iri == iri), None)
        if agreement:
            sides: tuple[list[tuple[Thing, str]], list[tuple[Thing, str]]] = ([], [])
            for fact in reversed(facts):
                act = Thing(fact.iri, _word(fact, "action"), fact.kind), fact.date
                sides[not fact.involves(one.iri, "party")].append(act)
            found.append(SharedAgreement(agreement, *sides))
    return found


def _missing(one: Thing, other: Thing, totals: Mapping[str, int], *, shared: bool, acted: bool) -> list[str]:
    """What a reader may look for here and not find, by the names of its messages."""
    states = one.kind == other.kind == "state"
    expected = _EXPECTED if states else ("membership", "meeting")
    found = [kind for kind in expected if not totals.get(kind) and not (kind == "agreement" and acted)]
    return found + (["shared"] if states and not shared else [])


def _chart(found: Sequence[tuple[Pick, str]]) -> Chart | None:
    series: list[dict[int, int]] = [{}, {}]
    for pick, modality in found:
        if pick.kind in ("visit", "meeting") and pick.year.isdigit() and modality == "asserted":
            counts = series[pick.kind == "meeting"]
            counts[int(pick.year)] = counts.get(int(pick.year), 0) + 1
    return by_year(series, ("visits", "meetings"))
