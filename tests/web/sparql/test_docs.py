"""The reference says what is so."""

import re
from pathlib import Path

from flask import Flask

from graph.settings import Settings
from tests.web.endpoint import Endpoint
from web.sparql import blueprint
from web.sparql.negotiation import GRAPHS, TABLES
from web.sparql.problems import KINDS

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "sparql.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ") and not line.startswith("| type")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_kind_of_problem_is_listed() -> None:
    listed = {(row[0].strip("`"), int(row[1])) for row in rows("Problems")}
    assert listed == {(kind.name, kind.status) for kind in KINDS.values()}


def test_every_format_is_listed_with_its_names() -> None:
    for item in (*TABLES, *GRAPHS):
        names = [f"`{name}`" for name in item.media_types], [f"`{name}`" for name in item.short_names]
        assert [", ".join(names[0]), ", ".join(names[1])] in [row[1:] for row in rows("Formats")]


def test_every_limit_is_a_setting() -> None:
    part = PAGE.partition("\n## Limits\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)`", part))
    assert named <= set(Settings.__dataclass_fields__)
    assert {
        name for name in Settings.__dataclass_fields__ if name.startswith(("query_", "result_", "update_"))
    } <= named


def test_every_metric_is_listed(endpoint: Endpoint) -> None:
    text = endpoint.send("GET", "/metrics").body.decode()
    assert set(re.findall(r"# TYPE (\w+)", text)) == {row[0].strip("`") for row in rows("Watching it")} - {"figure"}


def test_every_route_is_mentioned() -> None:
    app = Flask(__name__)
    app.register_blueprint(blueprint)
    paths = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("sparql.")}
    for path in paths - {"/query/terms.json"}:
        assert re.sub(r"<\w+>.*", "", path).rstrip("/") in PAGE
