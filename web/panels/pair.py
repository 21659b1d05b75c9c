"""What the page of a pair shows: all that is known between two states, or a state and an organization."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from graph.namespaces import XSD
from graph.store import Term
from web.panels.chart import Chart, draw
from web.panels.counts import bars
from web.panels.party import Partner, partners_of
from web.reading import Reader, grouped, text
from web.records import Fact, Thing

_TOP = 6
ENCOUNTERS = ("visit", "meeting", "participation")


@dataclass(frozen=True, slots=True)
class Shared:
    """An organization that both belong to, with each one's membership and standing."""

    organization: Thing
    acronym: str
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
    """Everything that the page of a pair shows."""

    one: Thing
    other: Thing
    groups: Mapping[str, Sequence[Fact]]
    timeline: Sequence[Fact]
    planned: Sequence[Fact]
    disputed: Sequence[Fact]
    shared: Sequence[Shared]
    treaties: Sequence[SharedAgreement]
    missing: Sequence[str]
    chart: Chart | None
    total: int
    rivals: Sequence[tuple[Thing, Sequence[Partner]]] = ()
    on: date | None = None

    def facts(self, kind: str) -> Sequence[Fact]:
        """The facts of a kind that hold or happened."""
        return self.groups.get(kind, ())


def pair_page(reader: Reader, one: Thing, other: Thing, on: date | None) -> PairPage:
    """The page of two parties."""
    values: dict[str, Term] = {"a": NamedNode(one.iri), "b": NamedNode(other.iri)}
    if on is not None:
        values["on"] = Literal(on.isoformat(), datatype=NamedNode(f"{XSD}date"))
    facts = reader.facts(reader.release.rows("facts_between", **values))
    shared = _shared(reader, values)
    planned = [fact for fact in facts if fact.modality == "planned"]
    told = [fact for fact in facts if fact.modality != "planned"]
    groups = grouped(told)
    return PairPage(
        one=one,
        other=other,
        groups=groups,
        timeline=[fact for fact in told if fact.kind in ENCOUNTERS],
        planned=planned,
        disputed=[fact for fact in facts if fact.status == "disputed" or len(fact.dates) > 1],
        shared=shared,
        treaties=(treaties := _treaties(reader, values)),
        missing=_missing(one, other, groups, shared, treaties),
        chart=_chart(told),
        total=len(facts),
        rivals=[(one, _rivals(reader, one, other)), (other, _rivals(reader, other, one))],
        on=on,
    )


def party(reader: Reader, kind: str, identity: str) -> Thing | None:
    """The state or organization of an address, `None` where there is none such."""
    iri = reader.links.iri(kind, identity)
    entity = reader.entity(iri, reader.release.rows("entity", entity=NamedNode(iri)))
    return entity.thing if entity else None


def _rivals(reader: Reader, party: Thing, other: Thing) -> list[Partner]:
    """Those with whom a party deals most, and `other` wherever it stands among them."""
    found = partners_of(reader, party.iri)
    return [partner for place, partner in enumerate(found) if place < _TOP or partner.thing.iri == other.iri]


def _shared(reader: Reader, values: Mapping[str, Term]) -> list[Shared]:
    found: dict[str, Shared] = {}
    for row in reader.release.rows("shared_memberships", **values):
        organization = reader.thing(row["organization"], text(row, "label"))
        found.setdefault(
            organization.iri,
            Shared(
                organization,
                text(row, "acronym"),
                reader.thing(row["factA"]),
                _status(reader, text(row, "statusA")),
                reader.thing(row["factB"]),
                _status(reader, text(row, "statusB")),
            ),
        )
    return list(found.values())


def _status(reader: Reader, iri: str) -> str:
    return reader.release.term_label(iri) if iri else ""


_EXPECTED = {
    "diplomatic-relations": "since when, and whether, they have diplomatic relations",
    "mission": "missions of one in the other",
    "office-holding": "ambassadors of one to the other",
    "visit": "visits of one to the other",
    "meeting": "meetings",
    "agreement": "agreements",
}


def _treaties(reader: Reader, values: Mapping[str, Term]) -> list[SharedAgreement]:
    found: dict[Thing, tuple[list[tuple[Thing, str]], list[tuple[Thing, str]]]] = {}
    for row in reader.release.rows("shared_agreements", **values):
        sides = found.setdefault(reader.thing(row["agreement"], text(row, "label")), ([], []))
        for acts, side in zip(sides, "AB", strict=True):
            act = (
                Thing(row[f"fact{side}"].value, _status(reader, text(row, f"action{side}"))),
                text(row, f"date{side}"),
            )
            if act not in acts:
                acts.append(act)
    return [SharedAgreement(agreement, *sides) for agreement, sides in found.items()]


def _missing(
    one: Thing,
    other: Thing,
    groups: Mapping[str, Sequence[Fact]],
    shared: Sequence[Shared],
    treaties: Sequence[SharedAgreement],
) -> list[str]:
    """What a reader may look for here and not find, in words."""
    states = one.kind == other.kind == "state"
    expected = _EXPECTED if states else {"membership": "membership of one in the other", "meeting": "meetings"}
    found = [
        words for kind, words in expected.items() if not groups.get(kind) and not (kind == "agreement" and treaties)
    ]
    return found + (["organizations that both belong to"] if states and not shared else [])


def _chart(facts: Sequence[Fact]) -> Chart | None:
    series: list[dict[int, int]] = [{}, {}]
    for fact in facts:
        if fact.kind in ("visit", "meeting") and fact.year.isdigit() and fact.modality == "asserted":
            counts = series[0 if fact.kind == "visit" else 1]
            counts[int(fact.year)] = counts.get(int(fact.year), 0) + 1
    return draw(bars(series), ("visits", "meetings"))
