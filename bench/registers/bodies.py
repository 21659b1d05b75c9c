"""Organizations and memberships; missions; events in relations."""

import csv
import re
from collections import Counter

from bench.registers.common import LEFT_OUT, Row, Tables, fold, slug, source_code, state_at
from bench.registers.encounters import Encounters
from bench.registers.states import States

_STALE = {("SCO", "IND"), ("SCO", "IRN"), ("SCO", "BLR"), ("OPEC", "ECU"), ("OPEC", "QAT"), ("BRICS", "SAU")}
_STATUS = {
    "excluded from formal participation since 1962": "suspended",
    "participating member, has not signed the 1993 CIS charter": "participating member",
}
_MORE_BODIES = [
    ("ICJ", "International Court of Justice", "ICJ", "international court", "eps world 2023-01-10"),
    ("SMOM", "Sovereign Military Order of Malta", "SMOM", "", "emb"),
]
_OPENED = {
    "embassy established": "embassy", "legation established": "legation", "consulate established": "consulate",
    "liaison office established": "liaison office", "interests section": "interests section",
}  # fmt: skip
_RELATIONS = {
    "recognition": "recognized", "recognition of the US": "recognized", "relations established": "established",
    "elevation to embassy": "upgraded", "relations resumed": "restored", "relations severed": "severed",
    "relations ceased": "severed", "relations interrupted": "interrupted", "war declared": "war declared",
}  # fmt: skip
_LEVELS = {
    "embassy established": "embassy level",
    "legation established": "legation level",
    "elevation to embassy": "embassy level",
}
_B_IDS = {
    "papal-states": "papal-states-1929", "two-sicilies": "kingdom-of-two-sicilies-1861",
    "texas": "republic-of-texas-1845", "orange-free-state": "orange-free-state-1910",
    "central-american-federation": "united-provinces-of-central-america-1839",
    "congo-free-state": "congo-free-state-1908", "korea": "joseon-dynasty-1910",
}  # fmt: skip
_THEIRS = re.compile(r"\b(in Washington|in the United States|in the U\.S\.|to the United States)\b")
_TREATY = re.compile(
    r"^(General |Commercial |Naturalization |Extradition |Consular |Additional |First )?"
    r"(Treat(y|ies)|Convention|Agreement|Protocol|Pact|Exchange|Declaration)\b"
)


class Bodies:
    """Tables of organizations and of what states keep with each other."""

    def __init__(self, tables: Tables, states: States, encounters: Encounters) -> None:
        self.tables, self.states, self.encounters = tables, states, encounters

    def make(self) -> None:
        """Write the tables of organizations, memberships, missions and relations."""
        self._organizations()
        self._memberships()
        self._missions()
        rows = [
            made
            for number, row in enumerate(self.tables.read("relations_events"))
            for made in self._relations(row, number)
        ]
        columns = (
            "id", "a", "b", "action", "level", "initiator", "mission_kind", "mission_action", "treaty", "treaty_kind", "date",  # noqa: E501
            "source",
        )  # fmt: skip
        self.tables.write("relations", columns, rows)

    def _organizations(self) -> None:
        with (self.tables.seeds / "registers" / "organizations.csv").open(encoding="utf-8", newline="") as handle:
            made = {row["id"]: row for row in csv.DictReader(handle)}
        rows = []
        for row in self.tables.read("organizations"):
            identity = row["id"].replace(" ", "-")
            known = made.get(identity) or made.get(row["id"]) or {}
            source = "fb" + ("|hr" if row["name"] else "") + ("|digo" if row["founded"] else "")
            acronym = known.get("acronym", row["id"] if row["id"].isupper() else "")
            name = known.get("name") or row["name"] or row["id"]
            rows.append({
                "id": identity, "name": name, "acronym": acronym if acronym != name else "", "kind": row["kind"],
                "founded": row["founded"], "wikidata": row["wikidata"], "source": source,
            })  # fmt: skip
        for identity, name, acronym, kind, source in _MORE_BODIES:
            rows.append({"id": identity, "name": name, "acronym": acronym, "kind": kind, "source": source})
        self.kinds = {row["id"]: row["kind"] for row in rows}
        self.tables.write("organizations", ("id", "name", "acronym", "kind", "founded", "wikidata", "source"), rows)

    def _memberships(self) -> None:
        rows = []
        for row in self.tables.read("memberships"):
            organization = row["organization"].replace(" ", "-")
            if row["iso3"] == organization == "EU":
                continue
            if row["flag"] or (organization, row["iso3"]) in _STALE:
                LEFT_OUT["memberships that the source gives as they no longer are"] += 1
                continue
            status = _STATUS.get(row["status"], row["status"].partition(", has")[0])
            standing = self.kinds[organization] != "peace operation"
            rows.append({
                "organization": organization, "state": "" if row["iso3"] == "EU" else row["iso3"],
                "body": "EU" if row["iso3"] == "EU" else "", "status": status, "since": row["since"],
                "as_of": "2026-05-17" if standing else "", "source": "fb|ggo" if row["since"] else "fb",
            })  # fmt: skip
        self.tables.write("memberships", ("organization", "state", "body", "status", "since", "as_of", "source"), rows)

    def _missions(self) -> None:
        rows, taken = [], Counter[str]()
        for row in self.tables.read("missions"):
            source = source_code(row["source"])
            sender, body = row["sending_iso3"], ""
            if sender == "EU" or row["sending_name"] == "Sovereign Military Order of Malta":
                sender, body = "", "EU" if sender == "EU" else "SMOM"
            receiver = state_at(row["receiving_iso3"], row["opened"] if source == "gsh" and row["closed"] else "")
            if not (sender or body) or not self.states.known(receiver) or sender == receiver:
                LEFT_OUT["missions to oneself, or of or to no known state"] += 1
                continue
            kind = row["type"] if len(row["type"]) < 30 else "diplomatic mission"
            kind = "representative office" if row["type"].startswith("Taipei") else kind
            place = self._seat(receiver, row, source)
            identity = row["wikidata"] or "-".join(
                part for part in (source, slug(sender or body), slug(receiver), slug(kind), slug(row["place"])) if part
            )
            taken[identity] += 1
            if taken[identity] > 1:
                identity += f"-{taken[identity]}"
            others = sorted(set(row["accredited_to"].split("|")) - {"", sender, receiver})
            as_of = {"emb": "2021-04-22", "fb": "2026-05-17", "gsh": "2026-02-23"}[source]
            rows.append({
                "id": identity, "sender": sender, "body": body, "receiver": receiver, "kind": kind, "place": place,
                "accredited_to": "|".join(code for code in others if self.states.known(code)), "opened": row["opened"],
                "closed": row["closed"], "as_of": "" if row["closed"] else as_of, "source": source,
            })  # fmt: skip
        columns = (
            "id", "sender", "body", "receiver", "kind", "place", "accredited_to", "opened", "closed", "as_of", "source",
        )  # fmt: skip
        self.tables.write("missions", columns, rows)

    def _seat(self, receiver: str, row: Row, source: str) -> str:
        name = row["place"].strip()
        if not name or len(name) > 60 or re.search(r"[;(\d]", name):
            return ""
        return self.states.place(receiver, name.partition(",")[0], source, wikidata=row["place_qid"])

    def _relations(self, row: Row, number: int) -> list[Row]:
        kinds = [kind for kind in row["kind"].split("|") if kind != "other"]
        LEFT_OUT["events in relations whose heading tells no kind"] += not kinds
        date = row["date"]
        other = self._other(row, date)
        if not other:
            LEFT_OUT["events in relations with no known state"] += len(kinds)
            return []
        levels = {_LEVELS[kind] for kind in kinds if kind in _LEVELS}
        made = []
        for kind in kinds:
            cells = {"action": _RELATIONS.get(kind, "")}
            if cells["action"] == "recognized":
                cells["initiator"] = other if kind.endswith("US") else "USA"
            elif cells["action"] in ("established", "restored", "upgraded") and len(levels) == 1:
                cells["level"] = next(iter(levels))
            elif not cells["action"]:
                cells |= self._mission(kind, row["heading"]) or _treaty(kind, row["heading"])
            if not any(cells.values()):
                LEFT_OUT["events in relations whose sides are not certain"] += 1
                continue
            made.append(cells | {
                "id": f"{row['b_id']}-{number}-{slug(kind)}", "a": "USA", "b": other, "date": date, "source": "rdcr",
            })  # fmt: skip
        return made

    def _other(self, row: Row, date: str) -> str:
        identity = row["b_id"]
        if identity in ("hawaii", "kingdom-of-yugoslavia", "austrian-empire"):
            return {
                "hawaii": "hawaiian-islands-1826" if date and date < "1826" else "kingdom-of-hawaii-1898",
                "kingdom-of-yugoslavia": state_at("YUG", date) if date >= "1918" else "kingdom-of-serbia-1918",
                "austrian-empire": state_at("AUT", date) if date else "austrian-empire-1867",
            }[identity]
        if identity == "germany" and "Democratic Republic" in row["heading"]:
            return "DDR"
        code = row["iso3_b"] or _B_IDS.get(identity, identity)
        code = state_at(code, date)
        return code if self.states.known(code) else ""

    def _mission(self, kind: str, heading: str) -> Row:
        if _THEIRS.search(heading) or kind == "treaty":
            return {}
        if kind in _OPENED:
            return {"mission_kind": _OPENED[kind], "mission_action": "opened"}
        words = fold(heading)
        named = [word for word in ("embassy", "legation", "consulate") if word in words]
        return {
            "mission_kind": named[0] if len(named) == 1 else "diplomatic mission",
            "mission_action": {"mission closed": "closed", "mission moved": "moved", "mission reopened": "reopened"}[
                kind
            ],
        }


def _treaty(kind: str, heading: str) -> Row:
    if kind != "treaty":
        return {}
    title = re.sub(
        r"[,\s]+((January|February|March|April|May|June|July|August|September|October|November|December) )?"
        r"(\d{1,2}, )?1[789]\d\d(–\d+)?\.?$",
        "",
        heading,
    ).rstrip(" .")
    match = _TREATY.match(title)
    word = (
        fold(match[2])
        if match
        else next((w for w in ("treaty", "convention", "agreement") if w in fold(heading)), "treaty")
    )
    word = {"treaties": "treaty", "pact": "treaty", "exchange": "agreement"}.get(word, word)
    return {"treaty": title if match else word.capitalize(), "treaty_kind": word}
