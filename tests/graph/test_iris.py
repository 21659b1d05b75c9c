import pytest

from graph.iris import Iris, digest

IRIS = Iris("https://example.org/c")


@pytest.mark.parametrize(
    "reference", ["state:KAZ", "org:SCO", "person:murat-example", "office:kaz-president", "event:x"]
)
def test_an_entity_iri_reads_back_as_its_reference(reference: str) -> None:
    prefix, _, identity = reference.partition(":")
    kind = {"org": "organization"}.get(prefix, prefix)

    assert IRIS.reference(IRIS.entity(kind, identity)) == reference  # type: ignore[arg-type]


def test_identifiers_in_other_scripts_are_encoded() -> None:
    iri = IRIS.entity("person", "习近平")

    assert iri.isascii()
    assert IRIS.reference(iri) == "person:习近平"


@pytest.mark.parametrize("iri", ["https://example.org/other/id/state/KAZ", "https://example.org/c/id/visit/1", "x"])
def test_other_iris_are_no_references(iri: str) -> None:
    assert IRIS.reference(iri) is None


def test_a_digest_keeps_parts_apart() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"])
    assert digest(["a"]) == digest(["a"])
    assert len(digest([])) == 16
