"""Participation: taking part in a multilateral event."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.scene import Scene
from graph.facts import Modality

EVENTS = frozenset(
    [
        "summit",
        "conference",
        "forum",
        "congress",
        "assembly",
        "session",
        "ceremony",
        "inauguration",
        "exhibition",
        "expo",
        "symposium",
        "workshop",
        "seminar",
        "roundtable",
        "gathering",
        "convention",
        "meeting",
        "funeral",
        "celebrations",
        "festival",
        "games",
        "dialogue",
        "consultations",
        "olympics",
        "anniversary",
        "retreat",
        "plenary",
        "talks",
    ]
)
_WEAK = frozenset(
    {
        "meeting",
        "session",
        "gathering",
        "dialogue",
        "consultations",
        "ceremony",
        "talks",
        "forum",
        "workshop",
        "seminar",
        "anniversary",
    }
)
_ATTENDING = {
    "attend": "",
    "address": "",
    "participate": "in",
    "take": "in",
    "join": "",
    "speak": "at",
    "represent": "at",
    "co-chair": "",
    "chair": "",
}


def participations(scene: Scene) -> Iterator[Draft]:
    """All multilateral events that a sentence says somebody takes part in."""
    for index, unit in scene.clauses.verbs():
        if unit.head not in _ATTENDING or unit.verb is None or unit.verb.passive:
            continue
        event = _event_after(scene, index)
        if event is None:
            continue
        subject = scene.parties(scene.clauses.subject(index))
        yield from _participation(scene, event, subject, scene.modality(index), "participation.verb", index)
    yield from _at(scene)


def _event_after(scene: Scene, index: int) -> int | None:
    preposition = _ATTENDING[scene.units[index].head]
    if not preposition:
        objects = scene.clauses.objects(index)
        return objects[0] if objects and _is_event(scene, objects[0]) else None
    if scene.units[index].head == "take" and not any(u.head == "part" for u in scene.units[index + 1 : index + 4]):
        return None
    for found, members, _ in scene.clauses.complements(index, 4):
        if found == preposition and _is_event(scene, members[0]):
            return members[0]
    return None


def _is_event(scene: Scene, index: int) -> bool:
    unit = scene.units[index]
    if unit.kind == "org":
        return (
            unit.text.split()[0].lower() in ("conference", "forum", "summit", "un", "united") and "ssembly" in unit.text
        ) or unit.text.split()[0] in ("Conference", "Forum")
    if unit.kind not in ("noun", "name") or unit.head not in EVENTS:
        return False
    return unit.head not in _WEAK or _multilateral(scene, index)


def _multilateral(scene: Scene, index: int) -> bool:
    """Whether a "meeting" or "forum" is one of many: it has a proper name, or an organization or several states in it."""
    unit = scene.units[index]
    tokens = scene.sentence.tokens[unit.first : unit.last]
    capitals = sum(token.capital for token in tokens) >= 2
    of = [
        side
        for p, members, _ in scene.clauses.complements(index, 3)
        if p in ("of", "between")
        for i in members
        for side in scene.units[i].sides or scene.units[i].mods
    ]
    orgs = any(side.startswith("org:") for side in (*unit.mods, *of))
    return (
        capitals
        or orgs
        or len(set(of)) > 2
        or bool(
            {"multilateral", "international", "inter-regional", "regional", "ministerial", "annual", "global"}
            & set(unit.words)
        )
    )


def _at(scene: Scene) -> Iterator[Draft]:
    """ "At the X Summit in July, the president said"."""
    for index, unit in enumerate(scene.units):
        named = (
            unit.kind in ("noun", "name")
            and unit.head in ("summit", "conference")
            and scene.sentence.tokens[unit.last - 1].capital
        )
        if not named or index > 3 or scene.clauses.head(index - 1) != "at":
            continue
        verb = next((i for i, _ in scene.clauses.verbs() if i > index), None)
        if verb is None:
            continue
        subject = scene.parties(scene.clauses.subject(verb))
        yield from _participation(scene, index, subject, scene.modality(verb), "participation.at", index)


def _participation(
    scene: Scene, event: int, subject: Parties, modality: Modality, rule: str, verb: int
) -> Iterator[Draft]:
    if not subject.sides or not (subject.persons or subject.sides):
        return
    date = scene.date(event, modality) or scene.date(verb, modality)
    located = scene.place(event)
    title = scene.phrase(event)
    shared: dict[str, list[Value]] = {"event": [title]}
    bodies = _bodies(scene, event)
    if bodies:
        shared["organization"] = list(bodies)
    if located and located[0]:
        shared["place"] = [located[0]]
    for side in dict.fromkeys(subject.sides):
        persons: list[Value] = [person for person in subject.persons if side in person.sides]
        yield scene.draft("Participation", rule, {"participant": [*persons, side], **shared}, date, modality)


def _bodies(scene: Scene, event: int) -> list[str]:
    found = [side for side in scene.units[event].mods if side.startswith("org:")]
    for preposition, members, _ in scene.clauses.complements(event, 2):
        if preposition == "of":
            found += [
                side for i in members for side in scene.units[i].sides or scene.units[i].mods if side.startswith("org:")
            ]
    if scene.units[event].kind == "org":
        found += scene.units[event].refs
    return list(dict.fromkeys(found))[:1]
