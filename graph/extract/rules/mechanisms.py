"""Mechanism: a standing bilateral or multilateral format, or a session of it."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import words
from graph.extract.rules.frames import owner
from graph.extract.scene import Scene
from graph.facts import Modality

_BODIES = words("mechanisms_bodies", "frames")
_JOINT = words("mechanisms_joint", "frames")
_NOT = words("mechanisms_not", "frames")


_SESSIONS = frozenset({"meeting", "session", "round", "sitting"})


def mechanisms(scene: Scene) -> Iterator[Draft]:
    """All standing formats that a sentence names."""
    for index, unit in enumerate(scene.units):
        if unit.kind in ("noun", "name") and unit.head in _BODIES and _joint(scene, index):
            yield from _mechanism(scene, index)


def _joint(scene: Scene, index: int) -> bool:
    """Whether the words say that two sides share it."""
    unit = scene.units[index]
    text = set(scene.sentence.words(unit.first, unit.last).replace("-", " ").split()) | set(unit.words)
    if unit.head == "mechanism" and len(unit.mods) < 2:
        return any(
            (
                u.kind == "verb"
                and u.head in ("establish", "launch", "create", "set")
                and scene.modality(i) != "asserted"
            )
            or u.head == "agree"
            for i, u in enumerate(scene.units[:index])
        ) and not any(u.head == "hope" for u in scene.units[:index])
    if unit.head in ("forum", "panel") and len([m for m in unit.mods if m.startswith("state:")]) < 2:
        return False
    if (
        unit.head in ("consultations", "dialogue")
        and index
        and scene.units[index - 1].head in ("hold", "have", "conduct", "begin")
        and not unit.text.istitle()
    ):
        return False
    shared = bool(_JOINT & text) or len(unit.mods) >= 2
    if unit.head in ("group", "groups"):
        return "working" in text and unit.words != ("the", "working", unit.head)
    if unit.head in ("consultations", "mechanism", "process", "forum"):
        return shared and (unit.head != "process" or len(unit.mods) >= 2) and "military" not in text
    said = scene.sentence.words(unit.first, unit.last).replace("-", " ")
    return shared and not any(word in f"{said} {' '.join(unit.words)}" for word in _NOT)


def _mechanism(scene: Scene, index: int) -> Iterator[Draft]:
    parties = _parties(scene, index)
    if len(set(parties)) < 2:
        return
    modality = _modality(scene, index)
    session = (
        index - 2
        if index > 1 and scene.clauses.head(index - 1) == "of" and scene.units[index - 2].head in _SESSIONS
        else index
    )
    date = scene.date(session, modality, reach=10)
    title = scene.phrase(index, ("on", "of", "for"))
    if title.lower() in ("mechanism", "dialogue", "commission"):
        title = _described(scene, index)
    roles: dict[str, list[Value]] = {"party": list(parties), "title": [title]}
    located = scene.place(index) or scene.place(scene.own_verb(session) or session)
    if located and located[0]:
        roles["place"] = [located[0]]
    yield scene.draft("Mechanism", "mechanism.named", roles, date, modality)


def _described(scene: Scene, index: int) -> str:
    """A bare "mechanism" with the words that say what it is for, to the end of the clause."""
    end = next(
        (i for i in range(index + 1, len(scene.units)) if scene.clauses.head(i) in (",", ".", ";", "”")),
        len(scene.units),
    )
    return scene.words_of(index, min(end - 1, index + 9))


def _parties(scene: Scene, index: int) -> list[str]:
    unit = scene.units[index]
    found = list(unit.mods)
    if len(found) >= 2:
        return found
    sides = Parties(sides=owner(scene, index).sides)
    for preposition, members, _ in scene.clauses.complements(index):
        if preposition in ("between", "with", "and", "among"):
            sides.add(Parties(sides=scene.parties(members).sides))
    verb = next((i for i in range(index - 1, max(-1, index - 6), -1) if scene.clauses.kind(i) == "verb"), None)
    if verb is not None and len(set(sides.sides)) < 2:
        sides.add(Parties(sides=scene.parties(scene.clauses.subject(verb)).sides))
    if len(set(sides.sides)) == 2:
        return list(dict.fromkeys(sides.sides))
    if any(side.startswith("org:") for side in unit.mods):
        return []
    pair = list(scene.document.main_pair())
    return pair if not sides.sides or set(sides.sides) <= set(pair) else []


def _modality(scene: Scene, index: int) -> Modality:
    session = index - 2 if index > 1 and scene.units[index - 2].head in _SESSIONS else index
    own = scene.own_verb(session)
    if own is not None and scene.units[own].head in ("propose", "suggest"):
        return "planned"
    if own is not None and scene.units[own].head in ("hold", "take", "convene", "be", "meet", "schedule", "plan"):
        return scene.modality(own)
    for here in range(index - 1, max(-1, index - 7), -1):
        unit = scene.units[here]
        if unit.kind == "verb":
            return (
                scene.modality(here)
                if unit.head
                in (
                    "establish",
                    "launch",
                    "set",
                    "create",
                    "convene",
                    "hold",
                    "activate",
                    "agree",
                    "form",
                    "resume",
                    "host",
                )
                else "asserted"
            )
    return "asserted"
