"""Aid: one side gives or pledges aid to another."""

import re
from collections.abc import Iterator

from graph.extract.drafts import Draft, Parties, Value
from graph.extract.lexicon import table, words
from graph.extract.rules.frames import owner
from graph.extract.scene import Scene
from graph.facts import Modality

_GIVING = words("aid_giving", "frames")
_NOUNS = words("aid_nouns", "frames")
_PLEDGING = words("aid_pledging", "frames")
_SCALE = r"(?:million|billion|trillion|bn|m|thousand|crore|lakh)"
_NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|fifty|a hundred)"
_UNIT = r"(?:dollars?|euros?|yuan|yen|pounds|rupees|won|riyals|dirhams|francs|roubles|rubles|kroner|taka|tenge|USD|EUR)"
_MONEY = re.compile(
    r"(?:up to |over |around |about |more than |some |nearly |almost )?"
    rf"(?:(?:USD|EUR|(?:US|A|C|S|HK|NZ)?\$\s?A?|€|£|¥)\s?\d[\d,.]*(?:\s?{_SCALE})?"
    rf"|{_NUMBER}(?:[ -]{_SCALE})?[ -](?:U\.?S\.? )?{_UNIT})"
)
_KINDS = tuple(table("frames")["aid_kinds"])


def aid(scene: Scene) -> Iterator[Draft]:
    """All aid that a sentence tells of."""
    for index, unit in scene.clauses.verbs():
        if (unit.head in _GIVING and unit.verb is not None and unit.verb.form != "gerund") or (
            unit.head in ("provide", "give", "extend") and unit.kind == "verb"
        ):
            yield from _given(scene, index)
        elif unit.head == "receive":
            yield from _received(scene, index)
        yield from _by(scene, index)
    yield from _nominal(scene)
    yield from _further(scene)


def _by(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "blankets donated by X to Y", "medicine sent by X for Y"."""
    unit = scene.units[index]
    if unit.verb is None or unit.verb.form != "participle" or scene.clauses.head(index + 1) != "by":
        return
    thing = index - 1
    if thing < 0 or scene.units[thing].kind != "noun" or unit.head not in ("donate", "send", "supply", "ship", "give"):
        return
    start = max(0, thing - 6)
    text = scene.sentence.words(scene.units[start].first, scene.units[thing].last)
    if unit.head != "donate" and not _NOUNS & set(text.split()):
        return
    complements = scene.clauses.complements(index)
    donor = Parties(sides=[s for p, m, _ in complements if p == "by" for s in scene.parties(m).sides])
    recipient = Parties(sides=[s for p, m, _ in complements if p in ("to", "for") for s in _sides(scene, m)])
    yield from _aid(scene, index, donor, recipient, "", _aid_kind(text), scene.modality(index), "aid.by")


def _received(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "Y will receive fourteen scholarships from X"."""
    things = scene.clauses.objects(index)
    if not things or not _NOUNS & set(scene.units[things[0]].words):
        return
    donor = Parties(
        sides=[s for p, m, _ in scene.clauses.complements(index) if p == "from" for s in scene.parties(m).sides]
    )
    recipient = Parties(sides=scene.parties(scene.clauses.subject(index)).sides)
    if not donor and scene.document.home:
        donor = Parties(sides=[scene.document.home])
    text = " ".join(scene.units[things[0]].words)
    yield from _aid(
        scene, index, donor, recipient, _amount(scene, index), _aid_kind(text), scene.modality(index), "aid.received"
    )


def _further(scene: Scene) -> Iterator[Draft]:
    """As in "another loan of … is to follow": between those named before."""
    if scene.discourse.aid is None:
        return
    donors, recipients = scene.discourse.aid
    for index, unit in enumerate(scene.units):
        if unit.kind != "noun" or unit.head not in ("grant", "loan", "donation", "assistance", "aid"):
            continue
        verb = next((i for i, u in scene.clauses.verbs() if i > index and index in scene.clauses.subject(i)), None)
        amount = (
            scene.clauses.head(index + 1) == "of" and index + 2 < len(scene.units) and _money_object(scene, index + 2)
        )
        more = {"further", "another", "additional", "second", "new", "more", "other"} & set(unit.words)
        if verb is not None and amount and more and not unit.mods:
            modality = scene.modality(verb) if scene.units[verb].head in _GIVING else "asserted"
            yield from _aid(
                scene,
                index,
                Parties(sides=donors),
                Parties(sides=recipients),
                _amount(scene, index),
                _aid_kind(unit.head),
                modality,
                "aid.further",
            )


def _given(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X gave Y 30 million dollars", "X provided aid to Y", "aid was given to Y by X"."""
    things = scene.clauses.objects(index)
    recipient = Parties()
    if len(things) == 1 and scene.units[things[0]].kind in ("state", "org") and scene.clauses.nominal(things[0] + 1):
        recipient = scene.parties(things)
        things = scene.clauses.group(things[0] + 1)
    described = [
        i
        for thing in things
        for p, m, _ in scene.clauses.complements(thing, 3)
        if p in ("with", "of", "as", "in")
        for i in m
    ]
    words = [scene.sentence.words(scene.units[i].first, scene.units[i].last) for i in (*things, *described)]
    amount = _amount(scene, index)
    given = scene.units[index].head == "donate" and bool(things)
    if (
        not given
        and not any(_NOUNS & set(text.split()) for text in words)
        and not (amount and things and _money_object(scene, things[0]))
    ):
        return
    donor = _donor(scene, index)
    recipient = recipient or _recipient(scene, index, things)
    if not recipient and scene.discourse.aid and {"further", "additional", "another"} & set(" ".join(words).split()):
        recipient = Parties(sides=list(scene.discourse.aid[1]))
    modality = scene.modality(index)
    if scene.units[index].head in _PLEDGING and modality == "asserted":
        modality = "planned"
    yield from _aid(scene, index, donor, recipient, amount, _aid_kind(" ".join(words)), modality, "aid.given")


def _money_object(scene: Scene, index: int) -> bool:
    tokens = scene.sentence.tokens
    return bool(
        _MONEY.search(scene.text, tokens[scene.units[index].first].start, tokens[scene.units[index].last - 1].end)
    )


def _donor(scene: Scene, index: int) -> Parties:
    group = scene.units[index].verb
    if group is not None and group.passive:
        by = [i for p, members, _ in scene.clauses.complements(index) if p == "by" for i in members]
        return scene.parties(by)
    if index and _next_subject(scene, index - 1):
        return Parties(sides=scene.party(index - 1).sides)
    return Parties(sides=scene.parties(scene.clauses.subject(index)).sides)


def _recipient(scene: Scene, index: int, things: list[int]) -> Parties:
    for place in (things[-1] if things else index, index):
        for preposition, members, _ in scene.clauses.complements(place):
            if preposition in ("to", "for", "towards", "with"):
                found = Parties(sides=_sides(scene, [i for i in members if not _next_subject(scene, i)]))
                if found:
                    return found.add(_beneficiary(scene, index))
    return _beneficiary(scene, index) or _other_side(scene, index)


def _next_subject(scene: Scene, index: int) -> bool:
    """As in "for Y, and Z has promised": Z is what the next clause is about."""
    group = scene.units[index + 1].verb if index + 1 < len(scene.units) else None
    return (
        scene.clauses.head(index - 1) == "and"
        and scene.clauses.head(index - 2) == ","
        and group is not None
        and (group.form == "finite" or group.past)
    )


def _other_side(scene: Scene, index: int) -> Parties:
    """In an article on two states, what one gives goes to the other unless it is said to go elsewhere."""
    donor = scene.parties(scene.clauses.subject(index)).sides
    pair = scene.document.main_pair()
    named = [
        side
        for unit in scene.units
        for side in unit.sides
        if side.startswith("state:") and side not in donor and unit.kind == "state"
    ]
    if len(set(named)) == 1 and named[0] in pair:
        return Parties(sides=named[:1])
    if named or len(donor) != 1 or donor[0] not in pair:
        return Parties()
    return Parties(sides=[side for side in pair if side not in donor and side.startswith("state:")])


def _beneficiary(scene: Scene, index: int) -> Parties:
    """As in "… to help Y with …", "to assist Y"."""
    for here, unit in scene.clauses.verbs():
        if here > index and unit.head in ("help", "assist", "support"):
            return Parties(sides=_sides(scene, scene.clauses.objects(here)))
    return Parties()


def _sides(scene: Scene, members: list[int]) -> list[str]:
    return [
        side
        for i in members
        for side in scene.units[i].sides or scene.units[i].mods or scene.party(i).sides
        if scene.units[i].kind != "place"
    ]


def _nominal(scene: Scene) -> Iterator[Draft]:
    """As in "the provision of aid", "X's aid to Y", "with N million in aid"."""
    for index, unit in enumerate(scene.units):
        if unit.kind != "noun" or unit.head not in ("aid", "assistance", "grant", "loan", "donation"):
            continue
        donor = Parties(
            sides=owner(scene, index).sides or ([s for s in unit.mods if s.startswith(("state:", "org:"))][:1])
        )
        recipient = Parties()
        for preposition, members, place in scene.clauses.complements(index, 3):
            if preposition == "to" and place == index + 1:
                recipient = Parties(sides=_sides(scene, members))
        if donor and recipient:
            yield from _aid(
                scene,
                index,
                donor,
                recipient,
                _amount(scene, index),
                _aid_kind(" ".join(unit.words)),
                scene.modality(index),
                "aid.noun",
            )


def _amount(scene: Scene, index: int) -> str:
    sentence = scene.sentence
    found = list(_MONEY.finditer(scene.text, sentence.start, sentence.end))
    here = sentence.tokens[scene.units[index].first].start
    after = [match for match in found if match.start() > here] or found
    return after[0].group().strip() if after else ""


def _aid_kind(text: str) -> str:
    return next((kind for kind in _KINDS if kind in text), "")


def _aid(
    scene: Scene, index: int, donor: Parties, recipient: Parties, amount: str, kind: str, modality: Modality, rule: str
) -> Iterator[Draft]:
    donors = list(dict.fromkeys(donor.sides))[:1]
    recipients = [side for side in dict.fromkeys(recipient.sides) if side not in donors]
    if not donors or not recipients:
        return
    date = scene.date(index, modality)
    scene.discourse.aid = (donors, recipients)
    for group in (
        [recipients] if any(side.startswith("org:") for side in recipients) else [[side] for side in recipients]
    ):
        roles: dict[str, list[Value]] = {"donor": list(donors), "recipient": list(group)}
        roles |= {"kind": [kind]} if kind else {}
        roles |= {"amount": [amount]} if amount else {}
        yield scene.draft("Aid", rule, roles, date, modality)
