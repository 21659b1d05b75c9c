"""An article as the rules see it: sentences with what is named in them, the persons met, the states it is about."""

import re
from collections import Counter
from dataclasses import dataclass, field

from graph.extract.gazetteer import Gazetteer
from graph.extract.lexicon import table
from graph.extract.naming import Namer
from graph.extract.people import People, Person
from graph.extract.sentence import Holding, Sentence
from graph.extract.sentences import sentences
from graph.extract.titles import TitleFinder
from graph.extract.tokens import Token, tokenize
from graph.facts import Article

_DATELINE = re.compile(r"\(?([A-Z][A-Za-z'’. -]{2,30}?)(?:\s*[,(:(][^\n]{0,40}?)?\s*(?:[)(]|--|–|—|-)")
_TITLE_WEIGHT = 3


@dataclass(slots=True)
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

    @property
    def capitals(self) -> frozenset[str]:
        """Names of capitals, lower case."""
        return self.gazetteer.capitals

    def main_pair(self) -> tuple[str, ...]:
        """The two states or organizations that the article speaks of most."""
        return tuple(side for side, _ in self.states.most_common(2))


def read(article: Article, gazetteer: Gazetteer) -> Document:
    """Split an article into sentences and find what each names."""
    document = Document(article, gazetteer)
    document.home = _home(article, gazetteer)
    for index, (start, end) in enumerate(sentences(article.text)):
        sentence = Sentence(index, start, end, tokenize(article.text, start, end))
        sentence.mentions = list(gazetteer.mentions(sentence.tokens))
        sentence.titles = TitleFinder(sentence.tokens, sentence.mentions).titles()
        document.holdings.extend(Namer(sentence, document.people).run())
        document.states.update(m.entry.state or m.entry.ref for m in sentence.mentions)
        document.sentences.append(sentence)
    _count_title(document)
    document.dateline = _dateline(document)
    return document


def _count_title(document: Document) -> None:
    for mention in document.gazetteer.mentions(tokenize(document.article.title)):
        document.states[mention.entry.state or mention.entry.ref] += _TITLE_WEIGHT


def _home(article: Article, gazetteer: Gazetteer) -> str:
    """The state of the publisher, where its name gives it or the list of publishers knows it."""
    publishers = table("names")["publishers"]
    for name, code in publishers.items():
        if re.search(rf"\b{re.escape(name)}\b", article.source):
            return f"state:{code}" if code else ""
    found = [m.entry.state for m in gazetteer.mentions(_tokens(article.source)) if m.entry.state]
    return found[0] if found else ""


def _tokens(text: str) -> list[Token]:
    return tokenize(text.replace("Independent", "").replace("Times", ""))


def _dateline(document: Document) -> tuple[str, str] | None:
    """The place before a dash or parenthesis that opens the text: "ISLAMABAD, Sept 9 (APP) –"."""
    match = _DATELINE.match(document.article.text[:90])
    entry = document.gazetteer.name(match.group(1).strip()) if match else None
    if entry is None or entry.form not in ("place", "name") or not match or not match.group(1)[:4].isupper():
        return None
    return (entry.ref if entry.form == "place" else "", entry.state)
