"""How well and how fast the extractor reads a folder of annotated articles.

    python bench/extract.py GOLD_DIR --scorer SCORE.py [--ids ID …] [--errors] [--calibrate DIR …]

Prints precision, recall and F1 a fact type for two thirds of the articles (train), the other third (the SHA-256 of the
id is divisible by three) and all; how many facts of each confidence band are right; sentences a second.
``--calibrate`` writes the share of right facts a rule into the extractor's data file. It is measured on all articles of
GOLD_DIR and of the folders named, the latter counting double: they are of kinds that rules were not written on.
"""

import argparse
import hashlib
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from graph.extract import Extractor
from graph.extract.sentences import sentences
from graph.facts import Article
from graph.read.seeds import read_world
from graph.settings import Settings

CALIBRATION = Path(__file__).parent.parent / "graph" / "extract" / "lexicons" / "confidence.toml"
PRIOR_RIGHT, PRIOR_ALL, CAP = 3.25, 5.0, 0.95
"""Rules do worse on articles that they were not written on: what is measured is drawn towards 0.65, and capped."""


def held_out(identity: str) -> bool:
    """Whether an article is kept away from whoever writes rules."""
    return int(hashlib.sha256(identity.encode()).hexdigest(), 16) % 3 == 0


def load(folder: Path) -> list[dict[str, Any]]:
    """The annotated articles of a folder."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]


def predict(articles: list[dict[str, Any]]) -> tuple[dict[str, list[dict[str, Any]]], float]:
    """Facts a article in their JSON form, and sentences read a second."""
    extractor = Extractor(read_world(Settings()))
    found = {}
    start = time.perf_counter()
    for data in articles:
        article = Article(data["id"], data["title"], data["text"], data["source"], data["url"], "", data["published"])
        found[data["id"]] = [fact.as_json(article.id) for fact in extractor(article)]
    elapsed = time.perf_counter() - start
    count = sum(len(list(sentences(data["text"]))) for data in articles)
    return found, count / elapsed


def score(
    scorer: Path, articles: list[dict[str, Any]], found: dict[str, list[dict[str, Any]]], options: tuple[str, ...] = ()
) -> str:
    """What the scorer says about `articles`."""
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold"
        gold.mkdir()
        for data in articles:
            (gold / f"{data['id']}.json").write_text(json.dumps(data), "utf-8")
        lines = [json.dumps(fact) for data in articles for fact in found[data["id"]]]
        predictions = Path(folder) / "facts.jsonl"
        predictions.write_text("\n".join(lines), "utf-8")
        command = [sys.executable, str(scorer), str(gold), str(predictions), *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def judged(
    scorer: Path, articles: list[dict[str, Any]], found: dict[str, list[dict[str, Any]]]
) -> list[tuple[Any, bool]]:
    """Each fact with whether it is right, matched one to one as the scorer does."""
    module = _module(scorer)
    verdicts = []
    for data in articles:
        done: set[int] = set()
        for fact in found[data["id"]]:
            hit = next(
                (i for i, gold in enumerate(data["facts"]) if i not in done and module.core_match(gold, fact)), None
            )
            if hit is not None:
                done.add(hit)
            verdicts.append((fact, hit is not None))
    return verdicts


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def calibration(verdicts: list[tuple[Any, bool]]) -> str:
    """How many facts of each confidence band are right."""
    bands: dict[int, list[bool]] = defaultdict(list)
    for fact, right in verdicts:
        bands[int(fact["confidence"] * 10)].append(right)
    rows = [
        f"  {band / 10:.1f}  {sum(rights) / len(rights):.2f} of {len(rights)}" for band, rights in sorted(bands.items())
    ]
    return "confidence, share that is right\n" + "\n".join(rows)


def by_rule(verdicts: list[tuple[Any, bool]]) -> dict[str, tuple[int, int]]:
    """Rule → (right, all)."""
    right, every = Counter[str](), Counter[str]()
    for fact, good in verdicts:
        every[fact["rule"]] += 1
        right[fact["rule"]] += good
    return {rule: (right[rule], every[rule]) for rule in sorted(every)}


def calibrating(
    scorer: Path, articles: list[dict[str, Any]], found: dict[str, list[dict[str, Any]]], others: list[Path]
) -> list[tuple[Any, bool]]:
    """The verdicts that confidences are measured on: on `articles` once, on those of `others` twice."""
    verdicts = judged(scorer, articles, found)
    for folder in others:
        further = load(folder)
        verdicts += 2 * judged(scorer, further, predict(further)[0])
    return verdicts


def write_calibration(counts: dict[str, tuple[int, int]]) -> None:
    """Store the smoothed share of right facts a rule."""
    lines = [
        "# Rule → share of its facts that are right on annotated articles. Written by bench/extract.py --calibrate.",
        "[rules]",
        *(
            f'"{rule}" = {min(CAP, (right + PRIOR_RIGHT) / (every + PRIOR_ALL)):.2f}'
            for rule, (right, every) in counts.items()
        ),
    ]
    CALIBRATION.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--ids", nargs="*", help="only these articles, with their errors")
    parser.add_argument("--errors", action="store_true", help="list the errors on the train articles")
    parser.add_argument("--calibrate", nargs="*", type=Path, metavar="DIR", help="measure the confidence of each rule")
    options = parser.parse_args()
    articles = load(options.gold)
    if options.ids:
        articles = [data for data in articles if data["id"] in options.ids]
    found, speed = predict(articles)
    train = [data for data in articles if not held_out(data["id"])]
    if options.errors or options.ids:
        print(score(options.scorer, train, found, ("--errors",)))
        return
    held = [data for data in articles if held_out(data["id"])]
    for name, part in (("train", train), ("held out", held), ("all", articles)):
        print(f"== {name}\n{score(options.scorer, part, found)}")
    verdicts = judged(options.scorer, train, found)
    for rule, (right, every) in by_rule(verdicts).items():
        print(f"  {rule:32} {right}/{every}")
    if options.calibrate is not None:
        write_calibration(by_rule(calibrating(options.scorer, articles, found, options.calibrate)))
    print("train:", calibration(verdicts))
    print("held out:", calibration(judged(options.scorer, held, found)))
    print(f"{speed:,.0f} sentences/s")


if __name__ == "__main__":
    main()
