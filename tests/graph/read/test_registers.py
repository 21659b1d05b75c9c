from pathlib import Path

import pytest

from graph.errors import InputError
from graph.facts import EntityKind, Name, Row
from graph.read.mapping import read_spec
from graph.read.registers import Register, find_registers, read_register
from graph.settings import Settings

SPEC = """
[register]
title = "Memberships"
license = "https://creativecommons.org/licenses/by/4.0/"
key = ["organization", "state"]
citation = "{source}"

[assertions]
rows = [1, 5]
required = ["state"]

[columns]
state = { type = "state" }
since = { type = "date" }
status = { values = { full = "member" } }

[[fact]]
type = "Membership"
date = "{since}/"
[fact.roles]
member = "state:{state}"
organization = "org:{organization}"
status = "{status}"
"""
HEADER = "organization,state,since,status,source\n"


def read(tmp_path: Path, rows: str, spec: str = SPEC, header: str = HEADER, limit: int = 10_000) -> Register:
    (tmp_path / "m.toml").write_text(spec, "utf-8")
    (tmp_path / "m.csv").write_bytes((header + rows).encode())
    return read_register(read_spec(tmp_path / "m.toml"), limit, {"state": {"KAZ", "PAK"}})


def test_a_row_becomes_a_fact_with_its_citation(tmp_path: Path) -> None:
    register = read(tmp_path, "SCO,KAZ,2001-06-15,full,Gazette p. 3\n")

    (fact,) = register.facts
    assert fact.roles == {"member": ("state:KAZ",), "organization": ("org:SCO",), "status": ("member",)}
    assert fact.date == "2001-06-15/"
    assert fact.evidence[0].source == Row("m", "SCO|KAZ", 2, "Gazette p. 3")


def test_an_empty_column_gives_no_value(tmp_path: Path) -> None:
    (fact,) = read(tmp_path, "SCO,KAZ,,,x\n").facts

    assert fact.date is None
    assert "status" not in fact.roles


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("SCO,KAX,,,x", "state 'KAX' is no state known here"),
        ("SCO,KAZ,2001-02-30,,x", "has no such day"),
        ("SCO,,,,x", "state is empty"),
        ("SCO,KAZ,,x", "has 4 fields"),
        ("SCO,PAK,,,again", "stands in line 2 already"),
    ],
)
def test_a_bad_row_is_listed_with_line_cause_and_cure(tmp_path: Path, row: str, cause: str) -> None:
    register = read(tmp_path, f"SCO,PAK,2017,,x\n{row}\n")

    (issue,) = register.issues
    assert issue.line == 3
    assert cause in issue.cause
    assert issue.cure
    assert len(register.facts) == 1


@pytest.mark.parametrize(
    ("rows", "header", "limit", "cause"),
    [
        ("", HEADER, 10_000, "has 0 rows, not 1 to 5"),
        ("SCO,KAZ\n", "organization,state\n", 10_000, "has no column 'since'"),
        ('SCO,"KAZ,,,x\n', HEADER, 10_000, "is no CSV"),
        ("SCO,KAZ,,,x\n", HEADER, 10, "more than the 10 that are read"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, rows: str, header: str, limit: int, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        read(tmp_path, rows, header=header, limit=limit)


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ('type = "Membership"', 'type = "Friendship"', "no fact type 'Friendship'"),
        ("member = ", "friend = ", "has no role 'friend'"),
        ('{ type = "date" }', '{ type = "moon" }', "unknown type 'moon'"),
        ("[register]", "[register", "is no TOML"),
        ('citation = "{source}"\n', "", "the part 'citation' is missing"),
        ('date = "{since}/"', 'date = "{since}/"\nmodality = "hoped"', "no modality 'hoped'"),
    ],
)
def test_a_broken_declaration_is_refused(tmp_path: Path, old: str, new: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        read(tmp_path, "SCO,KAZ,,,x\n", spec=SPEC.replace(old, new))


def test_no_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    read(tmp_path, "SCO,KAZ,,,x\n")
    (tmp_path / "m.csv").write_bytes(HEADER.encode() + b"SCO,KAZ,,,caf\xe9\n")

    with pytest.raises(InputError, match=r"m\.csv:2: is no UTF-8"):
        read_register(read_spec(tmp_path / "m.toml"), 10_000, {"state": {"KAZ"}})


def test_a_split_column_gives_several_values(tmp_path: Path) -> None:
    spec = """
[register]
key = ["id"]
citation = "{id}"
[assertions]
rows = [1, 1]
[columns]
demonyms = { split = "|" }
[[entity]]
kind = "state"
id = "{id}"
label = "{id}"
[entity.names]
demonym = "{demonyms}"
"""
    register = read(tmp_path, "KAZ,Kazakh|Kazakhstani\n", spec=spec, header="id,demonyms\n")

    assert register.entities[0].names == (Name("Kazakh", kind="demonym"), Name("Kazakhstani", kind="demonym"))


def test_shipped_registers_declare_what_they_are() -> None:
    specs = {spec.name: spec for spec in find_registers(Settings().seeds / "registers")}

    assert list(specs)[:2] == ["former-states", "states"]
    assert {"memberships", "envoys", "missions", "party-actions"} <= set(specs)
    for spec in specs.values():
        assert spec.about["license"]
        assert spec.sources


def test_the_small_shipped_registers_are_whole() -> None:
    known: dict[EntityKind, set[str]] = {"state": set(), "place": set(), "organization": set()}
    for spec in find_registers(Settings().seeds / "registers"):
        if spec.name in ("states", "former-states", "places", "organizations", "memberships", "relations"):
            register = read_register(spec, 10**8, known)
            for entity in register.entities:
                known[entity.kind].add(entity.id)
            assert register.issues == []
            assert all(spec.cite(row.citation) != row.citation for row in register.rows.values())
    assert len([code for code in known["state"] if len(code) == 3 and code.isupper()]) == 250 + 6


def test_codes_of_sources_are_spelled_out(tmp_path: Path) -> None:
    spec = SPEC + '[sources]\ngaz = "Gazette, no. {1} of {2}"\nown = "own notes"\n'
    (tmp_path / "m.toml").write_text(spec, "utf-8")

    assert read_spec(tmp_path / "m.toml").cite("gaz 7 2001|own") == "Gazette, no. 7 of 2001 | own notes"


def test_each_value_of_a_column_can_be_a_fact_and_a_period_can_lack_an_end(tmp_path: Path) -> None:
    spec = SPEC.replace('date = "{since}/"', 'date = { start = "{since}", end = "{until}" }\neach = "since"')
    spec = spec.replace("since = { type", 'until = { type = "date" }\nsince = { split = "|", type')

    register = read(tmp_path, "SCO,KAZ,2001|2004,2004,full,x\n", spec, "organization,state,since,until,status,source\n")

    assert [fact.date for fact in register.facts] == ["2001/2004", "2004"]


def test_a_row_without_a_core_role_does_not_parse(tmp_path: Path) -> None:
    register = read(tmp_path, ",KAZ,,full,x\n")

    (issue,) = register.issues
    assert "gives no organization" in issue.cause
    assert register.facts == []
