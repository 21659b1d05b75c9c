"""Fifty runaway queries in flight, and a simple one among them: how long it takes, how much memory the readers take.

python bench/endpoint_runaways.py chancery-data --runaways 50 --seconds 40
"""

import argparse
import http.client
import statistics
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from endpoint import chancery, process

RUNAWAYS = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "path bomb": "SELECT (COUNT(*) AS ?n) { ?a (!<x:x>|^!<x:x>)* ?b . ?b (!<x:x>|^!<x:x>)* ?c }",
    "ORDER BY": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c DESC(?f)",
    "GROUP_CONCAT": "SELECT (GROUP_CONCAT(STR(?c); separator='" + "x" * 1000 + "') AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "brackets": "SELECT * " + "{" * 10_000 + "}" * 10_000,
    "patterns": "SELECT * {" + " ".join(f"?a <x:{number}> ?b{number} ." for number in range(200)) + "}",
    "large answer": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
}
SIMPLE = "ASK { <https://w3id.org/chancery/id/state/KAZ> a ?type }"


def ask(port: int, query: str) -> int:
    """Status of the answer to a query."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/sparql", urlencode({"query": query}), headers)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def private_bytes(pid: int) -> list[int]:
    """Memory of its own of each process below a process: what it has beyond what it shares with its parent."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            try:
                rollup = Path(f"/proc/{child}/smaps_rollup").read_text()
                found += private_bytes(int(child))
            except OSError:
                continue
            found.append(
                sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Private_"))
            )
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--runaways", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--port", type=int, default=8441)
    arguments = parser.parse_args()
    statuses: dict[str, Counter[int]] = {name: Counter() for name in RUNAWAYS}
    stop = threading.Event()

    def run(number: int) -> None:
        name = list(RUNAWAYS)[number % len(RUNAWAYS)]
        while not stop.is_set():
            status = ask(arguments.port, RUNAWAYS[name])
            statuses[name][status] += 1
            if status < 500:  # refused at once: not to spin
                time.sleep(1)

    with process(chancery(arguments.store, arguments.port), arguments.port) as pid:
        threads = [threading.Thread(target=run, args=(number,)) for number in range(arguments.runaways)]
        for thread in threads:
            thread.start()
        times, largest, sums = [], 0, 0
        until = time.monotonic() + arguments.seconds
        while time.monotonic() < until:
            started = time.monotonic()
            status = ask(arguments.port, SIMPLE)
            times.append((time.monotonic() - started, status))
            if len(times) % 20 == 0:  # seldom: looking at the pages of a process holds it up
                sizes = private_bytes(pid)
                largest, sums = max(largest, *sizes, 0), max(sums, sum(sizes))
            time.sleep(0.2)
        stop.set()
        for thread in threads:
            thread.join()
    took = [seconds for seconds, _ in times]
    print(
        f"simple query among {arguments.runaways} runaways: {len(took)} asked, statuses {Counter(s for _, s in times)}"
    )
    late = sum(seconds > 2 for seconds in took)
    print(f"  median {statistics.median(took):.3f} s, largest {max(took):.3f} s, {late} took more than 2 s")
    print(f"  private memory: largest process {largest / 1e6:,.0f} MB, all together {sums / 1e6:,.0f} MB")
    for name, counts in statuses.items():
        print(f"  {name}: {dict(counts)}")


if __name__ == "__main__":
    main()
