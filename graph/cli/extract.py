"""``chancery extract``: the facts that articles state, on stdout."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from graph.cli.main import talk
from graph.cli.progress import Progress
from graph.cli.spending import spending
from graph.extract.explain import Explainer
from graph.extract.parallel import Told, read_documents
from graph.extract.reader import Reader, reader
from graph.read.articles import Document, found, split
from graph.read.seeds import read_world
from graph.resolve.world import World
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
@click.option("--jobs", type=click.IntRange(0), help="Articles read at once; 0 takes all cores (CHANCERY_JOBS).")
@click.option(
    "--extractor", type=click.Choice(["rules", "model"]), help="What reads the articles (CHANCERY_EXTRACTOR)."
)
@click.option("--yes", is_flag=True, help="Send articles to the model without asking.")
@click.pass_obj
def command(
    settings: Settings,
    files: tuple[Path, ...],
    form: str | None,
    explain: bool,
    min_confidence: float | None,
    jobs: int | None,
    extractor: str | None,
    yes: bool,
) -> None:
    """Print the facts that articles state, one a line, each with the sentence that says so.

    A file is a text, Markdown or HTML article, a JSON article or JSON lines of them, or a web archive (.warc,
    .warc.gz); of a folder, all of these in it are read. The order of facts is that of files and articles. What is
    broken or not English is reported and passed over; the exit code then is 1.
    """
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    least = settings.min_confidence if min_confidence is None else min_confidence
    settings = replace(
        settings,
        extractor=extractor or settings.extractor,
        jobs=settings.jobs if jobs is None else jobs,
    )
    world = read_world(settings)
    chosen = reader(settings, world)
    with spending(settings, found(files), sure=yes):
        broken = _read(settings, chosen, world, files, (form, least, explain))
    sys.exit(1 if broken else 0)


def _read(
    settings: Settings, chosen: Reader, world: World, files: Iterable[Path], shown: tuple[str, float, bool]
) -> int:
    """Read and print; how many articles were passed over."""
    form, least, explain = shown
    explaining = Explainer(world, settings.base) if explain else None
    progress = Progress()
    read = read_documents(settings, chosen, _documents(files, settings), explaining)
    for told in progress.watch(_sure(read, least)):
        if told.error is not None:
            talk(f"chancery: {told.error}")
        for line in _lines(told, form):
            click.echo(line)
    return progress.broken


def _documents(files: Iterable[Path], settings: Settings) -> Iterator[Document]:
    for path in found(files):
        yield from split(path, settings)


def _sure(told: Iterable[Told], least: float) -> Iterator[Told]:
    for item in told:
        yield replace(item, facts=[pair for pair in item.facts if pair[0].confidence >= least])


def _lines(told: Told, form: str) -> Iterator[str]:
    name = told.article.id if told.article else ""
    for fact, steps in told.facts:
        line = fact.as_json(name)
        if form == "jsonl":
            yield json.dumps(line | ({"trace": steps} if steps else {}), ensure_ascii=False)
            continue
        roles = "; ".join(f"{role}: {', '.join(values)}" for role, values in fact.roles.items())
        yield f"{name}\t{fact.type}\t{roles}\t{fact.date or '-'}\t{fact.modality}\t{fact.confidence:.2f}"
        yield from (f"    {step}" for step in steps)
