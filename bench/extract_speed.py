"""How fast the extractor reads on one core, against a bare spaCy pipeline with the same names on the same text.

    pip install -e '.[bench]'
    python bench/extract_speed.py [FOLDER] [--rounds N]

FOLDER holds JSON articles (``title``, ``text``, ``published``); by default the invented ones of the tests. spaCy's is
``blank("en")`` with a sentencizer and an entity ruler that has every name of the extractor's gazetteer: it splits
sentences and finds names, and knows no grammar. In each round, a process of its own, both first read one half of the
articles, so that what they keep of words is there, and are then timed on the other half, which they have never seen,
in processor time on one core. Both are counted by the sentences that the extractor splits the articles into.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy

from graph.extract import Extractor
from graph.extract.sentences import sentences
from graph.facts import Article
from graph.read.seeds import read_world
from graph.resolve.world import World
from graph.settings import Settings

ARTICLES = Path(__file__).parent.parent / "tests" / "data" / "articles"


def load(folder: Path) -> list[Article]:
    """The articles of a folder."""
    found = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        found.append(Article(path.stem, data.get("title") or "", data["text"], published=data.get("published")))
    return found


def names(world: World) -> list[dict[str, str]]:
    """Patterns of an entity ruler: the names of what the extractor's gazetteer takes in."""
    found: dict[tuple[str, str], None] = {}
    for kind in ("state", "organization", "place"):
        for entity in world.of_kind(kind):  # type: ignore[arg-type]  # these are kinds
            for name in (entity.label, *(n.text for n in entity.names if kind != "state" or n.lang == "en")):
                if len(name) >= 3:
                    found[kind, name] = None
    return [{"label": kind.upper(), "pattern": name} for kind, name in found]


def bare(patterns: list[dict[str, str]]) -> Any:
    """The pipeline to compare with."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]  # an entity ruler has it
    return pipeline


def seconds(read: Callable[[], Any]) -> float:
    """How long something takes, in processor time."""
    start = time.process_time()
    read()
    return time.process_time() - start


def a_round(folder: Path, number: int) -> tuple[float, float]:
    """Sentences a second of ours and of spaCy's, on the half of the articles that neither has read."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    articles = load(folder)
    warm, new = articles[number % 2 :: 2], articles[(number + 1) % 2 :: 2]
    world = read_world(Settings())
    extractor, pipeline = Extractor(world), bare(names(world))
    for article in warm:
        extractor(article)
        pipeline(article.text)
    ours = seconds(lambda: [extractor(article) for article in new])
    theirs = seconds(lambda: [list(doc.sents) for doc in pipeline.pipe(article.text for article in new)])
    count = sum(len(list(sentences(article.text))) for article in new)
    return count / ours, count / theirs


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ARTICLES)
    parser.add_argument("--rounds", type=int, default=6)
    options = parser.parse_args()
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        rounds = [pool.apply(a_round, (options.folder, number)) for number in range(options.rounds)]
    print(f"{len(load(options.folder)):,} articles, {options.rounds} rounds; sentences a second, median (range)")
    for name, speeds in zip(("Chancery", f"spaCy {spacy.__version__}, bare"), zip(*rounds, strict=True), strict=True):
        print(f"  {name:20} {statistics.median(speeds):8,.0f}  ({min(speeds):,.0f}–{max(speeds):,.0f})")
    print(f"  {'ratio':20} {statistics.median(ours / theirs for ours, theirs in rounds):8.3f}")


if __name__ == "__main__":
    main()
