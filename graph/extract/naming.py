"""Who is named in a sentence: titles with the names beside them, names with honorifics, persons named before."""

from graph.extract.gazetteer import Mention, folded
from graph.extract.lexicon import verb_form, words
from graph.extract.officials import state_of
from graph.extract.people import Person, name_end
from graph.extract.rosters import Rosters
from graph.extract.sentence import Holding
from graph.extract.title_parts import Title

_JOINERS = ("and", "&", "/", ",", "-")


class Namer(Rosters):
    """Finds the persons of one sentence and the offices that it gives them."""

    def run(self) -> list[Holding]:
        """Fill the sentence's persons and roles; return the offices given in it."""
        for group in self._groups():
            self._place(group)
        self._honoured()
        self._owned()
        self._known()
        self.sentence.persons.sort(key=lambda span: span.first)
        self.sentence.mentions = [m for m in self.sentence.mentions if not self._of_name(m)]
        return self.holdings

    def _of_name(self, mention: Mention) -> bool:
        """Whether what looks like a place is part of a person's name."""
        return mention.entry.form == "place" and self.names.issuperset(range(mention.first, mention.last))

    def _groups(self) -> list[list[Title]]:
        groups: list[list[Title]] = []
        for title in self.sentence.titles:
            if groups and self._joined(groups[-1][-1], title):
                groups[-1].append(title)
            else:
                groups.append([title])
        return groups

    def _joined(self, before: Title, title: Title) -> bool:
        between = [token.lower for token in self.tokens[before.last : title.first]]
        if (
            before.plural
            or title.plural
            or (before.of and title.of and before.of != title.of and not before.counterpart)
        ):
            return False
        if before.counterpart and between == [","]:
            return True
        if (
            between[-1:] == ["the"]
            and before.last - before.first == 1
            and self.sentence.lower(before.first - 1) == "the"
        ):
            return False  # "the Minister and the Director General X": two persons
        return len(between) <= 2 and all(word in (*_JOINERS, "the") for word in between) and between != [","]

    def _place(self, group: list[Title]) -> None:
        if group[-1].plural:
            self._list(group[-1])
            return
        start, comma = self._skip(self._past_being(group[-1]))
        start = self._past_unit(start)
        end = name_end(self.tokens, start, self.barred | self.titles)
        if self.sentence.lower(end) in words("people_institutions", "frames"):
            return  # "the Queen Mary hospital"
        if comma and end > start and self._titled_next(end) and self._apposition(group):
            return
        if end > start and self._names(group, start, end, comma):
            self._person(group, group[0].first, start, end)
            return
        if not self._apposition(group):
            self._split(group)

    def _past_being(self, title: Title) -> int:
        """As in "Zambia's new envoy to Peru is N. N.": the name after the verb, of an office told in full."""
        here = title.last
        told = bool(title.of or title.accredited)
        verb = here + 2 if self.sentence.words(here, here + 2) == "will be" else here + 1
        being = verb == here + 2 or self.sentence.lower(here) in ("is", "was")
        return verb if told and being and name_end(self.tokens, verb, self.barred) > verb + 1 else here

    def _titled_next(self, end: int) -> bool:
        """As in "A, title of X, B, title of Y": a name with a title of its own after it."""
        if self.sentence.lower(end) != ",":
            return False
        return any(title.first in (end + 1, end + 2) for title in self.sentence.titles)

    def _names(self, group: list[Title], start: int, end: int, comma: bool) -> bool:
        if group[-1].weak and (comma or end - start < 1 or (not group[-1].of and end - start < 2)):
            return group[-1].head in ("secretary", "speaker", "governor", "commissioner", "senator") and not comma
        if not comma:
            return True
        honoured = self.tokens[start - 1].text != ","
        long = end - start >= 2 or self.people.find(self._text(start, end)) is not None
        closed = self.sentence.lower(end) in (",", "", ".", ")", "-", ";", "“", '"') or self._verbal(end)
        definite = bool(group[0].of) or self.sentence.lower(group[0].first - 1) in (
            "the",
            "my",
            "his",
            "her",
            "our",
            "its",
            "their",
            "'s",
            "",
        )
        return honoured or (long and closed and definite)

    def _person(self, group: list[Title], first: int, start: int, end: int) -> Person:
        person = self._meet(start, end, group[-1])
        end, named = self._of_after(end)
        named = named or self._owner_of(start)
        others = [title for title in group if title.of and title.of != named] if named else []
        if others and len(others) < len(group):  # "the President of A and King X of B": two persons
            self._split(others)
            group = [title for title in group if title not in others]
            first = max(first, group[0].first)
        if named and not any(title.of for title in group):
            group[-1].of = named
        sides = next((title.of for title in group if title.of), [])
        for number, title in enumerate(group):
            title.of = title.of or list(sides)
            honour = (
                number
                and group[number - 1].last == title.first
                and title.head in ("prince", "princess", "ambassador", "senator")
            )
            if not honour:
                self._hold(person, title)
        person.acts_for(sides)
        person.titled = True
        last = self._closing(end)
        self._span(self._honorific_start(self._with_article(first)), last, person)
        return person

    def _owner_of(self, start: int) -> list[str]:
        """As in "Tonga's N. N., minister of trade": the state whose the person is."""
        if self.sentence.lower(start - 1) != "'s":
            return []
        return [m.entry.state for m in self.sentence.mentions if m.last == start - 1 and m.entry.form == "name"]

    def _apposition(self, group: list[Title]) -> bool:
        """A name before the title: "Ghanem, secretary of …,", "the Hon Ann Marsh MP, Minister …"."""
        before = self._with_article(group[0].first) - 1
        mark = self.sentence.lower(before)
        capitals = self.tokens[group[0].first].text.isupper() and len(self.tokens[group[0].first].text) > 3
        if mark not in (",", "(") and not capitals:
            return False
        end = before if mark in (",", "(") else before + 1
        while (
            end > 0
            and self.sentence.lower(end - 1) in words("postnominals", "offices")
            and self.tokens[end - 1].text.isupper()
        ):
            end -= 1
        start = self._name_start(end)
        if start == end or (self.taken & set(range(start, end)) and not self._spanned(start, end)):
            return False
        after = self.sentence.lower(group[-1].last)
        if (
            after not in (",", ".", ")", "", ";", "and", "at", "in", "said", "from", "since", "until", "between", "who")
            and not capitals
            and not self._verbal(group[-1].last)
        ):
            return False
        alone = end - start < 2 and self.people.find(self._text(start, end)) is None
        told = bool(group[-1].of) and mark == "," and after == ","
        if alone and not told and not self._honoured_before(start):
            return False
        self._unspan(start, end)
        last = group[-1].last + (1 if after in (",", ")") else 0)
        person = self._person(group, start, start, end)
        self._unspan(start, end)
        self._span(self._honorific_start(start), last, person)
        return True

    def _name_start(self, end: int) -> int:
        barred = self.barred | self.titles
        for start in range(max(0, end - 6), end):
            before = self.sentence.lower(start - 1)
            if name_end(self.tokens, start, barred) == end and not (
                start
                and self.tokens[start - 1].capital
                and before not in words("honorifics", "offices") | {"", "the"}
                and start - 1 not in barred
            ):
                return start
        return end

    def _honoured(self) -> None:
        """Names after "Mr", "Dr", "H.E." and the like."""
        index = 0
        while index < len(self.tokens):
            start = self._past_honorifics(index) if index not in self.taken else index
            if start > index:
                end = name_end(self.tokens, start, self.barred | self.titles | self.taken)
                if end > start:
                    person = self._meet(start, end)
                    self._span(self._with_article(index), self._closing(end), person)
                index = max(end, start)
            else:
                index += 1

    def _owned(self) -> None:
        """As in "Russia's Ivan Petrov met …": a state's own, where the name acts like a person."""
        for mention in self.sentence.mentions:
            if mention.entry.form != "name" or self.sentence.lower(mention.last) != "'s":
                continue
            start = mention.last + 1
            end = name_end(self.tokens, start, self.barred | self.titles | self.taken)
            if 2 <= end - start <= 3 and (
                verb_form(self.sentence.lower(end)) or self.sentence.lower(end) in ("and", ",")
            ):
                person = self._meet(start, end)
                person.acts_for([mention.entry.ref])
                self._span(mention.first, end, person)

    def _known(self) -> None:
        """Names without a title: of a person known already, or of one who acts like a person here."""
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            blocked = index in self.taken or index in self.barred or index in self.titles
            if blocked or not token.capital or not token.word:
                index += 1
                continue
            end = name_end(self.tokens, index, self.barred | self.titles | self.taken)
            index = self._known_at(index, end) if end > index else index + 1

    def _known_at(self, start: int, end: int) -> int:
        for last in range(end, start, -1):
            person = self.people.find(self._text(start, last))
            if person is None and last - start > 1 and state_of(self._text(start, last), None):
                person = self._meet(start, last)
            if person is not None and (
                last == end or last - start > 1 or folded(self.tokens[start].text) in person.name.lower()
            ):
                self._span(start, last, self._meet(start, last))
                return last
        return end
