"""Who held which office when: the registers' office-holdings, looked up by state, office, kind and date."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from graph import edtf
from graph.facts import Entity, Fact, Row, reference_kind

if TYPE_CHECKING:
    from graph.resolve.world import World


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in an office. `office` is `None` where the registers describe only its title.

    `start` and `end` are the first and last day that the record leaves possible; an `end` of `None` means that none is
    known. `as_of` is the day on which the record still held the tenure to go on.
    """

    person: Entity
    office: Entity | None
    title: str
    kind: str
    start: date | None
    end: date | None
    as_of: date | None


class Tenures:
    """Office-holdings by the state or organization that they are of."""

    def __init__(self, facts: Iterable[Fact], world: "World") -> None:
        self._by_body: dict[str, list[Tenure]] = defaultdict(list)
        for fact in facts:
            if fact.type == "OfficeHolding" and fact.modality == "asserted":
                self._add(fact, world)
        for tenures in self._by_body.values():
            tenures.sort(key=lambda tenure: (tenure.start or date.min, tenure.person.id), reverse=True)

    def of(self, body: str, *, office: str | None, kind: str | None, on: str | None) -> list[Tenure]:
        """The tenures of a body that fit; see `World.holders`."""
        bounds = edtf.parse(on) if on else None
        found = []
        for tenure in self._by_body.get(body, ()):
            if office is not None and (tenure.office is None or tenure.office.id != office):
                continue
            if kind is not None and tenure.kind != kind:
                continue
            if bounds and not _overlap(tenure, bounds):
                continue
            found.append(tenure)
        return found

    def _add(self, fact: Fact, world: "World") -> None:
        person = world.get("person", fact.roles["holder"][0].removeprefix("person:"))
        if person is None:
            return
        title = fact.roles["office"][0]
        office = world.get("office", title.removeprefix("office:")) if reference_kind(title) else None
        kinds = office.properties.get("cy:officeKind", ("",)) if office else ("envoy",)
        bounds = edtf.parse(fact.date) if fact.date else None
        source = fact.evidence[0].source
        seen = edtf.parse(source.as_of) if isinstance(source, Row) and source.as_of else None
        tenure = Tenure(
            person=person,
            office=office,
            title=office.label if office else title,
            kind=kinds[0],
            start=bounds.earliest if bounds else None,
            end=bounds.latest if bounds and "/" in bounds.text else None,
            as_of=seen.latest if seen else None,
        )
        for body in fact.roles["of"]:
            self._by_body[body.partition(":")[2]].append(tenure)


def _overlap(tenure: Tenure, bounds: edtf.Edtf) -> bool:
    starts_late = tenure.start is not None and bounds.latest is not None and tenure.start > bounds.latest
    ends_early = tenure.end is not None and bounds.earliest is not None and tenure.end < bounds.earliest
    return not (starts_late or ends_early)
