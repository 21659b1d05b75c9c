"""Compare rows of the registers, drawn at random, with the collections that they were made from.

    python -m bench.audit_registers FACTS [--rows 200] [--seed 1]

The comparison shares no code with the making of the tables (`bench.registers`). For each row the source's row is
looked for by what the register kept of it; a row with none, or with other names, codes or dates, is printed as wrong.
Predecessor states are compared by their names: where the register has one, the source must have a code of today.
"""

import argparse
import csv
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

Row = dict[str, str]
SEEDS = Path("seeds/registers")
_FORMER = re.compile(r"[a-z]|^(SUN|YUG|CSK|DDR|SCG|ANT)$")


class Audit:
    """The sources, read once each and looked up by column."""

    def __init__(self, facts: Path) -> None:
        self.facts = facts
        self._found: dict[tuple[str, str], dict[str, list[Row]]] = {}

    @cache  # noqa: B019 - one audit a run
    def source(self, name: str) -> list[Row]:
        """All rows of a collection."""
        return table(self.facts / f"{name}.csv")

    def by(self, name: str, column: str, value: str) -> list[Row]:
        """The rows of a collection with a value in a column."""
        index = self._found.get((name, column))
        if index is None:
            index = self._found[name, column] = defaultdict(list)
            for row in self.source(name):
                index[row[column]].append(row)
        return index.get(value, [])

    @cache  # noqa: B019
    def names(self) -> dict[str, Row]:
        """Persons of the register by identifier."""
        return {row["id"]: row for row in table(SEEDS / "persons.csv")}

    def is_person(self, identity: str, row: Row, name: str = "person") -> bool:
        """Whether a person of the register is the one that a source's row names."""
        person = self.names()[identity]
        return bool(person["name"] and person["name"] in (row[name], row.get("person_as_printed"))) or (
            person["wikidata"] != "" and row.get("person_id") == f"wikidata:{person['wikidata']}"
        )


def table(path: Path) -> list[Row]:
    """All rows of a table."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def is_state(ours: str, theirs: str) -> bool:
    """Whether a state is the source's, or a predecessor in the place of a state of today."""
    return ours == theirs or (bool(_FORMER.search(ours)) and theirs != "USA") or (ours == "" and theirs in ("", "EU"))


def holding(audit: Audit, row: Row) -> bool:
    """A row of office-holdings."""
    title = row["office"].partition("-")[2].replace("-", " ").split(" q")[0]
    return any(
        audit.is_person(row["person"], r)
        and (row["start"], row["end"]) == (r["start"], r["end"])
        and row["as_of"] == ("" if r["end"] else r["as_of"])
        and (set(title.split()) & set(re.findall(r"\w+", r["office"].lower())) or not title)
        for r in audit.by("leaders", "iso3", row["state"])
    )


def envoy(audit: Audit, row: Row) -> bool:
    """A row of envoys."""
    rows = audit.by("envoys", "id", row["id"]) or audit.by("envoys", "id", row["id"].rpartition("-")[0])
    return any(
        audit.is_person(row["person"], r)
        and row["start"] in (r["start"], r["arrived"], r["appointed"])
        and row["end"] == r["end"]
        and is_state(row["sender"], r["sending_iso3"])
        and (bool(row["body"]) or is_state(row["receiver"], r["receiving_iso3"]) or r["receiving_id"] == "korea")
        and (row["modality"] == "asserted" or not (r["start"] or r["arrived"]))
        for r in rows
    )


def visit(audit: Audit, row: Row) -> bool:
    """A row of visits."""
    (r,) = audit.by("visits", "id", row["id"])
    person = not row["person"] or audit.names()[row["person"]]["name"] == r["visitor_person"] or bool(r["visitor_id"])
    same = (row["start"], row["end"], row["kind"]) == (r["start"], r["end"], r["kind"])
    return person and same and is_state(row["state"], r["from_iso3"]) and is_state(row["host"], r["host_iso3"])


def meeting(audit: Audit, row: Row) -> bool:
    """A row of meetings."""
    return any(
        (row["start"], row["end"]) == (r["start"], r["end"]) and is_state(row["counterpart_state"], r["counterpart_iso3"])  # noqa: E501
        and (
            r["counterpart_person"] in row["counterpart_text"]
            if row["counterpart_text"]
            else _surname(r["counterpart_person"]) in audit.names()[row["counterpart"]]["name"].lower()
        )
        for r in audit.by("meetings", "visit_id", row["id"].rpartition("-")[0])
    )  # fmt: skip


def _surname(name: str) -> str:
    return name.lower().split()[-1]


def mission(audit: Audit, row: Row) -> bool:
    """A row of missions."""
    rows = audit.by("missions", "wikidata", row["id"].partition("-")[0]) if row["id"].startswith("Q") else []
    return any(
        (row["opened"], row["closed"]) == (r["opened"], r["closed"])
        and (row["sender"] == r["sending_iso3"] or bool(row["body"]))
        and is_state(row["receiver"], r["receiving_iso3"])
        and row["kind"] in (r["type"], "diplomatic mission", "representative office")
        for r in rows or audit.by("missions", "sending_iso3", row["sender"])
    )


def membership(audit: Audit, row: Row) -> bool:
    """A row of memberships."""
    return any(
        r["organization"].replace(" ", "-") == row["organization"]
        and (r["status"].startswith(row["status"]) or "excluded" in r["status"])
        and r["since"] == row["since"]
        for r in audit.by("memberships", "iso3", row["state"] or row["body"])
    )


def agreement(audit: Audit, row: Row) -> bool:
    """A row of agreements."""
    (r,) = audit.by("agreements", "id", row["id"])
    ours = {state for state in row["states"].split("|") if state and not _FORMER.search(state)}
    told = set(r["parties"].split("|")) | {p["iso3"] for p in audit.by("agreement_parties", "agreement_id", row["id"])}
    return (row["title"], row["signed"]) == (r["title"], r["signed"]) and ours <= told | set(
        re.findall("[A-Z]{3}", r["id"])
    )


def party(audit: Audit, row: Row) -> bool:
    """A row of party-actions."""
    rows = [
        r
        for r in audit.by("agreement_parties", "agreement_id", row["agreement"])
        if row["body"] or is_state(row["state"], r["iso3"] or r["state_code"])
    ]
    pairs = (("signed", "signed"), ("ratified", "ratified"), ("in_force", "in_force"), ("withdrew", "ended"))
    return all(set(row[a].split("|")) - {""} <= {r[b] for r in rows} for a, b in pairs)


def relation(audit: Audit, row: Row) -> bool:
    """A row of relations."""
    identity = re.sub(r"-\d+-[a-z-]+$", "", row["id"])
    return any(
        r["date"] == row["date"] and is_state(row["b"], r["iso3_b"])
        for r in audit.by("relations_events", "b_id", identity)
    )


def person(audit: Audit, row: Row) -> bool:
    """A row of persons."""
    if row["source"] == "bio":
        rows = audit.by("officials", "person_qid", row["wikidata"])
        if not rows:
            return any(r["person"] == row["name"] for r in audit.by("leaders", "person_id", f"wikidata:{row['wikidata']}")  # noqa: E501
                       + audit.by("envoys", "person_id", f"wikidata:{row['wikidata']}"))  # fmt: skip
        return any(
            (r["name"], r["birth"][:4], r["death"][:4]) == (row["name"], row["born"][:4], row["died"][:4]) for r in rows
        )
    places = (
        ("us_diplomats", "name"), ("leaders", "person"), ("envoys", "person"), ("visits", "visitor_person"),
        ("meetings", "counterpart_person"),
    )  # fmt: skip
    return any(audit.by(name, column, row["name"]) for name, column in places)


def office(audit: Audit, row: Row) -> bool:
    """A row of offices."""
    code = row["of"].partition(":")[2]
    words = set(re.findall(r"\w+", row["title"].lower()))
    rows = audit.by("offices", "iso3", code) + audit.by("leaders", "iso3", code) + audit.by("leaders", "iso3", "")
    return any(words <= set(re.findall(r"\w+", r["office"].lower())) for r in rows)


def state_name(audit: Audit, row: Row) -> bool:
    """A row of state-names."""
    told = " ".join(r["name"] for r in audit.by("state_names", "iso3", row["state"]) if r["lang"] == row["lang"])
    columns = ("names", "official", "former", "demonyms")
    return all(name in told for column in columns for name in row[column].split("|"))


COMPARE: dict[str, Callable[[Audit, Row], bool]] = {
    "office-holdings": holding, "envoys": envoy, "visits": visit, "meetings": meeting, "missions": mission,
    "memberships": membership, "agreements": agreement, "party-actions": party, "relations": relation,
    "persons": person, "offices": office, "state-names": state_name,
}  # fmt: skip


def main() -> None:
    """Draw, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("facts", type=Path)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    audit, dice = Audit(options.facts), random.Random(options.seed)
    rows = [(name, row) for name in sorted(COMPARE) for row in table(SEEDS / f"{name}.csv")]
    drawn = dice.sample(rows, options.rows)
    wrong = [(name, row) for name, row in drawn if not COMPARE[name](audit, row)]
    for name, row in wrong:
        print(f"wrong in {name}: {row}")
    print(f"drawn from {len(rows):,} rows: {dict(Counter(name for name, _ in drawn))}")
    print(f"{len(wrong)} of {len(drawn)} wrong ({100 * len(wrong) / len(drawn):.2f} %)")


if __name__ == "__main__":
    main()
