"""Offices told by verbs: "is to be Ambassador to …", "was appointed …", "served as A, B and C", "will replace Y"."""

from collections.abc import Iterator
from dataclasses import replace

from graph.extract.lexicon import words
from graph.extract.people import Person
from graph.extract.scene import Scene
from graph.extract.sentence import Holding
from graph.extract.title_parts import Title
from graph.extract.units import Unit
from graph.facts import Modality

_BEING = words("careers_being", "frames")
_APPOINTING = words("careers_appointing", "frames")
_SPENT = words("careers_spent", "frames")
_UNKNOWN_POST = words("careers_unknown_post", "frames")


def careers(scene: Scene) -> Iterator[Holding]:
    """The offices that the verbs of a sentence give to persons."""
    for index, unit in scene.clauses.verbs():
        if unit.head in _BEING:
            yield from _being(scene, index)
        elif unit.head in _APPOINTING:
            yield from _appointed(scene, index)
        elif unit.head in ("move", "promote", "shift", "switch"):
            yield from _moved(scene, index)
        elif unit.head in _SPENT:
            yield from _spent(scene, index)
        elif unit.head == "take" and scene.clauses.head(index + 1) == "over":
            yield from _handed_over(scene, index)
        elif unit.head in ("replace", "succeed") and unit.verb is not None and unit.verb.passive:
            yield from _successor(scene, index)
        elif unit.head in ("replace", "succeed"):
            yield from _replaced(scene, index)
        elif unit.head in ("present", "hand", "submit") and any(
            u.head in ("credentials", "credence") for u in scene.units[index : index + 6]
        ):
            _presented(scene, index)
        elif unit.head == "take" and any(u.head == "appointment" for u in scene.units[index : index + 4]):
            _taken_up(scene, index)
    if {"credentials", "credence"} & {token.lower for token in scene.sentence.tokens}:
        _dated_envoys(scene)
    yield from _appointment(scene)


def _dated_envoys(scene: Scene) -> None:
    """As in "received letters of credence from the ambassadors A of X, B of Y on Friday": dates them all."""
    here = next((i for i, u in scene.clauses.verbs() if u.head in ("receive", "present", "accept", "hand")), None)
    date = scene.date(here) if here is not None else None
    near = (scene.sentence.index, scene.sentence.index + 1)
    for holding in scene.document.holdings if date else ():
        listed = holding.sentence.index == near[0] or (holding.rule == "office.list" and holding.sentence.index in near)
        if listed and holding.date is None and holding.head in words("envoys", "offices"):
            holding.date = date


def _being(scene: Scene, index: int) -> Iterator[Holding]:
    """As in "X will be Y's next ambassador", "X has served as A (2002-03); B (1996-98)"."""
    unit = scene.units[index]
    first = _role_after(scene, index, needs_as=unit.head in ("serve", "act", "work"))
    if first is None or unit.verb is None:
        return
    subject = scene.clauses.subject(index)
    told = scene.units[first].title
    alone = told is not None and bool(told.of)
    new = [_person(scene, scene.units[i], alone) for i in subject if len(subject) == 1]
    persons = [person for person in new if person] or _unique(scene, subject)
    modality: Modality = "planned" if unit.verb.form == "infinitive" else scene.modality(index)
    if unit.verb.negated:
        modality = "denied"
    roles = _list(scene, first) if unit.head == "serve" else _joined(scene, first)
    for person in persons[:1]:
        given = [_holding(scene, person, role, modality) for role in roles]
        yield from given
        if given:
            yield from _in_place(scene, roles[-1], given[-1])


def _spent(scene: Scene, index: int) -> Iterator[Holding]:
    """As in "began her career as third secretary in Cairo", "spent three years as counsellor in Rabat"."""
    here = next((i for i in range(index + 1, min(index + 6, len(scene.units))) if scene.clauses.head(i) == "as"), None)
    if here is None or scene.clauses.kind(here + 1) != "role":
        return
    modality = scene.modality(index)
    for person in _unique(scene, scene.clauses.subject(index))[:1]:
        yield from (_holding(scene, person, role, modality) for role in _joined(scene, here + 1))


def _handed_over(scene: Scene, index: int) -> Iterator[Holding]:
    """As in "she takes over from X": X has held what she was said to be."""
    before = [i for p, m, _ in scene.clauses.complements(index + 1, 3) if p == "from" for i in m[:1]]
    person = _person(scene, scene.units[before[0]]) if before else None
    last = scene.discourse.last_holding
    known = any(h.person is person for h in scene.document.holdings)
    if person is not None and last is not None and last.person is not person and not known:
        rule = "office.replaced"
        yield replace(last, person=person, sentence=scene.sentence, rule=rule, date=None, modality="asserted")


def _moved(scene: Scene, index: int) -> Iterator[Holding]:
    """As in "X moves to the post of T", "X was promoted to T"."""
    here = index + 1 + (scene.clauses.kind(index + 1) == "adv")
    if scene.clauses.head(here) != "to":
        return
    here += 3 if scene.clauses.head(here + 1) in _UNKNOWN_POST else 1
    if scene.clauses.kind(here) == "role":
        modality = scene.modality(index)
        for person in _unique(scene, scene.clauses.subject(index))[:1]:
            yield _holding(scene, person, here, modality, scene.date(index, modality))


def _in_place(scene: Scene, role: int, holding: Holding) -> Iterator[Holding]:
    """As in "becomes foreign minister in place of X": X has held it."""
    for preposition, members, place in scene.clauses.complements(role, 3):
        if preposition == "of" and scene.clauses.head(place - 1) in ("place", "instead"):
            person = _person(scene, scene.units[members[0]])
            if person is not None and not any(h.person is person for h in scene.document.holdings):
                yield replace(holding, person=person, rule="office.replaced", modality="asserted", date=None)


def _unique(scene: Scene, subject: list[int]) -> list[Person]:
    found = scene.parties(i for i in subject if scene.units[i].kind in ("person", "pronoun", "role", "noun")).persons
    return found if len(found) == 1 else []


def _role_after(scene: Scene, index: int, needs_as: bool) -> int | None:
    here = index + 1
    while scene.clauses.kind(here) == "adv" or scene.clauses.head(here) in (",", "in"):
        here += 1
    if scene.clauses.head(here) == "as":
        here += 1
    elif scene.clauses.head(here) == "to" and scene.clauses.head(here + 1) in _UNKNOWN_POST | {"position"}:
        here += 3
    elif needs_as:
        return None
    return here if scene.clauses.kind(here) == "role" else None


def _joined(scene: Scene, first: int) -> list[int]:
    """The title at `first` and those joined to it by "and"."""
    found = [first]
    here = first + 1
    while scene.clauses.head(here) in ("and", ",", "&"):
        while scene.clauses.head(here) in ("and", ",", "&") or scene.clauses.kind(here) == "adv":
            here += 1
        if scene.clauses.kind(here) != "role":
            break
        found.append(here)
        here += 1
    return found


def _list(scene: Scene, first: int) -> list[int]:
    """All titles of a career told in one sentence."""
    return [
        i for i in range(first, len(scene.units)) if scene.units[i].kind == "role" and not scene.units[i].possessive
    ]


def _appointed(scene: Scene, index: int) -> Iterator[Holding]:
    """As in "X was appointed (as) T in May", "announced X as T", "named X T"."""
    unit = scene.units[index]
    if unit.verb is None:
        return
    modality: Modality = "planned" if unit.head in ("announce", "nominate") else scene.modality(index)
    passive = unit.verb.passive or (unit.verb.form == "participle" and not scene.clauses.objects(index))
    role = _role_after(scene, index, needs_as=False)
    if passive or (role is not None and unit.verb.form == "gerund"):
        subject = scene.clauses.subject(index)
        new = [_person(scene, scene.units[i]) for i in subject if len(subject) == 1 and scene.units[i].kind == "name"]
        persons = [person for person in new if person] or _unique(scene, subject)
        title = role if role is not None else _post_before(scene, index)
        for person in persons:
            if title is not None:
                yield _holding(scene, person, title, modality, scene.date(index, modality))
        return
    objects = scene.clauses.objects(index)
    if objects and scene.units[objects[0]].kind in ("person", "name"):
        appointee = _person(scene, scene.units[objects[0]])
        given = list(_object(scene, objects[0], modality, scene.date(index, modality)))
        if appointee is not None and not appointee.sides:
            appointee.acts_for(scene.parties(scene.clauses.subject(index)).sides[:1])
        for holding in given:
            holding.of = holding.of or (appointee.sides[:1] if appointee is not None else [])
        yield from given


def _object(scene: Scene, place: int, modality: Modality, date: str | None = None) -> Iterator[Holding]:
    """The title after a name that is the object of a verb of appointing, "of Norway" between them passed over."""
    after = place + 1
    if scene.clauses.head(after) == "of" and scene.clauses.kind(after + 1) == "state":
        after += 2
    if scene.clauses.head(after) == "as":
        after += 1
    if scene.clauses.kind(after) == "pronoun" and scene.units[after].possessive:
        after += 1
    if scene.clauses.kind(after) == "role":
        person = _person(scene, scene.units[place])
        if person is not None:
            yield from (_holding(scene, person, role, modality, date) for role in _joined(scene, after))


def _person(scene: Scene, unit: Unit, alone: bool = False) -> Person | None:
    """The person of a unit; an unknown proper name in such a place is one, with `alone` a surname too."""
    if unit.person is not None:
        return unit.person
    if unit.kind in ("name", "noun") and alone and len(unit.words) == 1 and unit.text[:1].isupper() and not unit.mods:
        unit.kind, unit.person = "person", scene.document.people.meet(unit.text)
        return unit.person
    if unit.kind == "name" and 2 <= len(unit.words) <= 4:
        person = scene.document.people.meet(unit.text)
        unit.kind, unit.person = "person", person
        return person
    return None


def _post_before(scene: Scene, index: int) -> int | None:
    """As in "… an ambassador to Y; X has been named to the post": the title named before."""
    if not any(u.head in _UNKNOWN_POST for u in scene.units[index + 1 : index + 4]):
        return None
    return next((i for i in range(index - 1, -1, -1) if scene.units[i].kind == "role"), None)


def _appointment(scene: Scene) -> Iterator[Holding]:
    """As in "the appointment of X as T"."""
    for index, unit in enumerate(scene.units):
        if (
            unit.kind == "noun"
            and unit.head in ("appointment", "election", "nomination", "accreditation", "designation")
            and scene.clauses.head(index + 1) == "of"
        ):
            modality: Modality = (
                "planned"
                if unit.head == "accreditation" or any(u.head in ("announce", "confirm") for u in scene.units[:index])
                else "asserted"
            )
            if scene.clauses.nominal(index + 2):
                yield from _object(scene, index + 2, modality)


def _replaced(scene: Scene, index: int) -> Iterator[Holding]:
    """As in "X will replace Y": both hold the office that was told of one of them."""
    objects = scene.clauses.objects(index)
    named = [person for i in objects if (person := _person(scene, scene.units[i])) is not None]
    told = next((i for i in range(index + 1, len(scene.units) - 1) if scene.clauses.head(i) == "as"), None)
    if told is not None and scene.clauses.kind(told + 1) == "role":  # "X succeeds Y as T"
        subject = scene.clauses.subject(index)
        new = [person for i in subject if (person := _person(scene, scene.units[i])) is not None]
        yield from (_holding(scene, person, told + 1, scene.modality(index)) for person in new[:1])
        yield from (_holding(scene, person, told + 1, "asserted") for person in named[:1])
        return
    for person in named:
        if person.offices or any(h.person is person for h in scene.document.holdings):
            continue
        last = _told_of(scene, index)
        if last is not None and last.person is not person:
            yield Holding(
                person,
                last.office,
                list(last.of),
                list(last.accredited),
                scene.sentence,
                last.head,
                [],
                "office.replaced",
            )


def _told_of(scene: Scene, verb: int) -> Holding | None:
    """The office that the article is about: the first that its verbs give the subject, else the one told of last."""
    persons = scene.parties(scene.clauses.subject(verb)).persons
    told = [h for h in scene.document.holdings if h.person in persons and h.rule == "office.verb"]
    return told[0] if told else scene.discourse.last_holding


def _successor(scene: Scene, index: int) -> Iterator[Holding]:
    """As in "the foreign minister will be replaced by X": X is to hold the office."""
    subject = scene.clauses.subject(index)
    role = next((i for i in subject if scene.units[i].kind == "role"), None)
    by = [i for p, m, _ in scene.clauses.complements(index, 4) if p == "by" for i in m[:1]]
    person = _person(scene, scene.units[by[0]]) if by else None
    if person is None:
        return
    modality = scene.modality(index)
    date = scene.date(index, modality)
    if role is not None:
        yield _holding(scene, person, role, modality, date)
        return
    held = [h for p in scene.parties(subject).persons for h in scene.document.holdings if h.person is p]
    for holding in held[:1]:
        rule = "office.replaced"
        yield replace(holding, person=person, sentence=scene.sentence, rule=rule, modality=modality, date=date)


def _taken_up(scene: Scene, index: int) -> None:
    """As in "will take up the post in May": dates the office announced before."""
    last = scene.discourse.last_holding
    planned = [h for h in scene.document.holdings if h.modality == "planned" and h.rule == "office.verb"] or (
        [last] if last else []
    )
    if planned and planned[-1].date is None:
        planned[-1].date = scene.date(index, "planned")


def _presented(scene: Scene, index: int) -> None:
    """As in "presented credentials to the president on Monday": dates the envoy's office."""
    date = scene.date(index)
    for person in scene.parties(scene.clauses.subject(index)).persons:
        for holding in scene.document.holdings:
            if holding.person is person and holding.date is None and holding.head in words("envoys", "offices"):
                holding.date = date


def _holding(scene: Scene, person: Person, role: int, modality: Modality, date: str | None = None) -> Holding:
    title = scene.units[role].title
    assert title is not None  # noqa: S101 — a role unit has its title
    date = _stated(scene, role) or date
    accredited = list(title.accredited) or _inherited(scene, title)
    last = scene.discourse.last_holding
    ours = scene.document.home or (last.of[0] if last is not None and last.of else "")
    ours = ours or (scene.document.other_than(accredited) if accredited else "")
    of = list(title.of) or person.sides[:1] or ([ours] if ours else [])
    holding = Holding(
        person,
        title.office,
        of,
        accredited,
        scene.sentence,
        title.head,
        title.qualifiers,
        "office.verb",
        date,
        modality,
    )
    person.acts_for(of)
    if title.office not in person.offices:
        person.offices.append(title.office)
    scene.discourse.last_holding = holding
    return holding


def _inherited(scene: Scene, title: Title) -> list[str]:
    last = scene.discourse.last_holding
    bare = title.head in ("ambassador", "high commissioner", "envoy") and title.office.lower() == title.head
    return list(last.accredited) if bare and last is not None else []


def _stated(scene: Scene, role: int) -> str | None:
    """Years in parentheses, "since July 2005", "in June 2004" right after a title."""
    for here in range(role + 1, min(role + 4, len(scene.units))):
        unit = scene.units[here]
        if unit.when is not None:
            return scene.resolved(here)
        if unit.head not in ("(", "in", "since", "from", ","):
            break
    return None
