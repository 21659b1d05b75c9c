"""Participation told by other means than a verb with its event: inverted lists, envoys sent, events named before."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Parties
from graph.extract.lexicon import words
from graph.extract.rules.events import after_parenthesis, is_event, participation, refers, several
from graph.extract.scene import Scene
from graph.facts import Modality

_ENVOYS = words("participations_bodies", "frames")
_TALKS = frozenset({"talks", "negotiations", "consultations"})
_GATHERING = frozenset({"gather", "bring", "assemble", "unite", "draw", "convene"})


def attendance(scene: Scene) -> Iterator[Draft]:
    """All participations that the verbs of attending do not tell with their own object."""
    for index, unit in scene.clauses.verbs():
        if unit.verb is None:
            continue
        if unit.head == "represent" and unit.verb.passive:
            yield from _represented(scene, index)
        elif unit.head in ("send", "dispatch", "delegate") and not unit.verb.passive:
            yield from _sent(scene, index)
        elif unit.head == "invite":
            yield from _invited(scene, index)
        elif unit.head in _GATHERING | {"include"} and not unit.verb.passive:
            yield from _brought_together(scene, index)
        elif unit.head == "meet" and not unit.verb.passive:
            yield from _met_there(scene, index)
        elif unit.head in ("attend", "participate", "take", "stay", "be"):
            yield from _unnamed(scene, index)
    yield from _inverted(scene)


def event_in(scene: Scene, index: int, prepositions: tuple[str, ...]) -> int | None:
    """The event in a phrase with one of the prepositions after the unit at `index`."""
    for preposition, members, _ in scene.clauses.complements(index, 5):
        if preposition in prepositions:
            event = after_parenthesis(scene, members[0])
            if is_event(scene, event) or _talks(scene, event):
                return event
    return None


def _talks(scene: Scene, index: int) -> bool:
    """As in "the talks" to which somebody else sends observers."""
    unit = scene.units[index]
    return unit.kind == "noun" and unit.head in _TALKS and (unit.words[:1] == ("the",) or bool(unit.mods))


def _represented(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X will be represented by Y", "X was represented at E by its ambassador"."""
    complements = scene.clauses.complements(index)
    by = [i for p, m, _ in complements if p == "by" for i in _appended(scene, m)]
    event = event_in(scene, index, ("at", "in")) or (event_in(scene, by[-1], ("at", "in")) if by else None)
    subject = scene.parties(scene.clauses.subject(index))
    if not subject.sides or not (by or event) or (event is None and not _pending(scene, index)):
        return
    persons = [p for p in scene.parties(by).persons if not p.sides or set(p.sides) & set(subject.sides)]
    for person in persons:
        person.acts_for(subject.sides[:1])
    party = Parties([*subject.persons, *persons], subject.sides)
    yield from participation(scene, event, party, scene.modality(index), "participation.represented", index)


def _appended(scene: Scene, members: list[int]) -> list[int]:
    """With the name after a title: "by its minister, Y"."""
    last = members[-1]
    if scene.clauses.head(last + 1) == "," and scene.clauses.kind(last + 2) == "person":
        return [*members, last + 2]
    return members


def _pending(scene: Scene, index: int) -> bool:
    """Whether an event named before is what a clause without one is about."""
    return bool(scene.discourse.event) and not any(
        p in ("in", "at", "to") and scene.units[m[0]].kind in ("place", "state", "org", "name", "noun")
        for p, m, _ in scene.clauses.complements(index, 3)
    )


def _sent(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X is sending its minister to E", "A and B sent observers to the talks"."""
    things = _appended(scene, scene.clauses.objects(index)) if scene.clauses.objects(index) else []
    if not things or not (scene.units[things[0]].kind in ("person", "role") or scene.units[things[0]].head in _ENVOYS):
        return
    event = event_in(scene, things[-1], ("to", "at", "for")) or event_in(scene, index, ("to", "at"))
    bare = scene.units[things[0]].kind in ("person", "role") and _pending(scene, things[-1])
    if event is None and not bare:
        return
    subject = Parties(sides=scene.parties(scene.clauses.subject(index)).sides)
    persons = [p for p in scene.parties(things).persons if not p.sides or set(p.sides) & set(subject.sides)]
    modality = scene.modality(index)
    group = scene.units[index].verb
    if modality == "asserted" and group is not None and group.progressive and not group.past:
        modality = "planned"
    party = Parties(persons, subject.sides)
    yield from participation(scene, event, party, modality, "participation.sent", index)


def _invited(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X invited Y to E", "Y has been invited to E"."""
    group = scene.units[index].verb
    if group is None:
        return
    guests = scene.clauses.subject(index) if group.passive else scene.clauses.objects(index)
    event = event_in(scene, guests[-1] if guests and not group.passive else index, ("to",))
    if event is not None and guests and not _talks(scene, event):
        modality: Modality = "denied" if group.negated else "planned"
        yield from participation(scene, event, scene.parties(guests), modality, "participation.invited", index)


def _brought_together(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "the summit brought together leaders of A, B and C", "E gathers delegates from A and B"."""
    subject = scene.clauses.subject(index)
    if not subject or not is_event(scene, subject[-1]):
        return
    here = index + 1
    while scene.clauses.kind(here) == "adv" or scene.clauses.head(here) == "together":
        here += 1
    together = here > index + 1 or scene.units[index].head in ("gather", "assemble", "unite", "include")
    together = together and (scene.units[index].head != "include" or scene.units[here].head in words("groups"))
    if together and scene.clauses.nominal(here):
        party = Parties(sides=[s for s in _listed(scene, here).sides if s.startswith("state:")])
        if len(set(party.sides)) > 1:
            rule = "participation.gathering"
            yield from participation(scene, subject[-1], party, scene.modality(index), rule, index)


def _listed(scene: Scene, index: int) -> Parties:
    found = scene.parties(scene.clauses.group(index))
    for preposition, members, _ in scene.clauses.complements(index, 3):
        if preposition in ("of", "from"):
            found.add(scene.parties(members))
    return found


def _met_there(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X met Y at the Z Forum in W": both took part."""
    event = event_in(scene, index, ("at", "during"))
    objects = scene.clauses.objects(index)
    here = index - 1
    while here > 0 and scene.clauses.kind(here) in ("adv", "pronoun", "person", "role"):
        here -= 1
    if not objects and scene.clauses.head(here) == "whom" and scene.clauses.nominal(here - 1):
        objects = [here - 1]
    if event is None and objects:
        event = event_in(scene, objects[-1], ("at", "during"))
    if event is None or _talks(scene, event):
        return
    unit = scene.units[event]
    if unit.kind != "org" and not (several(scene, event) and unit.head not in ("meeting", "session")):
        return
    party = scene.parties(scene.clauses.subject(index)).add(scene.parties(objects))
    for preposition, members, _ in scene.clauses.complements(index, 2):
        if preposition == "with":
            party.add(scene.parties(members)).add(_listed(scene, members[0]))
    if len(set(party.sides)) > 1:
        yield from participation(scene, event, party, scene.modality(index), "participation.met", index)


def _unnamed(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X will take part", "Y will stay away", "Z will not attend": from the event named before."""
    unit = scene.units[index]
    after = " ".join(u.text.lower() for u in scene.units[index + 1 : index + 3])
    away = unit.head in ("stay", "be") and after.split(" ")[0] in ("away", "absent", "missing")
    joining = unit.head in ("attend", "participate") or (unit.head == "take" and after.startswith("part"))
    present = unit.head == "be" and after.split(" ")[0] in ("present", "represented")
    if not (away or joining or present):
        return
    last = index + 1 if unit.head in ("take", "stay", "be") else index
    event = event_in(scene, last, ("from", "at", "in")) if away or present else None
    if event is None and not (_pending(scene, last) and _closed(scene, last)):
        return
    if any(scene.clauses.head(i) in ("where", "which", "whether") for i in range(max(0, index - 4), index)):
        return
    modality = scene.modality(index)
    if away and modality != "denied":
        modality = "denied"
    subject = _speakers(scene, index)
    yield from participation(scene, event, subject, modality, "participation.unnamed", index)


def _speakers(scene: Scene, index: int) -> Parties:
    """The subject of a verb; "they" in "A and B said that they would attend" are those who say so."""
    subject = scene.clauses.subject(index)
    if len(subject) == 1 and scene.units[subject[0]].head == "they":
        main = next((i for i, u in scene.clauses.verbs() if i < subject[0]), None)
        said = scene.parties(scene.clauses.subject(main)) if main is not None else Parties()
        if said or main is not None:
            return said
    return scene.parties(subject)


def _closed(scene: Scene, index: int) -> bool:
    """Whether nothing follows that the verb could take for its object."""
    after = scene.clauses.skip(index + 1)
    return not scene.clauses.nominal(after)


def _inverted(scene: Scene) -> Iterator[Draft]:
    """As in "Taking part in E were A, B and C", "Also present at E was X"."""
    here = scene.clauses.skip(0)
    unit = scene.units[here] if here < len(scene.units) else None
    if unit is None:
        return
    taking = unit.head in ("take", "attend", "participate", "join") and unit.verb is not None
    gerund = taking and unit.verb is not None and unit.verb.form == "gerund"
    if not gerund and unit.text.lower() not in ("present", "attending"):
        return
    verb = next((i for i, u in scene.clauses.verbs() if i > here), None)
    if verb is None or scene.units[verb].head != "be" or verb - here > 9:
        return
    named = [i for i in range(here + 1, verb) if is_event(scene, i) or refers(scene, i) or _talks(scene, i)]
    if not named and not scene.discourse.event:
        return
    party = scene.parties(_members(scene, verb))
    event = named[-1] if named else None
    yield from participation(scene, event, party, scene.modality(verb), "participation.inverted", verb)


def _members(scene: Scene, verb: int) -> Iterator[int]:
    """Everybody in the list after a verb, up to the next clause."""
    for index in range(verb + 1, len(scene.units)):
        unit = scene.units[index]
        if unit.kind in ("verb", "rel") or unit.head in (";", ":"):
            return
        governed = scene.clauses.kind(index - 1) == "prep" and scene.clauses.head(index - 1) != "from"
        group = unit.nominal and unit.head in words("groups")
        if group or (unit.kind in ("person", "role", "state") and not governed):
            yield index
