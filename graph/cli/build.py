"""``chancery build``: seeds in, a validated graph out."""

import time

import click

from graph.cli.main import talk
from graph.settings import Settings


@click.command("build")
@click.option("--fresh", is_flag=True, help="Build even if nothing has changed, or the present store is damaged.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing about progress.")
@click.option("--yes", is_flag=True, help="Where a model reads the articles: send them to it without asking.")
@click.pass_obj
def command(settings: Settings, fresh: bool, quiet: bool, yes: bool) -> None:
    """Build the graph from the seeds.

    The new graph takes the place of the old one only when it is whole and breaks none of its shapes; until then, and if
    the build is stopped, the old one stays.
    """
    from graph.build import ASIDE, REJECTED, UNSURE, build
    from graph.cli.spending import spending
    from graph.read.seeds import article_files

    start = time.monotonic()
    with spending(settings, article_files(settings), sure=yes):
        outcome = build(settings, talk if not quiet else lambda _: None, fresh=fresh)
    manifest = outcome.manifest
    if outcome.rejected_rows:
        talk(f"{outcome.rejected_rows} rows did not parse; they are listed in {settings.store / REJECTED}")
    if outcome.facts_aside:
        talk(f"{outcome.facts_aside} facts of articles break a shape; they are listed in {settings.store / ASIDE}")
    if outcome.unsure_identities and not quiet:
        talk(f"{outcome.unsure_identities} pairs of entities may be one; they are listed in {settings.store / UNSURE}")
    if outcome.unsure_facts and not quiet:
        talk(f"{outcome.unsure_facts} facts were below the confidence of {settings.min_confidence} and left out")
    state = "built" if outcome.changed else "nothing has changed since"
    if not quiet:
        talk(
            f"{state} release {manifest.release}: {manifest.facts:,} facts in {manifest.quads:,} quads"
            f" ({time.monotonic() - start:.1f} s)"
        )
