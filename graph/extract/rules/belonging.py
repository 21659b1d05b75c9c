"""Membership told without the word: founding with others, belonging to, being part of, being admitted."""

from collections.abc import Iterator

from graph.extract.drafts import Draft
from graph.extract.rules.bodies import membership, named_bodies, states
from graph.extract.scene import Scene

_FOUNDING = frozenset({"found", "establish", "form", "create"})


def belonging(scene: Scene) -> Iterator[Draft]:
    """All memberships that a verb of founding, belonging or admitting states."""
    for index, unit in scene.clauses.verbs():
        if unit.verb is None:
            continue
        if unit.head in _FOUNDING | {"comprise", "make", "consist", "include", "group"}:
            yield from _comprises(scene, index)
        if unit.head in _FOUNDING and not unit.verb.passive:
            yield from _founded(scene, index)
        elif unit.head in ("admit", "accept") and not unit.verb.passive:
            yield from _admits(scene, index)
        elif unit.head in ("suspend", "expel", "exclude", "readmit") and unit.verb.passive:
            yield from _suspended(scene, index)
        elif unit.head == "belong":
            yield from _belongs(scene, index)
        elif unit.head in ("admit", "accept") and unit.verb.passive:
            yield from _plain(scene, index, index, ("to", "into", "in"), "membership.admitted")
        elif unit.head == "be" and scene.clauses.head(index + 1) == "part" and scene.clauses.head(index + 2) == "of":
            yield from _plain(scene, index, index + 1, ("of",), "membership.part")


def _plain(scene: Scene, verb: int, noun: int, prepositions: tuple[str, ...], rule: str) -> Iterator[Draft]:
    """As in "X was admitted to O", "X has been part of O"."""
    bodies = [
        body
        for p, m, _ in scene.clauses.complements(noun, 2)
        if p in prepositions
        for body in named_bodies(scene, [i for i in m if scene.units[i].kind == "org"])
    ]
    modality = scene.modality(verb)
    for side in states(scene, scene.clauses.subject(verb)):
        for body in bodies[:1]:
            yield membership(scene, side, body, "member", scene.date(verb, modality), modality, rule)


def _founded(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X and Y founded O with Z"."""
    bodies = named_bodies(scene, [i for i in scene.clauses.objects(index) if scene.units[i].kind == "org"])
    if not bodies:
        return
    founders = states(scene, scene.clauses.subject(index))
    for preposition, members, _ in scene.clauses.complements(index, 3):
        if preposition in ("with", "alongside"):
            founders += states(scene, members)
    founders = [side for side in dict.fromkeys(founders) if side.startswith("state:")]
    modality = scene.modality(index)
    for side in founders if len(founders) > 1 else []:
        yield membership(scene, side, bodies[0], "member", scene.date(index, modality), modality, "membership.founded")


def _suspended(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X was suspended from O", "X was suspended by O", "X was readmitted to O"."""
    complements = scene.clauses.complements(index, 3)
    wanted = ("to", "into") if scene.units[index].head == "readmit" else ("from", "by")
    modality = scene.modality(index)
    if scene.units[index].head != "readmit" and modality == "asserted":
        modality = "denied"
    for side in states(scene, scene.clauses.subject(index)):
        for body in [b for p, m, _ in complements if p in wanted for b in named_bodies(scene, m)][:1]:
            yield membership(scene, side, body, "member", scene.date(index, modality), modality, "membership.suspended")


def _admits(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "O will admit X and Y as observers"."""
    bodies = [r for i in scene.clauses.subject(index) for r in named_bodies(scene, [i])]
    objects = scene.clauses.objects(index)
    text = {word for unit in scene.units[index + 1 :] for word in unit.words}
    status = "observer" if text & {"observer", "observers"} else "member"
    modality = scene.modality(index)
    for side in [s for i in objects if scene.units[i].kind == "state" for s in scene.units[i].sides]:
        for body in bodies[:1]:
            yield membership(scene, side, body, status, scene.date(index, modality), modality, "membership.admitted")


def _belongs(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X and Y belong to O", "O, to which both X and Y belong"."""
    modality = scene.modality(index)
    rel = next((i for i in range(index - 1, 0, -1) if scene.clauses.head(i) == "which"), None)
    if rel is not None and scene.clauses.head(rel - 1) == "to":
        here = rel - 2 - (scene.clauses.head(rel - 2) == ",")
        bodies = named_bodies(scene, [here]) if here >= 0 else []
        members = states(scene, list(range(rel + 1, index)))
    else:
        bodies = [b for p, m, _ in scene.clauses.complements(index, 2) if p == "to" for b in named_bodies(scene, m)]
        members = states(scene, scene.clauses.subject(index))
    for side in members:
        for body in bodies[:1]:
            yield membership(scene, side, body, "member", None, modality, "membership.belong")


def _comprises(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "O is made up of A, B and C", "O, which comprises …"."""
    unit = scene.units[index]
    if unit.verb is None:
        return
    bodies = [r for i in scene.clauses.subject(index) for r in named_bodies(scene, [i])]
    if not bodies:
        return
    targets = (
        scene.clauses.objects(index) if unit.head in ("comprise", "include", "group") and not unit.verb.passive else []
    )
    for preposition, members, _ in scene.clauses.complements(index, 2):
        if preposition == ("by" if unit.head in ("found", "establish", "form", "create") else "of"):
            targets = targets or members
    sides = [side for i in targets if scene.units[i].kind == "state" for side in scene.units[i].sides]
    if not sides and targets and scene.units[targets[0]].kind == "noun":
        sides = [s for s in scene.party(targets[0]).sides if s.startswith("state:")]
    for side in sides if len(sides) > 1 else []:
        yield membership(scene, side, bodies[0], "member", None, "asserted", "membership.comprise")
