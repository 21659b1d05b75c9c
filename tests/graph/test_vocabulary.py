"""Types, roles, ranges and concepts as the rest of the house reads them from the ontology's files."""

import pytest

from graph.errors import InputError
from graph.vocabulary import kebab, ontology_files, ontology_quads, vocabulary


@pytest.mark.parametrize(
    ("name", "path"),
    [("Visit", "visit"), ("OfficeHolding", "office-holding"), ("organizationKind", "organization-kind")],
)
def test_kebab(name, path):
    assert kebab(name) == path


def test_fact_types_are_read_with_their_roles():
    types = vocabulary().types

    assert set(types) == {
        *("Visit", "Meeting", "Agreement", "Membership", "OfficeHolding", "DiplomaticRelations"),
        *("Mission", "Mechanism", "Participation", "Aid", "TransportLink", "PartyAction"),
    }
    assert types["Visit"].core == {"visitor", "host"}
    assert types["Visit"].roles == {"visitor", "host", "place", "office", "kind"}


@pytest.mark.parametrize(
    ("role", "target"),
    [
        ("visitor", "Party"),
        ("holder", "Person"),
        ("place", "Place"),
        ("kind", "Concept"),
        ("title", "string"),
        ("reservation", "boolean"),
        ("date", "edtf"),
        ("earliest", "date"),
    ],
)
def test_ranges_name_datatypes_that_owl_2_rl_lacks_too(role, target):
    assert vocabulary().ranges[role] == target


def test_words_are_matched_without_regard_to_case_and_space():
    assert vocabulary().concept("Visit", "kind", "  Official   VISIT ") == "visit-kind/official"
    assert vocabulary().concept("Visit", "kind", "pilgrimage") is None
    assert vocabulary().concept("Meeting", "kind", "official") is None


def test_concepts_are_found_by_scheme():
    assert vocabulary().scheme_concept("organizationKind", "peace operation") == "organization-kind/peace-operation"


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_shapes_and_alignments_are_no_part_of_the_ontology(tmp_path):
    names = ("header.ttl", "modules/core.ttl", "schemes/kind.ttl", "shapes/visit.ttl", "alignments/terms.ttl")
    write(tmp_path, dict.fromkeys(names, ""))

    read = [path.relative_to(tmp_path).as_posix() for path in ontology_files(tmp_path)]

    assert sorted(read) == ["header.ttl", "modules/core.ttl", "schemes/kind.ttl"]


def test_broken_turtle_is_named(tmp_path):
    write(tmp_path, {"modules/core.ttl": "cy:Visit a"})

    with pytest.raises(InputError, match=r"core\.ttl"):
        ontology_quads(tmp_path)
