"""Multilateral events: which phrases name one, which bodies they are of, what "the summit" means."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import words
from graph.extract.scene import Scene
from graph.facts import Modality

EVENTS = words("participations_events", "frames")
_WEAK = words("participations_weak", "frames")
_NAMED = words("participations_named", "frames")
_MANY = words("participations_many", "frames")


def is_event(scene: Scene, index: int) -> bool:
    """Whether a phrase names an event that several take part in."""
    unit = scene.units[index]
    text = set(unit.words)
    if {"press", "news", "trilateral", "bilateral", "tripartite"} & text or {"signing", "ceremony"} <= text:
        return False
    if unit.head == "ceremony" and {"opening", "closing"} & text:
        return any(p == "of" and is_event(scene, m[0]) for p, m, _ in scene.clauses.complements(index, 2))
    if unit.kind == "org":
        return any(word in unit.text for word in ("Conference", "Forum", "Assembly", "Summit", "UNGA", "WEF"))
    if unit.head == "council" and "ministerial" in text:
        return bool(unit.mods)
    if unit.kind not in ("noun", "name") or unit.head not in EVENTS:
        return False
    return unit.head not in _WEAK or refers(scene, index) or several(scene, index)


def refers(scene: Scene, index: int) -> bool:
    """Whether it is "the summit", "this conference": the event named before."""
    unit = scene.units[index]
    known = set(scene.discourse.event.lower().split())
    same = unit.head in known or unit.head == "event" or (unit.head in _NAMED and bool(known & (_NAMED | EVENTS)))
    return same and unit.words[:1] in (("the",), ("this",)) and len(unit.words) == 2


def several(scene: Scene, index: int) -> bool:
    """Whether a "meeting" or "forum" is one of many: it has a proper name, an organization or several states in it."""
    unit = scene.units[index]
    tokens = scene.sentence.tokens[unit.first : unit.last]
    capitals = sum(token.capital for token in tokens) >= 2
    of = [
        side
        for p, members, _ in scene.clauses.complements(index, 3)
        if p in ("of", "between", "from")
        for i in members
        for side in scene.units[i].sides or scene.units[i].mods
    ]
    orgs = any(side.startswith("org:") for side in (*unit.mods, *of))
    named = first(scene, index) < index and scene.sentence.tokens[unit.first].capital
    return capitals or named or orgs or len(set(of)) > 2 or bool(_MANY & set(unit.words))


def first(scene: Scene, index: int) -> int:
    """Where the name of an event starts: "the Speakers' Conference", "the Special Lake Group (LG) Summit"."""
    here = index
    if scene.clauses.head(here - 1) == ")" and scene.clauses.head(here - 3) == "(" and scene.clauses.nominal(here - 4):
        here -= 4
    while here and scene.units[here - 1].possessive and scene.units[here - 1].kind not in ("pronoun", "person"):
        here -= 1
    if here and here < index and scene.units[here - 1].kind == "name":
        here -= 1
    return here


def after_parenthesis(scene: Scene, index: int) -> int:
    """From "the Special Lake Group" of "the Special Lake Group (LG) Summit" to its head."""
    if scene.clauses.head(index + 1) == "(" and scene.clauses.head(index + 3) == ")":
        after = index + 4
        if after < len(scene.units) and scene.units[after].kind == "name" and scene.units[after].head in EVENTS:
            return after
    return index


def _bodies(scene: Scene, event: int) -> list[str]:
    found = [
        side for i in range(first(scene, event), event + 1) for side in scene.units[i].mods or scene.units[i].sides
    ]
    for preposition, members, _ in scene.clauses.complements(event, 2):
        if preposition == "of":
            found += [side for i in members for side in scene.units[i].sides or scene.units[i].mods]
    if scene.units[event].kind == "org":
        found += scene.units[event].refs
    return list(dict.fromkeys(side for side in found if side.startswith("org:")))[:1]


def title(scene: Scene, event: int) -> str:
    """The name of an event, that of the one named before for "the summit"."""
    own = scene.phrase(event)
    start = first(scene, event)
    if start < event:
        return f"{scene.words_of(start, event)}{own.removeprefix(scene.words_of(event, event))}"
    if scene.units[event].head in ("talks", "negotiations") and len(own.split()) == 1:
        located = scene.place(event)
        there = f"{own} in {located[0].removeprefix('place:')}" if located and located[0] else ""
        return scene.discourse.talks or there
    short = len(own.split()) == 1 and scene.units[event].kind != "org"
    return scene.discourse.event if short and scene.discourse.event else own


def remember(scene: Scene) -> None:
    """Keep the event that the sentence names, for "the summit", "the meeting" later on."""
    for index, unit in enumerate(scene.units):
        if unit.head in ("talks", "negotiations") and scene.clauses.head(index + 1) == "between":
            scene.discourse.talks = scene.phrase(index)
        body = unit.kind == "org" and is_event(scene, index) and scene.clauses.head(index - 1) not in ("(", "of")
        named = unit.head in EVENTS and unit.kind in ("noun", "name") and is_event(scene, index)
        if not named and not body:
            continue
        strong = named and unit.head in _NAMED
        capitals = sum(t.capital for t in scene.sentence.tokens[scene.units[first(scene, index)].first : unit.last])
        described = unit.words[:1] in (("a",), ("an",)) and (len(unit.words) > 2 or bool(_bodies(scene, index)))
        weak = named and bool(_bodies(scene, index)) and unit.words[:1] in (("the",), ("a",), ("an",))
        if not (strong and (capitals >= 2 or unit.mods or described)) and not weak and not body:
            continue
        if body and unit.text in scene.discourse.event:
            continue
        _keep(scene, index)


def _keep(scene: Scene, index: int) -> None:
    name = title(scene, index)
    if name == scene.discourse.event:
        return
    located = scene.place(index)
    scene.discourse.event = name
    scene.discourse.event_date = scene.date(index, scene.modality(index))
    scene.discourse.event_place = located[0] if located else ""
    scene.discourse.event_bodies = _bodies(scene, index)


def participation(
    scene: Scene, event: int | None, subject: Parties, modality: Modality, rule: str, verb: int
) -> Iterator[Draft]:
    """The participation of each side in an event (the one named before for none), its persons with it."""
    if not subject.sides:
        return
    memory = scene.discourse
    name = title(scene, event) if event is not None else memory.event
    if not name or (len(name.split()) == 1 and event is not None and scene.units[event].kind != "org"):
        return
    date = (scene.date(event, modality) if event is not None else None) or scene.date(verb, modality)
    located = scene.place(event) if event is not None else None
    bodies = _bodies(scene, event) if event is not None else []
    if name == memory.event and date and modality == "planned":
        memory.event_date = date
    if name == memory.event:
        date = date or (memory.event_date if modality != "denied" else None)
        bodies = bodies or memory.event_bodies
    place = located[0] if located and located[0] else memory.event_place if name == memory.event else ""
    if event is not None and not memory.event:
        memory.event, memory.event_date, memory.event_place, memory.event_bodies = name, date, place, bodies
    shared: dict[str, list[Value]] = {"event": [name]}
    if bodies:
        shared["organization"] = list(bodies)
    if place:
        shared["place"] = [place]
    for side in dict.fromkeys(subject.sides):
        persons: list[Value] = [person for person in subject.persons if side in person.sides]
        yield scene.draft("Participation", rule, {"participant": [*persons, side], **shared}, date, modality)
