"""States: names in many languages, former states with their successors, borders; places."""

import csv
import re
from collections import defaultdict

from bench.registers.common import ISO_3166_3, LEFT_OUT, Row, Tables, fold, slug, source_code

_NAME_COLUMNS = {
    "UNTERM short": "names",
    "UN M49": "names",
    "CLDR": "names",
    "factbook short": "names",
    "factbook long": "official",
    "UNTERM formal": "official",
    "factbook local short": "local",
    "factbook local long": "local",
    "factbook former": "former",
    "factbook adjective": "demonyms",
}
_OLD_STATES = {
    "hanover": "Hanover", "baden": "Baden", "bavaria": "Bavaria", "wurttemberg": "Württemberg",
    "hanseatic-republics": "Hanseatic Republics", "genoa": "Genoa", "piedmont-sardinia": "Piedmont-Sardinia",
    "grand-duchy-tuscany": "Grand Duchy of Tuscany", "hesse": "Hesse", "brunswick-luneburg": "Brunswick and Lüneburg",
    "mecklenburg-schwerin": "Mecklenburg-Schwerin", "mecklenburg-strelitz": "Mecklenburg-Strelitz",
    "oldenburg": "Oldenburg", "nassau": "Nassau", "parma": "Parma", "schaumburg-lippe": "Schaumburg-Lippe",
    "north-german-confederation": "North German Confederation", "north-german-union": "North German Union",
    "lew-chew": "Lew Chew (Loochoo)", "federal-government-germany": "Federal Government of Germany (1848–49)",
}  # fmt: skip
"""States that only the history of US relations names."""


class States:
    """Identifiers of states, today's and former, by the codes of the sources."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.today = {row["iso3"]: row for row in tables.read("states")}
        self.territories = {row["id"]: row for row in tables.read("historic_states")}
        self.former: dict[str, Row] = {}
        self.places: dict[str, Row] = {}
        self._place_names: dict[str, set[str]] = defaultdict(set)

    def known(self, code: str) -> bool:
        """Whether a code is that of a state in the tables."""
        return code in self.today or code in self.former

    def territory(self, identity: str) -> str:
        """Our code for a territory of the State Department's list."""
        row = self.territories.get(identity)
        if row and row["exists_today"] == "true":
            return row["iso3"]
        return ISO_3166_3.get(identity, identity)

    def place(self, state: str, name: str, source: str, **more: str) -> str:
        """Identifier of a place in a state, taken into the table of places."""
        name = name.strip()
        if not name or not state or not slug(name):
            return ""
        identity = f"{slug(state)}-{slug(name)}"
        row = self.places.setdefault(identity, {"id": identity, "name": name, "state": state, "source": source})
        for key, value in more.items():
            if value and not row.get(key):
                row[key] = value
        return identity

    def make(self) -> None:
        """Write the tables of states; places are written by `write_places` when all others are made."""
        self._capitals()
        self._former_states()
        self._existing()
        self._names()
        self._borders()

    def _capitals(self) -> None:
        """The capitals, written with care before: they stay as they are in the table of places."""
        with (self.tables.seeds / "registers" / "states.csv").open(encoding="utf-8", newline="") as handle:
            capitals = {place for row in csv.DictReader(handle) for place in row["capital"].split("|")}
        with (self.tables.seeds / "registers" / "places.csv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                if row["id"] in capitals:
                    self.places[row["id"]] = row | {"source": "fb"}

    def _former_states(self) -> None:
        names = defaultdict(list)
        for row in self.territories.values():
            names[fold(row["name"])].append(row)
        named = [row for row in self.tables.read("state_names") if row["kind"] != "factbook former"]
        current = {fold(row["name"]) for row in (*self.today.values(), *named)}
        for identity, row in self.territories.items():
            if row["exists_today"] == "true":
                continue
            alone = len(names[fold(row["name"])]) == 1 and fold(row["name"]) not in current
            years = "–".join(part for part in (row["valid_since"], row["valid_until"]) if part)
            code = self.territory(identity)
            self.former[code] = {
                "id": code,
                "name": row["name"] if alone or not years else f"{row['name']} ({years})",
                "official": row["long_name"] if fold(row["long_name"]) not in current else "",
                "iso3": code if code in ISO_3166_3.values() else "",
                "independent": row["kind"].partition("-")[0].replace("independent", "yes").replace("dependency", ""),
                "since": _year(row["valid_since"]) if row["kind"] == "independent-state" else "",
                "until": _year(row["valid_until"]),
                "predecessors": self._codes(row["predecessors"]),
                "source": "gsh",
            }
        for code, name in _OLD_STATES.items():
            self.former[code] = {"id": code, "name": name, "independent": "yes", "source": "rdcr"}
        for row in self.former.values():
            kept = [c for c in row.get("predecessors", "").split("|") if c and self.known(c) and c != row["id"]]
            row["predecessors"] = "|".join(kept)
        columns = ("id", "name", "official", "iso3", "since", "until", "predecessors", "source")
        self.tables.write("former-states", columns, self.former.values())

    def _codes(self, text: str) -> str:
        return "|".join(sorted({code for part in text.split("|") if (code := self.territory(part))}))

    def _existing(self) -> None:
        rows, seen = [], set()
        for row in self.territories.values():
            code = row["iso3"] if row["exists_today"] == "true" else ""
            for former in self._codes(row["predecessors"]).split("|"):
                if code and former in self.former and (code, former) not in seen:
                    seen.add((code, former))
                    rows.append({"state": code, "predecessor": former, "source": "gsh"})
        for row in self.territories.values():  # successors that the successor's own record does not name
            former = self.territory(row["id"])
            for code in self._codes(row["successors"]).split("|"):
                if former in self.former and code in self.today and (code, former) not in seen:
                    seen.add((code, former))
                    rows.append({"state": code, "predecessor": former, "source": "gsh"})
        self.tables.write("successions", ("state", "predecessor", "source"), rows)

    def _names(self) -> None:
        cells: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        used: dict[tuple[str, str], set[str]] = defaultdict(set)
        gone = {fold(row["name"]) for row in self.territories.values() if row["exists_today"] != "true"}
        for row in self.tables.read("state_names"):
            column = _NAME_COLUMNS.get(row["kind"])
            name = re.sub(r"\s*[\[(](the|le|la|les|el|los|las|l’|l')[\])]\s*$", "", row["name"], flags=re.IGNORECASE)
            name = re.sub(r"\s*\*+$", "", name).strip()
            if row["kind"] == "factbook former":
                name = name if len(name) < 60 and ";" not in name and fold(name) not in gone else ""
            if not column or not name or "|" in name or name.startswith(("none", "note")) or len(name) > 120:
                LEFT_OUT["state names that are notes, lists or capitals"] += bool(name)
                continue
            lang = "und" if column == "local" else row["lang"]
            cells[row["iso3"], lang]["names" if column == "local" else column].add(name)
            used[row["iso3"], lang].add(_name_source(row["source"]))
        rows = [
            {"state": state, "lang": lang, "source": "|".join(sorted(used[state, lang]))}
            | {column: "|".join(sorted(names)) for column, names in found.items()}
            for (state, lang), found in cells.items()
            if state in self.today
        ]
        self.tables.write("state-names", ("state", "lang", "names", "official", "former", "demonyms", "source"), rows)

    def _borders(self) -> None:
        rows = [{"a": r["iso3_a"], "b": r["iso3_b"], "source": "fb"} for r in self.tables.read("borders")]
        kept = [row for row in rows if row["a"] in self.today and row["b"] in self.today and row["a"] != row["b"]]
        LEFT_OUT["borders of unknown states"] += len(rows) - len(kept)
        self.tables.write("borders", ("a", "b", "source"), kept)

    def write_places(self) -> None:
        """Write the table of places."""
        columns = ("id", "name", "state", "other_names", "wikidata", "lat", "lon", "source")
        self.tables.write("places", columns, self.places.values())


def _year(text: str) -> str:
    return text.zfill(4) if text.isdigit() else ""


def _name_source(text: str) -> str:
    return source_code(text) if "Factbook" in text or "CLDR" in text or "country-codes" in text else "cc"
