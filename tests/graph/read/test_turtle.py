from pathlib import Path

import pytest

from graph.errors import InputError
from graph.facts import Name
from graph.iris import Iris
from graph.read.turtle import CuratedFile, read_curated

HEAD = """
@prefix cy: <https://w3id.org/chancery/ontology#> .
@prefix id: <https://w3id.org/chancery/id/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix modality: <https://w3id.org/chancery/vocab/modality/> .
@prefix edtf: <http://id.loc.gov/datatypes/> .
"""
FACT = """
<https://w3id.org/chancery/id/membership/charter-kaz> a cy:Membership ;
    cy:member <https://w3id.org/chancery/id/state/KAZ> ;
    cy:organization <https://w3id.org/chancery/id/organization/UN> ;
    cy:date "1992-03-02/.."^^<http://id.loc.gov/datatypes/edtf> ;
    cy:modality modality:asserted ;
    prov:wasDerivedFrom <https://w3id.org/chancery/id/evidence/curated-1> .
"""


def read(tmp_path: Path, body: str, base: str = "https://w3id.org/chancery") -> CuratedFile:
    path = tmp_path / "charter.ttl"
    path.write_text(HEAD + body, "utf-8")
    return read_curated(path, Iris(base), 100_000)


def test_a_fact_is_read_and_its_triples_kept(tmp_path: Path) -> None:
    file = read(tmp_path, FACT)

    (fact,) = file.facts
    assert fact.type == "Membership"
    assert fact.roles == {"member": ("state:KAZ",), "organization": ("org:UN",)}
    assert (fact.date, fact.modality) == ("1992-03-02/..", "asserted")
    assert fact.iri == "https://w3id.org/chancery/id/membership/charter-kaz"
    assert len(file.triples) == 6


def test_names_add_to_known_entities(tmp_path: Path) -> None:
    file = read(tmp_path, '<https://w3id.org/chancery/id/state/KAZ> cy:demonym "Kazakh"@en .')

    assert file.entities[0].names == (Name("Kazakh", "en", "demonym"),)


def test_another_base_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (fact,) = read(tmp_path, FACT, base="https://example.org/c").facts

    assert fact.iri == "https://example.org/c/id/membership/charter-kaz"
    assert fact.roles["member"] == ("state:KAZ",)


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("<x> <y> .", r"charter\.ttl:\d+: is no Turtle"),
        ("[] rdfs:label 'nobody' .", "has a blank node"),
        (FACT.replace("prov:wasDerivedFrom", "rdfs:seeAlso"), r"has no prov:wasDerivedFrom"),
        (FACT.replace("cy:organization ", "rdfs:seeAlso "), r"has no cy:organization"),
        (FACT.replace("1992-03-02", "1992-02-30"), "has no such day"),
        (FACT.replace("modality:asserted", "modality:hoped"), "has no cy:modality"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, body: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        read(tmp_path, body)
