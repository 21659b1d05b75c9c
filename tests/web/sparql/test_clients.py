"""Clients that analysts use, as they come."""

import io
import subprocess
from urllib.parse import urlencode

import pandas as pd
import pytest
import SPARQLWrapper
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.web.endpoint import NUMBERS, Endpoint

MET = "SELECT ?s ?o WHERE { ?s <http://example.org/met> ?o } ORDER BY ?s ?o"
TRIPLES = "CONSTRUCT WHERE { ?s <http://example.org/met> ?o }"
VALUES = "SELECT ?n WHERE { ?s <http://example.org/value> ?n }"
KAZ = URIRef("http://example.org/kaz")


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("request_method", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper_methods(endpoint: Endpoint, method: str, request_method: str) -> None:
    if (method, request_method) == (SPARQLWrapper.GET, SPARQLWrapper.POSTDIRECTLY):
        method = SPARQLWrapper.POST
    wrapper = SPARQLWrapper.SPARQLWrapper(endpoint.url, returnFormat=SPARQLWrapper.JSON)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(request_method)
    wrapper.setQuery(MET)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert [row["o"]["value"].rpartition("/")[2] for row in rows] == ["chn", "pak", "chn"]


@pytest.mark.parametrize("name", ["JSON", "XML", "CSV", "TSV"])
def test_sparqlwrapper_tables(endpoint: Endpoint, name: str) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(endpoint.url, returnFormat=getattr(SPARQLWrapper, name))
    wrapper.setQuery(MET)
    converted = wrapper.queryAndConvert()
    text = converted.toxml() if name == "XML" else str(converted)
    assert text.count("http://example.org/kaz") == 2


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # SPARQLWrapper still uses it
@pytest.mark.parametrize("name", ["TURTLE", "N3", "RDFXML", "XML", "JSONLD"])
def test_sparqlwrapper_graphs(endpoint: Endpoint, name: str) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(endpoint.url, returnFormat=getattr(SPARQLWrapper, name))
    wrapper.setQuery(TRIPLES)
    converted = wrapper.queryAndConvert()
    graph = converted if isinstance(converted, Graph) else Graph().parse(data=converted)
    assert len(graph) == 3


def test_sparqlwrapper_names_graphs_and_knows_bad_queries(endpoint: Endpoint) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(
        endpoint.url, returnFormat=SPARQLWrapper.JSON, defaultGraph="http://example.org/left"
    )
    wrapper.setQuery(MET)
    assert len(wrapper.queryAndConvert()["results"]["bindings"]) == 2
    wrapper.setQuery("SELECT * {")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="line 1, column 11"):
        wrapper.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_sparqlstore(endpoint: Endpoint, method: str) -> None:
    graph = Graph(SPARQLStore(endpoint.url, method=method))
    assert {row.o for row in graph.query(MET)} == {URIRef(f"http://example.org/{name}") for name in ("chn", "pak")}
    assert len(list(graph.triples((KAZ, None, None)))) == 2
    assert bool(graph.query("ASK {}"))
    assert len(graph.query(TRIPLES).graph or ()) == 3


def test_pandas_reads_a_query_by_its_address(endpoint: Endpoint) -> None:
    table = pd.read_csv(f"{endpoint.url}?{urlencode({'query': VALUES, 'format': 'csv'})}")
    assert int(table["n"].sum()) == NUMBERS * (NUMBERS - 1) // 2


def curl(*arguments: str) -> str:
    return subprocess.run(["curl", "-sS", *arguments], capture_output=True, text=True, check=True, timeout=30).stdout


def test_curl_in_its_three_ways(endpoint: Endpoint) -> None:
    accept = ("-H", "Accept: text/csv")
    answers = {
        curl("-G", endpoint.url, *accept, "--data-urlencode", f"query={MET}"),
        curl(endpoint.url, *accept, "--data-urlencode", f"query={MET}"),
        curl(endpoint.url, *accept, "-H", "Content-Type: application/sparql-query", "--data-binary", MET),
        curl("--compressed", "-G", endpoint.url, *accept, "--data-urlencode", f"query={MET}"),
    }
    assert len(answers) == 1
    assert len(pd.read_csv(io.StringIO(answers.pop()))) == 3
