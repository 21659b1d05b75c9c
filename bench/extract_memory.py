"""How much memory ``chancery extract`` takes over many articles: a curve, which is to be flat.

    python bench/extract_memory.py [--articles 100000] [--jobs 0] [--every 10]

Makes JSON lines of invented articles, no two of which are the same, one in a hundred of them broken or in German, and
runs the command on them. Every few seconds the memory of all its processes is taken: what belongs to them alone and
their share of what they have in common (PSS). Needs Linux.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

STATES = ["Chile", "Peru", "Ghana", "Norway", "Kenya", "Japan", "Jordan", "Estonia", "Vietnam", "Cuba", "Fiji", "Oman"]
CITIES = ["Santiago", "Lima", "Accra", "Oslo", "Nairobi", "Tokyo", "Amman", "Tallinn", "Hanoi", "Havana", "Suva"]
CITIES += ["Muscat"]
FORMS = (
    "{a}'s Foreign Minister {x} visited {city} on Monday for talks with {b}'s President {y}.",
    "{x} met {y} in {city}, the ministry said in statement {n}.",
    "{a} and {b} signed an agreement on fisheries, number {n}, after two years of talks.",
    "{a} opened an embassy in {city} last {month}, and pledged ${n} million in aid to {b}.",
    "The two sides will hold consultations in {month}, said {x}, who is to travel to {b} again.",
)
MONTHS = ["January", "March", "May", "July", "September", "November"]
GERMAN = "Der Minister sagte am Montag, dass die Gespräche gut verlaufen seien. "
SYLLABLES = ["ba", "do", "ke", "li", "mo", "na", "ra", "sel", "tin", "vor", "wen", "yus"]


def name(chance: random.Random) -> str:
    """A name that nobody bears."""
    return " ".join("".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))


def lines(count: int) -> Iterator[str]:
    """Articles, one a line."""
    chance = random.Random(7)
    for n in range(count):
        if n % 200 == 99:
            yield "{broken\n"
            continue
        if n % 200 == 199:
            yield json.dumps({"text": GERMAN * 3}) + "\n"
            continue
        a, b = chance.sample(range(len(STATES)), 2)
        parts = {"a": STATES[a], "b": STATES[b], "city": CITIES[b], "x": name(chance), "y": name(chance), "n": n}
        text = "\n\n".join(form.format(month=chance.choice(MONTHS), **parts) for form in FORMS)
        yield json.dumps({"title": f"Talks {n}", "text": text, "published": "2024-05-15"}) + "\n"


def memory(root: int) -> tuple[float, int]:
    """Megabytes of a process and all below it, and how many they are."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    wanted, kilobytes, count = [root], 0, 0
    while wanted:
        process = wanted.pop()
        wanted += children.get(process, [])
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        kilobytes += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        count += 1
    return kilobytes / 1024, count


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--every", type=float, default=10.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        news, facts, talk = (Path(folder) / name for name in ("news.jsonl", "facts.jsonl", "talk"))
        with news.open("w", encoding="utf-8") as handle:
            handle.writelines(lines(options.articles))
        print(f"{options.articles:,} articles, {news.stat().st_size / 1e6:,.0f} MB")
        arguments = ["extract", str(news), "--format", "jsonl", "--jobs", str(options.jobs)]
        command = [sys.executable, "-c", "from graph.cli import main; main()", *arguments]
        with facts.open("wb") as out, talk.open("wb") as err:
            run = subprocess.Popen(command, stdout=out, stderr=err)
            start, curve = time.monotonic(), []
            while run.poll() is None:
                time.sleep(options.every if curve else 2)
                megabytes, count = memory(run.pid)
                done = facts.stat().st_size
                if count:
                    curve.append((time.monotonic() - start, megabytes, count, done))
        whole = facts.stat().st_size
        print("seconds  share of the facts  processes   MB")
        for seconds, megabytes, count, done in curve:
            print(f"{seconds:7.0f} {done / whole:19.0%} {count:10} {megabytes:4.0f}  {'#' * int(megabytes / 10)}")
        said = talk.read_text("utf-8").splitlines() or ["no word of progress"]
        print(f"{said[-1]}; exit code {run.returncode}, {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
