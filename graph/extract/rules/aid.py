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
_GOODS = words("aid_goods", "frames")
_SENDING = words("aid_sending", "frames")
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
        bare = unit.verb is not None and unit.verb.form != "gerund"
        giving = unit.head in _GIVING or (unit.head == "fly" and _shipped(scene, index))
        if (giving and bare) or unit.head in ("provide", "give", "extend"):
            yield from _given(scene, index)
        elif unit.head in ("support", "assist", "help", "fund", "finance"):
            yield from _supported(scene, index)
        elif unit.head in ("write", "cancel", "forgive", "waive"):
            yield from _forgiven(scene, index)
        elif unit.head == "thank":
            yield from _thanked(scene, index)
        elif unit.head == "make" and scene.clauses.head(index + 1) == "available":
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


def _shipped(scene: Scene, index: int) -> bool:
    """As in "flew in field hospital equipment", "sent 5,000 tonnes of cereals"."""
    here = index + 1 + (scene.clauses.head(index + 1) in ("in", "out"))
    thing = scene.units[here] if here < len(scene.units) else None
    return thing is not None and thing.kind == "noun" and bool(_GOODS & set(thing.words))


def _supported(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X has supported Y with 40 million dollars", "will support Y's reform with 1.1 million euros"."""
    things = scene.clauses.objects(index)
    recipient = Parties(sides=_sides(scene, things))
    if things and not recipient:
        recipient = Parties(sides=owner(scene, things[0]).sides)
    paid = any(
        _money_object(scene, i)
        for place in {index, *things[-1:]}
        for p, m, _ in scene.clauses.complements(place, 4)
        if p in ("with", "to")
        for i in m
    )
    if paid and recipient:
        donor = Parties(sides=scene.parties(scene.clauses.subject(index)).sides)
        yield from _aid(
            scene, index, donor, recipient, _amount(scene, index), "", scene.modality(index), "aid.supported"
        )


def _forgiven(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X will write off Y's debt", "X cancelled 30 million dollars of the debt of Y"."""
    debts = [i for i in range(index + 1, min(index + 9, len(scene.units))) if scene.units[i].head in ("debt", "debts")]
    if not debts:
        return
    recipient = Parties(sides=owner(scene, debts[0]).sides or list(scene.units[debts[0]].mods))
    for preposition, members, place in scene.clauses.complements(debts[0], 2):
        if preposition == "of" and place == debts[0] + 1 and not recipient:
            recipient = Parties(sides=_sides(scene, members))
    donor = Parties(sides=scene.parties(scene.clauses.subject(index)).sides)
    modality = scene.modality(index)
    yield from _aid(scene, index, donor, recipient, _amount(scene, index), "debt relief", modality, "aid.forgiven")


def _thanked(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "Y thanked X for the assistance provided after the flood"."""
    things = scene.clauses.objects(index)
    if not things:
        return
    reasons = [i for p, m, _ in scene.clauses.complements(things[-1], 3) if p == "for" for i in m]
    given = [i for i in reasons if scene.units[i].head in _NOUNS - {"support", "help", "contribution", "credit"}]
    donor = Parties(sides=scene.parties(things).sides)
    recipient = Parties(sides=scene.parties(scene.clauses.subject(index)).sides)
    for reason in given[:1]:
        kind = _aid_kind(" ".join(scene.units[reason].words)) or scene.units[reason].head
        yield from _aid(scene, index, donor, recipient, "", kind, "asserted", "aid.thanked")


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
    things = scene.clauses.objects(index) or _after_particle(scene, index)
    recipient = Parties()
    if len(things) == 1 and scene.units[things[0]].kind in ("state", "org") and scene.clauses.nominal(things[0] + 1):
        recipient = scene.parties(things)
        things = scene.clauses.group(things[0] + 1)
    if things and scene.units[things[0]].head in ("agreement", "agreements", "contract", "accord"):
        return
    if things and scene.units[things[0]].kind in ("state", "org") and scene.clauses.head(things[0] + 1) == "with":
        recipient = scene.parties(things)  # "provided Y with …"
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
    goods = scene.units[index].head in _SENDING and any(_GOODS & set(text.split()) for text in words)
    given = given or goods
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


def _after_particle(scene: Scene, index: int) -> list[int]:
    """What stands after "flew in", "handed over", "made available"."""
    here = index + 1
    moved = scene.clauses.head(here) in ("in", "over", "available", "out")
    return scene.clauses.group(here + 1) if moved and scene.clauses.nominal(here + 1) else []


def _money_object(scene: Scene, index: int) -> bool:
    tokens = scene.sentence.tokens
    if scene.units[index].head in ("equivalent", "sum", "total", "amount") and scene.clauses.head(index + 1) == "of":
        return index + 2 < len(scene.units) and _money_object(scene, index + 2)
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
                found = found or Parties(sides=owner(scene, members[0]).sides)
                if found:
                    return found.add(_beneficiary(scene, index))
    return _beneficiary(scene, index) or _other_side(scene, index) or _where(scene, index, things)


def _where(scene: Scene, index: int, things: list[int]) -> Parties:
    """As in "handed over equipment to a clinic in Y", "to students from Y", "towards a hospital" told from Y."""
    donor = scene.parties(scene.clauses.subject(index)).sides
    for place in (things[-1] if things else index, index):
        for preposition, members, _ in scene.clauses.complements(place, 5):
            located = scene.located(members[0]) if preposition in ("in", "from") else None
            if located and located[1] and located[1] not in donor:
                return Parties(sides=[located[1]])
    own = scene.document.other_than(donor) if scene.units[index].head in ("donate", "hand") else ""
    return Parties(sides=[own] if own else [])


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
        for side in scene.units[i].sides or scene.units[i].mods or scene.party(i).sides or _country(scene, i)
        if scene.units[i].kind != "place"
    ]


def _country(scene: Scene, index: int) -> list[str]:
    """As in "for the country"."""
    if scene.units[index].head not in ("country", "nation", "kingdom") or "the" not in scene.units[index].words:
        return []
    return [side for side, _ in scene.document.states.most_common(1) if side.startswith("state:")]


def _nominal(scene: Scene) -> Iterator[Draft]:
    """As in "the provision of aid", "X's aid to Y", "the donation by X of vaccines to Y", "a grant for Y from X"."""
    for index, unit in enumerate(scene.units):
        if unit.kind != "noun" or unit.head not in ("aid", "assistance", "grant", "loan", "donation", "gift", "grants"):
            continue
        if any(index in scene.clauses.objects(i) for i, u in scene.clauses.verbs() if i < index and u.head in _GIVING):
            continue
        donor = Parties(
            sides=owner(scene, index).sides or ([s for s in unit.mods if s.startswith(("state:", "org:"))][:1])
        )
        recipient = Parties()
        for preposition, members, place in scene.clauses.complements(index, 4):
            if preposition == "to" and (place == index + 1 or _paid(scene, index)):
                recipient = Parties(sides=_sides(scene, members))
            elif preposition in ("from", "by") and not donor:
                donor = Parties(sides=[s for s in _sides(scene, members) if s])
        modality = scene.modality(index)
        if _paid(scene, index) and not (donor and recipient):
            donor, recipient, modality = _lent(scene, index, donor, recipient)
        if donor and recipient:
            kind = _aid_kind(" ".join(unit.words))
            yield from _aid(scene, index, donor, recipient, _amount(scene, index), kind, modality, "aid.noun")


def _paid(scene: Scene, index: int) -> bool:
    """Whether the sum follows: "a grant of 2 million dollars"."""
    return scene.clauses.head(index + 1) == "of" and index + 2 < len(scene.units) and _money_object(scene, index + 2)


def _lent(scene: Scene, index: int, donor: Parties, recipient: Parties) -> tuple[Parties, Parties, Modality]:
    """As in "the Bank and Y signed agreements for a loan of …", "X helped build …, with a grant of … to Y"."""
    verb = next((i for i in range(index - 1, -1, -1) if scene.clauses.kind(i) == "verb"), None)
    sides = scene.parties(scene.clauses.subject(verb)).sides if verb is not None else []
    signed = verb is not None and scene.units[verb].head in ("sign", "conclude", "ink")
    lenders = [side for side in sides if side.startswith("org:")]
    if signed and len(sides) == 2 and len(lenders) == 1 and not recipient:
        return Parties(sides=lenders), Parties(sides=[s for s in sides if s not in lenders]), "planned"
    if recipient and not donor and len(sides) == 1:
        return Parties(sides=list(sides)), recipient, scene.modality(verb or index)
    return donor, recipient, scene.modality(index)


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
