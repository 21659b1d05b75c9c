"""Titles of public office in running text: "Deputy Minister of Trade of Peru", "EU ambassador to the WTO"."""

from graph.extract.gazetteer import Mention
from graph.extract.lexicon import either, table, words
from graph.extract.title_parts import Title, TitleParts, _inner, titled
from graph.extract.tokens import Token

_LINKS = ("and", "&")
_PEERS = ("colleague", "opposite number")
_COMMON_BODIES = words("memberships_common_bodies", "frames") | {"bank", "agency", "secretariat", "fund"}
_ORGANS = ("parliament", "commission", "assembly", "council")
_BODIES_OF_STATE = words("bodies_of_state", "offices")
_BODIES = frozenset(
    [
        "ministry",
        "department",
        "office",
        "minister",
        "secretary",
        "embassy",
        "party",
        "delegation",
        "parliament",
        "council",
        "head",
    ]
)


class TitleFinder(TitleParts):
    """Finds the titles of one sentence, given the names of states, organizations and places in it."""

    def titles(self) -> list[Title]:
        """All titles, in order, never overlapping."""
        found: list[Title] = []
        index = 0
        while index < len(self.tokens):
            title = self._at(index, found[-1].last if found else 0)
            if title is None:
                index += 1
                continue
            found.append(title)
            index = max(title.last, index + 1)
        return found

    def _at(self, index: int, floor: int) -> Title | None:
        head, plural = self._head(index)
        if not head or index in self.named or self._forepart(index, head) or self._honour(index, head):
            return None
        lower = [token.lower for token in self.tokens]
        first, qualifiers = self._left(index, floor)
        last = index + len(head)
        of: list[str] = []
        accredited: list[str] = []
        end = self._right(last, " ".join(head), of, accredited)
        stop = end
        if self._of_the_body(end):
            qualifiers.append("of body")
            end += 3
        text = self._office_text(first, index, len(head), plural, self._without_state(last, stop, of))
        if "session" in text and "assembly" in self.lower_at(end - 1):
            text = f"{text.split()[0]} of the General Assembly"
        title = Title(first, end, text, " ".join(head), of, accredited, qualifiers, bool(plural))
        self._owner(title, floor)
        if title.head in _PEERS and title.of:
            title.head = "counterpart"
        bare = first == index and end == last
        title.private = self._private(title)
        title.weak = (title.head in words("weak", "offices") and bare and not title.of) or title.private
        if title.head == "member" and not _BODIES_OF_STATE & set(text.lower().split()):
            return None
        return None if bare and lower[index] == "general" else title

    def _forepart(self, index: int, head: tuple[str, ...]) -> bool:
        """Whether a word that is a head elsewhere leads on to one here: "Justice Minister", "Chief Minister"."""
        fore = len(head) == 1 and head[0] in words("foreparts", "offices")
        return fore and self.tokens[index].capital and bool(self._head(index + 1)[0]) and self.tokens[index + 1].capital

    def _of_the_body(self, end: int) -> bool:
        """As in "the Secretary General of the organization": of the body that was spoken of."""
        lower = [self.lower_at(end + step) for step in range(3)]
        return lower[:2] == ["of", "the"] and lower[2] in _COMMON_BODIES and self.tokens[end + 2].text.islower()

    def _honour(self, index: int, head: tuple[str, ...]) -> bool:
        """Whether "Chief" is an honour before a name: after another title ("the minister, Chief N. N.")."""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        titled = self.lower_at(index - 1) in (",", "of") or self.lower_at(index - 1) in words("honorifics", "offices")
        name = after is not None and after.capital and after.lower not in _inner() and not self._head(index + 1)[0]
        return head == ("chief",) and self.tokens[index].capital and titled and name

    def _without_state(self, last: int, end: int, of: list[str]) -> int:
        """End of the title's words when a state after "of" at its end is left out; its parliament stays."""
        mention = self.ends.get(end)
        if (
            mention
            and (mention.entry.form == "metonym" or self.lower_at(end - 1) in _ORGANS)
            and not self._acronym(end)
        ):
            return end
        here = mention.first if mention and mention.entry.ref in of else last
        if here > last and self.tokens[here - 1].lower == "the":
            here -= 1
        return here - 1 if here > last and self.tokens[here - 1].lower == "of" else end

    def _acronym(self, end: int) -> bool:
        token = self.tokens[end - 1].text
        return token.isupper() and len(token) < 7

    def _private(self, title: Title) -> bool:
        """Whether the title is of a company or body that stands before it by an acronym: "ACME vice president"."""
        before = self.tokens[title.first - 1] if title.first else None
        unknown = (
            before is not None and before.text.isupper() and len(before.text) > 2 and title.first - 1 not in self.named
        )
        return unknown and self.tokens[title.first].text.islower() and not title.of

    def _left(self, index: int, floor: int) -> tuple[int, list[str]]:
        first = index
        qualifiers: list[str] = []
        while first > floor:
            step = self._step_left(first, floor)
            if not step:
                break
            first -= step
        while first < index and self.tokens[first].lower in words("dropped", "offices") | {"-", "and", ","}:
            qualifiers.append(self.tokens[first].lower)
            first += 1
        return first, qualifiers

    def _step_left(self, first: int, floor: int) -> int:
        """How many tokens before `first` still belong to the title."""
        before = self.tokens[first - 1]
        if first - 1 in self.named:
            mention = self.ends.get(first)
            keep = mention is not None and mention.entry.form == "metonym" and mention.first >= floor
            return mention.last - mention.first if mention and keep else 0
        if before.lower in _inner() or before.lower.removesuffix("-") in _inner():
            return 1
        parts = before.lower.split("-")
        if len(parts) > 1 and any(part in _inner() for part in parts):
            return 1
        if before.text == "-" and first - 2 >= floor and self.tokens[first - 2].lower in ("vice", "ex", "under", "co"):
            return 2
        return self._link_left(first, floor, before)

    def _link_left(self, first: int, floor: int, before: Token) -> int:
        if first - 2 < floor or first - 2 in self.named:
            return 0
        second = self.tokens[first - 2]
        joined = self.tokens[first].capital and second.capital and second.lower in words("portfolios", "offices")
        if before.lower in (*_LINKS, ",") and joined:
            return 2 if not self._head(first - 2)[0] else 0
        if before.lower in ("of", "for") and self.tokens[first].capital and second.lower in _BODIES and second.capital:
            return 2
        return 0

    def _office_text(self, first: int, head: int, size: int, plural: str, end: int) -> str:
        parts = [token.text for token in self.tokens[first:head]]
        short = table("offices")["short"].get(" ".join(token.lower for token in self.tokens[head : head + size]))
        parts.append(plural or short or " ".join(token.text for token in self.tokens[head : head + size]))
        parts += [token.text for token in self.tokens[head + size : end]]
        if parts[0].lower().startswith(("then-", "ex-", "now-")):
            parts[0] = parts[0].partition("-")[2]
        text = " ".join(parts).replace(" , ", ", ").replace(" 's", "'s").replace(" ’s", "’s").replace(" - ", "-")
        return titled(text) if text.isupper() and len(text) > 4 else text[:1].upper() + text[1:]

    def _owner(self, title: Title, floor: int) -> None:
        """The state or organization before the title: "Kenya's", "Italian", "NATO", "Chinese and Mauritian"."""
        end = title.first
        while end > floor and self.tokens[end - 1].lower in words("dropped", "offices") | {"-"}:
            title.qualifiers.append(self.tokens[end - 1].lower)
            end -= 1
        if end > floor + 1 and self.tokens[end - 2].lower == "'s" and self._adjectival(end - 1):
            end -= 1
        if end > floor and self.tokens[end - 1].lower == "'s":
            end -= 1
        mention = self.ends.get(end)
        if mention and self._located(mention, end):
            mention = None
        title.of += [ref for phrase, ref in table("offices")["implied"].items() if phrase in title.office.lower()][:1]
        metonym = self.starts.get(title.first)
        if metonym and metonym.entry.form == "metonym":
            title.of.append(metonym.entry.ref)
        if mention is None or mention.first < floor:
            return
        self._take(title, mention)
        if title.first > floor and self.tokens[title.first - 1].lower in words("dropped", "offices"):
            title.qualifiers.append(self.tokens[title.first - 1].lower)
            title.first -= 1
        before = mention.first - 1
        if title.plural and before > floor and self.tokens[before].lower == "and" and before in self.ends:
            self._take(title, self.ends[before])
            title.of.reverse()

    def _located(self, mention: Mention, end: int) -> bool:
        """Whether the name before the title only says where: "In Turkey Minister Smith met …"."""
        plain = mention.entry.form == "name" and mention.last == end and self.tokens[end - 1].lower != "'s"
        return plain and mention.first > 0 and self.tokens[mention.first - 1].lower in ("in", "at", "from", "near")

    def _adjectival(self, index: int) -> bool:
        token = self.tokens[index]
        return token.text.islower() and token.word and token.lower not in either("prepositions", "conjunctions")

    def _take(self, title: Title, mention: Mention) -> None:
        entry = mention.entry
        ref = entry.state if entry.form == "place" else entry.ref
        if ref and ref not in title.of and (entry.form != "place" or self.tokens[mention.last].lower == "'s"):
            title.of.append(ref)
            title.first = mention.first
            if title.first and self.tokens[title.first - 1].lower == "the":
                title.first -= 1
