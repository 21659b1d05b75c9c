"""OfficeHolding: who holds which office of whom, from titles, appositions, appointments and careers."""

from collections.abc import Iterator

from graph.extract.document import Document
from graph.extract.drafts import Draft, Value
from graph.extract.lexicon import table, words
from graph.extract.officials import state_of
from graph.extract.sentence import Holding, Sentence


def settle(document: Document) -> None:
    """Give every office its state or organization, and every person their sides and offices."""
    for holding in document.holdings:
        holding.person.acts_for(holding.of)
    _look_up(document)
    for holding in document.holdings:
        if not holding.of and not holding.person.sides:
            holding.person.acts_for(_told_elsewhere(document, holding))
        if not holding.of:
            holding.of = list(_sides(holding)) or _context(document, holding)
            holding.person.acts_for(holding.of)
        if holding.head == "counterpart":
            holding.office = _counterpart_office(document, holding)
        if holding.office and holding.office not in holding.person.offices:
            holding.person.offices.append(holding.office)


def _told_elsewhere(document: Document, holding: Holding) -> list[str]:
    """The state of "the Maldivian president", said elsewhere, when nobody else is president of it."""
    implied = table("offices")["implied"].get(holding.head)
    if implied:
        return [implied]
    told = {
        side
        for sentence in document.sentences
        for role in sentence.roles
        if role.title.head == holding.head and not role.title.plural
        for side in role.title.of[:1]
    }
    taken = {
        side
        for other in document.holdings
        if other.head == holding.head and other.person is not holding.person
        for side in other.of
    }
    left = told - taken
    return list(left) if len(left) == 1 else []


def _look_up(document: Document) -> None:
    """The state of persons whom the text gives none, where they are known as officials of one."""
    published = document.article.published or ""
    year = int(published[:4]) if published[:4].isdigit() else None
    titled = {id(holding.person) for holding in document.holdings}
    for person in document.people:
        if not person.sides:
            person.acts_for([state_of(person.name, year, id(person) in titled, document.states)])


def _sides(holding: Holding) -> list[str]:
    return holding.person.sides[:1]


def _counterpart_office(document: Document, holding: Holding) -> str:
    """The office of the person whose counterpart it is: the one named last before, in the same or the last sentence."""
    index = document.holdings.index(holding)
    for other in reversed(document.holdings[:index]):
        if other.person is not holding.person and other.head != "counterpart":
            near = holding.sentence.index - other.sentence.index <= 3
            return other.office if near else ""
    return ""


def _context(document: Document, holding: Holding) -> list[str]:
    """The state of an office that the text leaves unsaid."""
    sentence = holding.sentence
    after = _place_after(sentence, holding)
    before = _named_before(sentence, holding)
    beside = _beside(sentence, holding)
    if beside:
        return [beside]
    if _is_subject(sentence, holding) or _colleague(sentence, holding):
        found = document.home or before or _previous(document, sentence)
    else:
        found = after or before or _elsewhere(document, sentence) or document.home
    foreign = _others(sentence, holding)
    if found and (found not in foreign or found in (document.home, before, after)):
        return [found]
    left = [side for side in document.main_pair() if side.startswith("state:") and side not in foreign]
    return left[:1] if not foreign else []


def _others(sentence: Sentence, holding: Holding) -> set[str]:
    """States whose office-holders the sentence names expressly: not the one of a title that is left bare."""
    return {
        side
        for title in sentence.titles
        if title.first != holding.first and title.of and not title.first <= holding.first < title.last
        for side in title.of
    }


def _beside(sentence: Sentence, holding: Holding) -> str:
    """The state of the person right before "and": "the President and Foreign Minister X" act for one."""
    if sentence.lower(holding.first - 1) not in ("and", "&"):
        return ""
    before = [span.person for span in sentence.persons if holding.first - 8 <= span.last <= holding.first]
    return before[-1].sides[0] if before and before[-1].sides else ""


def _span_end(sentence: Sentence, holding: Holding) -> int:
    return next((span.last for span in sentence.persons if span.first <= holding.first < span.last), holding.until)


def _place_after(sentence: Sentence, holding: Holding) -> str:
    """As in "President X in Jakarta"."""
    end = _span_end(sentence, holding)
    if sentence.lower(end) in ("in", "of"):
        return next(
            (
                m.entry.state
                for m in sentence.mentions
                if m.first in (end + 1, end + 2) and m.entry.form in ("place", "name")
            ),
            "",
        )
    return ""


def _named_before(sentence: Sentence, holding: Holding) -> str:
    """The state or place named last before the title; adjectives only when nothing else is there."""
    earlier = [m for m in sentence.mentions if m.last <= holding.first and m.entry.state]
    if sentence.lower(holding.first - 1) == "by" and not _led(sentence, holding):
        return ""
    nouns = [m for m in earlier if m.entry.form in ("place", "name", "metonym")]
    choice = (nouns or earlier)[-1:]
    return choice[0].entry.state if choice else ""


def _led(sentence: Sentence, holding: Holding) -> bool:
    return sentence.lower(holding.first - 2) in ("led", "headed", "chaired", "represented", "hosted", "received")


def _is_subject(sentence: Sentence, holding: Holding) -> bool:
    """Whether the title opens its sentence, or follows "by": whoever acts is of the publisher's own state."""
    opening = sentence.tokens[: holding.first]
    marks = {"with", "met", "to", "and", "from", "between"}
    if sentence.lower(holding.first - 1) == "by" and not _led(sentence, holding):
        return True
    return len(opening) <= 2 or (
        not {token.lower for token in opening[-6:]} & marks
        and not any(token.lower in ("with", "met") for token in opening)
    )


def _colleague(sentence: Sentence, holding: Holding) -> bool:
    return any(token.lower == "colleague" for token in sentence.tokens[max(0, holding.first - 4) : holding.first])


def _previous(document: Document, sentence: Sentence) -> str:
    """With no home to fall back on: the state that the article speaks of most."""
    ranked = [side for side, _ in document.states.most_common() if side.startswith("state:")]
    if any(token.lower in _TRAVEL for token in sentence.tokens):
        visited = {
            m.entry.state
            for m in sentence.mentions
            if sentence.lower(m.first - 1) in ("to", "in", "at", "for", "visit", "visited", "of")
        }
        visited |= {document.dateline[1]} if document.dateline else set()
        return next((side for side in ranked if side not in visited), "")
    if document.dateline and document.dateline[1]:
        return document.dateline[1]
    return ranked[0] if ranked else ""


_TRAVEL = words("offices_travel", "frames")


def _elsewhere(document: Document, sentence: Sentence) -> str:
    """The last state, not the home, that the sentences before speak of."""
    for earlier in reversed(document.sentences[max(0, sentence.index - 4) : sentence.index]):
        states = [m.entry.state for m in earlier.mentions if m.entry.state and m.entry.state != document.home]
        if states:
            return states[-1]
    return ""


def holdings(document: Document) -> Iterator[Draft]:
    """Every office that a person is given, once: the fullest wording of it."""
    done: list[Holding] = []
    for holding in sorted(document.holdings, key=lambda h: -len(h.office)):
        if not holding.office or not holding.of or _plain(holding, done):
            continue
        done.append(holding)
    for holding in sorted(done, key=lambda h: (h.sentence.start, h.first)):
        yield _draft(holding)


def _plain(holding: Holding, done: list[Holding]) -> bool:
    """Whether a fuller wording of the same office is there, or the title is too bare to be one."""
    return any(other.person is holding.person and _same(holding, other) for other in done)


_RANKS = words("offices_ranks", "frames")


def _same(short: Holding, full: Holding) -> bool:
    a = set(short.office.lower().replace("-", " ").split()) - {"the", "of", "for", "to", "and"}
    b = set(full.office.lower().replace("-", " ").split()) - {"the", "of", "for", "to", "and"}
    if a & _RANKS != b & _RANKS or short.head in words("posts", "offices"):
        return a == b
    if short.accredited and full.accredited and set(short.accredited) != set(full.accredited):
        return False
    return a <= b and ("prime" in a) == ("prime" in b)


def _draft(holding: Holding) -> Draft:
    roles: dict[str, list[Value]] = {
        "holder": [holding.person],
        "office": [holding.office],
        "of": list(holding.of),
    }
    if holding.accredited:
        roles["accreditedTo"] = list(holding.accredited)
    trace = [f"title {holding.office!r} beside {holding.person.name!r}"]
    sentence = holding.sentence
    return Draft(
        "OfficeHolding", roles, holding.date, holding.modality, sentence.start, sentence.end, holding.rule, trace
    )
