"""``chancery build``: seeds in, a validated graph out."""

import time

import click

from graph.cli.main import talk
from graph.settings import Settings


@click.command("build")
@click.option("--fresh", is_flag=True, help="Build even if nothing has changed, or the present store is damaged.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing about progress.")
@click.pass_obj
def command(settings: Settings, fresh: bool, quiet: bool) -> None:
    """Build the graph from the seeds.

    The new graph takes the place of the old one only when it is whole and breaks none of its shapes; until then, and if
    the build is stopped, the old one stays.
    """
    from graph.build import build

    start = time.monotonic()
    outcome = build(settings, talk if not quiet else lambda _: None, fresh=fresh)
    manifest = outcome.manifest
    if outcome.rejected_rows:
        talk(f"{outcome.rejected_rows} rows did not parse; they are listed in {settings.store / 'rejected-rows.csv'}")
    if outcome.unsure_facts and not quiet:
        talk(f"{outcome.unsure_facts} facts were below the confidence of {settings.min_confidence} and left out")
    state = "built" if outcome.changed else "nothing has changed since"
    if not quiet:
        talk(
            f"{state} release {manifest.release}: {manifest.facts:,} facts in {manifest.quads:,} quads"
            f" ({time.monotonic() - start:.1f} s)"
        )
