"""Event tables in their real form, with invented events."""

import csv
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from pyoxigraph import NamedNode

from graph.errors import InputError
from graph.facts import Row
from graph.peers import PEERS, is_mentions, read_events, tables, with_mentions
from graph.peers.codes import meaning_of
from graph.peers.mentions import MOST
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


def test_polecat_as_some_of_its_files_are(world: World, tmp_path: Path) -> None:
    """Its files of some weeks have heads that name more columns than the rows have, or another name for one."""
    head, *rows = (DATA / "polecat.txt").read_text("utf-8").splitlines()
    odd = tmp_path / "odd.txt"
    odd.write_text(
        "\n".join([head.replace("Intensity", "Event Intensity") + "\tHeadline\tText", *rows]) + "\n", "utf-8"
    )

    assert list(read_events("polecat", odd, world)) == list(read_events("polecat", DATA / "polecat.txt", world))


def test_icews_without_the_zeros_and_with_one_number_twice(world: World, tmp_path: Path) -> None:
    head, visit, *_ = (DATA / "icews.tab").read_text("utf-8").splitlines()
    again = visit.replace("2012-05-01", "2012-06-09").replace("\t042\t", "\t42\t")
    path = tmp_path / "icews.tab"
    path.write_text("\n".join([head, visit, again]) + "\n", "utf-8")

    first, second = read_events("icews", path, world)
    assert (first.type, second.type) == ("Visit", "Visit")
    assert first.evidence[0].source.key != second.evidence[0].source.key  # type: ignore[union-attr]


@pytest.mark.parametrize(("file", "count"), [("polecat.txt", 40), ("icews.tab", 20)])
def test_the_samples_have_the_columns_as_published(file: str, count: int) -> None:
    head, *rows = (DATA / file).read_text("utf-8").splitlines()

    assert len(head.split("\t")) == count
    assert {len(row.split("\t")) for row in rows} == {count}


def test_columns_of_gdelt_are_those_of_its_codebook() -> None:
    columns = tomllib.loads((Path(tables.__file__).parent / "gdelt.toml").read_text("utf-8"))
    events, mentions = columns["events"], columns["mentions"]
    places = {7: "Actor1CountryCode", 17: "Actor2CountryCode", 26: "EventCode", 31: "NumMentions", 60: "SOURCEURL"}

    assert (len(events), len(mentions)) == (61, 16)
    assert len({*events}) == 61
    assert {place: events[place] for place in places} == places
    assert (mentions[5], mentions[11]) == ("MentionIdentifier", "Confidence")


def mention(event: str, document: str, confidence: str, sentence: str = "1") -> str:
    """A line of GDELT's mentions."""
    cells = [event, "20250908120000", "20250908121500", "1", "example.org", document, sentence]
    return "\t".join([*cells, "10", "20", "30", "1", confidence, "2000", "-1.5", "", ""])


def test_mentions_are_further_evidence_of_their_events(world: World, tmp_path: Path) -> None:
    events = gdelt(tmp_path / "a.export.CSV", *EVENTS)
    lines = [mention("1000", f"https://example.org/{n}", str(10 + n)) for n in range(30)]
    lines += [
        lines[3],
        mention("1000", "https://example.org/sure", "100"),
        mention("999", "https://example.org/x", "90"),
    ]
    path = tmp_path / "a.mentions.CSV"
    path.write_text("\n".join(lines) + "\n", "utf-8")

    assert (is_mentions(path), is_mentions(events), is_mentions(tmp_path / "none")) == (True, False, False)
    visit, call, _ = with_mentions(read_events("gdelt", events, world), [path])
    first, surest, *others = visit.evidence
    assert len(visit.evidence) == 1 + MOST
    assert isinstance(surest.source, Row)
    assert surest.source.key == "1000 https://example.org/sure 1"
    assert "mentioned by example.org, https://example.org/sure, sentence 1" in surest.source.citation
    assert surest.rule == "gdelt.042.mention"
    assert first.confidence == surest.confidence > others[-1].confidence > 0
    assert len({evidence.source for evidence in visit.evidence}) == len(visit.evidence)
    assert len(call.evidence) == 1


def test_what_are_no_mentions_is_told(world: World, tmp_path: Path) -> None:
    path = gdelt(tmp_path / "a.CSV", VISIT)

    with pytest.raises(InputError, match="61 columns where a line of mentions"):
        with_mentions(read_events("gdelt", path, world), [path])


def test_the_command_takes_events_and_mentions_together(
    chancery: Callable[..., Result], settings: Settings, tmp_path: Path
) -> None:
    events = gdelt(tmp_path / "a.export.CSV", VISIT | {1: "19990101"})
    path = tmp_path / "a.mentions.CSV"
    path.write_text(mention("1000", "https://example.org/more", "60") + "\n", "utf-8")

    result = chancery("import", "gdelt", path, events)

    assert result.exit_code == 0, result.stderr
    query = """PREFIX cy: <https://w3id.org/chancery/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?key { ?fact a cy:Visit ; prov:wasDerivedFrom ?e . ?e cy:rowKey ?key . FILTER(STRSTARTS(?key, "1000")) }
        ORDER BY ?key"""
    keys = [row["key"].value for row in open_store(settings.store).rows(query)]
    assert keys == ["1000", "1000 https://example.org/more 1"]


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
