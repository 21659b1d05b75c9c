"""OfficeHolding: who holds which office of whom, from titles, appositions, appointments and careers."""

from collections.abc import Iterator

from graph.extract.document import Document
from graph.extract.drafts import Draft, Value
from graph.extract.lexicon import table, words
from graph.extract.officials import state_of
from graph.extract.owners import barred_from, owner
from graph.extract.sentence import Holding


def settle(document: Document) -> None:
    """Give every office its state or organization, and every person their sides and offices."""
    for holding in document.holdings:
        holding.person.acts_for(holding.of)
    _look_up(document)
    for holding in document.holdings:
        if not holding.of and not holding.person.sides:
            told = _told_elsewhere(document, holding)
            holding.person.acts_for([side for side in told if side not in barred_from(document, holding)])
        if not holding.of:
            holding.of = list(_sides(holding)) or _settled(document, holding)
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
        if _post(role.title.head, role.title.office) == _post(holding.head, holding.office) and not role.title.plural
        for side in role.title.of[:1]
    }
    taken = {
        side
        for other in document.holdings
        if _post(other.head, other.office) == _post(holding.head, holding.office) and other.person is not holding.person
        for side in other.of
    }
    left = told - taken
    return list(left) if len(left) == 1 else []


def _post(head: str, office: str) -> str:
    """What a title is as an office: a premier is a prime minister, and no other minister is."""
    prime = head == "premier" or "prime minister" in office.lower()
    return "prime minister" if prime else head


def _look_up(document: Document) -> None:
    """The state of persons whom the text gives none, where they are known as officials of one."""
    published = document.article.published or ""
    year = int(published[:4]) if published[:4].isdigit() else None
    titled = {id(holding.person) for holding in document.holdings}
    for person in document.people:
        if not person.sides:
            person.acts_for([state_of(person.name, year, id(person) in titled, document.states)])


def _settled(document: Document, holding: Holding) -> list[str]:
    """What the context says whose office it is; such offices are less sure than those with their state beside them."""
    found = owner(document, holding)
    if found and holding.rule == "office.title":
        holding.rule = "office.context"
    return [found] if found else []


def _sides(holding: Holding) -> list[str]:
    return holding.person.sides[:1]


def _counterpart_office(document: Document, holding: Holding) -> str:
    """The office of the person whose counterpart it is: the one named last before, in the same or the last sentence."""
    index = document.holdings.index(holding)
    for other in reversed(document.holdings[:index]):
        if other.person is not holding.person and other.head != "counterpart" and not set(other.of) & set(holding.of):
            near = holding.sentence.index - other.sentence.index <= 3
            return other.office if near else ""
    return ""


def holdings(document: Document) -> Iterator[Draft]:
    """Every office that a person is given, once: the fullest wording of it."""
    done: list[Holding] = []
    for holding in document.holdings:
        holding.of = holding.of or holding.person.sides[:1]
    for holding in sorted(document.holdings, key=lambda h: -len(h.office)):
        if not holding.office or not holding.of or _plain(holding, done) or _rank(holding, done):
            continue
        done.append(holding)
    for holding in sorted(done, key=lambda h: (h.sentence.start, h.first)):
        yield _draft(holding)


def _plain(holding: Holding, done: list[Holding]) -> bool:
    """Whether a fuller wording of the same office is there, or the title is too bare to be one."""
    return any(other.person is holding.person and _same(holding, other) for other in done)


def _rank(holding: Holding, done: list[Holding]) -> bool:
    """Whether "Ambassador", "Senator" is but the rank of somebody who holds another office."""
    bare = (
        holding.office.lower() == holding.head and holding.head in ("ambassador", "senator") and not holding.accredited
    )
    return bare and any(other.person is holding.person and other.head != holding.head for other in done)


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
