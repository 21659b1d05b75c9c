"""Whose office a title is that names no state: what grammar and the course of the article settle; else nobody's."""

import re
from collections.abc import Iterator

from graph.extract.bearings import (
    accompanies,
    acts,
    attends,
    had,
    joined,
    leads,
    named_before,
    opens,
    place_after,
    reached,
    received_envoys,
    receives,
    represented,
)
from graph.extract.document import Document
from graph.extract.lexicon import words
from graph.extract.sentence import Holding, PersonSpan, Sentence

_TRAVEL = words("offices_travel", "frames")
_TOWARDS = ("to", "in", "at", "for", "into", "visit", "visited", "visits", "toured")
_ENCOUNTER = words("owners_encounter", "frames")
_MISSION = re.compile(r"Embassy|High Commission|Consulate|Permanent Mission")
_RESIDENT = ("ambassador", "high commissioner", "consul", "consul general", "consul-general")
_PEERS = ("counterpart", "counterparts", "colleague", "colleagues", "peer", "opposite")
_LAND = (
    "country",
    "nation",
    "kingdom",
    "republic",
    "government",
    "state",
    "ministry",
    "island",
    "sultanate",
    "emirate",
)
_MISSIONS = ("embassy", "mission", "consulate", "commission")
_REACH = 4
_OPENING = 3


def owner(document: Document, holding: Holding) -> str:
    """The state or organization of an office that the text leaves unsaid; empty where nothing settles it."""
    if "several" in holding.qualifiers:
        return ""
    barred = barred_from(document, holding)
    sentence = holding.sentence
    possessed = _possessed(document, holding)
    if possessed is not None:
        return possessed
    told = joined(sentence, holding) or had(sentence, holding) or represented(sentence, holding)
    if not told and accompanies(sentence, holding):
        told = min(_partners(document, holding), default="")  # the same one in every run
    told = told or (received_envoys(sentence) if acts(sentence, holding) else "")
    if "of body" in holding.qualifiers:
        return next(iter(_bodies(document, holding)), "")
    if told:
        return told
    if holding.head in words("envoys", "offices") - {"head", "chief"}:
        return _embassy(document, holding) or _sender(document, holding, barred)
    after = place_after(sentence, holding)
    if after and after not in barred:
        return after
    if acts(sentence, holding) or leads(sentence, holding):
        return _of_subject(document, holding, barred)
    return _of_other(document, holding, barred)


def _of_subject(document: Document, holding: Holding, barred: set[str]) -> str:
    """Who acts in a sentence: of the state that the article is written from, or that it mostly speaks of."""
    before = named_before(holding)
    alone = before[0] if before and opens(holding, before[0]) else ""
    for state in (_acting_home(document, holding, barred), alone):
        if state and state not in barred:
            return state
    return _ruling(document, holding, barred) or _leading(document, barred)


def _leading(document: Document, barred: set[str]) -> str:
    """The state that is the first that the article's first sentence names, and one of the two it is about."""
    first = next((m for m in document.sentences[0].mentions if m.entry.state), None) if document.sentences else None
    if first is None or first.first > _OPENING or first.entry.form == "place" or first.entry.state in barred:
        return ""
    return first.entry.state if first.entry.state in document.main_pair() else ""


def _sender(document: Document, holding: Holding, barred: set[str]) -> str:
    """The state of an envoy who speaks at home: none that the sentence names as the other side."""
    if document.home and _MISSION.search(document.article.source) and not holding.accredited:
        return document.home
    home = _acting_home(document, holding, barred)
    if holding.accredited and not home:
        return document.other_than(holding.accredited)
    envoys = words("envoys", "offices")
    sent = {s for h in document.holdings if h.head in envoys and h.rule == "office.title" for s in h.of if s != home}
    if home and len(sent) == 1 and holding.head in _RESIDENT:
        return sent.pop()
    pair = document.main_pair()
    if home in pair and not holding.accredited and holding.head in _RESIDENT:
        return next(side for side in (*pair, "") if side != home)
    addressed = [m.entry.state for m in holding.sentence.mentions if m.first >= holding.until]
    return home if home not in addressed else ""


def _acting_home(document: Document, holding: Holding, barred: set[str]) -> str:
    """The state of the publisher or of the dateline, of which office-holders need no state beside them."""
    if not acts(holding.sentence, holding):
        return ""
    home, place = document.home, document.dateline[1] if document.dateline else ""
    if home and place and home != place and document.states[home] * 2 < document.states[place]:
        home, place = place, home
    return next((state for state in (home, place) if state and state not in barred), "")


def _of_other(document: Document, holding: Holding, barred: set[str]) -> str:
    """Whom somebody meets: of the other side, that of the place where they are."""
    if not _met(holding) or receives(holding):
        local = next((s for s in (document.home, *_dateline(document)) if s and s not in barred), "")
        if local:
            return local
    there = reached(holding)
    if there and there not in _partners(document, holding):
        return there
    before = [state for state in named_before(holding) if state not in barred]
    if len(before) == 1 or (before and not barred):
        return before[-1]
    host = document.dateline[1] if document.dateline else ""
    if barred and host and host not in barred:
        return host
    near = list(dict.fromkeys(_elsewhere(document, holding, barred | {document.home})))
    pair = [side for side in document.main_pair() if side.startswith("state:")]
    if near and (document.home or barred) and (len(near) == 1 or near[0] in pair):
        return near[0]
    return _ruling(document, holding, barred)


def _dateline(document: Document) -> list[str]:
    return [document.dateline[1]] if document.dateline else []


def _met(holding: Holding) -> bool:
    """Whether the sentence so far tells of an encounter, whose other side the titled person may be."""
    return bool({token.lower for token in holding.sentence.tokens[: holding.first]} & _ENCOUNTER)


def _ruling(document: Document, holding: Holding, barred: set[str]) -> str:
    """The state that the article speaks of far more than of any other, or the one left of its two."""
    ranked = [(side, n) for side, n in document.states.most_common() if side.startswith("state:")]
    left = [(side, n) for side, n in ranked[:2] if side not in barred]
    third = ranked[2][1] if len(ranked) > 2 else 0
    if not left or not _named_by_now(document, holding, left[0][0]):
        return ""
    if len(ranked) == 1 or (len(left) == 2 and left[0][1] >= 2 * left[1][1]):
        return left[0][0]
    return left[0][0] if len(left) == 1 and left[0][1] >= 2 * third else ""


def _named_by_now(document: Document, holding: Holding, state: str) -> bool:
    """Whether a state is named up to the sentence, so that readers can know whose office it is."""
    upto = document.sentences[: holding.sentence.index + 1]
    return any(m.entry.state == state for sentence in upto for m in sentence.mentions)


def barred_from(document: Document, holding: Holding) -> set[str]:
    """The states that an office cannot be of, as its sentence says.

    They are those of other office-holders, of peers, of where the person goes, and those with such a holder already.
    """
    sentence = holding.sentence
    if attends(sentence, holding):
        return _taken(document, holding)
    acting = acts(sentence, holding) or leads(sentence, holding)
    partners = _partners(document, holding)
    if not acting and partners:
        return partners | _taken(document, holding)
    found = {
        side
        for title in sentence.titles
        if title.first != holding.first and title.of and not title.first <= holding.first < title.last
        for side in title.of
    }
    found |= {m.entry.state for m in sentence.mentions if sentence.lower(m.last) in _PEERS}
    found |= _taken(document, holding)
    return found | set(_destinations(holding)) if acting else found


def _taken(document: Document, holding: Holding) -> set[str]:
    """States whose same office another person expressly holds."""
    gone = {"former", "ex", "then", "outgoing", "late", "previous"}
    if gone & set(holding.qualifiers) or (len(holding.office.split()) == 1 and holding.head not in _SINGLE):
        return set()
    return {
        side
        for other in document.holdings
        if other.person is not holding.person
        and other.office.lower() == holding.office.lower()
        and other.rule != "office.context"
        and not gone & set(other.qualifiers)
        for side in other.of
    }


_SINGLE = ("president", "premier", "chancellor", "king", "queen", "emir", "sultan", "pope", "emperor", "taoiseach")


def _destinations(holding: Holding) -> Iterator[str]:
    """The states that the person goes to, all those of a list."""
    sentence, last = holding.sentence, -1
    for mention in sentence.mentions:
        lead = sentence.lower(mention.first - 1)
        lead = sentence.lower(mention.first - 2) if lead == "the" else lead
        before = {token.lower for token in sentence.tokens[max(holding.until, mention.first - 12) : mention.first]}
        between = {token.lower for token in sentence.tokens[last : mention.first]} if last >= 0 else {""}
        listed = between <= {",", "and", "the", "then", ";"}
        if mention.entry.state and (listed or (before & _TRAVEL and lead in _TOWARDS)):
            last = mention.last
            yield mention.entry.state


def _partners(document: Document, holding: Holding) -> set[str]:
    """The sides of whoever meets the person: whom "he" or "she" stands for, or the first person before it."""
    sentence = holding.sentence
    spans = sorted((s for s in sentence.persons if s.last <= holding.first), key=lambda s: s.first)
    spans = [span for span in spans if span.person is not holding.person]
    upto = spans[0].first if spans else holding.first
    if {token.lower for token in sentence.tokens[:upto]} & {"he", "she", "they", "him"}:
        return set(_subject_before(document, sentence))
    if not spans:
        return _unnamed(document, holding)
    hosts = [span for span in spans[:1] if not _coupled(sentence, span, holding)]
    return {side for span in hosts for side in span.person.sides}


def _unnamed(document: Document, holding: Holding) -> set[str]:
    """The sides of "the Sultan", "the minister" before the title: of the one who is called so elsewhere."""
    words_before = {token.lower for token in holding.sentence.tokens[: holding.first]}
    first = next((m for m in holding.sentence.mentions if m.last <= holding.first and m.entry.state), None)
    if first is not None and first.first <= 1 and holding.sentence.lower(first.last) in words("groups"):
        return {first.entry.state}
    called = [
        h for h in document.holdings if h.head in words_before and h.person is not holding.person and h.person.sides
    ]
    if len({id(h.person) for h in called}) == 1:
        return set(called[0].person.sides)
    spoken = _met(holding) and not any(m.last <= holding.first for m in holding.sentence.mentions)
    return set(_subject_before(document, holding.sentence)) if spoken else set()


def _subject_before(document: Document, sentence: Sentence) -> list[str]:
    """The sides of the person that the last sentence with one starts with."""
    for earlier in reversed(document.sentences[max(0, sentence.index - _REACH) : sentence.index]):
        if earlier.persons:
            return min(earlier.persons, key=lambda s: s.first).person.sides
        if earlier.roles and earlier.roles[0].title.of:
            return earlier.roles[0].title.of
    return []


def _coupled(sentence: Sentence, span: PersonSpan, holding: Holding) -> bool:
    start = next((s.first for s in sentence.persons if s.first <= holding.first < s.last), holding.first)
    return all(token.lower in ("and", ",", "the", "&") for token in sentence.tokens[span.last : start])


def _possessed(document: Document, holding: Holding) -> str | None:
    """As in "its minister", "our ambassador", "the country's president", "the Bank's president"; None with no owner."""
    sentence, before = holding.sentence, holding.sentence.lower(holding.first - 1)
    if before in ("our", "my"):
        ours = document.home or next(iter(document.speaker.sides if document.speaker else ()), "")
        return ours or document.other_than(())
    if before in ("its", "their"):
        states = named_before(holding) or _lately(document, holding)
        return states[-1] if states else ""
    if before == "whose":
        return next((m.entry.ref for m in sentence.mentions if holding.first - 3 <= m.last <= holding.first - 1), "")
    if before in ("his", "her"):
        spans = [s for s in sentence.persons if s.last <= holding.first and s.person.sides]
        return spans[-1].person.sides[0] if spans else ""
    if before == "'s" and holding.head != "counterpart":
        owners = [s.person.sides for s in sentence.persons if holding.first - 1 in (s.last, s.last - 1)]
        if owners and owners[0]:
            return owners[0][0]
    if before != "'s" or holding.first - 1 in {m.last for m in sentence.mentions}:
        return None
    if sentence.lower(holding.first - 2) in _LAND:
        states = named_before(holding) or _lately(document, holding)
        if len(states) != 1 and sentence.lower(holding.first - 2) in ("government", "ministry"):
            return document.home or _leading(document, set()) or next(iter(states), "")
        return states[0] if states else ""
    if sentence.lower(holding.first - 2) in words("memberships_body", "frames"):
        return next(iter(_bodies(document, holding)), "")
    return None


def _lately(document: Document, holding: Holding) -> list[str]:
    """The state that the sentence before speaks of: its only one, or the one that it starts with."""
    for sentence in document.sentences[max(0, holding.sentence.index - 1) : holding.sentence.index]:
        named = [m for m in sentence.mentions if m.entry.state]
        if len({m.entry.state for m in named}) == 1 or (named and named[0].first <= _OPENING):
            return [named[0].entry.state]
    return []


def _bodies(document: Document, holding: Holding) -> Iterator[str]:
    for earlier in reversed(document.sentences[: holding.sentence.index + 1]):
        for mention in reversed(earlier.mentions):
            if mention.entry.form == "org":
                yield mention.entry.ref


def _embassy(document: Document, holding: Holding) -> str:
    """The sender of the mission that the article speaks of: "Z's embassy in Y", "the Embassy of Z"."""
    for sentence in reversed(document.sentences[max(0, holding.sentence.index - _REACH) : holding.sentence.index + 1]):
        for mention in sentence.mentions:
            after = mention.last + (sentence.lower(mention.last) == "'s")
            sent = sentence.lower(after) in _MISSIONS or sentence.words(after, after + 2) == "high commission"
            named = sentence.lower(mention.first - 1) == "of" and sentence.lower(mention.first - 2) in _MISSIONS
            if mention.entry.form in ("name", "demonym") and (sent or named):
                return mention.entry.state
    return ""


def _elsewhere(document: Document, holding: Holding, barred: set[str]) -> Iterator[str]:
    """States of the sentences before, the last named first."""
    index = holding.sentence.index
    for earlier in reversed(document.sentences[max(0, index - _REACH) : index]):
        for mention in reversed(earlier.mentions):
            if mention.entry.state and mention.entry.state not in barred:
                yield mention.entry.state
