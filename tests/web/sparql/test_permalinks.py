"""Short links to queries."""

from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest

from graph.settings import Settings
from tests.web.endpoint import Endpoint
from web.sparql.permalinks import Permalinks
from web.sparql.problems import Problem

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def keep(endpoint: Endpoint, query: str) -> tuple[int, str]:
    reply = endpoint.send("POST", "/query/links", urlencode({"query": query}), FORM)
    return reply.status, reply.json.get("path", "")


def test_a_link_leads_to_its_query(endpoint: Endpoint) -> None:
    status, path = keep(endpoint, "ASK { ?s ?p '外交' }")
    assert (status, len(path)) == (201, len("/q/") + 13)
    reply = endpoint.send("GET", path)
    assert reply.status == 303
    page, _, parameters = reply.headers["Location"].partition("?")
    assert (page, parse_qs(parameters)) == ("/query", {"query": ["ASK { ?s ?p '外交' }"]})


def test_the_same_query_has_the_same_link(endpoint: Endpoint) -> None:
    assert keep(endpoint, "ASK {}") == keep(endpoint, "ASK {}") != keep(endpoint, "ASK { }")


@pytest.mark.parametrize("name", ["aaaaaaaaaaaaa", "..%2f..%2fmanifest", "A" * 13, "x"])
def test_unknown_links_are_not_found(endpoint: Endpoint, name: str) -> None:
    assert endpoint.send("GET", f"/q/{name}").status == 404


def test_only_queries_are_kept(endpoint: Endpoint) -> None:
    assert keep(endpoint, "CLEAR ALL")[0] == 403
    assert keep(endpoint, "hello")[0] == 400
    assert endpoint.send("POST", "/query/links", "", FORM).status == 400


def test_no_more_are_kept_than_may_be(tmp_path: Path) -> None:
    links = Permalinks(Settings(store=tmp_path, query_links=2))
    first = links.keep("ASK {}")
    links.keep("ASK { }")
    with pytest.raises(Problem, match="2 links are kept"):
        links.keep("ASK {  }")
    assert links.keep("ASK {}") == first
    assert links.query(first) == "ASK {}"


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "links").write_text("in the way")
    with pytest.raises(Problem, match="cannot be written"):
        Permalinks(Settings(store=tmp_path)).keep("ASK {}")
