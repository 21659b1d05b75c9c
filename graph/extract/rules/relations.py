"""DiplomaticRelations: established, severed, restored, upgraded."""

import re
from collections.abc import Iterator, Mapping

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import table, words
from graph.extract.rules.frames import owner
from graph.extract.scene import Scene
from graph.facts import Modality

_NOUNS = words("relations_nouns", "frames")
_FORMAL = words("relations_formal", "frames")
_ACTIONS: Mapping[str, str] = table("frames")["relations_actions"]
_NOMINAL: Mapping[str, str] = table("frames")["relations_nominal"]
_PLAIN = frozenset({"establish", "sever", "cut", "break", "restore", "resume", "re-establish", "reestablish", "set"})
"""Verbs that say enough of "ties" without the word "diplomatic"."""

_RAISING = words("relations_raising", "frames")
_LEVELS = words("relations_levels", "frames")
_FORMING = words("relations_forming", "frames")
_CLOSE = words("relations_close", "frames")
_NORMAL = frozenset({"normalise", "normalize"})
_YEARS = re.compile(
    r"(?:(\d{1,3})(?:th|st|nd|rd)?\s+(?:years? of|anniversary of)"
    r"|(?:a|one) hundred years of|centena?ry of|centennial of)",
    re.IGNORECASE,
)


def relations(scene: Scene) -> Iterator[Draft]:
    """All statements on the status of relations."""
    for index, unit in enumerate(scene.units):
        if unit.kind == "noun" and unit.head == "partnership" and _CLOSE & set(unit.words):
            yield from _partnership(scene, index)
        if unit.kind != "noun" or unit.head not in _NOUNS:
            continue
        formal = bool(_FORMAL & set(unit.words))
        verb = _verb(scene, index, formal)
        if verb is not None and not _talked_of(scene, verb):
            yield from _acted(scene, index, verb)
        elif formal:
            yield from _dated(scene, index)
        yield from _named(scene, index)


def _partnership(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "A and B established a strategic partnership in 2016": relations of a higher kind."""
    verb = next((i for i in range(index - 1, max(-1, index - 4), -1) if scene.clauses.kind(i) == "verb"), None)
    if verb is None or scene.units[verb].head not in _FORMING:
        return
    parties = _parties(scene, index, verb)
    if len(set(parties.sides)) == 2:
        modality = scene.modality(verb)
        yield from _relations(
            scene, parties, "upgraded", _when(scene, index, verb, modality), modality, "relations.partnership"
        )


def _talked_of(scene: Scene, verb: int) -> bool:
    """As in "talks on normalising ties": what is talked of is not done."""
    group = scene.units[verb].verb
    gerund = group is not None and group.form == "gerund" and scene.clauses.head(verb - 1) in ("on", "about", "towards")
    return gerund and scene.clauses.head(verb - 2) in (
        "talks",
        "negotiations",
        "discussions",
        "dialogue",
        "conversations",
    )


def _verb(scene: Scene, index: int, formal: bool) -> int | None:
    """The verb that acts on the relations: before them ("established ties"), or passive after them."""
    for here in range(index - 1, max(-1, index - 5), -1):
        if scene.clauses.kind(here) == "verb":
            head = scene.units[here].head
            to = [m[0] for p, m, _ in scene.clauses.complements(index, 3) if p == "to"]
            raised = head in _RAISING and any(scene.units[i].head in _LEVELS for i in to)
            plain = head in _NORMAL or (head in _PLAIN and len(scene.units[index].words) == 1) or raised
            return here if head in _ACTIONS and (formal or plain) else None
        if scene.clauses.kind(here) in ("conj", "rel") or scene.clauses.head(here) in (",", "with", "to"):
            break
    for here in range(index + 1, min(index + 9, len(scene.units))):
        group = scene.units[here].verb
        if group is not None:
            told = formal or (scene.units[here].head in _PLAIN and scene.clauses.head(index + 1) in ("with", "between"))
            fits = (
                told
                and scene.units[here].head in _ACTIONS
                and (group.passive or group.form == "participle")
                and scene.units[here].head != "have"
            )
            return here if fits else None
    return None


def _acted(scene: Scene, index: int, verb: int) -> Iterator[Draft]:
    head = scene.units[verb].head
    modality = scene.modality(verb)
    if "no" in scene.units[index].words:
        modality = "denied"
    if head in ("have", "hold") and modality == "asserted" and not _bounded(scene, index):
        return
    parties = _parties(scene, index, verb)
    if (
        modality == "planned"
        and _agreed(scene, verb)
        and (head in _NORMAL or _ACTIONS[head] in ("restored", "established"))
    ):
        modality = "asserted"
    date = _when(scene, index, verb, modality)
    if head in _NORMAL and modality == "asserted" and _agreed(scene, verb):
        yield from _agreement(scene, index, verb, parties, date)
    yield from _relations(scene, parties, _ACTIONS[head], date, modality, "relations.verb")


def _agreement(scene: Scene, index: int, verb: int, parties: Parties, date: str | None) -> Iterator[Draft]:
    """A deal that by itself sets up relations is an agreement too."""
    sides: list[Value] = list(dict.fromkeys(parties.sides))
    if len(sides) == 2:
        roles: dict[str, list[Value]] = {"party": sides, "title": [f"agreement {scene.words_of(verb, index)}"]}
        yield scene.draft("Agreement", "agreement.normalise", roles, date, "asserted")


def _agreed(scene: Scene, verb: int) -> bool:
    """As in "reached a deal to normalise", "agreed to normalise": the deal itself sets them up."""
    governor = scene.clauses.governor(verb)
    return (
        governor is not None
        and scene.units[governor].head in ("agree", "reach", "sign", "conclude")
        and scene.modality(governor) == "asserted"
    )


def _bounded(scene: Scene, index: int) -> bool:
    return any(unit.when is not None and unit.head in ("since", "from") for unit in scene.units[index : index + 8])


def _parties(scene: Scene, index: int, verb: int) -> Parties:
    found = Parties(sides=scene.parties(scene.clauses.subject(verb)).sides)
    found.add(Parties(sides=owner(scene, index).sides)).add(Parties(sides=list(scene.units[index].mods)))
    for place in (index, verb):
        for preposition, members, _ in scene.clauses.complements(place):
            if preposition in ("with", "between", "and"):
                partners = scene.parties(members).sides
                found.add(Parties(sides=partners))
                found.hub = partners[0] if preposition == "with" and len(partners) == 1 else found.hub
    others = {side for i, u in enumerate(scene.units) for side in u.sides or u.mods}
    if len(set(found.sides)) == 1 and others <= set(found.sides):
        return found.add(Parties(sides=[side for side in [scene.document.other_than(found.sides)] if side]))
    if not found.sides and not others:
        return Parties(sides=[side for side in scene.document.main_pair() if side.startswith("state:")])
    pair = [side for side in scene.document.main_pair() if side.startswith("state:")]
    alone = found.sides[0] if len(set(found.sides)) == 1 else ""
    if alone in pair and len(pair) == 2 and not scene.clauses.complements(index, 2):
        return Parties(sides=[alone, *(side for side in pair if side != alone)])
    conditional = any(unit.head in ("only", "unless", "until", "if") for unit in scene.units)
    if len(set(found.sides)) < 2 and not conditional:
        named = list(
            dict.fromkeys(side for unit in scene.units for side in unit.sides or unit.mods if unit.kind != "place")
        )
        if len(named) == 2 and set(found.sides) <= set(named):
            return Parties(sides=named)
    return found


def _when(scene: Scene, index: int, verb: int, modality: Modality) -> str | None:
    since = [i for i, u in enumerate(scene.units) if u.when is not None and u.head == "since" and abs(i - index) < 9]
    if since:
        return scene.resolved(since[0])
    return scene.date(index, modality) or scene.date(verb, modality)


def _named(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "the normalisation of relations between A and B", "the resumption of ties with B"."""
    noun = index - 2
    if noun < 0 or scene.clauses.head(index - 1) != "of" or scene.units[noun].head not in _NOMINAL:
        return
    formal = bool(_FORMAL & set(scene.units[index].words)) or scene.units[noun].head.startswith("normali")
    parties = Parties(
        sides=[
            s
            for p, m, _ in scene.clauses.complements(index)
            if p in ("between", "with")
            for s in scene.parties(m).sides
        ]
    )
    if formal and len(set(parties.sides)) == 2:
        modality = scene.modality(noun)
        date = scene.date(index, modality)
        yield from _relations(scene, parties, _NOMINAL[scene.units[noun].head], date, modality, "relations.noun")


def _dated(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "N years of ties", "the Nth anniversary of diplomatic relations"."""
    text = scene.text[scene.sentence.start : scene.sentence.tokens[scene.units[index].last - 1].end]
    match = next(reversed(list(_YEARS.finditer(text))), None)
    if match is None or scene.discourse.published is None or len(text) - match.end() > 60:
        return
    parties = Parties(
        sides=[
            s
            for p, m, _ in scene.clauses.complements(index)
            if p in ("between", "with")
            for s in scene.parties(m).sides
        ]
    )
    if len(set(parties.sides)) < 2:
        verb = next((i for i, _ in scene.clauses.verbs() if i < index), None)
        parties.add(Parties(sides=scene.parties(scene.clauses.subject(verb)).sides if verb is not None else []))
    if len(set(parties.sides)) < 2:
        parties = scene.discourse.pair(scene.units[:index], persons=False)
    yield from _relations(
        scene,
        parties,
        "established",
        str(scene.discourse.published.year - int(match.group(1) or 100)),
        "asserted",
        "relations.anniversary",
    )


def _relations(
    scene: Scene, parties: Parties, action: str, date: str | None, modality: Modality, rule: str
) -> Iterator[Draft]:
    states = list(dict.fromkeys(side for side in parties.sides))
    if len(states) == 2:
        yield scene.draft("DiplomaticRelations", rule, {"party": list(states), "action": [action]}, date, modality)
    elif len(states) > 2:
        hub = parties.hub if parties.hub in states else states[0]
        for state in states:
            if state != hub:
                roles: dict[str, list[Value]] = {"party": [hub, state], "action": [action]}
                yield scene.draft("DiplomaticRelations", rule, roles, date, modality)
