"""Persons: identifiers, and which names of different sources are one person.

Every source's person gets a row of its own; that two rows are one person is a judgement, written with its reason to
``seeds/curated/identities.csv`` and applied by each build. What is only likely is written there as unsure.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from bench.registers.common import LEFT_OUT, Row, Tables, slug, tokens

HEADS = frozenset({"head of state", "head of government", "head of state or government"})
_YEAR = timedelta(days=366)


@dataclass(slots=True)
class Tenure:
    """An office that a person held: its kind, and its first and last day as far as they are known."""

    person: str
    kind: str
    start: date | None
    end: date | None

    def near(self, day: date | None) -> bool:
        """Whether the office can have been held within a year of a day."""
        if day is None:
            return True
        return (self.start is None or self.start - _YEAR <= day) and (self.end is None or day <= self.end + _YEAR)


@dataclass(slots=True)
class People:
    """The persons of all sources."""

    tables: Tables
    rows: dict[str, Row] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    tenures: dict[str, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    judgements: dict[tuple[str, str], Row] = field(default_factory=dict)
    same: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def make(self) -> None:
        """Take in the persons that have an identifier in their source."""
        self._wikidata()
        self._diplomats()

    def _wikidata(self) -> None:
        known = {row["person_qid"]: row for row in self.tables.read("officials")}
        for name in ("leaders", "envoys"):
            for row in self.tables.read(name):
                qid = row["person_id"].removeprefix("wikidata:")
                if row["person_id"].startswith("wikidata:") and qid not in known:
                    known[qid] = {"person_qid": qid, "name": row["person"], "birth": "", "death": ""}
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in known.values():
            if not row["name"].strip():
                continue
            groups[slug(row["name"])].append(row)
        for base, rows in groups.items():
            years = [row["birth"][:4] for row in rows]
            for row in rows:
                year = row["birth"][:4]
                identity = base
                if len(rows) > 1 or not base:
                    single = year and years.count(year) == 1
                    identity = f"{base}-{year}" if single and base else f"{base}-{row['person_qid']}".strip("-").lower()
                self._add(f"wikidata:{row['person_qid']}", identity, row["name"], row["birth"], row["death"], "bio")
                self.rows[identity]["wikidata"] = row["person_qid"]

    def _diplomats(self) -> None:
        american = {
            self.ids[row["person_id"]]
            for name, column in (("leaders", "iso3"), ("envoys", "sending_iso3"))
            for row in self.tables.read(name)
            if row[column] == "USA" and row["person_id"] in self.ids
        }
        born: dict[tuple[str, str], list[str]] = defaultdict(list)
        for identity, row in self.rows.items():
            words = tokens(row["name"])
            if words and row["born"]:
                born[words[-1], row["born"][:4]].append(identity)
        for row in self.tables.read("us_diplomats"):
            identity = self.free(row["name"], row["birth"] or "usa")
            self._add(row["person_id"], identity, row["name"], row["birth"], row["death"], "pocom")
            words = tokens(row["name"])
            for other in born.get((words[-1], row["birth"]), ()) if words else ():
                self._judge_diplomat(identity, other, other in american)

    def _judge_diplomat(self, one: str, other: str, american: bool) -> None:
        a, b = self.rows[one], self.rows[other]
        first, second = tokens(a["name"]), tokens(b["name"])
        if a["died"][:4] and b["died"][:4] and a["died"][:4] != b["died"][:4]:
            return
        if first == second or (american and first[0] == second[0]):
            reason = f"both born {a['born'][:4]}, names agree" + (", both in US service" if american else "")
            self.judge(one, other, "same" if american else "unsure", reason)
        elif american and set(first) & set(second[:-1]):
            self.judge(one, other, "unsure", f"same surname and year of birth {a['born'][:4]}, first names differ")

    def free(self, name: str, hint: str) -> str:
        """An identifier that no other person has."""
        base = slug(name)
        for identity in (base, f"{base}-{slug(hint)}", *(f"{base}-{slug(hint)}-{n}" for n in range(2, 99))):
            if identity and identity not in self.rows and identity.strip("-"):
                return identity
        raise ValueError(name)

    def _add(self, key: str, identity: str, name: str, born: str, died: str, source: str) -> None:
        self.ids[key] = identity
        self.rows[identity] = {
            "id": identity, "name": name, "born": _date(born), "died": _date(died), "source": source,
        }  # fmt: skip

    def judge(self, one: str, other: str, judgement: str, reason: str) -> None:
        """Write down what is held of two persons."""
        if judgement == "same":
            self.same[one].add(other)
        elif other in self.same[one]:
            return
        self.judgements[one, other] = {
            "one": f"person:{one}", "other": f"person:{other}", "judgement": judgement, "reason": reason,
        }  # fmt: skip

    def held(self, state: str, person: str, kind: str, start: str, end: str) -> None:
        """Take in that a person held an office, to find persons by it."""
        self.tenures[state].append(Tenure(person, kind, _bound(start, first=True), _bound(end, first=False)))

    def printed(self, name: str, state: str, kind: str, when: str, source: str, key: str = "") -> str:
        """The identifier of a person whom a source only names, or names by `key`; the likeness to others is judged."""
        source = source.partition(" ")[0]
        author = "hsg" if source in ("visits", "travels") else source  # one office writes both lists
        key = key or f"{author}:{state}:{' '.join(tokens(name)) or name}"
        if key not in self.ids:
            self._add(key, self.free(name, state or source), name, "", "", source)
        one = self.ids[key]
        self._judge_printed(one, name, state, kind, when)
        return one

    def _judge_printed(self, one: str, name: str, state: str, kind: str, when: str) -> None:
        day = _bound(when, first=True)
        words = tokens(name)
        near = [t for t in self.tenures[state] if t.near(day) and t.person != one]
        exact = {t.person for t in near if tokens(self.rows[t.person]["name"]) == words}
        alike = {t.person for t in near if _alike(words, tokens(self.rows[t.person]["name"]))}
        office = {t.person for t in near if t.person in alike and _same_kind(t.kind, kind)}
        told = f"{self.rows[one]['source']}: {name}, {kind or 'office'} of {state}, {when}"
        if len(exact) == 1:
            self.judge(one, exact.pop(), "same", f"{told}; same name, state and time")
        elif len(office) == 1 and len(alike) == 1:
            self.judge(one, office.pop(), "same", f"{told}; names agree, same state, office and time")
        else:
            for other in sorted(alike)[:3]:
                if (one, other) not in self.judgements:
                    self.judge(one, other, "unsure", f"{told}; names alike, same state, office or person not certain")

    def surname(self, name: str, state: str, kind: str, when: str) -> str:
        """The one known holder of an office of a kind at a time whose name contains the words of `name`, or nothing."""
        day, words = _bound(when, first=True), set(tokens(name))
        if day is None or not words:
            return ""
        found = {
            self.canonical(t.person)
            for t in self.tenures[state]
            if t.start and t.start <= day and (t.end is None or day <= t.end)
            and _same_kind(t.kind, kind) and words <= set(tokens(self.rows[t.person]["name"]))
        }  # fmt: skip
        return found.pop() if len(found) == 1 else ""

    def canonical(self, person: str) -> str:
        """The person that one was judged to be."""
        found = self.same.get(person, set())
        return next(iter(found)) if len(found) == 1 else person

    def write(self) -> None:
        """Write the table of persons and the judgements."""
        columns = ("id", "name", "wikidata", "born", "died", "source")
        self.tables.write("persons", columns, self.rows.values())
        for (one, _), row in self.judgements.items():
            if len(self.same[one]) > 1 and row["judgement"] == "same":
                row["judgement"] = "unsure"  # what fits two persons is not known
                row["reason"] += "; fits two persons"
                LEFT_OUT["identities that fit two persons (unsure)"] += 1
        with (self.tables.seeds / "curated" / "identities.csv").open("w", encoding="utf-8", newline="") as handle:
            table = csv.DictWriter(handle, ("one", "other", "judgement", "reason"), lineterminator="\n")
            table.writeheader()
            table.writerows(self.judgements[key] for key in sorted(self.judgements))
        print(f"identities: {len(self.judgements):,} judgements")


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether all words of the shorter name, two or more, stand in the longer one, and one ends with the same word."""
    short, long = sorted((set(a), set(b)), key=len)
    return len(short) >= 2 and short <= long


def _same_kind(a: str, b: str) -> bool:
    return a == b or (a in HEADS and b in HEADS)


def _bound(text: str, *, first: bool) -> date | None:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        year, month = int(text[:4]), int(text[5:7] or (1 if first else 12))
        return date(year, month, 1 if first else 28)
    except ValueError:
        return None


def _date(text: str) -> str:
    """A date as far as it is one: a year, a month or a day."""
    return text if _bound(text, first=True) and len(text) in (4, 7, 10) else ""
