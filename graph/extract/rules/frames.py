"""What several rules share: the parties of an event noun, checks on sides, a light verb before its noun."""

from collections.abc import Collection, Iterable

from graph.extract.drafts import Parties
from graph.extract.lexicon import words
from graph.extract.scene import Scene

LIGHT = words("frames_light", "frames")


def owner(scene: Scene, noun: int) -> Parties:
    """Whose event it is: "X's visit", "his talks"."""
    if noun and scene.units[noun - 1].possessive:
        start = scene.clauses.start_of_group(noun - 1)
        return (
            scene.parties(range(start, noun))
            if start == noun - 1
            else scene.parties(i for i in range(start, noun) if scene.units[i].nominal)
        )
    return Parties()


def light_subject(scene: Scene, noun: int) -> Parties:
    """The subject of the verb whose object the event noun is: "X paid a visit", "X is on a tour"."""
    verb = light_verb(scene, noun)
    return scene.parties(scene.clauses.subject(verb)) if verb is not None else Parties()


def light_verb(scene: Scene, noun: int, verbs: Collection[str] = LIGHT) -> int | None:
    """The verb that carries an event noun, right before it ("paid", "is on", "will begin")."""
    here = noun - 1
    while scene.clauses.kind(here) in ("adv", "prep", "date") and noun - here <= 4:
        if scene.clauses.kind(here) == "prep" and scene.clauses.head(here) not in (
            "on",
            "in",
            "for",
            "with",
            "at",
            "up",
            "off",
            "part",
        ):
            return None
        here -= 1
    if scene.clauses.kind(here) == "verb" and scene.units[here].head in verbs:
        return here
    return None


def distinct(sides: Iterable[str]) -> int:
    """How many different states and organizations there are."""
    return len(set(sides))


def of_two_sides(parties: Parties) -> bool:
    """Whether more than one state or organization takes part."""
    return distinct(parties.sides) >= 2


def mentioned(scene: Scene, members: list[int]) -> list[str]:
    """States and organizations that noun phrases name outright."""
    return [side for index in members for side in scene.units[index].sides or scene.units[index].mods]
