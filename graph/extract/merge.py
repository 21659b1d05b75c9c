"""The same fact told twice in an article becomes one; what is left gets its confidence and its final form."""

from collections.abc import Iterable

from graph.extract.confidence import confidence
from graph.extract.drafts import Draft, Value
from graph.extract.lexicon import words
from graph.extract.people import Person
from graph.facts import Article, Evidence, Fact, Quote

_CONTEXT = 32
_SINGLE = {"OfficeHolding"}


def merged(drafts: Iterable[Draft]) -> list[Draft]:
    """Each happening once: the first telling, filled up with what later ones add."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((other for other in kept if _same(other, draft)), None)
        if same is None:
            kept.append(draft)
        else:
            _fill(same, draft)
    _date_meetings(kept)
    return kept


def _date_meetings(drafts: list[Draft]) -> None:
    """A meeting without a date, of a visitor with the hosts of their one dated visit, was during that visit."""
    visits = [d for d in drafts if d.type == "Visit" and d.modality == "asserted" and d.date]
    for draft in drafts:
        if draft.type != "Meeting" or draft.date is not None or draft.modality != "asserted":
            continue
        members = draft.roles["participant"]
        fitting = [
            visit
            for visit in visits
            if any(v in members for v in visit.roles["visitor"] if isinstance(v, Person))
            and any(host in members for host in visit.roles["host"])
        ]
        if len(fitting) == 1:
            draft.date = fitting[0].date
            draft.trace.append("dated by the visit during which it was")


_DEFINING = {
    "Visit": ("visitor", "host"),
    "Meeting": ("participant",),
    "Agreement": ("party", "title"),
    "Membership": ("member", "organization"),
    "OfficeHolding": ("holder", "office", "of"),
    "DiplomaticRelations": ("party", "action"),
    "Mission": ("sender", "receiver", "place"),
    "Mechanism": ("party", "title"),
    "Participation": ("participant", "event"),
    "Aid": ("donor", "recipient", "amount", "kind"),
    "TransportLink": ("endpoint",),
}


def _same(a: Draft, b: Draft) -> bool:
    if a.type != b.type or a.type == "OfficeHolding":
        return False
    soft = a.type == "Visit" and "visit.visiting" in (a.rule, b.rule) and "denied" not in (a.modality, b.modality)
    if not soft and not _dates_fit(a, b) and not (a.type == "Mission" and a.modality != b.modality):
        return False
    if a.modality != b.modality and not _modality_fits(a, b):
        return False
    if a.type == "Mission" and a.roles["action"] != b.roles["action"] and _dated_apart(a, b):
        return False
    return all(_role_fits(a, b, role) for role in _DEFINING[a.type])


def _dated_apart(a: Draft, b: Draft) -> bool:
    """Whether a mission was closed at one time and is opened at another."""
    return a.start == b.start and (a.date != b.date or a.modality != b.modality)


def _dates_fit(a: Draft, b: Draft) -> bool:
    if a.date is None or b.date is None or a.date == b.date:
        return True
    first, second = a.date.split("/"), b.date.split("/")
    if first[0].startswith(second[0]) or second[0].startswith(first[0]):
        return True
    return a.type == "Visit" and _within(first, second)


def _within(first: list[str], second: list[str]) -> bool:
    """Whether one of two stays lies within the other, or meets it."""
    a, b = (first[0], first[-1]), (second[0], second[-1])
    return len(a[0]) == len(b[0]) == 10 and a[0] <= b[1] and b[0] <= a[1]


def _modality_fits(a: Draft, b: Draft) -> bool:
    """A bare mention ("X's visit to Y") says nothing on its own about whether it has happened."""
    if a.type == "Mission":
        return True
    if a.type == "Mechanism":
        return a.date is None or b.date is None
    if a.type == "Membership":
        return any(d.rule == "membership.entry" and d.date is None for d in (a, b))
    if "denied" in (a.modality, b.modality) or (a.type == "Meeting" and a.date is None and b.date is None):
        return False
    return a.type in ("Visit", "Meeting") and any(d.rule.endswith(".noun") and d.date is None for d in (a, b))


def _role_fits(a: Draft, b: Draft, role: str) -> bool:
    first, second = a.roles.get(role, []), b.roles.get(role, [])
    if not first or not second:
        return role not in ("visitor", "host", "participant", "party", "member", "organization", "donor", "recipient")
    persons = [v for v in first if isinstance(v, Person)], [v for v in second if isinstance(v, Person)]
    if persons[0] and persons[1] and role in ("participant", "visitor", "holder"):
        small, large = sorted(persons, key=len)
        if not set(map(id, small)) <= set(map(id, large)) and role == "participant":
            return False
        if not set(map(id, small)) & set(map(id, large)):
            return False
    sides = {v for v in first if isinstance(v, str)}, {v for v in second if isinstance(v, str)}
    if role in ("title", "event", "kind", "office"):
        one, two = _words(sides[0]), _words(sides[1])
        another = {"second", "another", "separate", "further"} & (one ^ two)
        return not another and (not one or not two or bool(one & two))
    if sides[0] and sides[1]:
        return sides[0] <= sides[1] or sides[1] <= sides[0]
    return bool(persons[0] and persons[1]) or not (sides[0] or sides[1])


def _words(values: set[str]) -> set[str]:
    """What tells one title from another: its words without those for instruments as such."""
    return {word for value in values for word in value.lower().split() if len(word) > 2} - _INSTRUMENTS


_INSTRUMENTS = words("merge_instruments", "frames")


def _fill(draft: Draft, later: Draft) -> None:
    """Take over what the later telling adds; that somebody is "visiting" on a day says not when the visit began."""
    if draft.rule == "visit.visiting" and later.date:
        draft.date = later.date
    if (draft.rule.endswith(".noun") and draft.date is None) or (
        later.modality == "asserted" and draft.modality == "planned"
    ):
        draft.modality, draft.date = later.modality, later.date or draft.date
    if draft.date is None or (later.date is not None and len(later.date) > len(draft.date)):
        draft.date = later.date or draft.date
    for role, values in later.roles.items():
        known = draft.roles.setdefault(role, [])
        if role in ("title", "event", "office", "kind", "amount", "action", "status") and known:
            continue
        known.extend(value for value in values if value not in known)
    draft.trace.append(f"told again by {later.rule}")


def fact(draft: Draft, article: Article) -> Fact:
    """The final form of a draft: references as text, evidence as a quotation."""
    text = article.text
    quote = Quote(
        article.id,
        text[draft.start : draft.end],
        draft.start,
        draft.end,
        text[max(0, draft.start - _CONTEXT) : draft.start],
        text[draft.end : draft.end + _CONTEXT],
    )
    roles = {role: tuple(dict.fromkeys(map(_reference, values))) for role, values in draft.roles.items() if values}
    return Fact(draft.type, roles, draft.date, draft.modality, (Evidence(quote, draft.rule, confidence(draft.rule)),))


def _reference(value: Value) -> str:
    return value.ref if isinstance(value, Person) else value
