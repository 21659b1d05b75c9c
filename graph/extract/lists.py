"""Envoys whose title stands in another sentence than their names: "four ambassadors … They are A of X, B of Y"."""

from collections.abc import Iterator, Mapping

from graph.extract.document import Document
from graph.extract.lexicon import table
from graph.extract.people import name_end
from graph.extract.sentence import Holding, PersonSpan, Sentence

_CALLED: Mapping[str, str] = table("offices")["listed"]
_CREDENTIALS = ("credentials", "credence")
_REACH = 2


def envoys(document: Document) -> Iterator[Holding]:
    """The envoys of lists in an article on credentials, each of the state after the name."""
    if not any(word in document.article.text for word in _CREDENTIALS):
        return
    for sentence in document.sentences:
        called = _called(document, sentence)
        found = list(_named(sentence)) if called else []
        if len(found) < 2:
            continue
        for first, end, last, state in found:
            name = " ".join(token.text for token in sentence.tokens[first:end])
            person = document.people.meet(name)
            person.acts_for([state])
            sentence.persons.append(PersonSpan(first, last, person))
            yield Holding(
                person,
                called,
                [state],
                _receiving(document, state),
                sentence,
                called.lower(),
                [],
                "office.list",
                first=first,
            )
        sentence.persons.sort(key=lambda span: span.first)


def _called(document: Document, sentence: Sentence) -> str:
    """What the persons of a list are, as the sentence or one before it says."""
    before = document.sentences[max(0, sentence.index - _REACH) : sentence.index + 1]
    for earlier in reversed(before):
        text = earlier.words(0, len(earlier.tokens))
        found = next((office for word, office in _CALLED.items() if word in text), "")
        if found:
            return found
    return ""


def _named(sentence: Sentence) -> Iterator[tuple[int, int, int, str]]:
    """Names that "of" joins to a state: first token, end of the name, end of the state, its reference."""
    taken = {i for span in sentence.persons for i in range(span.first, span.last)}
    barred = {i for m in sentence.mentions if m.entry.form != "place" for i in range(m.first, m.last)}
    starts = {mention.first: mention for mention in sentence.mentions}
    index = 0
    while index < len(sentence.tokens):
        end = name_end(sentence.tokens, index, barred | taken)
        after = end + 1 + (sentence.lower(end + 1) == "the")
        state = starts.get(after)
        if end - index >= 2 and sentence.lower(end) == "of" and state is not None and state.entry.form == "name":
            yield index, end, state.last, state.entry.state
            end = state.last
        index = max(end, index + 1)


def _receiving(document: Document, state: str) -> list[str]:
    """The state that the article is written from: envoys of others are accredited to it."""
    receiver = document.other_than([state])
    return [receiver] if receiver else []
