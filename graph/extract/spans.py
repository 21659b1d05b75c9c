"""Where a person with titles, honorifics and letters starts and ends in a sentence."""

from functools import cache

from graph.extract.lexicon import either, verb_form, words
from graph.extract.people import People, Person
from graph.extract.sentence import Holding, PersonSpan, RoleSpan, Sentence
from graph.extract.title_parts import Title, titled

_NOW = frozenset({"then", "currently", "now", "formerly", "previously", "presently", "recently", "hitherto"})


def _head(title: Title) -> str:
    """What a title is called by: "prime minister" is no "minister"."""
    return "prime minister" if "prime minister" in title.office.lower() else title.head


@cache
def _first_honorifics() -> frozenset[str]:
    """The first words of all honorifics: most words are none of them."""
    return frozenset(phrase.split()[0] for phrase in words("honorifics", "offices"))


class Spans:
    """The persons found so far in one sentence, and the steps around a name."""

    def __init__(self, sentence: Sentence, people: People) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.people = people
        self.holdings: list[Holding] = []
        self.taken: set[int] = set()
        self.names: set[int] = set()
        """Tokens that are part of a person's name."""
        self.barred = {
            i
            for mention in sentence.mentions
            if mention.entry.form != "place"
            for i in range(mention.first, mention.last)
        }
        self.titles = {i for title in sentence.titles for i in range(title.first, title.last)}

    def _split(self, group: list[Title]) -> None:
        """Titles without a name: each stands for itself."""
        for title in group:
            if self._adjective_like(title):
                continue
            if not (title.weak or title.counterpart) and not self.taken & set(range(title.first, title.last)):
                self.sentence.roles.append(RoleSpan(self._with_article(title.first), title.last, title))

    def _adjective_like(self, title: Title) -> bool:
        """As in "official relations", "the premier trading bloc": the word describes the noun after it."""
        if title.description:
            return True
        after = self.tokens[title.last] if title.last < len(self.tokens) else None
        small = either("prepositions", "conjunctions", "adverbs", "be", "have", "future")
        bare = title.last - title.first == 1 and not title.of and self.tokens[title.first].text.islower()
        return (
            bare
            and after is not None
            and after.text.islower()
            and after.word
            and after.lower not in small
            and verb_form(after.lower) is None
        )

    def _skip(self, index: int) -> tuple[int, bool]:
        """Past a parenthesis, a comma and honorifics after a title."""
        lower = self.sentence.lower
        if lower(index) == "(":
            close = next((i for i in range(index, min(index + 7, len(self.tokens))) if lower(i) == ")"), None)
            index = close + 1 if close else index
        comma = lower(index) == ","
        if comma:
            index += 1
        return self._past_honorifics(index), comma

    def _past_honorifics(self, index: int) -> int:
        moved = self.sentence.lower(index) in _first_honorifics()
        while moved:
            moved = False
            for size in (4, 3, 2, 1):
                if self.sentence.words(index, index + size) in words("honorifics", "offices") and self._capital(index):
                    index += size
                    moved = True
                    break
        return index

    def _past_unit(self, index: int) -> int:
        """Past an acronym between a title and a rank: "Commander CENTCOM General Smith"."""
        if index + 1 < len(self.tokens) and self.tokens[index].text.isupper() and len(self.tokens[index].text) > 3:
            after = self._past_honorifics(index + 1)
            return after if after > index + 1 else index
        return index

    def _capital(self, index: int) -> bool:
        return index < len(self.tokens) and (self.tokens[index].capital or self.tokens[index].lower == "the")

    def _verbal(self, index: int) -> bool:
        lower = self.sentence.lower(index)
        return lower.endswith(("ed", "id", "ld")) or lower in (
            "is",
            "was",
            "will",
            "has",
            "met",
            "on",
            "and",
            "in",
            "to",
            "at",
        )

    def _text(self, start: int, end: int) -> str:
        text = " ".join(token.text for token in self.tokens[start:end]).replace(" ,", ",").replace(" - ", "-")
        return titled(text) if text.isupper() else text

    def _meet(self, start: int, end: int, title: Title | None = None) -> Person:
        """The person whose name stands at tokens `start` to `end`, after a title where there is one."""
        self.names.update(range(start, end))
        person = self.people.meet(self._text(start, end), _head(title) if title else "")
        if title is not None:
            person.heads.append(_head(title))
        return person

    def _of_after(self, end: int) -> tuple[int, list[str]]:
        """As in "President X of Kenya": the state after the name, and where it ends."""
        if self.sentence.lower(end) not in ("of", "(") or (
            self.sentence.lower(end) == "(" and self.sentence.lower(end + 2) != ")"
        ):
            return end, []
        start = end + (2 if self.sentence.lower(end + 1) == "the" else 1)
        mention = next(
            (m for m in self.sentence.mentions if m.first == start and m.entry.form in ("name", "org", "metonym")), None
        )
        return (mention.last, [mention.entry.ref]) if mention else (end, [])

    def _hold(self, person: Person, title: Title) -> None:
        if (title.description and not title.counterpart) or title.private:
            return
        self.holdings.append(
            Holding(
                person,
                title.office,
                list(title.of),
                list(title.accredited),
                self.sentence,
                title.head,
                title.qualifiers,
                "office.title",
                first=title.first,
                until=title.last,
            )
        )

    def _closing(self, end: int) -> int:
        """Past letters after the name: "MP", "AO"."""
        while self.sentence.lower(end) in words("postnominals", "offices") and self.tokens[end].text.isupper():
            end += 1
        return end

    def _with_article(self, first: int) -> int:
        """Where a title starts with the article before it, as in "a former", "his"."""
        here = first
        while here > 0 and self.sentence.lower(here - 1) in words("dropped", "offices") | _NOW:
            here -= 1
        if here < first and self.sentence.lower(here) in _NOW:
            first = here - (self.sentence.lower(here - 1) == "until")
        article = words("possessives") | {"the", "a", "an", "then"}
        while here > 0 and self.sentence.lower(here - 1) in article:
            here -= 1
            first = here
        return first

    def _span(self, first: int, last: int, person: Person) -> None:
        places = set(range(first, last))
        if places & self.taken:
            return
        self.taken |= places
        self.sentence.persons.append(PersonSpan(first, last, person))

    def _spanned(self, start: int, end: int) -> bool:
        return any(span.first <= start and span.last >= end for span in self.sentence.persons)

    def _unspan(self, start: int, end: int) -> None:
        for span in [s for s in self.sentence.persons if s.first < end and s.last > start]:
            self.sentence.persons.remove(span)
            self.taken -= set(range(span.first, span.last))

    def _honoured_before(self, start: int) -> bool:
        return self._honorific_start(start) < start

    def _honorific_start(self, start: int) -> int:
        while start > 0:
            size = next(
                (
                    n
                    for n in (4, 3, 2, 1)
                    if start >= n
                    and self.sentence.words(start - n, start) in words("honorifics", "offices")
                    and self.tokens[start - n].text.lower() not in ("he", "u", "air", "father")
                ),
                0,
            )
            if not size:
                break
            start -= size
        return start
