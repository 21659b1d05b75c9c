"""Agreement: an instrument signed, adopted, ratified or in force."""

from collections.abc import Iterator

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import words
from graph.extract.rules.frames import light_verb, owner
from graph.extract.scene import Scene
from graph.facts import Modality

_NOUNS = words("agreements_nouns", "frames")
_WEAK = words("agreements_weak", "frames")
_SIGNING = words("agreements_signing", "frames")
_WATCHING = words("agreements_watching", "frames")
_FIRM = words("agreements_firm", "frames")
_EVENTS = words("agreements_events", "frames")
_FORCE = ("force", "effect")


def agreements(scene: Scene) -> Iterator[Draft]:
    """All instruments that a sentence says are made or in force."""
    for index, unit in enumerate(scene.units):
        if unit.kind in ("noun", "name") and _instrument(scene, index):
            yield from _agreement(scene, index)


def _instrument(scene: Scene, index: int) -> bool:
    unit = scene.units[index]
    full = _full_name(scene, index)
    head = (full.split()[-1].lower() if full else unit.head).rstrip("’'")
    if head not in _NOUNS:
        return False
    if head == "partnership" and {"strategic", "comprehensive"} & set(unit.words):
        return False  # that is a kind of relations
    if head == "statement":
        return "joint" in unit.words
    if head in ("letter", "record"):
        return scene.clauses.head(index + 1) == "of" and scene.clauses.head(index + 2) in ("intent", "discussions")
    if head == "understanding":
        return scene.clauses.head(index - 1) == "of" and scene.units[index - 2].head in ("memorandum", "memoranda")
    return True


def _agreement(scene: Scene, index: int) -> Iterator[Draft]:
    made = _made(scene, index)
    if made is None:
        return
    verb, rule = made
    if verb is not None and scene.units[verb].verb is None:
        governing = light_verb(scene, verb, _WATCHING)
        modality: Modality = scene.modality(governing if governing is not None else verb)
    else:
        modality = scene.modality(verb) if verb is not None else scene.modality(index)
    if verb is not None and any(u.head in ("negotiations", "talks", "work") for u in scene.units[verb:index]):
        modality = "planned"
    parties, persons = _parties(scene, index, verb)
    if len(set(parties)) < 2:
        return
    anchor = verb if verb is not None else index
    date = scene.date(anchor, modality) or scene.date(index, modality)
    for group in _pairs(scene, parties, verb):
        roles: dict[str, list[Value]] = {"party": list(group), "title": [_title(scene, index)]}
        if persons:
            roles["signatory"] = list(persons)
        kind = _kind(scene.units[index].head)
        if kind:
            roles["kind"] = [kind]
        yield scene.draft("Agreement", rule, roles, date, modality)


def _kind(head: str) -> str:
    table = {
        "mou": "memorandum",
        "mous": "memorandum",
        "memorandum": "memorandum",
        "memoranda": "memorandum",
        "treaty": "treaty",
        "statement": "joint statement",
        "communiqué": "joint communiqué",
        "communique": "joint communiqué",
        "declaration": "declaration",
        "protocol": "protocol",
    }
    return table.get(head, "")


def _full_name(scene: Scene, index: int) -> str:
    """What an acronym that the article explains stands for."""
    unit = scene.units[index]
    return scene.document.acronyms.get(unit.text, "") if unit.text[:1].isupper() and " " not in unit.text else ""


def _title(scene: Scene, index: int) -> str:
    full = _full_name(scene, index)
    if full:
        return full
    return scene.phrase(index, ("of", "on", "for", "to"))


def _made(scene: Scene, index: int) -> tuple[int | None, str] | None:
    """The verb that makes the instrument, and the rule; `None` when nothing says that it is made."""
    weak = scene.units[index].head in _WEAK
    allowed = _FIRM | {"adopt", "issue", "agree", "launch", "approve"} if weak else _SIGNING | {"agree", "enter"}
    event = _signing(scene, index)
    if event is not None:
        return event, "agreement.signing"
    for here in range(index - 1, max(-1, index - 9), -1):
        unit = scene.units[here]
        if unit.kind == "verb":
            signed = unit.head in ("put", "affix", "append") and scene.clauses.head(here + 2) in (
                "signature",
                "signatures",
            )
            if signed and not (unit.verb is not None and unit.verb.passive):
                return here, "agreement.sign"
            if unit.head in allowed and not (unit.verb is not None and unit.verb.passive):
                return here, "agreement.sign"
            if unit.head not in ("be", "have"):
                break
        if unit.kind == "rel" or unit.head in (";", "“", "”"):
            break
    for here in range(index + 1, min(index + 12, len(scene.units))):
        unit = scene.units[here]
        if unit.verb is not None:
            passive = unit.verb.passive or unit.verb.form == "participle"
            if unit.head in allowed and passive:
                return here, "agreement.signed"
            if unit.head in ("take", "enter", "come", "go") and any(
                u.head in _FORCE for u in scene.units[here : here + 4]
            ):
                return here, "agreement.force"
            if unit.head in ("be", "expect", "plan", "schedule", "due", "say", "set"):
                continue
            break
    return _between(scene, index, weak)


def _signing(scene: Scene, index: int) -> int | None:
    """As in "the signing of an agreement", "the signing of minutes and of an agreement": the noun of the act."""
    here = index - 1
    while here > 0 and (scene.clauses.head(here) in ("of", "and", ",") or scene.units[here].head in _NOUNS):
        here -= 1
    unit = scene.units[here]
    act = unit.head in _EVENTS or (unit.head == "ceremony" and "signing" in unit.words)
    return here if here >= 0 and act and scene.clauses.head(here + 1) == "of" else None


def _between(scene: Scene, index: int, weak: bool) -> tuple[int | None, str] | None:
    """As in "the agreement between A and B", "the US-Bahrain Free Trade Agreement"."""
    two = any(
        p == "between" and len(set(scene.parties(members).sides)) >= 2
        for p, members, _ in scene.clauses.complements(index, 3)
    )
    return (None, "agreement.between") if two and (not weak or scene.units[index].head == "statement") else None


def _parties(scene: Scene, index: int, verb: int | None) -> tuple[list[str], list[Value]]:
    found = Parties(sides=list(scene.units[index].mods)).add(Parties(sides=owner(scene, index).sides))
    persons: list[Value] = []
    for place in (index, verb):
        if place is None:
            continue
        for preposition, members, _ in scene.clauses.complements(place):
            if preposition in ("between", "with", "by", "among"):
                party = scene.parties(members)
                found.add(Parties(sides=party.sides))
                persons += (
                    party.persons
                    if preposition in ("by", "between", "with") and verb is not None and scene.units[verb].head in _FIRM
                    else []
                )
    group = scene.units[verb].verb if verb is not None else None
    if verb is not None and group is not None and not group.passive:
        subject = scene.parties(scene.clauses.subject(verb))
        found = Parties(sides=subject.sides).add(Parties(sides=found.sides))
        persons = [*subject.persons, *persons] if scene.units[verb].head in _FIRM else persons
    home = scene.document.other_than(found.sides) if len(set(found.sides)) == 1 and _with(scene, index) else ""
    if home:
        return list(dict.fromkeys([*found.sides, home])), persons
    if len(set(found.sides)) == 1 or not found.sides:
        pair = scene.discourse.pair(scene.units[:index], persons=False).sides
        if set(found.sides) <= set(pair) and (verb is not None):
            found.add(Parties(sides=pair))
    return list(dict.fromkeys(found.sides)), persons


def _with(scene: Scene, index: int) -> bool:
    """As in "the convention with Y": the other party is the one at home."""
    return scene.clauses.head(index + 1) == "with"


def _pairs(scene: Scene, parties: list[str], verb: int | None) -> list[list[str]]:
    """Several states that each sign with the same partner make an instrument each."""
    if verb is None or len(parties) <= 2:
        return [parties]
    partners = [s for p, m, _ in [*scene.clauses.complements(verb)] if p == "with" for s in scene.parties(m).sides]
    subjects = [s for s in parties if s not in partners]
    many = scene.units[verb + 1].head.endswith("s") if verb + 1 < len(scene.units) else False
    if len(partners) == 1 and len(subjects) > 1 and many:
        return [[subject, partners[0]] for subject in subjects]
    return [parties]
