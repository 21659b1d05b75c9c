"""Offices, who held them, and who was sent where."""

import re
from collections import Counter, defaultdict

from bench.registers.common import LEFT_OUT, Row, Tables, slug, source_code, state_at
from bench.registers.people import People
from bench.registers.states import States

_USL = "2026-06-15"
"""The day on which the list of US executives was taken."""
_BODIES = {
    "Judge of the International Court of Justice": "ICJ",
    "President of the International Court of Justice": "ICJ",
    "Vice President of the International Court of Justice": "ICJ",
    "President of the United Nations General Assembly": "UN",
    "president of the Parliamentary Assembly of the Council of Europe": "CE",
    "OSCE High Commissioner on National Minorities": "OSCE",
    "Deputy Secretary-General of the United Nations": "UN",
    "Director-General of the World Trade Organization": "WTO",
    "Under-Secretary-General of the United Nations": "UN",
    "Secretary-General of the United Nations": "UN",
}
_RECEIVERS = {
    "United Nations": "UN", "UN": "UN", "United Nations, New York": "UN", "UNEO": "UN", "UNVO": "UN", "UNAFA": "UN",
    "United Nations Organizations, Vienna": "UN", "United Nations Organizations, Geneva": "UN",
    "United Nations at Geneva": "UN", "United Nations in Geneva": "UN", "United Nations at Vienna": "UN",
    "United Nations Agencies for Food and Agriculture": "UN", "NATO": "NATO", "European Union": "EU", "EU": "EU",
    "OECD": "OECD", "OAS": "OAS", "ICAO": "ICAO", "IAEA": "IAEA", "UNESCO": "UNESCO", "AU": "AU", "African Union": "AU",
    "Council of Europe": "CE", "ASEAN": "ASEAN", "OSCE": "OSCE", "UNIDO": "UNIDO",
}  # fmt: skip
_NEVER_SERVED = re.compile(
    r"declin|not commissioned|nominat\w+ .*(withdrawn|not acted|rejected|returned|tabled|not confirmed)"
    r"|did not (serve|proceed|present|go|assume|take|enter)|died .*before|never|cancel|not take up",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"^(ambassador|permanent representative|high commissioner|representative)\b.*? to .*$", re.IGNORECASE
)


class Offices:
    """Offices by state and title; tenures and accreditations."""

    def __init__(self, tables: Tables, states: States, people: People) -> None:
        self.tables, self.states, self.people = tables, states, people
        self.rows: dict[str, Row] = {}
        self._ids: Counter[str] = Counter()
        self._titles = self._canonical_titles()

    def _canonical_titles(self) -> dict[tuple[str, str], str]:
        """(state, QID) → the title that its holders' lists use most."""
        counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for row in self.tables.read("leaders"):
            if row["office_qid"]:
                counts[row["iso3"], row["office_qid"]][self.title(row["office"], row["iso3"])] += 1
        for row in self.tables.read("offices"):
            counts[row["iso3"], row["office_qid"]][self.title(row["office"], row["iso3"])] += 0
        return {key: max(sorted(found), key=lambda title: found[title]) for key, found in counts.items()}

    def title(self, label: str, state: str) -> str:
        """An office's title without the name of its state: ``Minister for Labour`` for Denmark's."""
        row = self.states.today.get(state, {"name": "", "demonyms": ""})
        names = {row["name"], *_COMMON.get(state, ())} - {""}
        for name in sorted(names, key=len, reverse=True):
            label = re.sub(rf"\s+(of|for|in) (the )?{re.escape(name)}$", "", label, flags=re.IGNORECASE)
            label = re.sub(rf"^{re.escape(name)}(’s|'s)? (?=\w)", "", label)
        for word in filter(None, row["demonyms"].split("|")):
            label = re.sub(rf"^{re.escape(word)} (?=[A-Z])", "", label)
        return label[0].upper() + label[1:] if label else label

    def office(self, state: str, title: str, kind: str, source: str, qid: str = "", **dates: str) -> str:
        """Identifier of an office, taken into the table of offices."""
        title = self._titles.get((state, qid), title)
        identity = f"{slug(state)}-{slug(title)}"
        known = self.rows.get(identity)
        if known is not None and qid and known["wikidata"] not in ("", qid):
            identity = f"{identity}-{qid.lower()}"
            known = self.rows.get(identity)
        if known is None:
            body = f"org:{state}" if state in _BODIES.values() else f"state:{state}"
            known = self.rows[identity] = {
                "id": identity, "name": self._label(state, title), "title": title, "of": body, "kind": kind,
                "wikidata": "", "source": source,
            }  # fmt: skip
        known["wikidata"] = known["wikidata"] or qid
        for column, value in dates.items():
            known[column] = known.get(column) or value
        return identity

    def _label(self, state: str, title: str) -> str:
        name = self.states.today.get(state, {}).get("name", state)
        return title if name in title else f"{title} of {name}"

    def make(self) -> None:
        """Write the tables of offices, office holdings and envoys."""
        for row in self.tables.read("offices"):
            title, source = self.title(row["office"], row["iso3"]), source_code(row["source"])
            self.office(
                row["iso3"], title, row["kind"], source, row["office_qid"],
                inception=row["inception"], abolished=row["abolished"],
            )  # fmt: skip
        leaders = sorted(self.tables.read("leaders"), key=lambda row: not row["person_id"].startswith("wikidata:"))
        holdings = [made for row in leaders if (made := self._holding(row))]
        columns = ("id", "name", "title", "of", "kind", "wikidata", "inception", "abolished", "source")
        self.tables.write("offices", columns, self.rows.values())
        columns = ("state", "body", "person", "office", "start", "end", "as_of", "source")
        self.tables.write("office-holdings", columns, holdings)
        self._envoys()

    def _holding(self, row: Row) -> Row | None:
        body = "" if row["iso3"] else _BODIES.get(row["office"], "")
        if not row["iso3"] and not body:
            LEFT_OUT["office holdings of no known state or organization"] += 1
            return None
        if (row["start"] and row["end"] and row["end"] < row["start"][: len(row["end"])]) or not row["person"].strip():
            LEFT_OUT["office holdings that end before they start, or of nobody named"] += 1
            return None
        owner = row["iso3"] or body
        source = source_code(row["source"])
        title = self.title(row["office"], owner)
        office = self.office(owner, title, row["office_kind"], source, row["office_qid"])
        kind = row["office_kind"]
        key = "" if row["person_id"].endswith(":") else row["person_id"].removeprefix("pocom:")
        person = self.people.ids.get(key) or self.people.printed(row["person"], owner, kind, row["start"], source, key)
        if row["person_id"]:
            self.people.held(owner, person, kind, row["start"], row["end"])
        end, as_of = row["end"], row["as_of"] if not row["end"] else ""
        if source == "usl" and end > _USL:
            end, as_of = "", _USL  # the end of a term that has not ended
        return {
            "state": row["iso3"], "body": body, "person": person, "office": office, "start": row["start"],
            "end": end, "as_of": as_of, "source": source,
        }  # fmt: skip

    def _envoys(self) -> None:
        envoys = sorted(self.tables.read("envoys"), key=lambda row: not row["person_id"].startswith("wikidata:"))
        rows = [made for row in envoys if (made := self._envoy(row))]
        columns = (
            "id", "sender", "sender_body", "receiver", "body", "person", "role", "modality", "start", "end", "as_of",
            "source",
        )  # fmt: skip
        self.tables.write("envoys", columns, rows)

    def _envoy(self, row: Row) -> Row | None:
        body = "EU" if row["receiving_iso3"] == "EU" else _RECEIVERS.get(row["receiving_org"], "")
        start = row["start"] or row["arrived"] or row["appointed"]
        receiver = self._receiver(row, start)
        if not body and not receiver:
            LEFT_OUT["envoys to a body or state not known here"] += 1
            return None
        sender = "" if row["sending_iso3"] == "EU" else row["sending_iso3"]
        if (sender and sender == receiver) or (not sender and body == "EU"):
            LEFT_OUT["envoys to their own state"] += 1
            return None
        source = source_code(row["source"])
        served = row["start"] or row["arrived"] or not _NEVER_SERVED.search(row["note"])
        match = _RANKS.match(row["role"])
        role = match[1].capitalize() if match else row["role"]
        role = "Permanent Representative" if role == "Permanent representative" else role
        key = row["person_id"]
        person = self.people.ids.get(key) or self.people.printed(row["person"], sender, "envoy", start, source, key)
        if row["person_id"]:
            self.people.held(sender or "EU", person, "envoy", start, row["end"])
        self._ids[row["id"]] += 1
        identity = row["id"] if self._ids[row["id"]] == 1 else f"{row['id']}-{self._ids[row['id']]}"
        return {
            "id": identity, "sender": sender, "sender_body": "" if sender else "EU", "receiver": "" if body else receiver,  # noqa: E501
            "body": body, "person": person, "role": role, "modality": "asserted" if served else "denied",
            "start": start, "end": row["end"], "as_of": row["as_of"] if not row["end"] and served else "",
            "source": source,
        }  # fmt: skip

    def _receiver(self, row: Row, start: str) -> str:
        contemporary = self.states.territory(row["contemporary_id"]) if row["contemporary_id"] else ""
        if contemporary in self.states.former:
            return contemporary
        code = row["receiving_iso3"] or _RECEIVING_IDS.get(row["receiving_id"], "")
        if row["receiving_id"] == "korea" and start >= "1948":
            code = "KOR"
        if code == "DDR" or self.states.known(code):
            return state_at(code, start or row["end"])
        return ""


_RECEIVING_IDS = {
    "hawaii": "kingdom-of-hawaii-1898", "texas": "republic-of-texas-1845", "korea": "joseon-dynasty-1910",
    "two-sicilies": "kingdom-of-two-sicilies-1861", "vietnam-south": "south-vietnam-1975",
}  # fmt: skip
_COMMON = {
    "USA": ("United States", "United States of America"), "GBR": ("United Kingdom", "Britain"),
    "RUS": ("Russia", "Russian Federation"), "KOR": ("South Korea", "Republic of Korea"), "PRK": ("North Korea",),
    "CZE": ("Czech Republic",), "SYR": ("Syria",), "IRN": ("Iran",), "VNM": ("Vietnam",), "LAO": ("Laos",),
    "MDA": ("Moldova",), "TZA": ("Tanzania",), "VEN": ("Venezuela",), "BOL": ("Bolivia",), "TUR": ("Turkey",),
    "CHN": ("China", "People's Republic of China"), "TWN": ("Taiwan", "Republic of China"), "COD": ("the Congo",),
    "CIV": ("Ivory Coast",), "CPV": ("Cape Verde",), "MKD": ("Macedonia",), "SWZ": ("Swaziland",),
}  # fmt: skip
"""Names that titles use beside the table's own."""
