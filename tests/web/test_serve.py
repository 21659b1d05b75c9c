"""``chancery serve`` as a process: it builds what is missing, answers, tells of a port in use, stops in peace."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.settings import Settings

COMMAND = [sys.executable, "-c", "from web.command import main; main()"]
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def environment(**settings: object) -> dict[str, str]:
    root = str(Path(__file__).resolve().parents[2])
    return (
        os.environ | {"PYTHONPATH": root} | {f"CHANCERY_{name.upper()}": str(value) for name, value in settings.items()}
    )


@contextmanager
def serving(*arguments: str | Path, **settings: object) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """A server on a free port: its process, its address, and the lines it says until it listens."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", *map(str, arguments)],
        env=environment(**settings),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said: list[str] = []
    try:
        for line in process.stderr:
            said.append(line.strip())
            if line.startswith("serving on "):
                break
        rest = threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
        rest.start()
        address = said[-1].split()[2] if said else ""
        yield process, address, said
    finally:
        process.kill()
        process.wait()
        rest.join()
        process.stderr.close()


def get(address: str) -> tuple[int, bytes]:
    with urllib.request.urlopen(address, timeout=20) as response:
        return response.status, response.read()


def children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def test_it_serves_pages_and_answers_and_stops_at_sigterm(small: Settings) -> None:
    with serving("--store", small.store) as (process, address, said):
        assert get(address)[0] == 200
        assert b"true" in get(f"{address}sparql?query=ASK%7B%7D")[1]
        keeper = children(process.pid)
        assert keeper
        process.send_signal(signal.SIGTERM)
        assert process.wait(8) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in keeper)
    assert "stopped\n" in said
    assert any('"path": "/sparql"' in line and '"query": "' in line for line in said)


def test_requests_under_way_are_finished_before_it_stops(small: Settings) -> None:
    with serving("--store", small.store, query_seconds=1.5) as (process, address, _):
        statuses: list[int] = []

        def ask() -> None:
            try:
                get(f"{address}sparql?query={urllib.request.quote(SLOW)}")
            except urllib.error.HTTPError as error:
                statuses.append(error.code)
                error.close()

        thread = threading.Thread(target=ask)
        thread.start()
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        thread.join()
        assert statuses == [504]
        assert process.wait(5) == 0


def test_it_builds_the_graph_when_there_is_none(settings: Settings) -> None:
    with serving("--store", settings.store, "--seeds", settings.seeds) as (_, address, said):
        assert any("building it" in line for line in said)
        assert get(f"{address}sparql")[0] == 200
    assert (settings.store / "current").is_symlink()


def test_a_port_in_use_is_one_clear_line(small: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*COMMAND, "serve", "--port", str(port), "--store", str(small.store)],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"chancery: cannot listen on 127.0.0.1:{port} (Address already in use")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("name", "value"), [("threads", 10), ("host", "no.such.host.invalid")])
def test_settings_that_cannot_work_are_one_clear_line(small: Settings, name: str, value: object) -> None:
    done = subprocess.run(
        [*COMMAND, "serve", "--port", "0", "--store", str(small.store)],
        env=environment(**{name: value}),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("chancery: ")
    assert done.stderr.count("\n") == 1


def test_the_processes_of_a_killed_server_end(small: Settings) -> None:
    with serving("--store", small.store) as (process, _, _said):
        (keeper,) = children(process.pid)
        readers = children(keeper)
        assert readers
        process.kill()
        process.wait()
        until = time.monotonic() + 5
        while time.monotonic() < until and any(Path(f"/proc/{pid}").exists() for pid in (keeper, *readers)):
            time.sleep(0.05)
        assert not Path(f"/proc/{keeper}").exists()


def test_the_dumps_of_a_first_build_appear_while_the_site_answers(seeds: Path, tmp_path: Path) -> None:
    with serving(store=tmp_path / "store", seeds=seeds) as (_, address, _said):
        assert get(address)[0] == 200
        sums = tmp_path / "store" / "current" / "dumps" / "SHA256SUMS"
        for _ in range(400):
            if sums.is_file():
                break
            time.sleep(0.1)
        assert b"chancery.nq" in get(f"{address}dumps/")[1]
