"""Each rule of the ontology, on a small invented world that says what follows and, by silence, what does not."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from graph.derive import apply, derive, rule_files
from graph.errors import InputError
from graph.vocabulary import BASE, ontology_quads

CASES = Path(__file__).parent / "rules"
EXPECTED = NamedNode("https://world.example/expected")
VOCABULARIES = {
    "act": "party-action-action",
    "mission": "mission-kind",
    "missionaction": "mission-action",
    "modality": "modality",
    "record": "record-status",
    "relations": "diplomatic-relations-action",
    "status": "membership-status",
}
PREFIXES = "".join(f"@prefix {prefix}: <{BASE}/vocab/{path}/> .\n" for prefix, path in VOCABULARIES.items()) + (
    f"@prefix : <https://world.example/> .\n@prefix cy: <{BASE}/ontology#> .\n"
    "@prefix edtf: <http://id.loc.gov/datatypes/edtf> .\n"
    "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)


def world(trig: str, base: str = BASE) -> Store:
    store = Store()
    ontology = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in ontology_quads())
    store.load(ontology.replace(f"<{BASE}/", f"<{base}/").encode(), format=RdfFormat.N_TRIPLES)
    store.load((PREFIXES + trig).replace(f"<{BASE}/", f"<{base}/").encode(), format=RdfFormat.TRIG)
    return store


@pytest.mark.parametrize("rule", rule_files(), ids=lambda path: path.stem)
def test_rule_derives_what_is_expected_and_nothing_else(rule):
    store = world((CASES / f"{rule.stem}.trig").read_text("utf-8"))
    expected = {str(quad.triple) for quad in store.quads_for_pattern(None, None, None, EXPECTED)}

    assert apply(store, rule) == expected
    assert expected


def test_every_case_has_a_rule():
    assert {path.stem for path in CASES.glob("*.trig")} == {path.stem for path in rule_files()}


@pytest.mark.parametrize("rule", rule_files(), ids=lambda path: path.stem)
def test_rule_says_in_words_what_it_derives(rule):
    first = rule.read_text("utf-8").splitlines()[0]

    assert first.startswith("# ")
    assert len(first) > 20


def test_what_is_derived_stands_below_the_base():
    base = "https://example.org/diplomacy"
    store = world((CASES / "visited.trig").read_text("utf-8"), base)

    assert any(f" <{base}/ontology#visited> " in triple for triple in derive(store, base))


def test_deriving_twice_adds_nothing():
    store = world((CASES / "member-of.trig").read_text("utf-8"))
    once = derive(store)
    store.load("".join(f"{triple} .\n" for triple in once).encode(), format=RdfFormat.N_TRIPLES)

    assert once
    assert derive(store) == once


@pytest.mark.parametrize(
    ("rule", "cause"),
    [
        ("CONSTRUCT { ?s ?p ?o } WHERE {", "rule.rq: error at 1:"),
        ("SELECT ?s WHERE { ?s ?p ?o }", "must be a CONSTRUCT"),
        ("CONSTRUCT { ?s <x:p> [] } WHERE { ?s ?p ?o }", "no link between IRIs"),
    ],
)
def test_broken_rules_are_named(tmp_path, rule, cause):
    file = tmp_path / "rule.rq"
    file.write_text(rule)

    with pytest.raises(InputError, match=cause):
        apply(world(""), file)
