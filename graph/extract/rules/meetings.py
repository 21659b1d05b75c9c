"""Meeting: an exchange between sides, in person or by phone."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.rules.frames import LIGHT, of_two_sides, owner
from graph.extract.scene import Scene
from graph.facts import Modality

_NOUNS = frozenset(
    [
        "talks",
        "talk",
        "meeting",
        "meetings",
        "discussions",
        "discussion",
        "consultations",
        "negotiations",
        "conversation",
        "call",
        "dialogue",
        "breakfast",
        "lunch",
        "dinner",
        "summit",
        "tête-à-tête",
        "exchange",
        "exchanges",
        "interview",
        "audience",
    ]
)
_KINDED = {
    "talks": "talks",
    "summit": "summit",
    "consultations": "consultations",
    "lunch": "lunch",
    "breakfast": "breakfast",
    "dinner": "dinner",
    "discussions": "discussions",
    "negotiations": "negotiations",
    "call": "phone call",
}
_WITH = frozenset(
    {"meet", "talk", "confer", "speak", "discuss", "consult", "negotiate", "dine", "chat", "hold", "exchange"}
)
_HOLDING = LIGHT | {"exchange", "start", "schedule", "plan"}


def meetings(scene: Scene) -> Iterator[Draft]:
    """All encounters that a sentence tells of."""
    yield from _verbal(scene)
    yield from _held(scene)
    yield from _nominal(scene)
    yield from _received(scene)


def _verbal(scene: Scene) -> Iterator[Draft]:
    """ "X met Y", "X met with Y", "X and Y met", "X discussed it with Y", "X called on Y"."""
    for index, unit in scene.clauses.verbs():
        if unit.head not in _WITH | {"call"} or unit.verb is None or (unit.verb.passive and unit.head != "meet"):
            continue
        subject = scene.parties(scene.clauses.subject(index))
        other = _others(scene, index)
        if unit.head in ("hold", "speak", "call") and not other:
            continue
        if (
            unit.head in ("discuss", "talk", "negotiate", "exchange", "consult")
            and not other
            and len(subject.persons) < 2
        ):
            continue
        yield from _meeting(scene, index, subject, other, scene.modality(index), "meeting.verb")


def _others(scene: Scene, index: int) -> Parties:
    head = scene.units[index].head
    found = Parties()
    if head == "meet":
        found.add(scene.parties(scene.clauses.objects(index)))
    wanted = ("on",) if head == "call" else ("with", "to") if head in ("talk", "speak") else ("with",)
    for preposition, members, place in scene.clauses.complements(index):
        if preposition in wanted and (head != "call" or place - index <= 2):
            found.add(scene.parties(members))
            break
    return found


def _held(scene: Scene) -> Iterator[Draft]:
    """ "X held talks with Y", "X and Y held a meeting", "talks were held with Y"."""
    for noun, unit in enumerate(scene.units):
        if unit.kind != "noun" or unit.head not in _NOUNS:
            continue
        verb = _carrier(scene, noun)
        if verb is None:
            continue
        subject = scene.parties(scene.clauses.subject(verb))
        other = _partners(scene, noun)
        modality = scene.modality(verb)
        yield from _meeting(scene, noun, subject, other, modality, "meeting.held", verb)


def _carrier(scene: Scene, noun: int) -> int | None:
    here = noun - 1
    while scene.clauses.kind(here) in ("adv", "date") or scene.clauses.head(here) in ("in", "part"):
        here -= 1
    if scene.clauses.kind(here) == "verb" and scene.units[here].head in _HOLDING - {"be"}:
        return here
    return None


def _partners(scene: Scene, noun: int) -> Parties:
    found = Parties()
    for preposition, members, _ in scene.clauses.complements(noun):
        if preposition in ("with", "between", "among"):
            found.add(scene.parties(members))
    return found


def _nominal(scene: Scene) -> Iterator[Draft]:
    """ "talks between A and B", "his meeting with Y", "in a meeting with Y, the president said", "A-B talks"."""
    for noun, unit in enumerate(scene.units):
        if (
            unit.kind != "noun"
            or unit.head not in _NOUNS - {"exchange", "exchanges", "dialogue"}
            or _carrier(scene, noun) is not None
        ):
            continue
        partners = _partners(scene, noun)
        mine = owner(scene, noun) or _host_clause(scene, noun, partners)
        of = Parties()
        for preposition, members, place in scene.clauses.complements(noun, 3):
            if preposition == "of" and place == noun + 1:
                of.add(scene.parties(members))
        both = of if of_two_sides(of) else Parties(sides=list(unit.mods)) if len(unit.mods) >= 2 else Parties()
        yield from _meeting(scene, noun, mine, partners or both, scene.modality(noun), "meeting.noun")


def _host_clause(scene: Scene, noun: int, partners: Parties) -> Parties:
    """The subject of the clause that a fronted or trailing "in a meeting with Y" belongs to."""
    if of_two_sides(partners) or not partners:
        return Parties()
    if scene.clauses.head(noun - 1) not in ("in", "during", "at", "after", "following", "before", "for", "to"):
        return Parties()
    verbs = [i for i, u in scene.clauses.verbs() if u.verb is not None and u.verb.form in ("finite", "participle")]
    after = [i for i in verbs if i > noun]
    before = [i for i in verbs if i < noun]
    for verb in (*reversed(before), *after):
        party = scene.parties(i for i in scene.clauses.subject(verb))
        if party.sides and not set(party.sides) & set(partners.sides):
            return party
    return Parties()


def _received(scene: Scene) -> Iterator[Draft]:
    """ "X received Y", "Y was received by X", "X hosted Y to lunch"."""
    for index, unit in scene.clauses.verbs():
        if unit.head not in ("receive", "host") or unit.verb is None:
            continue
        subject = scene.parties(scene.clauses.subject(index))
        meal = _meal(scene, index)
        if unit.verb.passive:
            other = Parties()
            for preposition, members, _ in scene.clauses.complements(index):
                if preposition == "by":
                    other.add(scene.parties(members))
        else:
            other = scene.parties(
                i for i in scene.clauses.objects(index) if scene.units[i].kind in ("person", "role", "pronoun")
            )
        if (unit.head == "host" and not meal) or not other.persons or not (subject.persons or subject.sides):
            continue
        yield from _meeting(scene, index, subject, other, scene.modality(index), "meeting.received")


def _meal(scene: Scene, index: int) -> str:
    return next((u.head for u in scene.units[index + 1 : index + 6] if u.head in ("lunch", "dinner", "breakfast")), "")


def _meeting(
    scene: Scene, index: int, subject: Parties, other: Parties, modality: Modality, rule: str, verb: int | None = None
) -> Iterator[Draft]:
    together = Parties().add(subject).add(other)
    if not of_two_sides(together) or (other and not _apart(subject, other)):
        return
    date = scene.date(index, modality) or (scene.date(verb, modality) if verb is not None else None)
    located = scene.place(index)
    roles: dict[str, list[Value]] = {"participant": together.values()}
    if located and located[0]:
        roles["place"] = [located[0]]
    kind = _KINDED.get(scene.units[index].head)
    if kind:
        roles["kind"] = [kind]
    yield scene.draft("Meeting", rule, roles, date, modality)


def _apart(subject: Parties, other: Parties) -> bool:
    """Whether the two are not of the same side alone."""
    if not subject:
        return of_two_sides(other)
    return set(subject.sides) != set(other.sides) or of_two_sides(subject)
