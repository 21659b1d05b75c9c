"""``chancery changes``: what is different between two dumps."""

from pathlib import Path

import click

from graph.settings import Settings


@click.command("changes")
@click.argument("before", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("after", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--release", default="", help="Version of the later release; by default that of the built graph.")
@click.pass_obj
def command(settings: Settings, before: Path, after: Path, folder: Path, release: str) -> None:
    """Compare the N-Quads of two dumps and write to FOLDER what was added and removed, with tombstones.

    Load tombstones.nt with `chancery load`, so that IRIs which are no more answer 410 with the reason.
    """
    from graph.changes import changes
    from graph.store import Releases

    name = release or Releases(settings.store).manifest().release
    found = changes(before, after, folder, settings.base, name)
    click.echo(f"{found.added} added, {found.removed} removed, {found.withdrawn} withdrawn")
