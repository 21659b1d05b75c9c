"""What a title of office is made of: its head, and the complements after it ("of Foreign Affairs", "to Peru")."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from graph.extract.gazetteer import Mention
from graph.extract.lexicon import either, table, words
from graph.extract.tokens import Token

_LINKS = ("and", "&")
_AIDES = ("adviser", "advisor", "assistant", "aide", "secretary", "counselor", "counsellor")
_OFFICES = ("ministry", "department", "office", "presidency", "chancellery")


@dataclass(slots=True)
class Title:
    """A title at tokens ``first`` to ``last``, the words of the state before it included.

    `of` are the states and organizations that it is an office of, `accredited` those that its holder is sent to.
    """

    first: int
    last: int
    office: str
    head: str
    of: list[str] = field(default_factory=list)
    accredited: list[str] = field(default_factory=list)
    qualifiers: list[str] = field(default_factory=list)
    plural: bool = False
    weak: bool = False
    private: bool = False

    @property
    def description(self) -> bool:
        """Whether the words describe ("leader", "diplomat") and name no office."""
        return self.head in words("descriptions", "offices")

    @property
    def counterpart(self) -> bool:
        """Whether it only says that somebody holds the office of somebody else."""
        return self.head == "counterpart"


@cache
def _heads() -> frozenset[tuple[str, ...]]:
    offices = table("offices")
    return frozenset(tuple(head.split()) for head in (*offices["heads"], *offices["descriptions"]))


@cache
def _plurals() -> Mapping[tuple[str, ...], str]:
    return {tuple(head.split()): singular for head, singular in table("offices")["plurals"].items()}


@cache
def _first_words() -> frozenset[str]:
    """The words that a head starts with: most words do not."""
    return frozenset(head[0] for head in (*_heads(), *_plurals()))


@cache
def _inner() -> frozenset[str]:
    return words("prefixes", "offices") | words("portfolios", "offices")


def titled(text: str) -> str:
    """A name in capitals as it is written in running text."""
    small = {"of", "and", "for", "the", "to", "in", "on", "bin", "al"}
    return " ".join(word.lower() if word.lower() in small else _capital(word) for word in text.split())


def _capital(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


class TitleParts:
    """The words of a sentence, asked for the heads and complements of titles."""

    def __init__(self, tokens: list[Token], mentions: list[Mention]) -> None:
        self.tokens = tokens
        self.starts = {mention.first: mention for mention in mentions}
        self.ends = {mention.last: mention for mention in mentions}
        self.named = {i for mention in mentions for i in range(mention.first, mention.last)}

    def _head(self, index: int) -> tuple[tuple[str, ...], str]:
        if self.tokens[index].lower not in _first_words():
            return (), ""
        for size in (3, 2, 1):
            key = tuple(token.lower for token in self.tokens[index : index + size])
            if len(key) < size:
                continue
            if key in _heads() and not (size == 1 and self._only_letters(index)):
                return key, ""
            if key in _plurals():
                return key, _plurals()[key]
        return (), ""

    def _only_letters(self, index: int) -> bool:
        """Whether "MP", "PM" … are letters after a name, not a title before one."""
        token = self.tokens[index]
        if token.lower not in (*table("offices")["short"], "mp", "mep"):
            return False
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return not token.text.isupper() or (
            token.lower in ("mp", "mep") and (after is None or not after.capital or after.text.isupper())
        )

    def _right(self, index: int, head: str, of: list[str], accredited: list[str]) -> int:
        """Absorb complements after the head; fill `of` and `accredited`; return the end of the title."""
        end = index
        while self.lower_at(end) in ("extraordinary", "plenipotentiary", "designate") or (
            self.lower_at(end) == "and" and self.lower_at(end + 1) == "plenipotentiary"
        ):
            end += 1
        while end + 1 < len(self.tokens):
            step = self._complement(end, head, of, accredited)
            if step == end:
                break
            end = step
        return self._after_comma(end, of)

    def _after_comma(self, end: int, of: list[str]) -> int:
        """As in "Minister of State at the Ministry of Foreign Affairs, State of Qatar,"."""
        mention = self.starts.get(end + 1)
        long = end and (self.lower_at(end - 1) in words("portfolios", "offices"))
        if of or mention is None or mention.entry.form != "name" or self.lower_at(end) != "," or not long:
            return end
        if self.lower_at(mention.last) not in (",", ".", ";", ")") or mention.last - mention.first < 2:
            return end
        of.append(mention.entry.ref)
        return mention.last

    def _of_body(self, end: int, start: int, of: list[str]) -> int:
        """A portfolio or body; the adjective of a state in it names whose body it is."""
        last = self._portfolio(end, start)
        for mention in self.starts.values():
            if start <= mention.first < last and mention.entry.form == "demonym" and not of:
                of.append(mention.entry.state)
        return last

    def lower_at(self, index: int) -> str:
        """The lower-case token at `index`, empty outside the sentence."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _complement(self, end: int, head: str, of: list[str], accredited: list[str]) -> int:
        preposition = self.tokens[end].lower
        start = end + 1
        if self.tokens[start].lower == "the" and start + 1 < len(self.tokens):
            start += 1
        envoy = head in words("envoys", "offices")
        start = self._past_session(start)
        if preposition in ("at", "in") and self._posted(head, end):
            start = self._past_mission(start)
        if (preposition == "to" and (head in words("envoys", "offices"))) or (
            preposition in ("in", "at")
            and (
                self._posted(head, end)
                or (head in ("ambassador", "high commissioner", "envoy") and start in self.starts)
            )
        ):
            return self._names(end, start, accredited)
        if preposition == "of" and start in self.starts and not self._adjective(start):
            return self._names(end, start, of)
        if preposition == "of" and self._parliament(start):
            return self._names(end, self.starts[start].last, of)
        if preposition == "to" and head in _AIDES and self._head(start)[0]:
            return start + len(self._head(start)[0])
        if preposition == "for" and envoy and start in self.starts and self.starts[start].entry.form == "name":
            return self._names(end, start, accredited)
        office = preposition in ("at", "in", ",") and self.lower_at(start) in _OFFICES and self.tokens[start].capital
        if preposition in ("of", "for") or (preposition == "on" and envoy) or office:
            return self._of_body(end, start, of)
        return end

    def _parliament(self, start: int) -> bool:
        """As in "of the Norwegian Storting": an adjective before a body that is of one state anyhow."""
        mention = self.starts.get(start)
        body = self.starts.get(mention.last) if mention and mention.entry.form == "demonym" else None
        return body is not None and body.entry.form == "metonym"

    def _past_session(self, start: int) -> int:
        """Past "75th session of the" before the name of a body."""
        here = start + 1 if self.tokens[start].number or self.tokens[start].lower.endswith(("th", "first")) else start
        if here + 2 < len(self.tokens) and self.tokens[here].lower == "session" and self.tokens[here + 1].lower == "of":
            return here + 3 if self.tokens[here + 2].lower == "the" else here + 2
        return start

    def _past_mission(self, start: int) -> int:
        """Past "Australian Embassy to the" before the name of the receiving state."""
        for here in range(start, min(start + 5, len(self.tokens) - 2)):
            if self.tokens[here].lower in ("embassy", "commission", "mission", "consulate") and self.tokens[
                here + 1
            ].lower in ("to", "in"):
                return here + 3 if self.tokens[here + 2].lower == "the" else here + 2
        return start

    def _posted(self, head: str, end: int) -> bool:
        posts = words("posts", "offices")
        return head in posts and (head != "secretary" or self.tokens[end - 2].lower in ("first", "second", "third"))

    def _adjective(self, start: int) -> bool:
        mention = self.starts[start]
        after = self.tokens[mention.last] if mention.last < len(self.tokens) else None
        small = either("prepositions", "conjunctions", "be", "have", "future")
        if mention.entry.form == "demonym" and after is not None and after.word and after.lower not in small:
            return True
        return (
            mention.entry.form in ("demonym", "name", "org")
            and after is not None
            and ((after.capital and mention.last not in self.starts and after.lower in _inner()) or after.lower == "'s")
        )

    def _names(self, end: int, start: int, into: list[str]) -> int:
        """A list of states, organizations or places (standing for their states)."""
        here = start
        while here in self.starts:
            mention = self.starts[here]
            if mention.entry.form in ("people",):
                break
            ref = mention.entry.state if mention.entry.form == "place" else mention.entry.ref
            if ref and ref not in into:
                into.append(ref)
            end = mention.last
            here = end if end in self.starts and self.starts[end].entry.form == "org" else self._next_name(end)
        return end

    def _next_name(self, end: int) -> int:
        """Where the next name of a list starts: only after "and", or a comma that leads on to one."""
        index = end
        if index + 1 < len(self.tokens) and self.tokens[index].text == "(":
            close = next(
                (i for i in range(index, min(index + 6, len(self.tokens))) if self.tokens[i].text == ")"), index
            )
            index = close + 1
        if index + 1 < len(self.tokens) and self.tokens[index].lower in ("and", ","):
            index += 2 if self.tokens[index + 1].lower in ("the", "and") else 1
            mention = self.starts.get(index)
            follows = self.tokens[mention.last] if mention and mention.last < len(self.tokens) else None
            if (
                mention
                and mention.entry.form in ("name", "org")
                and not (follows and (follows.capital or follows.lower == "'s"))
            ):
                return index
        return -1

    def _portfolio(self, end: int, start: int) -> int:
        """Words of a ministry or body after "of" or "for"; a name of one word run on to them is left out."""
        index = start
        last_known = end
        while index < len(self.tokens) and index - start < 22:
            token = self.tokens[index]
            known = token.lower in words("portfolios", "offices") or any(
                part in words("portfolios", "offices") for part in token.lower.split("-")
            )
            if known or (index in self.named and token.capital and self._inside(index)):
                last_known = index + 1
            elif token.lower in (*_LINKS, ",", "'s", "of", "for", "the", "on"):
                if not self._leads_on(index) or (index - last_known > 1 and index - start > 1):
                    break  # two unknown words in a row are a name
            elif not token.capital or token.lower in words("honorifics", "offices") or index in self.named:
                break
            index += 1
        if last_known == end and self.tokens[start - 1].lower != "the":
            return end
        return self._trim(end, start, index, last_known)

    def _inside(self, index: int) -> bool:
        mention = next((m for m in self.starts.values() if m.first <= index < m.last), None)
        if mention is None or mention.last >= len(self.tokens):
            return False
        after = self.tokens[mention.last]
        if mention.entry.form == "demonym" and after.capital:
            return True
        return (
            after.lower in words("portfolios", "offices")
            or after.lower == "and"
            or (after.lower == "'s" and mention.last + 1 < len(self.tokens) and self.tokens[mention.last + 1].capital)
        )

    def _leads_on(self, index: int) -> bool:
        following = index + 1
        if following < len(self.tokens) and self.tokens[following].lower in ("the", "and"):
            following += 1
        if following >= len(self.tokens):
            return False
        token = self.tokens[following]
        if token.lower in ("mr", "mr.", "mrs", "ms", "dr", "h.e.") or self._ranked(following):
            return False
        if self.tokens[index].lower in ("of", "for", "on") and following in self.named:
            return False
        if self.tokens[index].text == ",":
            direct = following == index + 1 or self.tokens[index + 1].lower == "and"
            return (
                direct
                and token.capital
                and token.lower in words("portfolios", "offices")
                and not self._head(following)[0]
            )
        if self.tokens[index].lower == "and" and self._titled(following):
            return False
        return token.capital or token.lower in words("portfolios", "offices")

    def _ranked(self, index: int) -> bool:
        """Whether a rank of several words starts right here ("Air Marshal", "Rear Admiral")."""
        phrases = (" ".join(t.lower for t in self.tokens[index : index + size]) for size in (2, 3, 4))
        return any(" " in phrase and phrase in words("honorifics", "offices") for phrase in phrases)

    def _titled(self, index: int) -> bool:
        """Whether another title starts right here ("and Minister for …", "and Foreign Minister")."""
        for here in range(index, min(index + 4, len(self.tokens))):
            if self._head(here)[0]:
                return True
            if self.tokens[here].lower not in _inner():
                return False
        return False

    def _trim(self, end: int, start: int, index: int, last_known: int) -> int:
        run = index - last_known
        if last_known > start and run >= 1:
            return last_known
        return index if index > start else end
