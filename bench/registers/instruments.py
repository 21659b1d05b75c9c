"""Agreements, and what each party did with regard to them."""

import re
from collections import defaultdict

from bench.registers.common import LEFT_OUT, Row, Tables, state_at
from bench.registers.states import States

_BODIES = {
    "EU": "EU", "EUE": "EU", "EFTA": "EFTA", "IAEA International Atomic Energy Agency": "IAEA", "IO-IAEA": "IAEA",
    "FAO Food and Agriculture Organization of the UN": "FAO", "IO-Un Food and Agriculture Organization": "FAO",
    "IO-World Health Organization": "WHO", "WHO World Health Organization": "WHO",
    "IO-World Meteorological Organization": "WMO", "WMO World Metereological Organization": "WMO",
    "IO-IBRD": "IBRD", "IO-EBRD": "EBRD",
}  # fmt: skip
_STATES = {
    "YMD": "southern-yemen-1990", "YPR": "southern-yemen-1990", "YAR": "northern-yemen-1990",
    "AUH": "austria-hungary-1918", "TEX": "republic-of-texas-1845", "BAD": "baden",
}  # fmt: skip
_FIRST, _LAST = "1000", "2025-10-05"
"""The source writes 0001-01-01 where it knows no day; what was to come when it was made has not happened."""
_BILATERAL = re.compile(r"([A-Z]{3})-([A-Z]{3})_\d")


class Instruments:
    """Agreements and party actions, of the GGO collection of manytreaties."""

    def __init__(self, tables: Tables, states: States) -> None:
        self.tables, self.states = tables, states
        self.parties: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def party(self, code: str, date: str) -> tuple[str, str]:
        """(state, organization) that a code of the source stands for on a date; both empty if it is not known."""
        if code in _BODIES:
            return "", _BODIES[code]
        if code == "PRU":
            return ("prussia-1871" if date < "1871-01-18" else "prussia-1918"), ""
        state = state_at(_STATES.get(code, code), date)
        return (state, "") if self.states.known(state) else ("", "")

    def make(self) -> None:
        """Write the tables of agreements and of party actions."""
        actions: dict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self.tables.read("agreement_parties"):
            code = row["iso3"] or row["state_code"]
            for column, target in (
                ("signed", "signed"),
                ("ratified", "ratified"),
                ("in_force", "in_force"),
                ("ended", "withdrew"),
            ):
                if date := row[column]:
                    if not _FIRST <= date <= _LAST:
                        LEFT_OUT["days of actions that stand for no day, or were still to come"] += 1
                        continue
                    state, body = self.party(code, date)
                    if not state and not body:
                        LEFT_OUT[f"actions of parties not known here ({code})"] += 1
                        continue
                    actions[row["agreement_id"], state, body][target].add(date)
                    self.parties[row["agreement_id"]].add((state, body))
        rows = [
            {"agreement": agreement, "state": state, "body": body, "source": "ggo"}
            | {column: "|".join(sorted(dates)) for column, dates in found.items()}
            for (agreement, state, body), found in actions.items()
        ]
        agreements = [self._agreement(row) for row in self.tables.read("agreements")]
        columns = ("id", "title", "states", "bodies", "signed", "kind", "source")
        self.tables.write("agreements", columns, agreements)
        columns = ("agreement", "state", "body", "signed", "ratified", "in_force", "withdrew", "source")
        self.tables.write("party-actions", columns, rows)

    def _agreement(self, row: Row) -> Row:
        codes = [code for code in row["parties"].split("|") if code]
        if not codes and (match := _BILATERAL.match(row["id"])):
            codes = list(match.groups())
        date = row["signed"] or row["in_force"]
        told = {self.party(code, date) for code in codes} - {("", "")}
        if len(codes) > 2 or len(told | self.parties[row["id"]]) == len(
            codes
        ):  # of many parties, those that acted only later count too
            told |= self.parties[row["id"]]
        return {
            "id": row["id"], "title": row["title"], "states": "|".join(sorted(state for state, _ in told if state)),
            "bodies": "|".join(sorted(body for _, body in told if body)), "signed": row["signed"], "kind": row["kind"],
            "source": "ggo",
        }  # fmt: skip
