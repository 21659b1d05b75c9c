"""Visit: somebody acting for a state or organization travels to another state."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import words
from graph.extract.rules.frames import light_subject, light_verb, owner
from graph.extract.rules.links import carrier
from graph.extract.scene import Scene
from graph.facts import Modality

_NOUNS = words("visits_nouns", "frames")
_ARRIVING = words("visits_arriving", "frames")
_TO = ("in", "at", "to", "for", "into")
_STATED_KINDS = words("visits_stated_kinds", "frames")


def visits(scene: Scene) -> Iterator[Draft]:
    """All visits that a sentence tells of."""
    yield from _nominal(scene)
    yield from _verbal(scene)
    yield from _brought(scene)
    yield from _where(scene)
    yield from _delegation(scene)
    yield from _visiting(scene)


def _nominal(scene: Scene) -> Iterator[Draft]:
    """As in "X's visit to Y", "a visit to Y by X", "X paid a visit to Y", "X is on a tour of Y"."""
    for index, unit in enumerate(scene.units):
        if unit.kind != "noun" or unit.head not in _NOUNS:
            continue
        visitor = _visitor_of_noun(scene, index)
        hosts = _hosts_of_noun(scene, index, visitor)
        modality = scene.modality(index)
        verb = light_verb(scene, index)
        if verb is not None and modality == "asserted":
            modality = scene.modality(verb)
        for state, places in hosts:
            yield from _visit(scene, visitor, state, places, scene.date(index, modality), modality, "visit.noun", index)


def _hosts_of_noun(scene: Scene, index: int, visitor: Parties) -> list[tuple[str, list[str]]]:
    unit = scene.units[index]
    for preposition, members, _ in scene.clauses.complements(index):
        within = preposition == "in" and (
            unit.head in ("tour", "tours", "stay", "stop", "stopover") or scene.clauses.head(index - 1) in ("in", "on")
        )
        if preposition == "to" or within or (preposition == "of" and unit.head in ("tour", "tours")):
            found = _hosts(scene, members, visitor)
            if found:
                return found
    if unit.mods and unit.mods[0].startswith("state:") and _compound(scene, index):
        return [(unit.mods[0], [])]
    return []


def _compound(scene: Scene, index: int) -> bool:
    """As in "his Israel visit": the state's name stands before the noun."""
    unit = scene.units[index]
    return any(m.entry.form in ("name", "place") and unit.first <= m.first < unit.last for m in scene.sentence.mentions)


def _hosts(scene: Scene, members: list[int], visitor: Parties | None = None) -> list[tuple[str, list[str]]]:
    """Host states with the places named in each."""
    found: dict[str, list[str]] = {}
    for member in members:
        located = scene.located(member, visitor.sides if visitor else ())
        if located is None and scene.units[member].kind == "org":
            located = ("", scene.units[member].refs[0])
        if located and located[1]:
            found.setdefault(located[1], []).extend([located[0]] if located[0] else [])
    return list(found.items())


def _visitor_of_noun(scene: Scene, index: int) -> Parties:
    found = owner(scene, index)
    if found:
        return found
    for preposition, members, place in scene.clauses.complements(index):
        invited = scene.clauses.head(place - 1) in ("invitation", "request", "behest", "capacity")
        of = preposition in ("of", "from") and place == index + 1
        late = preposition == "of" and scene.units[members[0]].kind in ("person", "role")
        if (preposition == "by" and not invited) or of or late:
            party = scene.parties(members)
            if party.persons or (party and preposition == "by"):
                return party
    return light_subject(scene, index) or _lone_subject(scene, index)


def _lone_subject(scene: Scene, index: int) -> Parties:
    """As in "X said during a visit to Y": the subject of the clause."""
    if scene.clauses.head(index - 1) not in ("during", "on", "for", "after", "following", "in", "and"):
        return Parties()
    if scene.clauses.head(index - 1) == "and" and not any(u.head in _ARRIVING and u.verb for u in scene.units[:index]):
        return Parties()
    main = [i for i, unit in scene.clauses.verbs() if unit.verb is not None and unit.verb.form != "infinitive"]
    before = [i for i in main if i < index][-1:] or main[:1]
    party = scene.parties(scene.clauses.subject(before[0])) if before else Parties()
    return party if party.persons else Parties()


def _verbal(scene: Scene) -> Iterator[Draft]:
    """As in "X visited Y", "X arrived in Y", "X will travel to Y", "X was in Y"."""
    for index, unit in scene.clauses.verbs():
        assert unit.verb is not None  # noqa: S101 — verbs() yields verbs
        awaited = unit.head == "expect" and unit.verb.passive
        if not awaited and (unit.head not in _ARRIVING | {"visit", "tour", "be"} or unit.verb.passive):
            continue
        home = unit.head == "return" and scene.clauses.head(index + 1) == "home"
        if home or (unit.head == "touch" and scene.clauses.head(index + 1) != "down"):
            continue
        visitor = scene.parties(scene.clauses.subject(index))
        hosts = _hosts_of_verb(scene, index, visitor)
        if unit.head in ("arrive", "go", "travel", "fly", "land", "head", "be", "expect") and not _traveller(
            scene, index
        ):
            continue
        if (unit.head == "be" and _settled(scene, index)) or (unit.head == "fly" and carrier(scene, index)):
            continue
        modality = "planned" if awaited else scene.modality(index)
        rule = {"visit": "visit.verb", "tour": "visit.verb", "be": "visit.presence"}.get(unit.head, "visit.arrive")
        if unit.head == "return":
            hosts = [(state, places) for state, places in hosts if state.startswith("state:")]
        for state, places in hosts:
            date = scene.date_after(state, modality) or scene.date(index, modality)
            yield from _visit(scene, visitor, state, places, date, modality, rule, index)


def _settled(scene: Scene, index: int) -> bool:
    """As in "is resident in", "is based in": no travel."""
    words_after = scene.sentence.words(scene.units[index].first, scene.units[index].last + 2).split()
    return bool({"resident", "based", "accredited", "born", "located", "stationed"} & set(words_after))


def _traveller(scene: Scene, index: int) -> bool:
    return any(
        scene.units[i].kind in ("person", "role", "pronoun", "noun", "org") for i in scene.clauses.subject(index)
    )


def _hosts_of_verb(scene: Scene, index: int, visitor: Parties) -> list[tuple[str, list[str]]]:
    head = scene.units[index].head
    if head in ("visit", "tour"):
        return _hosts(scene, scene.clauses.objects(index), visitor)
    if head not in _ARRIVING | {"be", "expect"}:
        return []
    prepositions = ("in",) if head in ("be", "expect") else ("for",) if head in ("leave", "depart") else _TO
    for preposition, members, place in scene.clauses.complements(index, 6):
        if preposition in prepositions and (head != "be" or place - index <= 2):
            found = _hosts(scene, members, visitor)
            if found:
                return found
    return []


def _brought(scene: Scene) -> Iterator[Draft]:
    """As in "a tour that brought him to Y and will take him to Z"."""
    for index, unit in scene.clauses.verbs():
        objects = scene.clauses.objects(index)
        if (
            unit.head not in ("bring", "take")
            or not objects
            or scene.units[objects[0]].kind not in ("pronoun", "person")
        ):
            continue
        if not any(u.head in _NOUNS for u in scene.units[:index] if u.kind == "noun"):
            continue
        visitor = scene.parties(objects)
        for preposition, members, _ in scene.clauses.complements(objects[-1], 3):
            if preposition in ("to", "on"):
                modality = scene.modality(index)
                for state, places in _hosts(scene, members, visitor):
                    yield from _visit(
                        scene, visitor, state, places, scene.date(index, modality), modality, "visit.brought", index
                    )


def _where(scene: Scene) -> Iterator[Draft]:
    """As in "stops in Y, where they met …": whoever meets there is there."""
    for index, unit in enumerate(scene.units):
        if unit.head != "where" or unit.kind != "rel" or scene.clauses.head(index - 1) != ",":
            continue
        verb = next((i for i, _ in scene.clauses.verbs() if i > index), None)
        place = scene.located(index - 2) if index > 1 else None
        if verb is None or place is None or scene.units[verb].head not in ("meet", "hold", "attend", "sign"):
            continue
        visitor = scene.parties(i for i in scene.clauses.subject(verb) if i > index)
        if visitor.sides and place[1]:
            modality = scene.modality(verb)
            yield from _visit(
                scene, visitor, place[1], [place[0]] if place[0] else [], None, modality, "visit.where", verb
            )


def _delegation(scene: Scene) -> Iterator[Draft]:
    """As in "a Presidential Delegation to Y", "a Z delegation to Y signed …"."""
    for index, unit in enumerate(scene.units):
        if unit.kind not in ("noun", "name") or unit.head not in ("delegation", "envoy", "mission", "team"):
            continue
        for preposition, members, place in scene.clauses.complements(index, 2):
            if preposition == "to" and place == index + 1:
                visitor = scene.party(index)
                leading = index - 1 if scene.clauses.head(index - 1) in ("lead", "head") else None
                if leading is not None:
                    visitor = scene.parties(scene.clauses.subject(leading)).add(visitor)
                if not visitor.sides:
                    verb = next((i for i, _ in scene.clauses.verbs() if i < index), None)
                    visitor = (
                        Parties(sides=scene.parties(scene.clauses.subject(verb)).sides) if verb is not None else visitor
                    )
                planned = any(u.head in ("announce", "designation", "send") for u in scene.units[:index])
                modality: Modality = (
                    scene.modality(leading) if leading is not None else "planned" if planned else "asserted"
                )
                for state, places in _hosts(scene, members, visitor):
                    yield from _visit(
                        scene, visitor, state, places, scene.date(index, modality), modality, "visit.delegation", index
                    )


def _visiting(scene: Scene) -> Iterator[Draft]:
    """As in "visiting Russian Foreign Minister X said": the host is the other side of the article."""
    for title in scene.sentence.titles:
        span = next((s for s in scene.sentence.persons if s.first <= title.first < s.last), None)
        if span is None or "visiting" not in title.qualifiers:
            continue
        sides = set(span.person.sides)
        host = next(
            (s for s, _ in scene.document.states.most_common(4) if s.startswith("state:") and s not in sides), ""
        )
        if host:
            date = scene.date(next(i for i, u in enumerate(scene.units) if u.last > title.first), "asserted")
            party = Parties([span.person], list(span.person.sides))
            yield from _visit(scene, party, host, [], date or scene.today(), "asserted", "visit.visiting", -1)


def _visit(
    scene: Scene,
    visitor: Parties,
    state: str,
    places: list[str],
    date: str | None,
    modality: Modality,
    rule: str,
    index: int,
) -> Iterator[Draft]:
    sides = [side for side in visitor.sides if side != state]
    persons = [person for person in visitor.persons if state not in person.sides]
    if not sides or (visitor.persons and not persons):
        return
    roles: dict[str, list[Value]] = {"visitor": [*persons, *sides], "host": [state], "place": list(places)}
    kind = _kind(scene, index)
    if kind:
        roles["kind"] = [kind]
    yield scene.draft("Visit", rule, roles, date, modality)


def _kind(scene: Scene, index: int) -> str:
    if index < 0 or scene.units[index].kind != "noun":
        return ""
    return next((word for word in scene.units[index].words if word in _STATED_KINDS), "")
