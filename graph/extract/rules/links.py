"""TransportLink: a connection newly opened, resumed or announced between two countries."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Value
from graph.extract.lexicon import words
from graph.extract.rules.frames import owner
from graph.extract.scene import Scene
from graph.facts import Modality

_NOUNS = words("links_nouns", "frames")
_MEANS = (
    "nonstop",
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
_OPENING = words("links_opening", "frames")
_EVENTS = words("links_events", "frames")


def links(scene: Scene) -> Iterator[Draft]:
    """All new connections that a sentence tells of."""
    yield from _flown(scene)
    for index, unit in enumerate(scene.units):
        if unit.head not in _NOUNS or unit.kind not in ("noun", "name"):
            continue
        text = scene.sentence.words(unit.first, unit.last)
        if not any(word in text for word in _MEANS) and unit.head not in ("route", "routes", "services"):
            continue
        routes = _routes(scene, index)
        if routes:
            yield from routes
            continue
        ends = _ends(scene, index)
        opened = _opened(scene, index)
        if len(ends) < 2 and opened is not None:
            ends = _with_subject(scene, index, opened[1])
        if opened is not None and len(ends) < 2 and unit.head in ("bridge", "tunnel", "railway", "road"):
            scene.discourse.link = opened[0], scene.date(opened[1], opened[0])
        if opened is None and len(ends) >= 2 and scene.discourse.link is not None and "the" in unit.words:
            modality, when = scene.discourse.link  # "the bridge links …", told to be opened before
            roles: dict[str, list[Value]] = {"endpoint": ends, "kind": [_kind(unit.words)]}
            yield scene.draft("TransportLink", "link.told", roles, when, modality)
        if len(ends) >= 2 and opened is not None:
            modality, verb = opened
            date = scene.date(verb, modality) or scene.date(index, modality)
            yield scene.draft(
                "TransportLink", "link.opened", {"endpoint": ends, "kind": [_kind(unit.words)]}, date, modality
            )


def _flown(scene: Scene) -> Iterator[Draft]:
    """As in "the airline will fly from A to B twice a week"."""
    for index, unit in scene.clauses.verbs():
        subject = scene.clauses.subject(index)
        if unit.head != "fly" or not subject or any(scene.units[i].kind in ("person", "role") for i in subject):
            continue
        ends: dict[str, tuple[str, str]] = {}
        for preposition, members, _ in scene.clauses.complements(index, 5):
            found = scene.located(members[0]) if preposition in ("from", "to", "between") else None
            if found and found[0] and found[1]:
                ends.setdefault(preposition, found)
        if len({state for _, state in ends.values()}) != 2 or not carrier(scene, index):
            continue
        modality = scene.modality(index)
        values: list[Value] = [*(place for place, _ in ends.values()), *(state for _, state in ends.values())]
        roles: dict[str, list[Value]] = {"endpoint": values, "kind": ["flights"]}
        yield scene.draft("TransportLink", "link.flown", roles, scene.date(index, modality), modality)


def carrier(scene: Scene, verb: int) -> bool:
    """Whether the subject of a verb is an airline or its service, or the text counts flights a week."""
    subject = {word for i in scene.clauses.subject(verb) for word in scene.units[i].words or (scene.units[i].head,)}
    told = scene.sentence.words(0, len(scene.sentence.tokens))
    often = any(phrase in told for phrase in (" a week", "weekly", "daily", "per week", "times a"))
    return bool(subject & {"airline", "airlines", "airways", "carrier", "air", "service", "flights", "aircraft"}) or (
        often and not subject & words("groups")
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


def _routes(scene: Scene, index: int) -> list[Draft]:
    """As in "flights from A and B to C and D", "routes, including A to C and B to D": a connection for each end."""
    opened = _opened(scene, index)
    pairs: list[tuple[int, int]] = []
    complements = scene.clauses.complements(index)
    starts = [i for p, m, _ in complements if p == "from" for i in m]
    ends = [i for p, m, _ in complements if p == "to" for i in m]
    if len(starts) > 1 or len(ends) > 1:
        pairs = [(starts[0], end) for end in ends] if starts else []
    for here in range(index + 1, len(scene.units) - 2):
        places = scene.units[here].kind in ("place", "noun") and scene.units[here + 2].kind in ("place", "noun")
        if places and scene.clauses.head(here + 1) == "to" and not starts:
            pairs.append((here, here + 2))
    if opened is None:
        return []
    modality, verb = opened
    date = scene.date(verb, modality) or scene.date(index, modality)
    found = []
    for first, second in pairs:
        a, b = scene.located(first), scene.located(second)
        if a and b and a[0] and b[0] and a[1] and b[1] and a[1] != b[1]:
            roles: dict[str, list[Value]] = {
                "endpoint": [a[0], b[0], a[1], b[1]],
                "kind": [_kind(scene.units[index].words)],
            }
            found.append(scene.draft("TransportLink", "link.route", roles, date, modality))
    return found


def _ends(scene: Scene, index: int) -> list[Value]:
    """The two ends: "between A and B", "from A to B", "linking A with B"; places first, their states after them."""
    pairs: list[tuple[str, str]] = []
    complements = scene.clauses.complements(index)
    if {preposition for preposition, _, _ in complements} & {"between", "from"} == set():
        complements = []  # "flights to A and B" gives but one end
    for preposition, members, _ in complements:
        if preposition in ("between", "from", "to", "with"):
            pairs += [found for i in members if (found := scene.located(i) or _unknown(scene, i))]
    if len(pairs) < 2:
        pairs += _linked(scene, index)
    if len(pairs) < 2 and scene.clauses.kind(index + 1) == "verb":
        for preposition, members, _ in scene.clauses.complements(index + 1):
            if preposition in ("between", "from", "to"):
                pairs += [found for i in members if (found := scene.located(i) or _unknown(scene, i))]
    own = scene.own_verb(index) if len(pairs) == 1 else None
    if own is not None and scene.units[own].head in ("land", "arrive", "touch"):
        for preposition, members, _ in scene.clauses.complements(own, 3):
            if preposition in ("in", "at"):
                pairs += [found for i in members[:1] if (found := scene.located(i))]
    if pairs and not pairs[-1][1]:
        after = [
            s for p, m, _ in scene.clauses.complements(index) if p == "in" for i in m for s in scene.units[i].sides
        ]
        pairs[-1] = (pairs[-1][0], after[0]) if after else pairs[-1]
    places: list[Value] = [place for place, _ in pairs if place]
    states: list[Value] = [state for _, state in pairs if state]
    states += [side for side in scene.units[index].mods if side.startswith("state:")] if len(set(states)) < 2 else []
    unique = list(dict.fromkeys(states))
    if len(unique) == 1 and all(state for _, state in pairs):
        return []
    return list(dict.fromkeys([*places, *unique])) if len(set(places)) >= 2 or len(unique) >= 2 else []


def _with_subject(scene: Scene, index: int, verb: int) -> list[Value]:
    """As in "X inaugurated direct flights to Y", "X's first flight to Y"."""
    sides = owner(scene, index).sides or list(scene.units[index].mods)
    if not sides and scene.clauses.kind(verb) == "verb":
        subject = scene.clauses.subject(verb)
        sides = scene.parties(subject).sides or [side for i in subject for side in scene.units[i].mods]
    pairs = [
        found for p, m, _ in scene.clauses.complements(index) if p == "to" for i in m if (found := scene.located(i))
    ]
    states: list[Value] = [s for s in dict.fromkeys([*sides, *(state for _, state in pairs)]) if s.startswith("state:")]
    places: list[Value] = [place for place, _ in pairs if place]
    return [*places, *states] if len(states) == 2 and pairs else []


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
    if {"first", "inaugural", "new"} & set(scene.units[index].words):
        modality = scene.modality(index)
        eve = any(u.head in ("eve", "ahead") for u in scene.units[max(0, index - 5) : index])
        return ("planned" if eve or modality == "planned" else "asserted"), index
    return None
