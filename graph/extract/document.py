"""An article as the rules see it: sentences with what is named in them, the persons met, the states it is about."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.extract.gazetteer import Entry, Gazetteer, Mention
from graph.extract.lexicon import table
from graph.extract.naming import Namer
from graph.extract.people import People, Person
from graph.extract.sentence import Holding, Sentence
from graph.extract.sentences import sentences
from graph.extract.titles import TitleFinder
from graph.extract.tokens import Token, tokenize
from graph.facts import Article

_DATELINE = re.compile(
    r"(?:\([A-Z][\w .]{1,20}\)\s*[-–—]+\s*)?"
    r"\(?([A-Z][A-Za-z'’. -]{2,30}?)(?:\s*[,(:(][^\n]{0,40}?)?\s*(?:[)(]|--|–|—|-|:|\.(?=\s+[A-Z]))"
)
_WORD = r"(?:[A-Z][\w-]+|of|and|for|the|on|in)"
_ACRONYM = re.compile(rf"((?:[A-Z][\w-]+)(?:\s+{_WORD}){{1,9}})[”\"’']?\s*\(([A-Z][A-Za-z-]{{1,9}})\)")
_TITLE_WEIGHT = 3
_OPENING = 4


@dataclass
class Document:
    """One article under analysis.

    `home` is the state whose readers or government the publisher speaks to, `dateline` the place and state that the
    text was sent from, `speaker` the office-holder whose release it is.
    """

    article: Article
    gazetteer: Gazetteer
    sentences: list[Sentence] = field(default_factory=list)
    people: People = field(default_factory=People)
    holdings: list[Holding] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)
    home: str = ""
    dateline: tuple[str, str] | None = None
    speaker: Person | None = None

    @cached_property
    def acronyms(self) -> Mapping[str, str]:
        """Acronyms that the article explains: "Action Plan on Water (APW)" → the full name."""
        if "(" not in self.article.text:
            return {}
        return {short: full for full, short in _ACRONYM.findall(self.article.text)}

    @property
    def capitals(self) -> frozenset[str]:
        """Names of capitals, lower case."""
        return self.gazetteer.capitals

    def other_than(self, sides: Collection[str]) -> str:
        """Who "we" are, opposite `sides`: the state of the publisher, of the dateline, or that is spoken of first."""
        first = (m for sentence in self.sentences[:1] for m in sentence.mentions if m.entry.form != "place")
        opening = next((m.entry.state for m in first if m.entry.state and m.first <= _OPENING), "")
        choices = (self.home, self.dateline[1] if self.dateline else "", opening)
        found = next((state for state in choices if state and state not in sides), "")
        return found if self.home == found or found in dict(self.states.most_common(3)) else ""

    def main_pair(self) -> tuple[str, ...]:
        """The two states or organizations that the article speaks of most."""
        return tuple(side for side, _ in self.states.most_common(2))


def read(article: Article, gazetteer: Gazetteer) -> Document:
    """Split an article into sentences and find what each names."""
    document = Document(article, gazetteer)
    for index, (start, end) in enumerate(sentences(article.text)):
        sentence = Sentence(index, start, end, tokenize(article.text, start, end))
        sentence.mentions = list(gazetteer.mentions(sentence.tokens))
        sentence.mentions = _with_halves(document, sentence)
        sentence.titles = TitleFinder(sentence.tokens, sentence.mentions).titles()
        document.holdings.extend(Namer(sentence, document.people).run())
        document.states.update(m.entry.state or m.entry.ref for m in sentence.mentions)
        document.sentences.append(sentence)
    _count_title(document)
    document.home = _home(document)
    _headers(document)
    document.speaker = _speaker(document)
    document.dateline = _dateline(document)
    return document


def _with_halves(document: Document, sentence: Sentence) -> list[Mention]:
    """As in "The South" and "the North" are states where an article speaks of divided Korea."""
    if "Korea" not in document.article.text:
        return sentence.mentions
    taken = {i for m in sentence.mentions for i in range(m.first, m.last)}
    halves = {"South": "state:KOR", "North": "state:PRK"}
    found = list(sentence.mentions)
    for index, token in enumerate(sentence.tokens):
        after = sentence.tokens[index + 1] if index + 1 < len(sentence.tokens) else None
        alone = after is None or not after.capital
        if token.text in halves and index not in taken and alone and sentence.lower(index - 1) == "the":
            ref = halves[token.text]
            found.append(Mention(index, index + 1, Entry(ref, "name", ref)))
    return sorted(found, key=lambda mention: mention.first)


def _count_title(document: Document) -> None:
    for mention in document.gazetteer.mentions(tokenize(document.article.title)):
        document.states[mention.entry.state or mention.entry.ref] += _TITLE_WEIGHT


def _home(document: Document) -> str:
    """The state of the publisher, where its name gives it or the list of publishers knows it.

    A newspaper's own state counts only in articles that speak of it.
    """
    source = document.article.source
    for name, code in table("names")["publishers"].items():
        if re.search(rf"\b{re.escape(name)}\b", source):
            state = f"state:{code}"
            return state if document.states[state] or _GOVERNMENT.search(source) else ""
    found = [m.entry.state for m in document.gazetteer.mentions(_tokens(source)) if m.entry.state]
    return found[0] if found else ""


_GOVERNMENT = re.compile(
    r"\b(?:White House|State Department|Minist|Government|Embassy|Mission|Office|President|Department|Kremlin)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|my|we|our|We|Our|My)\b")
_QUOTED = re.compile(r"[“\"][^”\"]{0,2000}[”\"]")


def _speaker(document: Document) -> Person | None:
    """The office-holder of a first-person release: the one whom its header names."""
    if not _FIRST_PERSON.search(_QUOTED.sub(" ", document.article.text)):
        return None
    return next((h.person for h in document.holdings if h.sentence.index <= 2 and _header(h.sentence, document)), None)


def _header(sentence: Sentence, document: Document) -> bool:
    text = document.article.text[sentence.start : sentence.end]
    return not text.endswith((".", "”", '"')) and (
        any(len(t.text) > 4 and t.text.isupper() for t in sentence.tokens) or len(sentence.tokens) < 12
    )


def _headers(document: Document) -> None:
    """A title that is a line of its own, with the name on the next one, or on the one before."""
    for name, sentence in zip(document.sentences[:3], document.sentences[1:4], strict=False):
        whole = len(sentence.roles) == 1 and sentence.roles[0].last - sentence.roles[0].first >= len(sentence.tokens)
        if whole and len(name.persons) == 1 and len(name.tokens) <= 6 and not name.titles:
            title = sentence.roles[0].title
            both = Sentence(name.index, name.start, sentence.end, name.tokens, name.mentions)
            holder = name.persons[0].person
            document.holdings.append(
                Holding(holder, title.office, list(title.of), [], both, title.head, title.qualifiers, "office.header")
            )
    for sentence, following in zip(document.sentences[:4], document.sentences[1:5], strict=False):
        if len(sentence.roles) != 1 or len(following.persons) != 1:
            continue
        role, person = sentence.roles[0], following.persons[0]
        whole = role.last - role.first >= len(sentence.tokens) - 1
        if whole and len(following.tokens) <= 8 and person.last - person.first >= len(following.tokens) - 2:
            title = role.title
            both = Sentence(sentence.index, sentence.start, following.end, sentence.tokens, sentence.mentions)
            document.holdings.append(
                Holding(
                    person.person,
                    title.office,
                    list(title.of),
                    list(title.accredited),
                    both,
                    title.head,
                    title.qualifiers,
                    "office.header",
                )
            )


def _tokens(text: str) -> list[Token]:
    return tokenize(text.replace("Independent", "").replace("Times", ""))


def _dateline(document: Document) -> tuple[str, str] | None:
    """The place before a dash or parenthesis that opens the text: "ISLAMABAD, Sept 9 (APP) –"."""
    match = _DATELINE.match(document.article.text[:90])
    entry = document.gazetteer.name(match.group(1).strip()) if match else None
    if entry is None or entry.form not in ("place", "name") or not match:
        return None
    dated = re.search(r"\d", match.group(0)) is not None
    if not (match.group(1)[:4].isupper() or dated or match.group(0).endswith((":", "–", "—", "--"))):
        return None
    return (entry.ref if entry.form == "place" else "", entry.state)
