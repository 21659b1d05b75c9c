"""The notebook runs from its first cell to its last against a site that is served."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings

NOTEBOOK = Path(__file__).parents[2] / "docs" / "tutorial" / "notebook.ipynb"

pytest.importorskip("matplotlib", reason="matplotlib is not installed")


@pytest.fixture
def endpoint(built: Settings) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from web.command import main; main()", "--store", str(built.store)]
    process = subprocess.Popen(
        [*command, "serve", "--port", str(port)],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/sparql"
    process.terminate()
    process.wait(20)


def test_it_runs_to_a_frame_a_chart_and_a_citation(
    endpoint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    monkeypatch.setenv("CHANCERY_ENDPOINT", endpoint)
    cells: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile(cell["source"], str(NOTEBOOK), "exec"), cells)

    assert len(cells["memberships"]) == cells["memberships"].fact.nunique() > 5
    assert "Kazakhstan" in cells["table"].columns
    assert len(cells["shared"]) > 0
    assert len(cells["axes"].patches) == len(cells["table"].columns) > 1
    said = capsys.readouterr().out
    assert said.startswith("Chancery, release ")
    assert "https://w3id.org/chancery/id/membership/" in said
    cells["plt"].close("all")


def test_it_is_kept_without_outputs() -> None:
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))

    assert notebook["nbformat"] == 4
    for cell in notebook["cells"]:
        assert "id" in cell
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
