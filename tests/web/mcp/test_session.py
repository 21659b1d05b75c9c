"""Sessions of a client of the Model Context Protocol: in one process, over stdio, and over HTTP."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from click.testing import CliRunner
from flask import Flask

from graph.settings import Settings
from web.app import create_app
from web.command import main

mcp = pytest.importorskip("mcp", reason="the extra agents is not installed")

PROGRAM = [sys.executable, "-c", "from web.command import main; main()"]
SAID = "PREFIX cy: <https://w3id.org/chancery/ontology#> "


@pytest.fixture(scope="module")
def app(built: Settings) -> Iterator[Flask]:
    made = create_app(built)
    made.extensions["chancery.readers"].start()
    yield made
    made.extensions["chancery.readers"].close()


@pytest.fixture(scope="module")
def call(app: Flask) -> Callable[..., Any]:
    """Call a tool in a session of its own; what it answers, as data."""
    from web.mcp.server import make_server

    def run(tool: str, /, **arguments: Any) -> Any:
        async def session() -> Any:
            async with mcp.Client(make_server(app)) as client:
                return await client.call_tool(tool, arguments)

        result = anyio.run(session)
        if result.is_error:
            raise LookupError(result.content[0].text)
        return result.structured_content

    return run


def test_tools_say_what_they_do_and_that_they_only_read(app: Flask) -> None:
    from web.mcp.server import make_server

    async def session() -> tuple[Any, Any]:
        async with mcp.Client(make_server(app)) as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = anyio.run(session)

    assert {tool.name for tool in tools} == {
        *("search", "describe", "facts_between", "facts_of", "world_on", "office_holders", "sparql", "example_queries")
    }
    for tool in tools:
        assert tool.description.endswith(".")
        assert tool.annotations.read_only_hint is True
        for name, schema in tool.input_schema["properties"].items():
            assert "description" in schema, (tool.name, name)
    assert "cite its IRI" in instructions


def test_search_then_describe_then_facts(call: Callable[..., Any]) -> None:
    hit = call("search", words="Kazachstan", kind="State")["results"][0]
    thing = call("describe", thing=hit["iri"])
    facts = call("facts_of", party=hit["iri"], kind="visit")

    assert thing["label"] == "Kazakhstan"
    assert thing["facts"]["visit"] == facts["total"] == 1
    assert call("describe", thing=facts["facts"][0]["iri"])["kind"] == "visit"


def test_persons_are_described_by_name_and_kinds_of_fact_named_as_the_ontology_does(call: Callable[..., Any]) -> None:
    assert call("describe", thing="Kassym-Jomart Tokayev")["iri"].endswith("/id/person/kassym-jomart-tokayev")
    assert call("facts_of", party="KAZ", kind="Visit") == call("facts_of", party="KAZ", kind="visit")


def test_facts_carry_iris_sentences_and_the_release(call: Callable[..., Any]) -> None:
    answer = call("facts_between", one="KAZ", other="Pakistan")

    assert answer["total"] > 3
    for fact in answer["facts"]:
        assert fact["iri"].startswith("https://w3id.org/chancery/id/")
        assert all(source.get("quote") or source.get("citation") for source in fact["sources"])
        assert fact["sources"]
    assert answer["release"]
    assert answer["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_world_on_a_day_and_holders_are_answered(call: Callable[..., Any]) -> None:
    assert call("world_on", day="2020-01-01", party="KAZ")["on"] == "2020-01-01"
    holders = call("office_holders", office="President", of="Kazakhstan")["holders"]

    assert holders[0]["label"] == "Kassym-Jomart Tokayev"
    assert holders[0]["facts"][0]["sources"]


def test_sparql_is_answered_within_the_limits_of_the_endpoint(call: Callable[..., Any]) -> None:
    rows = call("sparql", query=SAID + "SELECT ?v { ?v a cy:Visit }")["answer"]["results"]["bindings"]

    assert len(rows) == 1
    for query in ("SELECT nonsense", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "DROP ALL"):
        with pytest.raises(LookupError, match="the endpoint answered 4"):
            call("sparql", query=query)
    with pytest.raises(LookupError, match="use LIMIT"):
        call("sparql", query="SELECT * { ?s ?p ?o } LIMIT 20000")


def test_examples_run_as_they_are(call: Callable[..., Any]) -> None:
    every = call("example_queries")["examples"]
    chosen = call("example_queries", words="members date")["examples"]

    assert len(every) > 40
    assert 0 < len(chosen) < len(every)
    assert "results" in call("sparql", query=chosen[0]["query"])["answer"]


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("describe", {"thing": "state/XXQ"}, "nothing is known"),
        ("describe", {"thing": "Xyzzyqwv"}, "no state or organization is called"),
        ("facts_between", {"one": "KAZ", "other": "zzzzqqq"}, "try the tool search"),
        ("facts_of", {"party": "KAZ", "kind": "Visits"}, "no kind of fact"),
        ("facts_of", {"party": "KAZ", "since": "May"}, "no day"),
        ("world_on", {"day": "2012-13-01"}, "no day"),
        ("search", {"words": "x", "kind": "Thing"}, "no kind of thing"),
        ("facts_of", {"party": "KAZ", "size": 1000}, "less than or equal to 50"),
    ],
)
def test_errors_tell_what_to_do(call: Callable[..., Any], tool: str, arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(LookupError, match=told) as caught:
        call(tool, **arguments)
    assert "Traceback" not in str(caught.value)


def environment(settings: Settings) -> dict[str, str]:
    return {**os.environ, "CHANCERY_STORE": str(settings.store), "PYTHONPATH": str(Path.cwd())}


def test_a_session_over_stdio(built: Settings) -> None:
    parameters = mcp.StdioServerParameters(command=PROGRAM[0], args=[*PROGRAM[1:], "mcp"], env=environment(built))

    async def session() -> Any:
        async with mcp.Client(parameters) as client:
            return await client.call_tool("facts_between", {"one": "KAZ", "other": "PAK", "kind": "visit"})

    answer = anyio.run(session)

    assert answer.structured_content["total"] == 1


def test_a_session_over_http(built: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*PROGRAM, "mcp", "--http", "--port", str(port)], env=environment(built), stderr=subprocess.DEVNULL
    )

    async def session() -> Any:
        async with mcp.Client(f"http://127.0.0.1:{port}/mcp") as client:
            return await client.call_tool("search", {"words": "Kazakhstan"})

    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        answer = anyio.run(session)
    finally:
        process.terminate()
        process.wait(20)

    assert answer.structured_content["results"][0]["label"] == "Kazakhstan"


def test_without_a_graph_the_command_says_how_to_build_one(settings: Settings) -> None:
    result = CliRunner().invoke(main, ["--store", str(settings.store), "mcp"])

    assert result.exit_code == 1
    assert "chancery build" in result.stderr
