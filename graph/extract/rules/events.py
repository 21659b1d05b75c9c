"""Multilateral events: which phrases name one, which bodies they are of, what "the summit" means."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import words
from graph.extract.scene import Scene
from graph.facts import Modality

EVENTS = words("participations_events", "frames")
_WEAK = words("participations_weak", "frames")


def is_event(scene: Scene, index: int) -> bool:
    """Whether a phrase names an event that several take part in."""
    unit = scene.units[index]
    if {"press", "news", "trilateral", "bilateral", "tripartite"} & set(unit.words) or {"signing", "ceremony"} <= set(
        unit.words
    ):
        return False
    if unit.head == "ceremony" and {"opening", "closing"} & set(unit.words):
        return any(p == "of" and is_event(scene, m[0]) for p, m, _ in scene.clauses.complements(index, 2))
    if unit.kind == "org":
        return any(word in unit.text for word in ("Conference", "Forum", "Assembly", "Summit", "UNGA", "WEF"))
    if unit.kind not in ("noun", "name") or unit.head not in EVENTS:
        return False
    remembered = unit.words[:1] == ("the",) and len(unit.words) == 2 and bool(scene.discourse.event)
    return unit.head not in _WEAK or remembered or _multilateral(scene, index)


def _multilateral(scene: Scene, index: int) -> bool:
    """Whether a "meeting" or "forum" is one of many: it has a proper name, an organization or several states in it."""
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


def remember(scene: Scene) -> None:
    """Keep the event that the sentence names, for "the summit", "the meeting" later on."""
    for index, unit in enumerate(scene.units):
        strong = unit.kind in ("noun", "name") and unit.head in ("summit", "summits", "conference", "forum", "congress")
        capitals = sum(token.capital for token in scene.sentence.tokens[unit.first : unit.last])
        if (strong and (capitals >= 2 or unit.mods)) or (unit.kind == "org" and is_event(scene, index)):
            scene.discourse.event = scene.phrase(index, ("of", "on", "for"))


def participation(
    scene: Scene, event: int, subject: Parties, modality: Modality, rule: str, verb: int
) -> Iterator[Draft]:
    """The participation of each side in an event, its persons with it."""
    if not subject.sides or not (subject.persons or subject.sides):
        return
    date = scene.date(event, modality) or scene.date(verb, modality)
    if modality != "denied" and date is None and scene.units[event].words[:1] == ("the",):
        date = scene.discourse.event_date
    scene.discourse.event_date = date or scene.discourse.event_date
    located = scene.place(event)
    title = scene.phrase(event)
    if len(title.split()) == 1 and scene.discourse.event:
        title = scene.discourse.event
    elif not scene.discourse.event:
        scene.discourse.event = title
    shared: dict[str, list[Value]] = {"event": [title]}
    bodies = _bodies(scene, event)
    if bodies:
        shared["organization"] = list(bodies)
    if located and located[0]:
        shared["place"] = [located[0]]
    for side in dict.fromkeys(subject.sides):
        persons: list[Value] = [person for person in subject.persons if side in person.sides]
        yield scene.draft("Participation", rule, {"participant": [*persons, side], **shared}, date, modality)
