"""How fast the pages are: 500 random entities one after another, and facts beside Datasette's row page, in one run.

    python -m venv /tmp/datasette && /tmp/datasette/bin/pip install datasette
    PYTHONPATH=. python bench/pages.py chancery-data --datasette /tmp/datasette/bin/datasette

Datasette serves a table with a row for each fact: its label, kind, dates, standing and source, keyed by its IRI's last
part, with the parties and roles of each in a second table that refers to it. Both servers run at once, as their makers
start them; they are asked in turns, so that what else the machine does hits both alike. `--accept` is what a browser
sends. The catalogue of the release is read, and made first if it is missing.
"""

import argparse
import contextlib
import http.client
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from graph.settings import Settings
from web.kinds import ENTITY_KINDS, FACT_KINDS
from web.release import Release, Shelf

ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
MOST_BYTES = 400_000
FACTOR = 5.0
SUGGESTED_WITHIN = 0.1


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, path: str) -> Iterator[int]:
    """A server that answers, ended afterwards."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 300
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if fetch(http.client.HTTPConnection("127.0.0.1", port, timeout=240), path)[0] == 200:
                    break
            time.sleep(0.3)
        yield port
    finally:
        process.terminate()
        process.wait()


def fetch(connection: http.client.HTTPConnection, path: str) -> tuple[int, int]:
    """Status and size of a page."""
    connection.request("GET", path, headers={"Accept": ACCEPT})
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def table_of(catalogue: Path, target: Path) -> None:
    """The facts of a catalogue as Datasette shows tables best."""
    kinds = ", ".join(f"'{kind.path}'" for kind in FACT_KINDS)
    connection = sqlite3.connect(target)
    connection.execute("ATTACH ? AS c", (str(catalogue),))
    connection.executescript(
        f"""
        CREATE TABLE facts (id TEXT PRIMARY KEY, kind TEXT, label TEXT, date TEXT, earliest TEXT, latest TEXT,
            modality TEXT, status TEXT, source TEXT, iri TEXT);
        INSERT INTO facts
        SELECT substr(iri, -16), kind, label, date, earliest, latest, modality, status, source, iri
        FROM c.thing WHERE kind IN ({kinds});
        CREATE TABLE parties (fact TEXT REFERENCES facts(id), role TEXT, party TEXT);
        INSERT INTO parties
        SELECT substr(told.iri, -16), i.role, party.label
        FROM c.involved AS i JOIN c.thing AS told ON told.id = i.fact JOIN c.thing AS party ON party.id = i.entity;
        CREATE INDEX parties_by_fact ON parties (fact);
        """
    )
    connection.close()


def one_after_another(port: int, paths: Sequence[str]) -> tuple[list[float], int]:
    """Seconds that each page took, and the size of the largest."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    seconds, largest = [], 0
    for path in paths:
        started = time.perf_counter()
        status, size = fetch(connection, path)
        seconds.append(time.perf_counter() - started)
        largest = max(largest, size)
        assert status == 200, f"{status} at {path}"
    return seconds, largest


def per_second(port: int, paths: Sequence[str], options: argparse.Namespace) -> float:
    """Pages a second that some clients get, each of pages that it draws by itself."""
    own = [random.Random(number) for number in range(options.clients)]
    return rate(port, lambda number: own[number].choice(paths), options)


def each_once(port: int, fresh: Iterator[str], options: argparse.Namespace) -> float:
    """Pages a second that some clients get of pages that nobody has asked for before."""
    lock = threading.Lock()

    def following(_: int) -> str:
        with lock:
            return next(fresh)

    return rate(port, following, options)


def rate(port: int, path_for: Callable[[int], str], options: argparse.Namespace) -> float:
    """Pages a second that some clients get; `path_for` gives a client, by its number, the next one to ask for."""
    counts = [0] * options.clients
    until = time.perf_counter() + options.seconds

    def work(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < until:
            fetch(connection, path_for(number))
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(options.clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - started)


def sample(catalogue: Path, kinds: Sequence[str], number: int, seed: int) -> list[str]:
    """IRIs of random things of some kinds."""
    connection = sqlite3.connect(f"{catalogue.as_uri()}?mode=ro", uri=True)
    marks = ", ".join("?" for _ in kinds)
    rows = connection.execute(f"SELECT iri FROM thing WHERE kind IN ({marks}) ORDER BY id", kinds).fetchall()
    connection.close()
    return [iri for (iri,) in random.Random(seed).sample(rows, min(number, len(rows)))]


def main() -> int:
    """Measure; 1 if a mark is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--datasette", help="path of the datasette command; without it, only the entities are measured")
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    release = Shelf(replace(Settings(), store=options.store)).current()
    release.catalogue.figures()
    catalogue = next((release.folder or options.store).glob("catalogue-*.sqlite3"))
    entities = [kind.path for kind in ENTITY_KINDS]
    paths = [release.links.path(iri) or "" for iri in sample(catalogue, entities, options.pages, options.seed)]
    facts = sample(catalogue, [kind.path for kind in FACT_KINDS], 500, options.seed)
    port = free_port()
    start = "from web.command import main; main()"
    site = [sys.executable, "-c", start, "--store", str(options.store), "serve", "--port", str(port)]
    with running(site, port, "/state/KAZ"):
        good = entity_pages(port, paths)
        good &= typeahead(port, catalogue, options.seed)
        if options.datasette:
            good &= beside_datasette(options, port, release, facts, catalogue)
    return 0 if good else 1


def entity_pages(port: int, paths: Sequence[str]) -> bool:
    """Tell how long pages of entities take; whether the marks are met."""
    one_after_another(port, paths[:20])  # what a process does once is done
    seconds, largest = one_after_another(port, paths)
    ordered = sorted(seconds)
    median, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    print(f"{len(paths)} random entity pages: median {median * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms", end="")
    print(f" ({p95 / median:.1f} × the median), slowest {ordered[-1] * 1000:.0f} ms, largest {largest / 1000:.0f} kB")
    return p95 <= FACTOR * median and largest <= MOST_BYTES


def typeahead(port: int, catalogue: Path, seed: int) -> bool:
    """Tell how long suggestions take for the beginnings of states' names, a few in each language that has them."""
    connection = sqlite3.connect(f"{catalogue.as_uri()}?mode=ro", uri=True)
    rows = connection.execute("SELECT language, name FROM called JOIN thing ON id = thing WHERE kind = 'state'")
    names: dict[str, list[str]] = {}
    for language, name in rows:
        names.setdefault(language, []).append(name)
    connection.close()
    chosen = [name for found in names.values() for name in random.Random(seed).sample(found, min(10, len(found)))]
    asked = [name[:length] for name in chosen for length in (1, 2, 3, len(name))]
    seconds, _ = one_after_another(port, [f"/search/suggest?{urlencode({'q': words})}" for words in asked])
    ordered = sorted(seconds)
    print(f"{len(asked)} suggestions in {len(names)} languages beside English: ", end="")
    print(f"median {statistics.median(ordered) * 1000:.1f} ms, slowest {ordered[-1] * 1000:.0f} ms")
    return ordered[int(len(ordered) * 0.99)] < SUGGESTED_WITHIN


def beside_datasette(
    options: argparse.Namespace, port: int, release: Release, iris: Sequence[str], catalogue: Path
) -> bool:
    """Tell pages a second of facts here and of the same facts' rows in Datasette; whether here is not slower."""
    paths = [release.links.path(iri) or "" for iri in iris]
    others = sample(catalogue, [kind.path for kind in FACT_KINDS], 20_000, options.seed + 1)
    fresh = iter([release.links.path(iri) or "" for iri in others if iri not in set(iris)])
    with tempfile.TemporaryDirectory() as folder:
        table_of(catalogue, Path(folder) / "facts.db")
        other = free_port()
        command = [options.datasette, "serve", "--immutable", f"{folder}/facts.db", "--port", str(other)]
        rows = [f"/facts/facts/{iri[-16:]}" for iri in iris]
        with running(command, other, rows[0]):
            rates: dict[str, list[float]] = {"here, each page once": [], "here": [], "Datasette": []}
            for _ in range(options.rounds):
                rates["here, each page once"].append(each_once(port, fresh, options))
                rates["here"].append(per_second(port, paths, options))
                rates["Datasette"].append(per_second(other, rows, options))
    for name, found in rates.items():
        rounds = ", ".join(f"{pages:.0f}" for pages in found)
        print(f"{name}: {statistics.median(found):.0f} pages a second of facts, {options.clients} clients ({rounds})")
    return statistics.median(rates["here"]) >= statistics.median(rates["Datasette"])


if __name__ == "__main__":
    raise SystemExit(main())
