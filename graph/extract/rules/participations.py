"""Participation: taking part in a multilateral event."""

from collections.abc import Iterator, Mapping

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import table, words
from graph.extract.rules.attendance import attendance
from graph.extract.rules.events import after_parenthesis, is_event, participation, remember, several
from graph.extract.rules.frames import owner
from graph.extract.scene import Scene
from graph.facts import Modality

EVENTS = words("participations_events", "frames")
_WEAK = words("participations_weak", "frames")
_ATTENDING: Mapping[str, str] = table("frames")["participations_attending"]


def participations(scene: Scene) -> Iterator[Draft]:
    """All multilateral events that a sentence says somebody takes part in."""
    remember(scene)
    for index, unit in scene.clauses.verbs():
        if unit.verb is None or unit.verb.passive:
            continue
        if unit.head in _ATTENDING:
            event = _event_after(scene, index)
            if event is not None:
                subject = scene.parties(scene.clauses.subject(index))
                if unit.head == "represent":
                    _represents(subject, scene.parties(scene.clauses.objects(index)).sides)
                modality: Modality = "denied" if unit.head in ("skip", "boycott", "miss") else scene.modality(index)
                yield from participation(scene, event, subject, modality, "participation.verb", index)
            elif unit.head in ("attend", "participate"):
                yield from _there(scene, index)
        elif unit.head in ("arrive", "come", "travel", "fly", "be", "leave", "depart"):
            yield from _for(scene, index)
    yield from _at(scene)
    yield from _attended(scene)
    yield from _nominal(scene)
    yield from _delegation(scene)
    yield from _spoken(scene)
    yield from _summit(scene)
    yield from _gathered(scene)
    yield from _pulled_out(scene)
    yield from _among(scene)
    yield from attendance(scene)


def _represents(subject: Parties, sides: list[str]) -> None:
    """As in "X represented Y": whoever has no state yet is of the one represented."""
    for person in subject.persons:
        if not person.sides:
            person.acts_for(sides)
    subject.add(Parties(sides=sides))


def _pulled_out(scene: Scene) -> Iterator[Draft]:
    """As in "X pulled out of E", "withdrew from the conference"."""
    for index, unit in scene.clauses.verbs():
        if unit.head not in ("pull", "withdraw", "back", "drop"):
            continue
        events = [
            m[0] for p, m, _ in scene.clauses.complements(index, 3) if p in ("of", "from") and is_event(scene, m[0])
        ]
        for event in events[:1]:
            yield from participation(
                scene, event, scene.parties(scene.clauses.subject(index)), "denied", "participation.out", index
            )


def _among(scene: Scene) -> Iterator[Draft]:
    """As in "participants of the Z Forum included X and Y", "among those attending Z were X and Y"."""
    for index, unit in enumerate(scene.units):
        if unit.head not in ("participants", "attendees", "guests", "speakers", "those"):
            continue
        verbs = [i for i, _ in scene.clauses.verbs() if i > index]
        attending = next(
            (i for i in verbs if scene.units[i].head in ("attend", "participate") and i - index <= 2), None
        )
        lists = next((i for i in verbs if scene.units[i].head in ("include", "be")), None)
        if lists is None or (unit.head == "those" and attending is None):
            continue
        events = scene.clauses.objects(attending) if attending is not None else []
        events += [m[0] for p, m, _ in scene.clauses.complements(index, 3) if p in ("of", "at", "in")]
        for event in [i for i in events if is_event(scene, i)][:1]:
            party = scene.parties(scene.clauses.objects(lists))
            yield from participation(scene, event, party, scene.modality(lists), "participation.among", lists)


def _there(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "the summit, where X and Y are expected to attend"."""
    where = next((i for i in range(index - 1, 0, -1) if scene.clauses.head(i) in ("where", "which")), None)
    if where is None:
        return
    event = where - 1 if scene.clauses.head(where - 1) not in (",", "in", "at") else where - 2
    if event >= 0 and is_event(scene, event):
        subject = scene.parties(i for i in scene.clauses.subject(index) if i > where)
        yield from participation(scene, event, subject, scene.modality(index), "participation.there", index)


def _delegation(scene: Scene) -> Iterator[Draft]:
    """As in "X headed the Y delegation to the Z Forum"."""
    for index, unit in enumerate(scene.units):
        verb = index - 1
        while verb > 0 and scene.units[verb].possessive:
            verb -= 1
        if unit.kind != "noun" or unit.head != "delegation" or scene.clauses.head(verb) not in ("lead", "head"):
            continue
        events = [
            m[0] for p, m, _ in scene.clauses.complements(index, 3) if p in ("to", "at") and is_event(scene, m[0])
        ]
        party = scene.parties(scene.clauses.subject(verb)).add(scene.party(index))
        for event in events[:1]:
            yield from participation(scene, event, party, scene.modality(verb), "participation.delegation", verb)


def _nominal(scene: Scene) -> Iterator[Draft]:
    """As in "paid a visit for participation in the Z Forum", "her attendance at Z"."""
    for index, unit in enumerate(scene.units):
        if unit.kind != "noun" or unit.head not in ("participation", "attendance"):
            continue
        named = [m[0] for p, m, _ in scene.clauses.complements(index, 2) if p in ("in", "at") and is_event(scene, m[0])]
        verb = next((i for i, _ in scene.clauses.verbs() if i < index), None)
        for event in named[:1]:
            subject = owner(scene, index) or _of(scene, index)
            subject = subject or (scene.parties(scene.clauses.subject(verb)) if verb is not None else Parties())
            yield from participation(scene, event, subject, scene.modality(event), "participation.noun", index)
        for event in _subject_event(scene, verb) if not named else []:
            yield from participation(scene, event, _of(scene, index), "asserted", "participation.noun", index)


def _subject_event(scene: Scene, verb: int | None) -> list[int]:
    """The event that "was organised with the participation of X"."""
    return [i for i in scene.clauses.subject(verb) if is_event(scene, i)][:1] if verb is not None else []


def _of(scene: Scene, index: int) -> Parties:
    """As in "the participation of X"."""
    return scene.parties(
        i for p, m, at in scene.clauses.complements(index, 1) if p == "of" and at == index + 1 for i in m
    )


def _for(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "arrived in Y for the Z Summit"."""
    for preposition, members, _ in scene.clauses.complements(index):
        if preposition == "for" and is_event(scene, members[0]):
            yield from participation(
                scene,
                members[0],
                scene.parties(scene.clauses.subject(index)),
                "planned",
                "participation.for",
                members[0],
            )


def _attended(scene: Scene) -> Iterator[Draft]:
    """As in "the summit was attended by X, Y and Z", "the conference brought together X and Y"."""
    for index, unit in scene.clauses.verbs():
        if unit.verb is None or not (
            unit.head in ("attend", "chair", "co-chair", "address", "host", "open", "join")
            and (unit.verb.passive or unit.verb.form == "participle")
        ):
            continue
        events = [
            i
            for i in scene.clauses.subject(index)
            if scene.units[i].head in EVENTS and (unit.head == "attend" or is_event(scene, i))
        ]
        members = [i for p, m, _ in scene.clauses.complements(index, 4) if p == "by" for i in m]
        for event in events[:1]:
            yield from participation(
                scene, event, scene.parties(members), scene.modality(index), "participation.attended", index
            )


def _event_after(scene: Scene, index: int) -> int | None:
    preposition = _ATTENDING[scene.units[index].head]
    if not preposition:
        objects = scene.clauses.objects(index)
        event = after_parenthesis(scene, objects[0]) if objects else 0
        return event if objects and is_event(scene, event) else None
    if scene.units[index].head == "take" and not any(u.head == "part" for u in scene.units[index + 1 : index + 4]):
        return None
    for found, members, _ in scene.clauses.complements(index, 4):
        event = after_parenthesis(scene, members[0])
        if found == preposition and is_event(scene, event):
            return event
    return None


def _spoken(scene: Scene) -> Iterator[Draft]:
    """As in "delivered a speech at the Z Forum", "told the conference"."""
    for index, unit in scene.clauses.verbs():
        speech = unit.head in ("deliver", "give", "make") and any(
            u.head in ("speech", "address", "statement", "remarks", "keynote")
            for u in scene.units[index + 1 : index + 4]
        )
        if not speech and unit.head not in ("speak", "open", "inaugurate", "tell", "say", "host"):
            continue
        objects = [
            i for i in scene.clauses.objects(index) if unit.head in ("open", "tell", "host") and is_event(scene, i)
        ]
        events = [
            event
            for p, m, _ in scene.clauses.complements(index, 5)
            if p in ("at", "to") and is_event(scene, event := after_parenthesis(scene, m[0]))
        ]
        subject = scene.parties(scene.clauses.subject(index))
        for event in (objects or (events if speech or unit.head in ("speak", "say") else []))[:1]:
            strong = scene.units[event].head not in _WEAK or several(scene, event)
            if (subject.persons and strong) or scene.units[event].kind == "org":
                yield from participation(scene, event, subject, scene.modality(index), "participation.speech", index)


def _summit(scene: Scene) -> Iterator[Draft]:
    """As in "leaders of A, B and C met for a summit of O", "joined leaders of A and B for the Z summit"."""
    for index, unit in scene.clauses.verbs():
        if unit.head == "hold" and unit.verb is not None and not unit.verb.passive:
            yield from _held(scene, index)
        if unit.head not in ("meet", "join", "gather", "convene", "assemble") or unit.verb is None or unit.verb.passive:
            continue
        events = [
            m[0]
            for p, m, _ in scene.clauses.complements(index)
            if p in ("for", "at")
            and is_event(scene, m[0])
            and scene.units[m[0]].head in ("summit", "conference", "forum", "congress")
        ]
        if not events:
            continue
        everybody = scene.parties(scene.clauses.subject(index)).add(scene.parties(scene.clauses.objects(index)))
        if len(set(everybody.sides)) > 2 or unit.head == "join":
            yield from participation(scene, events[0], everybody, scene.modality(index), "participation.summit", index)


def _held(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "leaders of O held a summit with A, B and C"."""
    events = [i for i in scene.clauses.objects(index) if scene.units[i].head == "summit" and is_event(scene, i)]
    everybody = scene.parties(scene.clauses.subject(index))
    for event in events[:1]:
        everybody.add(scene.parties(i for p, m, _ in scene.clauses.complements(event) if p == "with" for i in m))
        if len(set(everybody.sides)) > 2:
            yield from participation(scene, event, everybody, scene.modality(index), "participation.summit", index)


def _gathered(scene: Scene) -> Iterator[Draft]:
    """As in "the ministers of A, B, C and D discussed …": at the event that was named before."""
    for index, unit in scene.clauses.verbs():
        if unit.head not in ("discuss", "adopt", "agree", "exchange", "meet", "gather") or not scene.discourse.event:
            continue
        everybody = Parties(sides=scene.parties(scene.clauses.subject(index)).sides)
        if len(set(everybody.sides)) > 3:
            when = scene.date(index) or scene.discourse.event_date
            for side in dict.fromkeys(everybody.sides):
                roles: dict[str, list[Value]] = {"participant": [side], "event": [scene.discourse.event]}
                yield scene.draft("Participation", "participation.gathered", roles, when, scene.modality(index))


def _at(scene: Scene) -> Iterator[Draft]:
    """As in "At the X Summit in July, the president said", "In her remarks at the summit, the president …"."""
    for index, unit in enumerate(scene.units):
        if unit.head not in ("summit", "conference", "forum", "congress") and unit.kind != "org":
            continue
        if index > 6 or scene.clauses.head(index - 1) not in ("at", "during") or not is_event(scene, index):
            continue
        named = scene.sentence.tokens[unit.last - 1].capital or bool(unit.mods) or bool(scene.discourse.event)
        comma = next(
            (i for i in range(index + 1, min(index + 7, len(scene.units))) if scene.clauses.head(i) == ","), None
        )
        verb = next((i for i, _ in scene.clauses.verbs() if comma is not None and i > comma), None)
        if named and verb is not None:
            subject = scene.parties(i for i in scene.clauses.subject(verb) if comma is not None and i > comma)
            if subject.persons:
                yield from participation(scene, index, subject, scene.modality(verb), "participation.at", index)
