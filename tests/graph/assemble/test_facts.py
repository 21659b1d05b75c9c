from collections import Counter

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from graph.assemble import Assembler
from graph.assemble.facts import verified
from graph.facts import Article, Entity, Evidence, Fact, Quote, Row
from graph.fuse import fuse
from graph.gather import naming
from graph.iris import Iris
from graph.resolve.resolver import Resolver
from graph.resolve.world import World
from graph.store.writing import as_quad

BASE = "https://w3id.org/chancery"
TEXT = "Murat Example visited Islamabad. Pakistan is a member."
ARTICLE = Article("minister", "Minister in Islamabad", TEXT, "Courier", "https://example.org/1", "", "2025-09-10")
QUOTE = Quote("minister", TEXT[:32], 0, 32, "", TEXT[32:])
ROW = Row("memberships", "SCO|PAK", 7, "Gazette")


@pytest.fixture
def quads() -> list[Quad]:
    states = [Entity("state", code, code, source=Row("states", code, 2, "ISO")) for code in ("KAZ", "PAK")]
    world = World([*states, Entity("organization", "SCO", "SCO", source=Row("organizations", "SCO", 2, "x"))])
    resolver = Resolver(world)
    visit = Fact(
        "Visit",
        {"visitor": ("person:Murat Example", "state:KAZ"), "host": ("state:PAK",), "kind": ("moonlit",)},
        "2025-09",
        "asserted",
        (Evidence(QUOTE, "visit.travel", 0.9),),
    )
    roles = {"member": ("state:PAK",), "organization": ("org:SCO",), "status": ("member",)}
    told = Fact("Membership", roles, None, "asserted", (Evidence(Quote("minister", TEXT[33:], 33, 54), "m", 0.8),))
    tabled = Fact("Membership", roles, "2017-06-09/", "asserted", (Evidence(ROW, "register.memberships"),))
    assembler = Assembler(Iris(BASE), f"{BASE}/id/activity/x", naming(world, {}))
    facts = [resolver.resolve(fact) for fact in (visit, told, tabled)]
    statements = [*assembler.article(ARTICLE), *assembler.told_entities(facts), *assembler.clusters(fuse(facts))]
    return [as_quad(statement) for statement in statements]


def ask(quads: list[Quad], query: str) -> list[list[str]]:
    store = Store()
    store.bulk_extend(quads)
    result = store.query(query, prefixes={"cy": f"{BASE}/ontology#", "prov": "http://www.w3.org/ns/prov#"})
    return sorted([str(getattr(value, "value", value)) for value in row] for row in result)  # type: ignore[union-attr]


def test_each_source_makes_its_own_statements_about_one_fact(quads: list[Quad]) -> None:
    rows = ask(quads, "SELECT ?g (COUNT(DISTINCT ?f) AS ?n) { GRAPH ?g { ?f a cy:Membership } } GROUP BY ?g")

    assert rows == [[f"{BASE}/graph/article/minister", "1"], [f"{BASE}/graph/register/memberships", "1"]]
    assert len({quad.subject for quad in quads if quad.object == NamedNode(f"{BASE}/ontology#Membership")}) == 1


def test_only_the_register_says_when(quads: list[Quad]) -> None:
    rows = ask(quads, "SELECT ?g ?d { GRAPH ?g { ?f a cy:Membership ; cy:date ?d } }")

    assert rows == [[f"{BASE}/graph/register/memberships", "2017-06-09/"]]


def test_bounds_and_label_stand_in_the_derived_graph(quads: list[Quad]) -> None:
    rows = ask(quads, "SELECT ?g ?a ?b { GRAPH ?v { ?f a cy:Visit } GRAPH ?g { ?f cy:earliest ?a ; cy:latest ?b } }")

    assert rows == [[f"{BASE}/graph/derived", "2025-09-01", "2025-09-30"]]


def test_evidence_leads_to_the_words_and_their_place(quads: list[Quad]) -> None:
    query = """PREFIX oa: <http://www.w3.org/ns/oa#>
    SELECT ?source ?exact ?start ?end { GRAPH ?g { ?f a cy:Visit ; prov:wasDerivedFrom ?e . ?e oa:hasSource ?source ;
      oa:hasSelector [ oa:exact ?exact ], [ oa:start ?start ; oa:end ?end ] } }"""

    assert ask(quads, query) == [[f"{BASE}/id/article/minister", TEXT[:32], "0", "32"]]


def test_words_that_are_no_concept_are_kept_as_words(quads: list[Quad]) -> None:
    assert ask(quads, "SELECT ?k { GRAPH ?g { ?f cy:kindText ?k } }") == [["moonlit"]]


def test_entities_of_registers_are_not_described_by_articles(quads: list[Quad]) -> None:
    said = {quad.subject.value for quad in quads if quad.predicate.value.endswith("#label")}  # type: ignore[union-attr]

    assert f"{BASE}/id/person/murat-example" in said
    assert f"{BASE}/id/state/KAZ" not in said


def test_no_statement_is_made_twice_in_a_graph_and_no_node_is_blank(quads: list[Quad]) -> None:
    assert max(Counter(quads).values()) == 1
    text = serialize(quads, format=RdfFormat.N_QUADS)
    assert text is not None
    assert b"_:" not in text
    assert set(parse(text, RdfFormat.N_QUADS)) == set(quads)


def test_the_same_facts_get_the_same_iris_again() -> None:
    fact = Fact("Visit", {"visitor": ("state:KAZ",), "host": ("state:PAK",)}, None, "asserted", (Evidence(QUOTE, "r"),))
    other = Quote("minister", TEXT[33:], 33, 54)
    world = World([Entity("state", "KAZ", "Kazakhstan"), Entity("state", "PAK", "Pakistan")])
    assembler, resolver = Assembler(Iris(BASE), "urn:x", naming(world, {})), Resolver(world)

    def iri(quote: Quote) -> str:
        told = Fact(fact.type, fact.roles, None, "asserted", (Evidence(quote, "r"),))
        return assembler.fact_iri(fuse([resolver.resolve(told)])[0])

    assert iri(QUOTE) == iri(QUOTE)
    assert iri(QUOTE) != iri(other)  # undated visits may recur: where they are told keeps them apart


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        (QUOTE, True),
        (Quote("minister", "Murat Example visited Karachi.", 0, 32), False),
        (Quote("minister", TEXT[:32], 1, 33), False),
        (Quote("minister", "", 0, 0), False),
    ],
)
def test_a_quote_that_does_not_stand_in_the_text_is_dropped(quote: Quote, kept: bool) -> None:
    fact = Fact("Visit", {}, None, "asserted", (Evidence(quote, "r"),))

    assert bool(verified([fact], ARTICLE)) is kept


def test_literals_have_the_datatypes_of_the_ontology(quads: list[Quad]) -> None:
    dates = [quad.object for quad in quads if quad.predicate.value.endswith("#published")]

    assert dates == [Literal("2025-09-10", datatype=NamedNode("http://id.loc.gov/datatypes/edtf"))]


def test_a_sentence_that_two_rules_read_alike_is_evidence_once() -> None:
    world = World([Entity("state", code, code) for code in ("KAZ", "PAK")])
    assembler = Assembler(Iris(BASE), f"{BASE}/id/activity/x", naming(world, {}))
    roles = {"visitor": ("state:KAZ",), "host": ("state:PAK",)}
    readings = [Evidence(QUOTE, "a.rule", 0.7), Evidence(QUOTE, "b.rule", 0.9)]
    facts = [Resolver(world).resolve(Fact("Visit", roles, "2025", "asserted", (piece,))) for piece in readings]

    quads = [as_quad(statement) for statement in assembler.clusters(fuse(facts))]

    assert ask(quads, "SELECT ?c ?r { GRAPH ?g { ?e cy:confidence ?c ; cy:rule ?r } }") == [["0.9", "b.rule"]]
