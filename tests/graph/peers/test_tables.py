"""Event tables in their real form, with invented events."""

import csv
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from pyoxigraph import NamedNode

from graph.errors import InputError
from graph.facts import Row
from graph.peers import PEERS, read_events
from graph.peers.codes import meaning_of
from graph.peers.tables import Tally
from graph.read.seeds import read_knowledge
from graph.resolve.world import World
from graph.settings import Settings
from graph.store import open_store

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def world(built: Settings) -> World:
    return read_knowledge(built).world


def gdelt(path: Path, *events: dict[int, str]) -> Path:
    """A file of events of GDELT 2.0: 61 columns, tabs between, no head."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        for number, event in enumerate(events):
            writer.writerow([event.get(place, str(1000 + number) if place == 0 else "") for place in range(61)])
    return path


VISIT = {
    1: "20250908",
    6: "KAZAKHSTAN",
    7: "KAZ",
    16: "PAKISTAN",
    17: "PAK",
    26: "042",
    31: "7",
    60: "https://example.org/a",
}
EVENTS = (
    VISIT,
    VISIT | {26: "0411", 7: "ROM"},
    VISIT | {26: "190"},
    VISIT | {7: "EUR"},
    VISIT | {17: "KAZ"},
    VISIT | {1: "20251399"},
    VISIT | {26: "073", 17: "AFG"},
)


def test_gdelt(world: World, tmp_path: Path) -> None:
    tally = Tally()
    facts = list(read_events("gdelt", gdelt(tmp_path / "20250908.export.CSV", *EVENTS), world, tally))

    assert (tally.rows, tally.facts) == (7, 3)
    visit, call, aid = facts
    assert (visit.type, visit.date, visit.modality) == ("Visit", "2025-09-08", "asserted")
    assert visit.roles == {"visitor": ("state:KAZ",), "host": ("state:PAK",)}
    assert call.roles == {"kind": ("phone call",), "participant": ("state:ROU", "state:PAK")}
    assert aid.roles == {"kind": ("humanitarian",), "donor": ("state:KAZ",), "recipient": ("state:AFG",)}
    (evidence,) = visit.evidence
    assert evidence.source == Row(
        "gdelt", "1000", 1, "GDELT 2.0 Event Database, event 1000, code 042, from https://example.org/a"
    )
    assert evidence.confidence < 1


def test_gdelt_out_of_its_archive(world: World, tmp_path: Path) -> None:
    path = gdelt(tmp_path / "x.CSV", *EVENTS)
    with zipfile.ZipFile(tmp_path / "x.export.CSV.zip", "w") as archive:
        archive.write(path, "x.export.CSV")

    assert list(read_events("gdelt", tmp_path / "x.export.CSV.zip", world)) == list(read_events("gdelt", path, world))


def test_polecat(world: World) -> None:
    visit, call, aid = read_events("polecat", DATA / "polecat.txt", world)

    assert (visit.type, visit.date, visit.roles["host"]) == ("Visit", "2023-03-01", ("state:PAK",))
    assert (call.type, call.roles["participant"]) == ("Meeting", ("state:KAZ", "state:UZB"))
    assert call.roles["kind"] == ("phone call",)
    assert (aid.type, aid.roles) == ("Aid", {"donor": ("state:KAZ",), "recipient": ("state:AFG",)})
    assert [fact.evidence[0].rule for fact in (visit, call, aid)] == [
        *("polecat.CONSULT.visit", "polecat.CONSULT.phone", "polecat.AID")
    ]


def test_icews(world: World) -> None:
    visit, agreement = read_events("icews", DATA / "icews.tab", world)

    assert (visit.type, visit.roles) == ("Visit", {"visitor": ("state:KAZ",), "host": ("state:PAK",)})
    assert agreement.roles["party"] == ("state:KAZ", "state:TKM")
    assert "The Example Courier" in str(agreement.evidence[0].source)


@pytest.mark.parametrize(
    ("system", "code", "kind"),
    [
        ("cameo", "042", "Visit"),
        ("cameo", "0421", "Visit"),
        ("cameo", "046", "Meeting"),
        ("cameo", "054", "DiplomaticRelations"),
        ("cameo", "161", None),  # relations reduced or broken: which, the code does not say
        ("cameo", "050", None),
        ("cameo", "04", None),
        ("cameo", "", None),
        ("plover", "CONSULT.visit", "Visit"),
        ("plover", "CONSULT.unheard-of", "Meeting"),
        ("plover", "SANCTION.withdraw", None),
        ("plover", "PROTEST", None),
    ],
)
def test_codes_mean_what_the_ontology_matches(system: str, code: str, kind: str | None) -> None:
    meaning = meaning_of(system, code)

    assert (meaning.type if meaning else None) == kind


@pytest.mark.parametrize(
    ("peer", "text", "told"),
    [
        ("gdelt", "1\t2\t3\n", "3 columns"),
        ("polecat", "Event ID\tEvent Date\n", "no column 'Event Type'"),
        ("icews", "", "no column 'Event ID'"),
        ("icews", "\xff", "cannot be read"),
    ],
)
def test_what_is_no_such_table_is_told_with_its_place(
    world: World, tmp_path: Path, peer: str, text: str, told: str
) -> None:
    (tmp_path / "x.csv").write_bytes(text.encode("latin-1"))

    with pytest.raises(InputError, match=told) as caught:
        list(read_events(peer, tmp_path / "x.csv", world))
    assert "x.csv" in str(caught.value)


def test_a_file_that_is_not_there_is_told(world: World, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_events("gdelt", tmp_path / "none.zip", world))


def test_the_command_loads_facts_with_evidence_into_a_graph_of_their_own(
    chancery: Callable[..., Result], settings: Settings, tmp_path: Path
) -> None:
    path = gdelt(tmp_path / "a.CSV", VISIT | {1: "19990101"})

    result = chancery("import", "gdelt", path)

    assert result.exit_code == 0, result.stderr
    store = open_store(settings.store)
    query = """PREFIX cy: <https://w3id.org/chancery/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?fact ?status ?key ?label { GRAPH ?g { ?fact a cy:Visit ; prov:wasDerivedFrom ?e . ?e cy:rowKey ?key }
        FILTER(STRENDS(STR(?g), "/graph/loaded/gdelt")) ?fact cy:recordStatus ?status . ?g dcterms:title ?label }"""
    (row,) = store.rows(query)
    assert row["key"].value == "1000"
    assert row["status"] == NamedNode("https://w3id.org/chancery/vocab/record-status/extracted")
    assert row["label"].value == PEERS["gdelt"].title
    assert chancery("import", "gdelt", path, "--dry-run").exit_code == 0


def test_confidence_is_no_certainty() -> None:
    assert all(0 < form.confidence < 0.8 for form in PEERS.values())
    assert replace(PEERS["gdelt"], confidence=0.1) != PEERS["gdelt"]
