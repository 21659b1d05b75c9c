"""Visits, and meetings that took place on them."""

import re

from bench.registers.common import LEFT_OUT, Row, Tables, fold, source_code, state_at
from bench.registers.people import People
from bench.registers.states import States

_KINDS = {
    "President": "head of state", "King": "head of state", "Queen": "head of state", "Emperor": "head of state",
    "Sultan": "head of state", "Amir": "head of state", "Emir": "head of state", "Shah": "head of state",
    "Pope": "head of state", "Prime Minister": "head of government", "Premier": "head of government",
    "Chancellor": "head of government", "Taoiseach": "head of government", "Foreign Minister": "foreign minister",
    "Foreign Secretary": "foreign minister", "Minister of Foreign Affairs": "foreign minister",
    "Secretary of State": "foreign minister", "Defense Minister": "defence minister",
}  # fmt: skip
_PLACE = re.compile(r"[^\W\d_][\w.’'\- ]{1,38}")
_NO_PLACE = re.compile(r"\b(near|aboard|camp|airport|base|various|and|island of|u\.?s\.?s\.?|at sea)\b", re.IGNORECASE)


class Encounters:
    """Visits and meetings."""

    def __init__(self, tables: Tables, states: States, people: People) -> None:
        self.tables, self.states, self.people = tables, states, people
        self.visitors: dict[str, str] = {}

    def make(self) -> None:
        """Write the tables of visits and meetings."""
        columns = (
            "id", "state", "person", "visitor", "office", "host", "place", "place_text", "kind", "start", "end", "source",  # noqa: E501
        )  # fmt: skip
        self.tables.write("visits", columns, [made for row in self.tables.read("visits") if (made := self._visit(row))])
        columns = (
            "id", "visitor", "visitor_state", "counterpart", "counterpart_text", "counterpart_state", "place", "place_text",  # noqa: E501
            "start", "end", "source",
        )  # fmt: skip
        rows: list[Row] = []
        for number, row in enumerate(self.tables.read("meetings")):
            if made := self._meeting(row, number):
                rows.append(made)
        self.tables.write("meetings", columns, rows)

    def _visit(self, row: Row) -> Row | None:
        source, start = source_code(row["source"]), row["start"]
        host = row["host_iso3"] or ("kingdom-of-hawaii-1898" if row["host_id"] == "hawaii" else "")
        if row["host_id"] == "hawaii" and start >= "1898":
            host = ""
        host, state = state_at(host, start), state_at(row["from_iso3"], start)
        if not host or not state or not start or host == state:
            LEFT_OUT["visits without a date, or from or to no known state"] += 1
            return None
        person = self._visitor(row, state, source)
        title = re.sub(r" of (the United States|Brazil)$", "", row["visitor_office"])
        place, words = self.place(host, row["place"], source)
        return {
            "id": row["id"], "state": state, "person": person, "visitor": "" if person else row["visitor"],
            "office": title, "host": host, "place": place, "place_text": words, "kind": row["kind"], "start": start,
            "end": row["end"], "source": source,
        }  # fmt: skip

    def _visitor(self, row: Row, state: str, source: str) -> str:
        name = row["visitor_person"]
        if not name:
            return ""
        kind = _KINDS.get(row["visitor_office"].partition(" of ")[0], row["visitor_office"])
        key = row["visitor_id"]
        person = self.people.ids.get(key)
        person = person or self.people.printed(name, state, kind, row["start"], source, key)
        self.visitors[row["id"]] = person
        return person

    def place(self, state: str, text: str, source: str) -> tuple[str, str]:
        """Identifiers of the places that a text surely names, and the text where it does not."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        plain = all(_PLACE.fullmatch(part) and not _NO_PLACE.search(part) and part[0].isupper() for part in parts)
        known = {fold(row["name"]) for row in self.states.today.values()}
        if not plain or any(fold(part) in known for part in parts):
            return "", text[:80]
        return "|".join(self.states.place(state, part, source) for part in parts), ""

    def _meeting(self, row: Row, number: int) -> Row | None:
        source, start = source_code(row["source"]), row["start"]
        state, host = state_at(row["counterpart_iso3"], start), state_at(row["host_iso3"], start)
        kind = _KINDS.get(row["counterpart_office"], row["counterpart_office"])
        name = row["counterpart_person"]
        person = self.people.surname(name, state, kind, start) if state else ""
        if not person and len(name.split()) > 1 and state:
            person = self.people.printed(name, state, kind, start, source)
        if not state or not start:
            LEFT_OUT["meetings with someone of no known state"] += 1
            return None
        if row["visit_id"] not in self.visitors or state == "USA":
            LEFT_OUT["meetings of a visit that is left out, or with one's own side"] += 1
            return None
        place, words = self.place(host, row["place"], source) if host else ("", row["place"][:80])
        return {
            "id": f"{row['visit_id']}-{number}", "visitor": self.visitors[row["visit_id"]],
            "visitor_state": row["visitor_iso3"], "counterpart": person,
            "counterpart_text": "" if person else f"{row['counterpart_office']} {name}".strip(),
            "counterpart_state": state, "place": place, "place_text": words, "start": start, "end": row["end"],
            "source": source,
        }  # fmt: skip
