"""Meeting: an exchange between sides, in person or by phone."""

from collections.abc import Iterator, Mapping

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import table, words
from graph.extract.rules.frames import LIGHT, of_two_sides, owner
from graph.extract.scene import Scene
from graph.facts import Modality

_NOUNS = words("meetings_nouns", "frames")
_KINDED: Mapping[str, str] = table("frames")["meetings_kinded"]
_WITH = words("meetings_with", "frames")
_HOLDING = LIGHT | {"exchange", "start", "schedule", "plan"}


def meetings(scene: Scene) -> Iterator[Draft]:
    """All encounters that a sentence tells of."""
    yield from _called(scene)
    yield from _verbal(scene)
    yield from _held(scene)
    yield from _nominal(scene)
    yield from _received(scene)


def _verbal(scene: Scene) -> Iterator[Draft]:
    """As in "X met Y", "X met with Y", "X and Y met", "X discussed it with Y", "X called on Y"."""
    for index, unit in scene.clauses.verbs():
        if unit.head not in _WITH | {"call"} or unit.verb is None or (unit.verb.passive and unit.head != "meet"):
            continue
        if unit.head == "discuss" and unit.verb.form == "infinitive" and _within(scene, index):
            continue
        subject = scene.parties(scene.clauses.subject(index))
        other = _others(scene, index)
        held = {word for i in scene.clauses.objects(index) for word in scene.units[i].words}
        if (unit.head in ("hold", "call") and not other) or {"membership", "accession"} & held:
            continue
        if unit.head in ("gather", "convene") and (scene.clauses.objects(index) or len(set(subject.sides)) < 2):
            continue
        if unit.head == "sit" and scene.clauses.head(index + 1) not in ("down", "together"):
            continue
        if (
            unit.head in ("discuss", "talk", "negotiate", "exchange", "consult")
            and not other
            and len(subject.persons) < 2
        ):
            continue
        yield from _meeting(scene, index, subject, other, scene.modality(index), "meeting.verb")


def _within(scene: Scene, index: int) -> bool:
    """As in "met to discuss": one encounter."""
    governor = scene.clauses.governor(index)
    return governor is not None and scene.units[governor].head in _WITH | {"gather", "convene", "receive"}


def _called(scene: Scene) -> Iterator[Draft]:
    """As in "X received a phone call from Y"."""
    for index, unit in scene.clauses.verbs():
        things = scene.clauses.objects(index) if unit.head in ("receive", "get", "take") else []
        if not things or scene.units[things[0]].head != "call":
            continue
        caller = [i for p, m, _ in scene.clauses.complements(things[0], 4) if p == "from" for i in m]
        subject = scene.parties(scene.clauses.subject(index))
        yield from _meeting(
            scene, things[0], subject, scene.parties(caller), scene.modality(index), "meeting.called", index
        )


def _others(scene: Scene, index: int) -> Parties:
    head = scene.units[index].head
    found = Parties()
    if head in ("meet", "telephone", "phone"):
        found.add(scene.parties(scene.clauses.objects(index)))
    wanted = ("on",) if head == "call" else ("with", "to") if head in ("talk", "speak") else ("with",)
    for preposition, members, place in scene.clauses.complements(index):
        if preposition in wanted and (head != "call" or place - index <= 2):
            found.add(scene.parties(members))
            break
    return found


def _session(scene: Scene, noun: int) -> bool:
    """Whether it is the meeting of a standing body: that is a mechanism's session."""
    bodies = ("commission", "committee", "council", "group", "dialogue", "mechanism")
    return scene.clauses.head(noun + 1) == "of" and noun + 2 < len(scene.units) and scene.units[noun + 2].head in bodies


def _held(scene: Scene) -> Iterator[Draft]:
    """As in "X held talks with Y", "X and Y held a meeting", "talks were held with Y"."""
    for noun, unit in enumerate(scene.units):
        virtual = unit.head == "conference" and {"video", "virtual", "telephone"} & set(unit.words)
        if unit.kind != "noun" or (unit.head not in _NOUNS and not virtual):
            continue
        verb = _carrier(scene, noun)
        if unit.head == "negotiations" and scene.clauses.head(noun + 1) in ("for", "on"):
            continue
        standing = verb is not None and scene.units[verb].head in ("launch", "engage", "establish")
        if unit.head == "dialogue" and (standing or {"strategic", "political"} & set(unit.words)):
            continue
        if verb is None or _session(scene, noun) or {"membership", "accession"} & set(unit.words):
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
        attending = scene.units[here].head in ("attend", "open", "take", "participate", "join", "give")
        return None if attending and not _partners(scene, noun) else here
    return None


def _partners(scene: Scene, noun: int) -> Parties:
    """Those after "with" or "between", also where a verb comes first ("a meeting was held between …")."""
    found = Parties()
    own = scene.own_verb(noun)
    if own is not None and scene.units[own].head in (
        "hold",
        "take",
        "schedule",
        "plan",
        "arrange",
        "postpone",
        "cancel",
    ):
        for preposition, members, _ in scene.clauses.complements(own):
            if preposition in ("with", "between"):
                found.add(scene.parties(members))
    for preposition, members, _ in scene.clauses.complements(noun):
        if preposition in ("with", "between", "among") or (preposition == "on" and scene.units[noun].head == "call"):
            found.add(scene.parties(members))
    return found


def _nominal(scene: Scene) -> Iterator[Draft]:
    """As in "talks between A and B", "his meeting with Y", "in a meeting with Y, the president said", "A-B talks"."""
    for noun, unit in enumerate(scene.units):
        if (
            unit.kind != "noun"
            or unit.head not in _NOUNS - {"exchange", "exchanges", "dialogue"}
            or _carrier(scene, noun) is not None
        ):
            continue
        partners = _partners(scene, noun)
        standing = scene.sentence.tokens[unit.last - 1].capital or bool({"political", "consular"} & set(unit.words))
        titled = unit.head == "consultations" and standing
        if titled or _session(scene, noun):
            continue
        if scene.clauses.head(noun + 1) in ("for", "on") and unit.head == "negotiations":
            continue
        passive = scene.own_verb(noun) is not None and of_two_sides(partners)
        mine = owner(scene, noun) or (Parties() if passive else _host_clause(scene, noun, partners))
        if not mine and scene.clauses.head(noun + 1) == "with":
            own = scene.document.other_than(partners.sides) if scene.modality(noun) == "denied" else ""
            if not own:
                continue
            mine = Parties(sides=[own])
        of = Parties()
        for preposition, members, place in scene.clauses.complements(noun, 3):
            if preposition == "of" and place == noun + 1:
                of.add(scene.parties(members))
        verb = scene.own_verb(noun)
        arranged = verb is not None and scene.units[verb].head in ("plan", "schedule", "hold", "arrange", "foresee")
        if not mine and partners and arranged and len(set(partners.sides)) == 1 and scene.discourse.subject:
            subject = scene.discourse.subject
            mine = Parties([subject], list(subject.sides))
        both = of if of_two_sides(of) else Parties(sides=list(unit.mods)) if len(unit.mods) >= 2 else Parties()
        yield from _meeting(scene, noun, mine, partners or both, scene.modality(noun), "meeting.noun")


def _host_clause(scene: Scene, noun: int, partners: Parties) -> Parties:
    """The subject of the clause that a fronted or trailing "in a meeting with Y" belongs to."""
    if scene.clauses.head(noun + 1) == "between":
        return Parties()
    if not partners:
        return _together(scene, noun)
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


def _together(scene: Scene, noun: int) -> Parties:
    """As in "X and Y reaffirmed … in a telephone call": the two are the subject."""
    unit = scene.units[noun]
    if (
        unit.head not in ("call", "conversation", "talks", "meeting")
        or "the" in unit.words
        or scene.clauses.head(noun - 1) not in ("in", "during", "at", "after", "before", "following")
    ):
        return Parties()
    for verb, _ in scene.clauses.verbs():
        party = scene.parties(scene.clauses.subject(verb))
        if party.persons:
            party.add(scene.parties(i for p, m, _ in scene.clauses.complements(verb) if p == "with" for i in m))
        if len(party.persons) == 2 and of_two_sides(party):
            return party
    return Parties()


def _received(scene: Scene) -> Iterator[Draft]:
    """As in "X received Y", "Y was received by X", "X hosted Y to lunch"."""
    for index, unit in scene.clauses.verbs():
        if unit.head not in ("receive", "host", "welcome") or unit.verb is None:
            continue
        subject = scene.parties(scene.clauses.subject(index))
        meal = _meal(scene, index)
        if unit.verb.passive:
            other = Parties()
            for preposition, members, _ in scene.clauses.complements(index):
                if preposition == "by":
                    other.add(scene.parties(members))
        else:
            other = scene.parties(i for i in scene.clauses.objects(index) if _guest(scene, i))
        talks = any(
            u.head in ("talks", "meeting", "discussions", "talk", "discuss")
            for u in scene.units[index + 1 : index + 16]
        )
        if (
            (unit.head in ("host", "welcome") and not meal and not talks)
            or not other
            or not (subject.persons or subject.sides)
            or any("airport" in u.words for u in scene.units)
        ):
            continue
        yield from _meeting(scene, index, subject, other, scene.modality(index), "meeting.received")


def _guest(scene: Scene, index: int) -> bool:
    unit = scene.units[index]
    return unit.kind in ("person", "role", "pronoun") or unit.head in (
        "delegation",
        "envoy",
        "ambassador",
        "counterpart",
    )


def _meal(scene: Scene, index: int) -> str:
    return next((u.head for u in scene.units[index + 1 : index + 6] if u.head in ("lunch", "dinner", "breakfast")), "")


def _meeting(
    scene: Scene, index: int, subject: Parties, other: Parties, modality: Modality, rule: str, verb: int | None = None
) -> Iterator[Draft]:
    together = Parties().add(subject).add(other)
    unsure = len(together.persons) > 1 and together.sides and any(not p.sides for p in together.persons)
    if not unsure and (not of_two_sides(together) or (other and not _apart(subject, other))):
        return
    if len(set(together.sides)) > 2 and any(
        u.head in ("summit", "summits") and not {"trilateral", "tripartite"} & set(u.words) for u in scene.units
    ):
        return
    date = scene.date(index, modality) or (scene.date(verb, modality) if verb is not None else None)
    located = scene.place(index) or (scene.place(verb) if verb is not None else None)
    for members in _encounters(scene, index, subject, other):
        roles: dict[str, list[Value]] = {"participant": members}
        if located and located[0]:
            roles["place"] = [located[0]]
        unit = scene.units[index]
        kind = _KINDED.get(unit.head) if unit.kind == "noun" and "courtesy" not in unit.words else None
        if kind:
            roles["kind"] = [kind]
        yield scene.draft("Meeting", rule, roles, date, modality)


def _encounters(scene: Scene, index: int, subject: Parties, other: Parties) -> list[list[Value]]:
    """As in "held meetings with X of A and Y of B": one encounter for each side met."""
    severally = any(u.head == "meetings" for u in scene.units[index : index + 5]) or any(
        u.head in ("separately", "respectively") for u in scene.units
    )
    sides = list(dict.fromkeys(side for side in other.sides if side not in subject.sides))
    own = list(dict.fromkeys(subject.sides))
    if severally and len(own) > 1 and len(sides) == 1:
        return [[*(p for p in subject.persons if side in p.sides), side, *other.values()] for side in own]
    listed = len(other.persons) > 2 and len(sides) > 2 and len(own) == 1
    if not (severally or listed) or len(sides) < 2 or not subject:
        return [Parties().add(subject).add(other).values()]
    return [[*subject.values(), *(p for p in other.persons if side in p.sides), side] for side in sides]


def _apart(subject: Parties, other: Parties) -> bool:
    """Whether the two are not of the same side alone."""
    if not subject:
        return of_two_sides(other)
    return set(subject.sides) != set(other.sides) or of_two_sides(subject)
