"""Throughput of the endpoint, beside the bare engine in process and `oxigraph serve`, on the same data in one run.

    pip install oxigraph
    PYTHONPATH=. python bench/endpoint.py chancery-data --rounds 3 --clients 8 --memory

Each client asks the twelve queries of `bench/endpoint_mix` again and again in an order of its own. The clients are one
process of threads beside the server, so that they take from its processors what real ones would not; the bare engine is
asked by as many threads of one process and pays for no client. The last column is one client with the ASK of the mix.
`oxigraph serve` answers from a copy of the very same database.
"""

import argparse
import contextlib
import http.client
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from graph.store import open_store
from web.engine.holding import copied

MIX = [path.read_text("utf-8") for path in sorted((Path(__file__).parent / "endpoint_mix").glob("*.rq"))]
SMALL = MIX[1]
ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
Ask = Callable[[str], int]


def bare(store: Store) -> Callable[[], Ask]:
    """Asks the engine in this process."""

    def ask(query: str) -> int:
        result = store.query(query)
        if isinstance(result, QueryTriples):
            return len(result.serialize(format=RdfFormat.N_TRIPLES) or b"")
        return len(result.serialize(format=QueryResultsFormat.JSON) or b"")

    return lambda: ask


def over_http(port: int, path: str) -> Callable[[], Ask]:
    """Asks a server, over a connection for each client that is kept open."""

    def client() -> Ask:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

        def ask(query: str) -> int:
            body = urlencode({"query": query})
            headers = {"Accept": ACCEPT, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            answer = response.read()
            if response.status != 200:
                raise RuntimeError(answer.decode("utf-8", "replace"))
            return len(answer)

        return ask

    return client


def throughput(client: Callable[[], Ask], pid: int, clients: int, passes: int) -> tuple[float, float]:
    """Queries a second, of all clients together, and milliseconds of processor time of the server for each.

    Every client asks the whole mix the same number of times: within a fixed time, those that are slow at the dear
    queries would be measured by the cheap ones.
    """
    cpu = cpu_seconds(pid)

    def run(number: int) -> None:
        ask, order = client(), MIX * passes
        random.Random(number).shuffle(order)
        for query in order:
            ask(query)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = clients * passes * len(MIX)
    return done / (time.monotonic() - started), (cpu_seconds(pid) - cpu) / done * 1000


def latency(client: Callable[[], Ask], count: int = 500) -> float:
    """Median milliseconds of a small query of a single client."""
    ask = client()
    times = []
    for _ in range(count):
        started = time.perf_counter()
        ask(SMALL)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def cpu_seconds(pid: int) -> float:
    """Processor time of a process, its children, and those that it has already waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    children: list[str] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        children += (task / "children").read_text().split()
    total = own
    for child in children:
        with contextlib.suppress(OSError):
            total += cpu_seconds(int(child))
    return total


@contextmanager
def process(command: list[str], port: int) -> Iterator[int]:
    """A server, from when it listens until the end; gives its process id."""
    with tempfile.TemporaryFile() as log:
        running = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_for(port, running)
            yield running.pid
        finally:
            running.send_signal(signal.SIGTERM)
            try:
                running.wait(15)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def _wait_for(port: int, running: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until and running.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"the server on port {port} did not start: {running.args}")


def chancery(store: Path, port: int) -> list[str]:
    """The command that serves the endpoint."""
    run = "from web.command import main; main()"
    return [sys.executable, "-c", run, "--store", str(store), "serve", "--port", str(port)]


def main() -> None:
    """Measure and print. The systems take turns, so that what else the machine does falls on all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--passes", type=int, default=1, help="how often each client asks the mix in a turn")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--port", type=int, default=8431)
    parser.add_argument("--memory", action="store_true", help="compare with the bare engine in memory, too")
    arguments = parser.parse_args()
    opened = open_store(arguments.store)
    with tempfile.TemporaryDirectory(dir=arguments.store) as folder:  # on one disk, the copy is links
        opened.engine.backup(f"{folder}/db")
        other = ["oxigraph", "serve", "-l", f"{folder}/db", "-b", f"127.0.0.1:{arguments.port + 1}"]
        ours = chancery(arguments.store, arguments.port)
        with process(ours, arguments.port) as one, process(other, arguments.port + 1) as two:
            systems = {
                "bare engine, on disk": (bare(opened.engine), os.getpid()),
                "chancery serve": (over_http(arguments.port, "/sparql"), one),
                "oxigraph serve": (over_http(arguments.port + 1, "/query"), two),
            }
            if arguments.memory:
                systems["bare engine, in memory"] = (bare(copied(opened)), os.getpid())
            report(take_turns(systems, arguments.rounds, arguments.clients, arguments.passes))


Systems = dict[str, tuple[Callable[[], Ask], int]]
Figures = dict[str, list[tuple[float, float, float]]]


def take_turns(systems: Systems, rounds: int, clients: int, passes: int) -> Figures:
    """Throughput, processor time a query and latency of each system in each round."""
    for client, pid in systems.values():
        throughput(client, pid, clients, 1)  # warm
    figures: Figures = {name: [] for name in systems}
    for _ in range(rounds):
        for name, (client, pid) in systems.items():
            figures[name].append((*throughput(client, pid, clients, passes), latency(client)))
    return figures


def report(figures: Figures) -> None:
    """Print the medians, and the medians of the ratios within a round."""
    bare_name, _, other, *_ = figures
    print(f"{'':26}{'queries/s':>10}{'of bare':>9}{'of oxigraph':>13}{'CPU ms/query':>14}{'small query, ms':>17}")
    for name, turns in figures.items():
        rate, cpu, small = (statistics.median(column) for column in zip(*turns, strict=True))
        ratios = [
            statistics.median(mine[0] / its[0] for mine, its in zip(turns, figures[base], strict=True))
            for base in (bare_name, other)
        ]
        print(f"{name:26}{rate:10.1f}{ratios[0]:9.2f}{ratios[1]:13.2f}{cpu:14.1f}{small:17.2f}")


if __name__ == "__main__":
    main()
