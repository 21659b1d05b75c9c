"""Comunica, the engine of the browser's side of the web, works with the endpoint unchanged.

It comes from npm and is large, so it is not installed for the tests: name the folder that it is in.

    npm install --prefix /tmp/comunica @comunica/query-sparql@4
    CHANCERY_TEST_COMUNICA=/tmp/comunica python -m pytest tests/web/sparql/test_comunica.py
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.web.endpoint import NUMBERS, Endpoint

FOLDER = os.environ.get("CHANCERY_TEST_COMUNICA", "")
pytestmark = pytest.mark.skipif(not (FOLDER and shutil.which("node")), reason="needs node and Comunica")

PREFIX = "PREFIX ex: <http://example.org/>\n"
MET = "SELECT ?o { ex:kaz ex:met ?o } ORDER BY ?o"


def comunica(sources: list[object], *queries: str) -> list[Any]:
    script = Path(__file__).with_name("comunica.mjs")
    asked = json.dumps([PREFIX + query for query in queries])
    command = ["node", str(script), FOLDER, json.dumps(sources), asked]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("named", [True, False], ids=["named", "found out"])
def test_one_endpoint(endpoint: Endpoint, named: bool) -> None:
    """Whether it is told that this is an endpoint, or finds out by its service description."""
    source = {"type": "sparql", "value": endpoint.url} if named else endpoint.url
    rows, truth, triples, count, foreign, optional, graphs = comunica(
        [source],
        MET,
        "ASK { ex:kaz ex:met ex:pak }",
        "CONSTRUCT WHERE { ?s ex:met ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ex:value ?v }",
        'SELECT ?says { ?s ex:says ?says FILTER(LANG(?says) = "zh") }',
        "SELECT ?s ?other { ?s ex:met ex:chn OPTIONAL { ?s ex:met ?other FILTER(?other != ex:chn) } } ORDER BY ?s",
        "SELECT ?g { GRAPH ?g { ex:kaz ex:met ex:pak } } ORDER BY ?g",
    )
    assert rows == [{"o": "http://example.org/chn"}, {"o": "http://example.org/pak"}]
    assert (truth, triples) == (True, 3)
    assert count == [{"n": str(NUMBERS)}]
    assert foreign == [{"says": "外交部长"}]
    assert optional == [
        {"s": "http://example.org/kaz", "other": "http://example.org/pak"},
        {"s": "http://example.org/pak"},
    ]
    assert graphs == [{"g": "http://example.org/left"}, {"g": "http://example.org/right"}]


def test_two_endpoints_are_joined(endpoint: Endpoint, store_folder: Path) -> None:
    from graph.settings import Settings

    second = Endpoint(Settings(store=store_folder, query_fast=2, query_spare=1))
    try:
        (rows,) = comunica([endpoint.url, second.url], "SELECT DISTINCT ?o { ex:kaz ex:met ?m . ?m ex:met ?o }")
        assert rows == [{"o": "http://example.org/chn"}]
    finally:
        second.close()
