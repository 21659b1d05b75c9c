"""TransportLink: a connection newly opened, resumed or announced between two countries."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Value
from graph.extract.scene import Scene
from graph.facts import Modality

_NOUNS = frozenset(
    {
        "flight",
        "flights",
        "route",
        "routes",
        "service",
        "services",
        "link",
        "links",
        "railway",
        "line",
        "ferry",
        "connection",
        "corridor",
        "road",
        "bridge",
        "train",
        "trains",
        "bus",
        "rail",
    }
)
_MEANS = (
    "flight",
    "air",
    "rail",
    "bus",
    "ferry",
    "train",
    "road",
    "bridge",
    "railway",
    "airline",
    "sea",
    "shipping",
    "pipeline",
)
_OPENING = frozenset(
    [
        "launch",
        "start",
        "resume",
        "open",
        "inaugurate",
        "announce",
        "establish",
        "introduce",
        "begin",
        "restore",
        "reconnect",
        "create",
        "reopen",
        "operate",
        "link",
        "connect",
        "welcome",
        "build",
        "construct",
        "run",
    ]
)
_EVENTS = frozenset(
    {"resumption", "launch", "opening", "start", "launching", "inauguration", "introduction", "reopening"}
)


def links(scene: Scene) -> Iterator[Draft]:
    """All new connections that a sentence tells of."""
    for index, unit in enumerate(scene.units):
        text = scene.sentence.words(unit.first, unit.last)
        if unit.kind not in ("noun", "name") or unit.head not in _NOUNS or not any(word in text for word in _MEANS):
            continue
        ends = _ends(scene, index)
        opened = _opened(scene, index)
        if len(ends) >= 2 and opened is not None:
            modality, verb = opened
            date = scene.date(verb, modality) or scene.date(index, modality)
            yield scene.draft(
                "TransportLink", "link.opened", {"endpoint": ends, "kind": [_kind(unit.words)]}, date, modality
            )


def _kind(words: tuple[str, ...]) -> str:
    text = " ".join(words)
    if "direct flight" in text:
        return "direct flights"
    for word, kind in (
        ("flight", "flights"),
        ("air", "flights"),
        ("bus", "bus service"),
        ("ferry", "ferry"),
        ("rail", "rail"),
        ("train", "rail"),
        ("bridge", "bridge"),
        ("road", "road"),
    ):
        if word in text:
            return kind
    return text


def _ends(scene: Scene, index: int) -> list[Value]:
    """The two ends: "between A and B", "from A to B", "linking A with B"; places first, their states after them."""
    pairs: list[tuple[str, str]] = []
    for preposition, members, _ in scene.clauses.complements(index):
        if preposition in ("between", "from", "to", "with"):
            pairs += [found for i in members if (found := scene.located(i) or _unknown(scene, i))]
    if len(pairs) < 2:
        pairs += _linked(scene, index)
    places: list[Value] = [place for place, _ in pairs if place]
    states: list[Value] = [state for _, state in pairs if state]
    states += [side for side in scene.units[index].mods if side.startswith("state:")] if len(set(states)) < 2 else []
    unique = list(dict.fromkeys(states))
    return list(dict.fromkeys([*places, *unique])) if len(set(places)) >= 2 or len(unique) >= 2 else []


def _unknown(scene: Scene, index: int) -> tuple[str, str] | None:
    unit = scene.units[index]
    return (f"place:{unit.text}", "") if unit.kind == "name" else None


def _linked(scene: Scene, index: int) -> list[tuple[str, str]]:
    verb = next(
        (i for i in range(index + 1, min(index + 4, len(scene.units))) if scene.units[i].head in ("link", "connect")),
        None,
    )
    if verb is None:
        return []
    found = [located for i in scene.clauses.objects(verb) if (located := scene.located(i) or _unknown(scene, i))]
    for preposition, members, _ in scene.clauses.complements(verb):
        if preposition in ("with", "to", "and"):
            found += [located for i in members if (located := scene.located(i) or _unknown(scene, i))]
    return found


def _opened(scene: Scene, index: int) -> tuple[Modality, int] | None:
    for here in range(index - 1, max(-1, index - 8), -1):
        unit = scene.units[here]
        if unit.kind == "noun" and unit.head in _EVENTS:
            return "asserted", here
        if unit.kind == "verb" and unit.head in _OPENING:
            modality = scene.modality(here)
            return ("planned" if unit.head == "announce" and modality == "asserted" else modality), here
        if unit.head in (";", "“"):
            break
    for here in range(index + 1, min(index + 14, len(scene.units))):
        unit = scene.units[here]
        if (
            unit.verb is not None
            and unit.head in _OPENING
            and (unit.verb.passive or unit.verb.form != "gerund")
            and unit.head not in ("link", "connect")
        ):
            modality = scene.modality(here)
            return ("planned" if unit.head == "announce" and modality == "asserted" else modality), here
    return None
