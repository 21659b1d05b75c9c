"""``chancery extract``: the facts that articles state, on stdout."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from graph.cli.main import talk
from graph.errors import ChanceryError
from graph.extract import Extractor
from graph.extract.explain import explained
from graph.facts import Article, Fact
from graph.read.articles import read_articles
from graph.read.seeds import read_knowledge
from graph.settings import Settings


@click.command("extract")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "table"]), help="Default: table for people, jsonl when piped."
)
@click.option("--explain", is_flag=True, help="Say which rule, words and resolution steps led to each fact.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), help="Leave out facts below it (CHANCERY_MIN_CONFIDENCE)."
)
@click.pass_obj
def command(
    settings: Settings, files: tuple[Path, ...], form: str | None, explain: bool, min_confidence: float | None
) -> None:
    """Print the facts that articles state, one a line, each with the sentence that says so.

    A file is a text, Markdown or HTML article, a JSON article or JSON lines of them. A broken file is reported and
    passed over; the exit code then is 1.
    """
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    least = settings.min_confidence if min_confidence is None else min_confidence
    extractor = Extractor(read_knowledge(settings).world)
    broken: list[ChanceryError] = []
    for article in _articles(files, settings, broken):
        facts = [(fact, trace) for fact, trace in extractor.explained(article) if fact.confidence >= least]
        _print(article, facts, form, explain)
    if broken:
        sys.exit(1)


def _articles(files: Iterable[Path], settings: Settings, broken: list[ChanceryError]) -> Iterator[Article]:
    for path in files:
        try:
            yield from read_articles(path, settings)
        except ChanceryError as error:
            broken.append(error)
            talk(f"chancery: {error}")


def _print(article: Article, facts: list[tuple[Fact, list[str]]], form: str, explain: bool) -> None:
    for fact, trace in facts:
        if form == "jsonl":
            line = fact.as_json(article.id) | ({"trace": trace} if explain else {})
            click.echo(json.dumps(line, ensure_ascii=False))
            continue
        click.echo(_row(article, fact))
        if explain:
            click.echo(explained(fact, trace))


def _row(article: Article, fact: Fact) -> str:
    roles = "; ".join(f"{role}: {', '.join(values)}" for role, values in fact.roles.items())
    return f"{article.id}\t{fact.type}\t{roles}\t{fact.date or '-'}\t{fact.modality}\t{fact.confidence:.2f}"
