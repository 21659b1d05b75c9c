"""Titles that stand before a list: "Presidents A and B", "the ambassadors of Chile, A, and Peru, B"."""

from graph.extract.people import name_end
from graph.extract.spans import Spans
from graph.extract.title_parts import Title

_SOLE = ("President", "Premier", "Prime Minister", "Foreign Minister", "King", "Chancellor", "Foreign Secretary")
"""Offices that one person of a state holds: several holders are of several states."""


def _single(title: Title) -> str:
    return "counterpart" if title.office == "Counterpart" else title.head


class Rosters(Spans):
    """Finds the names of a list and the state of each."""

    def _list(self, title: Title) -> None:
        """As in "Presidents A of X and B of Y", "the X-ian and Y-ian premiers, A and B"."""
        if self._paired(title):
            return
        index = title.last + (1 if self.sentence.lower(title.last) in (",", "of", "-") else 0)
        number = 0
        while index < len(self.tokens):
            index = self._past_honorifics(index)
            end = name_end(self.tokens, index, self.barred | self.titles)
            if end == index:
                break
            index = self._listed(title, index, end, number)
            number += 1
            if self.sentence.lower(index) in (",", "and") and index + 1 < len(self.tokens):
                index += 2 if self.sentence.lower(index + 1) == "and" else 1
            else:
                break
        if not number:
            self._split([title])

    def _paired(self, title: Title) -> bool:
        """As in "ambassadors of Uruguay, N. N., Chile, M. M. and …": state and name by turns."""
        found: list[tuple[str, int, int]] = []
        index = next(
            (
                m.first
                for m in self.sentence.mentions
                if title.first < m.first < title.last + 3 and m.entry.form in ("name", "org")
            ),
            len(self.tokens),
        )
        while index < len(self.tokens):
            mention = next(
                (m for m in self.sentence.mentions if m.first == index and m.entry.form in ("name", "org")), None
            )
            if mention is None:
                break
            start = mention.last + (1 if self.sentence.lower(mention.last) in (",", "-", "–", "(", ":") else 0)
            start = self._past_honorifics(start)
            end = name_end(self.tokens, start, self.barred | self.titles)
            if end == start:
                break
            found.append((mention.entry.ref, start, end))
            index = end
            while self.sentence.lower(index) in (",", "and", "the", ")", ";", "of"):
                index += 1
        if len(found) < 2:
            return False
        for ref, start, end in found:
            single = Title(
                title.first, title.last, title.office, _single(title), [ref], list(title.accredited), title.qualifiers
            )
            person = self._meet(start, end)
            self._hold(person, single)
            person.acts_for([ref])
            self._span(start, end, person)
        return True

    def _listed(self, title: Title, start: int, end: int, number: int) -> int:
        of = [title.of[min(number, len(title.of) - 1)]] if title.of else []
        after = end
        if self.sentence.lower(end) == "of":
            after = end + (2 if self.sentence.lower(end + 1) == "the" else 1)
            mention = next((m for m in self.sentence.mentions if m.first == after), None)
            if mention:
                of, after = [mention.entry.ref], mention.last
            else:
                after = end
        marks = title.qualifiers if of or title.office not in _SOLE else [*title.qualifiers, "several"]
        single = Title(title.first, title.last, title.office, _single(title), of, list(title.accredited), marks)
        person = self._meet(start, end)
        self._hold(person, single)
        person.acts_for(of)
        self._span(title.first if not number else start, after, person)
        return after
