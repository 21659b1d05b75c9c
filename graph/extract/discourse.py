"""What the article has said so far, so that "the Minister", "both sides", "he" and "here" find whom they mean."""

from datetime import date

from graph.extract.dates import published_day
from graph.extract.document import Document
from graph.extract.drafts import Parties
from graph.extract.lexicon import either, table, words
from graph.extract.people import Person
from graph.extract.sentence import Holding
from graph.extract.units import Unit
from graph.facts import Modality

_SINGULAR = words("discourse_singular", "frames")
_PLURAL = words("discourse_plural", "frames")
_SPEAKER = words("discourse_speaker", "frames")
_OURS = words("discourse_ours", "frames")


class Discourse:
    """The memory of one reading of an article, sentence by sentence."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.published: date | None = published_day(document.article.published)
        self.dateline: tuple[str, str] | None = document.dateline
        self.recent: list[Person] = []
        self.subject: Person | None = None
        self.last_state = ""
        self.last_body = ""
        self.last_holding: Holding | None = None
        self.last_place: tuple[str, str] | None = None
        self.places: dict[str, tuple[str, str]] = {}
        self.aid: tuple[list[str], list[str]] | None = None
        self.event = ""
        self.event_date: str | None = None
        self.event_place = ""
        self.talks = ""
        self.mission: tuple[str, str, str] | None = None
        self.event_bodies: list[str] = []
        self.group = Parties()
        self.three: list[str] = []
        self.link: tuple[Modality, str | None] | None = None

    def observe(self, units: list[Unit], subjects: list[Person]) -> None:
        """Take in a sentence that has been read, with the persons that are the subject of its first main verb."""
        persons = [unit.person for unit in units if unit.person is not None]
        if subjects:
            self.subject = subjects[0]
        elif persons:
            self.subject = persons[0]
        self.recent.extend(persons)
        for unit in units:
            if unit.kind in ("state", "place") and unit.sides:
                self.last_state = unit.sides[0]
            if unit.kind == "place":
                self.last_place = (unit.refs[0], unit.sides[0] if unit.sides else "")
            if unit.kind == "org":
                self.last_body = unit.refs[0]
        named = list(dict.fromkeys(s for unit in units for s in unit.sides or unit.mods if s.startswith("state:")))
        if len(named) == 3:
            self.three = named

    def resolve(self, unit: Unit, before: list[Unit]) -> Parties:
        """Whom a unit stands for, given the units before it in its sentence."""
        if unit.person is not None:
            return Parties([unit.person], list(unit.person.sides))
        if unit.kind == "role":
            return self._role(unit, before)
        if unit.kind in ("state", "org"):
            return Parties(sides=list(unit.sides))
        if unit.kind == "place":
            return Parties(sides=list(unit.sides)) if self._capital(unit) else Parties()
        if unit.kind == "pronoun":
            return self._pronoun(unit, before)
        if unit.kind == "noun":
            return self._noun(unit, before)
        return Parties()

    def _capital(self, unit: Unit) -> bool:
        return bool(unit.refs) and unit.refs[0].removeprefix("place:").lower() in self.document.capitals

    # -- titles without names -------------------------------------------------------------------------------------

    def _role(self, unit: Unit, before: list[Unit]) -> Parties:
        title = unit.title
        if title is None:
            return Parties()
        counted = before[-1].words[-1:] if before and before[-1].kind == "noun" else ()
        if title.plural and not title.of and counted in (("two",), ("both",), ("three",)):
            return Parties(sides=list(self.three)) if counted == ("three",) else self.pair(before, True, title.head)
        found = self._holder(title.head, title.office, title.of, before)
        if found is not None:
            return Parties([found], list(found.sides))
        if not title.of and before and before[-1].possessive and before[-1].head in ("its", "their"):
            return Parties(sides=self.resolve(before[-1], before[:-1]).sides[:1])
        return Parties(sides=list(title.of))

    def _holder(self, head: str, office: str, of: list[str], before: list[Unit]) -> Person | None:
        """The person met last who holds such an office, of that state where one is named."""
        wanted = set(office.lower().split()) - {"the", "of"}
        here = [unit.person for unit in before if unit.person is not None]
        known = [] if of or self.subject is None else [self.subject]
        known = [*([] if of else self._at_home(wanted)), *known]
        for person in [*reversed(here), *known, *reversed(self.recent)]:
            if of and not set(of) & set(person.sides):
                continue
            offices = [set(held.lower().split()) for held in person.offices]
            if any(wanted <= held or (held and held <= wanted) or _synonym(head, held) for held in offices):
                return person
        return self._only_holder(wanted, of)

    def _at_home(self, wanted: set[str]) -> list[Person]:
        """The one person whom a government's release gives an office of its own state."""
        home = self.document.home
        found = {id(h.person): h.person for h in self.document.holdings if home in h.of and wanted <= _bag(h.office)}
        return list(found.values()) if home and len(found) == 1 else []

    def _only_holder(self, wanted: set[str], of: list[str]) -> Person | None:
        """The one person whom the article anywhere gives that office of that state."""
        found = {
            id(h.person): h.person
            for h in self.document.holdings
            if (not of or set(of) & set(h.of)) and wanted <= _bag(h.office)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    # -- common nouns ---------------------------------------------------------------------------------------------

    def _noun(self, unit: Unit, before: list[Unit]) -> Parties:
        if unit.mods and len(unit.words) == 1:
            return Parties(sides=list(unit.mods))
        if unit.mods and unit.head in either("groups", "roles", "pairs"):
            if unit.head in words("roles"):
                person = self._holder(unit.head, unit.head, list(unit.mods), before)
                if person is not None:
                    return Parties([person], list(person.sides))
            return Parties(sides=list(unit.mods))
        if {"three", "trio"} & set(unit.words) and (unit.head in words("pairs") or unit.head in ("three", "trio")):
            return Parties(sides=list(self.three))
        known = table("names")["pairs"].get(unit.head)
        if known:
            return Parties(sides=[f"state:{code}" for code in known])
        if unit.head in words("pairs") and set(unit.words) & {"two", "both", "2", "our"}:
            return self.pair(
                before,
                persons=unit.head in ("two", "leaders", "presidents", "ministers", "premiers", "men", "counterparts"),
                plural=unit.head if unit.head in ("presidents", "ministers") else "",
            )
        if unit.head in ("sides", "parties") and "the" in unit.words:
            return self.pair(before, persons=False)
        definite = bool({"the", "this"} & set(unit.words[:1]))
        if unit.head in ("delegation", "mission", "team") and definite:
            return self.group
        if definite and unit.head in words("roles") and len(unit.words) <= 3:
            person = self._holder(unit.head, unit.head, [], before)
            return Parties([person], list(person.sides)) if person else Parties()
        return Parties()

    def pair(self, before: list[Unit], persons: bool, plural: str = "") -> Parties:
        """As in "The two leaders", "both countries": of this sentence, or those that the article is about."""
        here = [unit for unit in before if unit.person is not None]
        sides: list[str] = []
        for unit in before:
            for side in unit.sides or unit.mods or (tuple(unit.person.sides) if unit.person else ()):
                if side not in sides:
                    sides.append(side)
        if persons:
            known = [unit.person for unit in here if unit.person]
            office = plural.removesuffix("s")
            alike = [p for p in [*self.recent, *known] if any(office in held.lower().split() for held in p.offices)]
            people = (_different([], alike) if office else []) or _different(known, self.recent)
            if people:
                return Parties(people, [side for person in people for side in person.sides])
        states = [side for side in sides if side.startswith("state:")]
        if len(sides) == 2 or len(states) == 2:
            return Parties(sides=sides if len(sides) == 2 else states)
        return Parties(sides=list(self.document.main_pair()))

    # -- pronouns -------------------------------------------------------------------------------------------------

    def _pronoun(self, unit: Unit, before: list[Unit]) -> Parties:
        if unit.head in _SINGULAR:
            person = self._antecedent(before) or self.subject
            return Parties([person], list(person.sides)) if person else Parties()
        if unit.head in _SPEAKER and self.document.speaker is not None:
            return Parties([self.document.speaker], list(self.document.speaker.sides))
        if unit.head in _OURS and self.document.home:
            return Parties(sides=[self.document.home])
        if unit.head in _PLURAL:
            return self._they(before)
        if unit.head in ("it", "its"):
            side = next(
                (u.sides[0] for u in before if u.kind in ("state", "org") and u.sides), self.last_subject_state()
            )
            return Parties(sides=[side] if side else [])
        return Parties()

    def _antecedent(self, before: list[Unit]) -> Person | None:
        """The first person of the sentence so far, named or called by a title."""
        for number, unit in enumerate(before):
            if unit.person is not None:
                return unit.person
            if unit.kind == "role" or (unit.kind == "noun" and unit.head in words("roles") and not unit.mods):
                persons = self.resolve(unit, before[:number]).persons
                if len(persons) == 1:
                    return persons[0]
        return None

    def _they(self, before: list[Unit]) -> Parties:
        """The states that the sentence lists so far; else those who act together, or the two that it is about."""
        states = list(dict.fromkeys(side for unit in before if unit.kind == "state" for side in unit.sides))
        opens = bool(before) and before[0].kind == "state"
        if len(states) > 1 and opens and not any(unit.person for unit in before):
            return Parties(sides=states)
        return self.group if self.group else self.pair(before, persons=True)

    def last_subject_state(self) -> str:
        """The state that was spoken of last."""
        return self.last_state


def _different(here: list[Person], recent: list[Person]) -> list[Person]:
    """The last two persons of different sides."""
    found: list[Person] = []
    for person in [*reversed(here), *reversed(recent[-6:])]:
        if person in found or not person.sides:
            continue
        if not found or not set(found[0].sides) & set(person.sides):
            found.append(person)
        if len(found) == 2:
            return list(reversed(found))
    return []


def _bag(office: str) -> set[str]:
    return set(office.lower().split()) | {"the", "of"}


def _synonym(head: str, held: set[str]) -> bool:
    if head in ("premier", "prime minister"):
        return {"prime", "minister"} <= held or "premier" in held
    return head == "leader" and bool(
        held & {"president", "premier", "king", "chancellor", "sultan", "emir"} or {"prime", "minister"} <= held
    )
