"""What an update changes is known before it runs, and it may change graphs of writers only."""

import pytest
from pyoxigraph import Store

from web.sparql.problems import Problem
from web.updates.grammar import read_update, using_clauses

BASE = "https://w3id.org/chancery"
MINE = f"{BASE}/graph/loaded/mine"
YOURS = f"{BASE}/graph/reviewed/yours"
HEAD = f"PREFIX l: <{BASE}/graph/loaded/> PREFIX ex: <http://example.org/>\n"


def targets(text: str) -> list[str]:
    return sorted(read_update(HEAD + text, BASE, 50).targets)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"INSERT DATA {{ GRAPH <{MINE}> {{ ex:a ex:b 'x {{ }} }} GRAPH' }} }}", [MINE]),
        ("INSERT DATA { GRAPH l:mine { ex:a ex:b ex:c } }", [MINE]),
        (f"INSERT DATA {{ GRAPH <{MINE}> {{ ex:a ex:b 1 . }} . GRAPH <{YOURS}> {{ ex:a ex:b 2 }} }}", [MINE, YOURS]),
        ("DELETE DATA { GRAPH l:mine { ex:a ex:b ex:c } }", [MINE]),
        ("DELETE WHERE { GRAPH l:mine { ?s ?p ?o } }", [MINE]),
        ("WITH l:mine DELETE { ?s ex:b ?o } INSERT { ?s ex:c ?o } WHERE { ?s ex:b ?o }", [MINE]),
        ("WITH l:mine INSERT { ?s ex:c ?o . GRAPH l:b { ?s ex:c ?o } } WHERE { ?s ex:b ?o }", [f"{MINE[:-4]}b", MINE]),
        ("INSERT { GRAPH l:mine { ?s ?p ?o } } USING ex:a USING NAMED ex:b WHERE { GRAPH ?any { ?s ?p ?o } }", [MINE]),
        ("INSERT { GRAPH l:mine { ?s ?p ?o } } WHERE { { SELECT * { ?s ?p ?o } } UNION { ?s ex:b ?o } }", [MINE]),
        ("CLEAR SILENT GRAPH l:mine", [MINE]),
        ("DROP SILENT GRAPH l:mine ;", [MINE]),
        ("CREATE GRAPH l:mine", [MINE]),
        ("COPY SILENT DEFAULT TO l:mine", [MINE]),
        (f"ADD SILENT GRAPH ex:x TO GRAPH <{MINE}>", [MINE]),
        (f"MOVE SILENT <{YOURS}> TO l:mine", [MINE, YOURS]),
        ("CLEAR SILENT GRAPH l:mine ; INSERT DATA { GRAPH l:b { ex:a a ex:b } } ;", [f"{MINE[:-4]}b", MINE]),
        ("INSERT DATA { GRAPH <graph/loaded/mine> { ex:a ex:b ex:c } }", [MINE]),
    ],
)
def test_targets_are_found(text: str, found: list[str]) -> None:
    assert targets(text) == sorted(found)
    Store().update(HEAD + text, base_iri=f"{BASE}/")  # the engine takes it, too


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { ex:a ex:b ex:c }",
        "INSERT DATA { GRAPH ex:other { ex:a ex:b ex:c } }",
        f"INSERT DATA {{ GRAPH <{BASE}/graph/derived> {{ ex:a ex:b ex:c }} }}",
        f"INSERT DATA {{ GRAPH <{BASE}/graph/loaded/> {{ ex:a ex:b ex:c }} }}",
        f"INSERT DATA {{ GRAPH <{BASE}/graph/loaded/..> {{ ex:a ex:b ex:c }} }}",
        f"INSERT DATA {{ GRAPH <{BASE}/graph/loaded/a/../../article/x> {{ ex:a ex:b ex:c }} }}",
        "INSERT DATA { GRAPH l:mine { ex:a ex:b 1 } ex:a ex:b 2 }",
        "INSERT { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "WITH ex:other DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "WITH l:mine DELETE { GRAPH ex:other { ?s ?p ?o } } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP NAMED",
        "CLEAR DEFAULT",
        "DROP GRAPH ex:other",
        "MOVE ex:other TO l:mine",
        "MOVE DEFAULT TO l:mine",
        "COPY l:mine TO DEFAULT",
        "ADD l:mine TO ex:other",
        "CLEAR GRAPH l:mine ; CLEAR ALL",
        'INSERT DATA { GRAPH l:mine { ex:a ex:b "\\u0022 } } ; DROP ALL ; #" } }',
    ],
)
def test_what_is_not_a_writers_graph_is_refused(text: str) -> None:
    with pytest.raises(Problem) as caught:
        targets(text)
    assert caught.value.kind.name in ("not-yours", "bad-update")
    assert caught.value.place is not None


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://example.org/x> INTO GRAPH l:mine",
        "INSERT DATA { GRAPH l:mine { ex:a ex:b ex:c } } ; load <file:///etc/passwd> INTO GRAPH l:mine",
        "INSERT { GRAPH l:mine { ?s ?p ?o } } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "INSERT { GRAPH l:mine { ?s ?p ?o } } WHERE { sErViCe SILENT ?x { ?s ?p ?o } }",
        "INSERT { GRAPH l:mine { ?s ?p ?o } } WHERE { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
    ],
)
def test_what_fetches_is_refused(text: str) -> None:
    with pytest.raises(Problem) as caught:
        targets(text)
    assert caught.value.kind.name == "no-federation"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "INSERT DATA { GRAPH l:mine { ex:a",
        "INSERT DATA",
        "CLEAR l:mine",
        "x:y",
        "COPY l:mine",
        "}",
    ],
)
def test_what_is_no_update_is_told_with_its_place(text: str) -> None:
    with pytest.raises(Problem) as caught:
        targets(text)
    assert caught.value.kind.name == "bad-update"
    assert caught.value.place is not None


def test_prefixes_may_change_between_operations() -> None:
    text = f"CLEAR GRAPH l:mine ; PREFIX l: <{BASE}/graph/reviewed/> CLEAR GRAPH l:yours"
    assert targets(text) == [MINE, YOURS]
    with pytest.raises(Problem, match="no graph of writers"):
        targets("CLEAR GRAPH l:mine ; PREFIX l: <http://example.org/> CLEAR GRAPH l:mine")


def test_nesting_is_bounded() -> None:
    with pytest.raises(Problem, match="nested"):
        targets("INSERT { GRAPH l:mine { ?s ?p ?o } } WHERE " + "{" * 60 + "}" * 60)


def test_graphs_of_the_request_go_into_each_operation() -> None:
    text = "INSERT { GRAPH l:mine { ?s ?p ?o } } WHERE { ?s ?p ?o } ; DELETE { GRAPH l:mine { ?s ?p ?o } } { ?s ?p ?o }"
    clauses = list(using_clauses(["http://example.org/a"], ["http://example.org/b"]))
    read = read_update(HEAD + text, BASE, 50, clauses).text
    used = "USING <http://example.org/a> USING NAMED <http://example.org/b>"
    assert read == HEAD + text.replace("WHERE", f"{used} WHERE").replace("} } {", f"}} }} {used} {{")
    with pytest.raises(Problem, match="names its dataset itself"):
        read_update(HEAD + "WITH l:mine INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", BASE, 50, clauses)
    with pytest.raises(Problem, match="no IRI"):
        list(using_clauses(["x> {} ; DROP ALL ; #"], []))
