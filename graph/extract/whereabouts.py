"""Where an article names the parties of its facts, looked up anew for whoever wants to know."""

from collections.abc import Iterable, Iterator

from graph.extract.document import Document, read
from graph.extract.gazetteer import Gazetteer
from graph.extract.rules import offices
from graph.extract.sentence import Sentence
from graph.facts import Article, Fact, Quote, reference_kind

_FORMS = {
    "name": "by name",
    "demonym": "by an adjective of nationality",
    "people": "by its people",
    "metonym": "by what stands for its government",
    "org": "by name",
    "place": "by a place in it",
}


class Whereabouts:
    """One article's names."""

    def __init__(self, article: Article, gazetteer: Gazetteer) -> None:
        self.article = article
        self._document: Document = read(article, gazetteer)
        offices.settle(self._document)

    def of(self, fact: Fact, value: str) -> str:
        """Where a reference of a fact is named, nearest to its evidence; or why it is a party without being named."""
        kind = reference_kind(value)
        if kind is None:
            return ""
        sentences = self._sentences(fact)
        named = _persons(sentences, value) if kind == "person" else _mentions(sentences, value)
        found = next(named, None)
        if found is not None:
            (sentence, first, last), form = found
            return f"{self._words(sentence, first, last)}{f', {form}' if form else ''}"
        return self._side(fact, value) or "not named as such"

    def _sentences(self, fact: Fact) -> list[Sentence]:
        """All sentences: those of the evidence, then what is before them, the nearest first, then what is after."""
        quote = fact.evidence[0].source
        assert isinstance(quote, Quote)  # noqa: S101 - what articles state is quoted
        every = self._document.sentences
        inside = [s for s in every if s.end > quote.start and s.start < quote.end]
        before = [s for s in every if s.end <= quote.start]
        return inside + before[::-1] + [s for s in every if s.start >= quote.end]

    def _side(self, fact: Fact, value: str) -> str:
        """For whom a person of the fact acts, and by which office."""
        persons = {v for values in fact.roles.values() for v in values if v.startswith("person:")}
        for holding in self._document.holdings:
            if holding.person.ref in persons and value in holding.of:
                here = self._words(holding.sentence, 0, len(holding.sentence.tokens))
                return f"{holding.person.name} acts for it as {holding.office}, {here}"
        acting = (person for person in self._document.people if person.ref in persons and value in person.sides)
        return next((f"{person.name} acts for it" for person in acting), "")

    def _words(self, sentence: Sentence, first: int, last: int) -> str:
        tokens = sentence.tokens[first:last]
        start, end = tokens[0].start, tokens[-1].end
        return f"“{self.article.text[start:end]}” at {start}–{end}"


Span = tuple[Sentence, int, int]


def _mentions(sentences: Iterable[Sentence], value: str) -> Iterator[tuple[Span, str]]:
    for sentence in sentences:
        for mention in sentence.mentions:
            if value in (mention.entry.ref, mention.entry.state):
                form = mention.entry.form if mention.entry.ref != value or mention.entry.form != "place" else "name"
                yield (sentence, mention.first, mention.last), _FORMS.get(form, form)


def _persons(sentences: Iterable[Sentence], value: str) -> Iterator[tuple[Span, str]]:
    for sentence in sentences:
        for span in sentence.persons:
            if span.person.ref == value:
                yield (sentence, span.first, span.last), ""
