"""Mission: an embassy, consulate or other mission that is opened, closed, planned or said to operate."""

from collections.abc import Iterator, Mapping

from graph.extract.drafts import Draft, Value
from graph.extract.lexicon import table
from graph.extract.rules.frames import owner
from graph.extract.scene import Scene
from graph.facts import Modality

_KINDS: Mapping[str, str] = table("frames")["missions_kinds"]
_ACTIONS: Mapping[str, str] = table("frames")["missions_actions"]
_EVENTS: Mapping[str, str] = table("frames")["missions_events"]


def missions(scene: Scene) -> Iterator[Draft]:
    """All missions that a sentence says are opened or closed."""
    before: tuple[int, tuple[str, Modality, int]] | None = None
    for index, unit in enumerate(scene.units):
        named = unit.head in _KINDS or unit.head in _EVENTS or unit.head in ("general", "generals")
        if not named or unit.kind not in ("noun", "name") or not _kind(scene, index):
            continue
        action = _action(scene, index)
        if action is None and before is not None and _joined(scene, before[0], index):
            action = before[1]
        if action is not None:
            before = index, action
            yield from _missions(scene, index, *action)
            for verb in _further(scene, index, action[2]):
                yield from _missions(scene, index, _ACTIONS[scene.units[verb].head], scene.modality(verb), verb)


def _joined(scene: Scene, first: int, second: int) -> bool:
    """As in "its embassy in X and its consulates in Y and Z": the second shares the verb of the first."""
    between = scene.units[first + 1 : second]
    return any(u.head in ("and", ",") for u in between) and not any(
        u.kind in ("verb", "rel") or u.head in (";", ":") for u in between
    )


def _further(scene: Scene, index: int, verb: int) -> list[int]:
    """As in "was closed in 2009 and reopened in 2015": the other things done to the same mission."""
    found: list[int] = []
    for here in range(verb + 1, len(scene.units)):
        unit = scene.units[here]
        if unit.kind == "rel" or unit.head in (";", ":"):
            break
        if unit.verb is None:
            continue
        done = unit.head in _ACTIONS and index < verb and scene.clauses.head(here - 1) in ("and", "but", "then", ",")
        if not done or scene.clauses.nominal(scene.clauses.skip(here + 1)):
            break
        found.append(here)
    return found


def _kind(scene: Scene, index: int) -> str:
    text = scene.sentence.words(scene.units[index].first, scene.units[index].last)
    head = scene.units[index].head
    if "consulate general" in text or "consulates general" in text:
        return "consulate general"
    if head in ("commission", "commissions"):
        return "high commission" if "high commission" in text else ""
    if head in ("office", "offices"):
        return "liaison office" if {"liaison", "representative", "representation"} & set(text.split()) else ""
    if head in ("mission", "missions", "post", "posts"):
        diplomatic = {"diplomatic", "overseas", "new", "permanent", "major", "foreign"} & set(text.split())
        own = head == "mission" and bool(owner(scene, index).sides) and scene.clauses.head(index + 1) == "in"
        return "mission" if diplomatic or own else ""
    if head in ("closure", "opening") and {"consulate", "embassy"} & set(text.split()):
        return "consulate" if "consulate" in text else "embassy"
    return _KINDS.get(head, "")


def _action(scene: Scene, index: int) -> tuple[str, Modality, int] | None:
    """What is done to it: (action, modality, the unit that says so)."""
    unit = scene.units[index]
    if unit.head in _EVENTS:
        return _EVENTS[unit.head], scene.modality(index), index
    for here in range(index - 1, max(-1, index - 6), -1):
        other = scene.units[here]
        if other.kind == "verb":
            if other.head == "represent" and scene.clauses.head(index - 1) == "by":
                return "operates", scene.modality(here), here
            if other.head in ("have", "maintain", "run", "keep") and scene.units[index].words[:1] != ("the",):
                return ("operates", scene.modality(here), here) if _seats(scene, index, index) else None
            return (_ACTIONS[other.head], scene.modality(here), here) if other.head in _ACTIONS else None
        if other.kind == "noun" and other.head == "ceremony" and {"opening", "inauguration"} & set(other.words):
            return "opened", scene.modality(here), here
        if other.kind == "noun" and other.head in _EVENTS and scene.clauses.head(here + 1) == "of":
            return _EVENTS[other.head], _event_modality(scene, here), here
        if other.kind in ("conj", "rel") or other.head == ",":
            break
    for here in range(index + 1, min(index + 12, len(scene.units))):
        other = scene.units[here]
        if (
            other.verb is not None
            and other.head in _ACTIONS
            and (
                other.verb.passive
                or other.head in ("open", "close", "reopen", "operate")
                or other.verb.form == "infinitive"
            )
        ):
            return _ACTIONS[other.head], scene.modality(here), here
        if other.verb is not None and _works(scene, index, here):
            return "operates", scene.modality(here), here
        if other.verb is not None and other.head in _ACTIONS and scene.clauses.head(here - 1) == ",":
            return _ACTIONS[other.head], "asserted", here
        if other.head == "wind" and scene.clauses.head(here + 1) == "up":
            return "closed", scene.modality(here), here
        if (
            other.verb is not None
            and other.head in ("resume", "start")
            and any(u.head in ("work", "operations") for u in scene.units[here : here + 3])
        ):
            return "opened", scene.modality(here), here
        after = scene.units[here + 1] if here + 1 < len(scene.units) else other
        if other.kind == "rel" and after.head in ("open", "close", "reopen", "operate") and after.verb is not None:
            return _ACTIONS[after.head], scene.modality(here + 1), here + 1
        if other.kind == "rel" or (
            other.verb is not None and other.head not in ("give", "order", "be", "expect", "plan", "schedule")
        ):
            break
    return None


def _works(scene: Scene, index: int, verb: int) -> bool:
    """As in "the embassy has been in operation since …", "our mission is working"."""
    unit = scene.units[verb]
    mine = index in scene.clauses.subject(verb)
    at_work = {"operation", "operational"} & {u.head for u in scene.units[verb + 1 : verb + 4]}
    return mine and (unit.head in ("work", "function") or (unit.head == "be" and bool(at_work)))


def _event_modality(scene: Scene, index: int) -> Modality:
    verb = next((i for i in range(index - 1, max(-1, index - 4), -1) if scene.clauses.kind(i) == "verb"), None)
    return scene.modality(verb) if verb is not None else scene.modality(index)


def _missions(scene: Scene, index: int, action: str, modality: Modality, verb: int) -> Iterator[Draft]:
    senders = _senders(scene, index, verb)
    seats = _seats(scene, index, verb)
    known = scene.discourse.mission
    if known is not None and not seats and scene.units[index].words == ("the", scene.units[index].head):
        senders, seats = [known[0]], [(known[1], known[2])]
    kind = _kind(scene, index)
    date = (scene.since(verb) if action == "operates" else None) or _when(scene, index, verb, modality)
    for place, receiver in seats:
        senders = [s for s in senders if s != receiver] or _ours(scene, index, receiver)
        for sender in filter(None, senders[:1]):
            if receiver:
                scene.discourse.mission = sender, place, receiver
                roles: dict[str, list[Value]] = {
                    "sender": [sender],
                    "receiver": [receiver],
                    "kind": [kind],
                    "action": [action],
                }
                if place:
                    roles["place"] = [place]
                yield scene.draft("Mission", "mission.action", roles, date, modality)


def _ours(scene: Scene, index: int, receiver: str) -> list[str]:
    """As in "an embassy will be opened in Y", "our embassy in Y": of the state at home."""
    known = scene.units[index].words[:1] == ("the",) and not scene.document.home
    shared = scene.clauses.head(index - 1) == "their" or "respective" in scene.units[index].words
    return [] if known or shared else [scene.document.other_than([receiver])]


def _when(scene: Scene, index: int, verb: int, modality: Modality) -> str | None:
    """The date of what is done; for "shut since 2002" the bound is its date."""
    return scene.date(verb, modality) or scene.date(index, modality) or scene.since(verb)


def _senders(scene: Scene, index: int, verb: int) -> list[str]:
    found = [s for s in scene.units[index].mods if _adjectival(scene, index, s)] or owner(scene, index).sides
    if not found and scene.clauses.head(index + 1) == "of" and scene.clauses.kind(index + 2) in ("state", "org"):
        return list(scene.units[index + 2].sides)
    if not found and scene.clauses.kind(verb) == "verb":
        found = scene.parties(scene.clauses.subject(verb)).sides
    if not found:
        main = next((i for i, _ in scene.clauses.verbs()), None)
        found = scene.parties(scene.clauses.subject(main)).sides if main is not None else []
    return found


def _adjectival(scene: Scene, index: int, side: str) -> bool:
    unit = scene.units[index]
    return any(
        (m.entry.state or m.entry.ref) == side and m.entry.form in ("demonym", "name", "org")
        for m in scene.sentence.mentions
        if unit.first <= m.first < unit.last
    )


def _seats(scene: Scene, index: int, verb: int) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    own = next((i for i, _ in scene.clauses.verbs() if i > index), index)
    for place in dict.fromkeys((index, verb, own)):
        for preposition, members, _ in scene.clauses.complements(place):
            if preposition in ("in", "at", "to", "on") and not found:
                found += [seat for i in members if (seat := scene.located(i)) and seat[1]]
    return found
