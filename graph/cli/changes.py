"""``chancery changes``: what is different between two dumps."""

from pathlib import Path

import click

from graph.settings import Settings


@click.command("changes")
@click.argument("before", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("after", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--release", default="", help="Version of the later release; by default that of the built graph.")
@click.option("--log", type=click.Path(path_type=Path, dir_okay=False), help="Changelog of the data to write it to.")
@click.pass_obj
def command(settings: Settings, before: Path, after: Path, folder: Path, release: str, log: Path | None) -> None:
    """Compare the N-Quads of two dumps and write to FOLDER what was added and removed, with tombstones.

    With --log, a section for the release is put at the top of a changelog of the data.

    Load tombstones.nt with `chancery load`, so that IRIs which are no more answer 410 with the reason.
    """
    from graph.changes import changes
    from graph.changes.log import write_log
    from graph.store import Releases

    name = release or Releases(settings.store).manifest().release
    found = changes(before, after, folder, settings.base, name)
    if log is not None:
        write_log(found, log)
    click.echo(f"{found.added} added, {found.removed} removed, {found.withdrawn} withdrawn")
