"""Who is named in a sentence: titles with the names beside them, names with honorifics, persons named before."""

from graph.extract.gazetteer import folded
from graph.extract.lexicon import verb_form, words
from graph.extract.officials import state_of
from graph.extract.people import People, Person, name_end
from graph.extract.sentence import Holding, PersonSpan, RoleSpan, Sentence
from graph.extract.titles import Title, titled

_JOINERS = ("and", "&", "/", ",", "-")


class Namer:
    """Finds the persons of one sentence and the offices that it gives them."""

    def __init__(self, sentence: Sentence, people: People) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.people = people
        self.holdings: list[Holding] = []
        self.taken: set[int] = set()
        self.barred = {
            i
            for mention in sentence.mentions
            if mention.entry.form != "place"
            for i in range(mention.first, mention.last)
        }
        self.titles = {i for title in sentence.titles for i in range(title.first, title.last)}

    def run(self) -> list[Holding]:
        """Fill the sentence's persons and roles; return the offices given in it."""
        for group in self._groups():
            self._place(group)
        self._honoured()
        self._owned()
        self._known()
        self.sentence.persons.sort(key=lambda span: span.first)
        return self.holdings

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
        return len(between) <= 2 and all(word in (*_JOINERS, "the") for word in between) and between != [","]

    def _place(self, group: list[Title]) -> None:
        if group[-1].plural:
            self._list(group[-1])
            return
        start, comma = self._skip(group[-1].last)
        start = self._past_unit(start)
        end = name_end(self.tokens, start, self.barred | self.titles)
        if end > start and self._names(group, start, end, comma):
            self._person(group, group[0].first, start, end)
            return
        if not self._apposition(group):
            self._split(group)

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
        small = (
            words("prepositions")
            | words("conjunctions")
            | words("adverbs")
            | words("be")
            | words("have")
            | words("future")
        )
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
        moved = True
        while moved:
            moved = False
            for size in (3, 2, 1):
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
            "",
        )
        return honoured or (long and closed and definite)

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

    def _person(self, group: list[Title], first: int, start: int, end: int) -> Person:
        person = self.people.meet(self._text(start, end))
        end, named = self._of_after(end)
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

    def _of_after(self, end: int) -> tuple[int, list[str]]:
        """As in "President X of Kenya": the state after the name, and where it ends."""
        if self.sentence.lower(end) != "of":
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
        while first > 0 and self.sentence.lower(first - 1) in (
            "the",
            "a",
            "an",
            "his",
            "her",
            "its",
            "their",
            "my",
            "our",
            "then",
        ):
            first -= 1
        return first

    def _span(self, first: int, last: int, person: Person) -> None:
        places = set(range(first, last))
        if places & self.taken:
            return
        self.taken |= places
        self.sentence.persons.append(PersonSpan(first, last, person))

    def _apposition(self, group: list[Title]) -> bool:
        """A name before the title: "Ghanem, secretary of …,", "the Hon Stephen Smith MP, Minister …"."""
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
            after not in (",", ".", ")", "", ";", "and", "at", "in", "said")
            and not capitals
            and not self._verbal(group[-1].last)
        ):
            return False
        if end - start < 2 and self.people.find(self._text(start, end)) is None and not self._honoured_before(start):
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
                    for n in (3, 2, 1)
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

    def _list(self, title: Title) -> None:
        """As in "Presidents A of X and B of Y", "the Chinese and Mauritian premiers, Li Peng and Navin Ramgoolam"."""
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
                title.first, title.last, title.office, title.head, [ref], list(title.accredited), title.qualifiers
            )
            person = self.people.meet(self._text(start, end))
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
        single = Title(title.first, title.last, title.office, title.head, of, list(title.accredited), title.qualifiers)
        person = self.people.meet(self._text(start, end))
        self._hold(person, single)
        person.acts_for(of)
        self._span(title.first if not number else start, after, person)
        return after

    def _honoured(self) -> None:
        """Names after "Mr", "Dr", "H.E." and the like."""
        index = 0
        while index < len(self.tokens):
            start = self._past_honorifics(index) if index not in self.taken else index
            if start > index:
                end = name_end(self.tokens, start, self.barred | self.titles | self.taken)
                if end > start:
                    person = self.people.meet(self._text(start, end))
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
                person = self.people.meet(self._text(start, end))
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
                person = self.people.meet(self._text(start, last))
            if person is not None and (
                last == end or last - start > 1 or folded(self.tokens[start].text) in person.name.lower()
            ):
                self._span(start, last, self.people.meet(self._text(start, last)))
                return last
        return end
