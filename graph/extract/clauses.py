"""Who does what in a sentence: the subject of each verb, found by walking from unit to unit; no tree is built."""

from graph.extract.coordination import Coordination
from graph.extract.lexicon import words
from graph.extract.units import Unit

_THANKING = words("clauses_thanking", "frames")
_OBJECT_CONTROL = words("clauses_object_control", "frames")


class Clauses(Coordination):
    """The grammar of one sentence, asked piece by piece."""

    def __init__(self, units: list[Unit]) -> None:
        super().__init__(units)
        self._subjects: dict[int, list[int]] = {}

    def subject(self, verb: int, depth: int = 0) -> list[int]:
        """The noun phrases that are the subject of the verb group at `verb`."""
        if depth:
            return self._subject(verb, depth)
        if verb not in self._subjects:
            self._subjects[verb] = self._subject(verb, 0)
        return list(self._subjects[verb])

    def _subject(self, verb: int, depth: int) -> list[int]:
        unit = self.units[verb]
        if unit.verb is None or depth > 6:
            return []
        if unit.verb.form == "infinitive":
            return self._controlled(verb, depth)
        if unit.verb.form == "gerund":
            return self._gerund_subject(verb, depth)
        before = self._before(verb)
        if self.head(before) in ("and", "but", "or", ",", "then") and self.kind(before) in ("conj", "punct"):
            shared = self._shared_subject(before, depth)
            if shared is not None:
                return shared
        if self.kind(before) == "rel":
            return self._antecedent(before)
        return self._walk_left(before, depth)

    def _before(self, verb: int) -> int:
        here = verb - 1
        while self.kind(here) in ("adv", "date") or (self.kind(here) == "prep" and self.kind(here + 1) == "date"):
            here -= 1
        return here

    def _antecedent(self, rel: int) -> list[int]:
        here = rel - 1
        if self.head(here) == ",":
            here -= 1
        while here > 0 and not self.nominal(here):
            here -= 1
        if not self.nominal(here):
            return []
        singular = rel + 1 < len(self.units) and self.units[rel + 1].text.lower().split()[0] in ("was", "is", "has")
        return [here] if singular else self._whole(here)

    def _whole(self, index: int) -> list[int]:
        start = self.start_of_group(index)
        return [member for member in self.group(start) if member <= index] or [index]

    def _controlled(self, verb: int, depth: int) -> list[int]:
        governor = self.governor(verb)
        if governor is not None:
            between = [i for i in range(governor + 1, verb) if self.nominal(i) and self.kind(i - 1) != "prep"]
            envoys = [
                i
                for i in range(governor + 1, verb)
                if self.head(i) in ("delegation", "team", "envoy", "envoys", "mission")
            ]
            if envoys:
                return [envoys[-1]]
            guests = self._invited(governor, verb)
            if guests:
                return guests
            if between and self.head(governor) in _OBJECT_CONTROL:
                return self.group(between[0])
            passive = self.units[governor].verb
            if passive is not None and passive.passive and self.head(governor) in _OBJECT_CONTROL:
                return self.subject(governor, depth + 1)
            return self.subject(governor, depth + 1)
        here = self._before(verb)
        return self._walk_left(here, depth) if self.nominal(here) else []

    def _invited(self, governor: int, verb: int) -> list[int]:
        """As in "extended an invitation to Y to attend": Y is to attend."""
        for here in range(governor + 1, verb - 2):
            if self.head(here) in ("invitation", "request", "appeal", "call") and self.head(here + 1) == "to":
                start = self._owned(here + 2) if self.nominal(here + 2) else here
                return self.group(start) if start > here else []
        return []

    def governor(self, verb: int) -> int | None:
        """The verb that an infinitive or gerund hangs on."""
        here = verb - 1
        while here >= 0 and verb - here <= 12:
            if self.kind(here) == "verb":
                return here
            if self.head(here) in (";", ":", "“", "”"):
                return None
            here -= 1
        return None

    def _gerund_subject(self, verb: int, depth: int) -> list[int]:
        here = self._before(verb)
        if self.nominal(here) and self.kind(here - 1) != "prep":
            return self._whole(here)
        main = next((i for i in range(verb - 1, -1, -1) if self._finite(i)), None)
        if main is not None and self.head(here) == "for" and self.head(main) in _THANKING:
            return self.objects(main)
        if main is None or self.head(here) in ("“", '"'):
            main = next((i for i in range(verb + 1, len(self.units)) if self._finite(i)), None)
        return self.subject(main, depth + 1) if main is not None else []

    def _finite(self, index: int) -> bool:
        unit = self.units[index]
        return unit.verb is not None and unit.verb.form in ("finite", "participle")

    def _shared_subject(self, before: int, depth: int) -> list[int] | None:
        """The subject of the verb that this one is joined to, or of the clause that an inserted clause interrupts."""
        if self.head(before) == "," or self.head(before) == "then":
            return self._around_insertion(before, depth)
        for here in range(before - 1, -1, -1):
            if self._finite(here):
                return self.subject(here, depth + 1)
            if self.head(here) in (";", ":"):
                break
        return None

    def _around_insertion(self, comma: int, depth: int) -> list[int] | None:
        """Left of ", who …," or ", accompanied by …," stands the subject."""
        if self.kind(comma - 1) == "person" and "," in self.units[comma - 1].text:
            return self._whole(comma - 1)  # "the minister, N. N., arrived"
        opener = next((i for i in range(comma - 1, max(-1, comma - 22), -1) if self.head(i) == ","), None)
        if opener is None:
            return self._walk_left(comma - 1, depth)
        here = opener - 1
        if self.nominal(here) and not self._governed(here):
            return self._whole(here)
        if self.nominal(here):
            return self._walk_left(here, depth)
        return self._walk_left(comma - 1, depth)

    def _governed(self, index: int) -> bool:
        start = self.start_of_group(index)
        return self.kind(start - 1) == "prep" or (self.kind(start - 1) == "verb")

    def _walk_left(self, here: int, depth: int) -> list[int]:
        """The nearest noun phrase to the left that no preposition governs."""
        while here >= 0:
            if self.head(here) == ")":
                here = next((i for i in range(here, max(-1, here - 8), -1) if self.head(i) == "("), here) - 1
                continue
            if self.nominal(here):
                start = self.start_of_group(here)
                if self._companion(start):
                    here = start - 3
                    continue
                if self.kind(start - 1) == "prep":
                    if self._fronted(start - 1):
                        return []
                    here = start - 2
                    continue
                return [i for i in self.group(start) if i <= here] or [here]
            if self.kind(here) == "verb":
                return self._past_verb(here, depth)
            if self.head(here) in (";", ":"):
                return []
            if self.kind(here) in ("rel",):
                return self._antecedent(here)
            here -= 1
        return []

    def _companion(self, index: int) -> bool:
        """As in "the president and his wife arrived": the second goes along with the first."""
        own = self.kind(index - 1) == "pronoun" and self.units[index - 1].possessive
        return own and self.head(index - 2) in ("and", "with") and self.nominal(index - 3)

    def _fronted(self, preposition: int) -> bool:
        """Whether a prepositional phrase opens its clause, with no subject before it."""
        return preposition == 0

    def _past_verb(self, here: int, depth: int) -> list[int]:
        """A verb lies between: the subject of a participle's or relative clause's head goes on."""
        unit = self.units[here]
        if unit.verb is not None and unit.verb.form == "participle" and self.nominal(here - 1):
            return self._walk_left(here - 1, depth)
        return self.subject(here, depth + 1)
