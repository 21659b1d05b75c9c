"""Visit: somebody acting for a state or organization travels to another state."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.rules.frames import light_subject, light_verb, owner
from graph.extract.scene import Scene
from graph.facts import Modality

_NOUNS = frozenset({"visit", "visits", "trip", "trips", "tour", "tours", "stay", "stopover"})
_ARRIVING = frozenset(
    {"arrive", "land", "travel", "fly", "go", "head", "proceed", "depart", "leave", "come", "return", "journey"}
)
_TO = ("in", "at", "to", "for", "into")
_STATED_KINDS = frozenset({"state", "official", "working", "private", "courtesy", "goodwill", "transit"})


def visits(scene: Scene) -> Iterator[Draft]:
    """All visits that a sentence tells of."""
    yield from _nominal(scene)
    yield from _verbal(scene)
    yield from _visiting(scene)


def _nominal(scene: Scene) -> Iterator[Draft]:
    """ "X's visit to Y", "a visit to Y by X", "X paid a visit to Y", "X is on a tour of Y"."""
    for index, unit in enumerate(scene.units):
        if unit.kind != "noun" or unit.head not in _NOUNS:
            continue
        hosts = _hosts_of_noun(scene, index)
        visitor = _visitor_of_noun(scene, index)
        modality = scene.modality(index)
        verb = light_verb(scene, index)
        if verb is not None and modality == "asserted":
            modality = scene.modality(verb)
        for state, places in hosts:
            yield from _visit(scene, visitor, state, places, scene.date(index, modality), modality, "visit.noun", index)


def _hosts_of_noun(scene: Scene, index: int) -> list[tuple[str, list[str]]]:
    unit = scene.units[index]
    for preposition, members, _ in scene.clauses.complements(index):
        if preposition == "to" or (preposition in ("of", "in") and unit.head in ("tour", "tours", "stay")):
            found = _hosts(scene, members)
            if found:
                return found
    if unit.mods and unit.mods[0].startswith("state:") and _compound(scene, index):
        return [(unit.mods[0], [])]
    return []


def _compound(scene: Scene, index: int) -> bool:
    """ "his Israel visit": the state's name stands before the noun."""
    unit = scene.units[index]
    return any(m.entry.form in ("name", "place") and unit.first <= m.first < unit.last for m in scene.sentence.mentions)


def _hosts(scene: Scene, members: list[int]) -> list[tuple[str, list[str]]]:
    """Host states with the places named in each."""
    found: dict[str, list[str]] = {}
    for member in members:
        located = scene.located(member)
        if located is None and scene.units[member].kind == "org":
            located = ("", scene.units[member].refs[0])
        if located and located[1]:
            found.setdefault(located[1], []).extend([located[0]] if located[0] else [])
    return list(found.items())


def _visitor_of_noun(scene: Scene, index: int) -> Parties:
    found = owner(scene, index)
    if found:
        return found
    for preposition, members, _ in scene.clauses.complements(index):
        if preposition in ("by", "of", "from"):
            party = scene.parties(members)
            if party.persons or (party and preposition == "by"):
                return party
    return light_subject(scene, index) or _lone_subject(scene, index)


def _lone_subject(scene: Scene, index: int) -> Parties:
    """ "X said during a visit to Y": the subject of the clause."""
    if scene.clauses.head(index - 1) not in ("during", "on", "for", "after", "following", "in"):
        return Parties()
    main = [i for i, unit in scene.clauses.verbs() if unit.verb is not None and unit.verb.form != "infinitive"]
    before = [i for i in main if i < index] or main
    party = scene.parties(scene.clauses.subject(before[-1])) if before else Parties()
    return party if party.persons else Parties()


def _verbal(scene: Scene) -> Iterator[Draft]:
    """ "X visited Y", "X arrived in Y", "X will travel to Y", "X was in Y"."""
    for index, unit in scene.clauses.verbs():
        assert unit.verb is not None  # noqa: S101 — verbs() yields verbs
        hosts = _hosts_of_verb(scene, index)
        if not hosts or unit.verb.passive:
            continue
        visitor = scene.parties(scene.clauses.subject(index))
        if unit.head in ("arrive", "go", "travel", "fly", "land", "head", "be") and not _traveller(scene, index):
            continue
        modality = scene.modality(index)
        rule = {"visit": "visit.verb", "tour": "visit.verb", "be": "visit.presence"}.get(unit.head, "visit.arrive")
        for number, (state, places) in enumerate(hosts):
            date = scene.date(index, modality) if number == 0 or len(hosts) == 1 else scene.date(index, modality)
            yield from _visit(scene, visitor, state, places, date, modality, rule, index)


def _traveller(scene: Scene, index: int) -> bool:
    return any(
        scene.units[i].kind in ("person", "role", "pronoun", "noun", "org") for i in scene.clauses.subject(index)
    )


def _hosts_of_verb(scene: Scene, index: int) -> list[tuple[str, list[str]]]:
    head = scene.units[index].head
    if head in ("visit", "tour"):
        return _hosts(scene, scene.clauses.objects(index))
    if head not in _ARRIVING | {"be"}:
        return []
    prepositions = ("in",) if head == "be" else ("for",) if head in ("leave", "depart") else _TO
    for preposition, members, place in scene.clauses.complements(index, 6):
        if preposition in prepositions and (head != "be" or place - index <= 2):
            found = _hosts(scene, members)
            if found:
                return found
    return []


def _visiting(scene: Scene) -> Iterator[Draft]:
    """ "visiting Russian Foreign Minister X said": the host is the other side of the article."""
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
