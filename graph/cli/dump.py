"""``chancery dump``: the graph as files."""

from pathlib import Path

import click

from graph.cli.main import talk
from graph.settings import Settings


@click.command("dump")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def command(settings: Settings, folder: Path | None) -> None:
    """Write the graph to FOLDER as RDF, tables, networks and maps, with their SHA-256 sums.

    Without FOLDER the files go into the current release, where the site offers them at /dumps/.
    """
    from graph.dump import dump
    from graph.store import Releases, open_store

    store = open_store(settings.store)
    for file in dump(store, folder or Releases(settings.store).dumps, settings.base, talk):
        click.echo(f"{file.sha256}  {file.name}  {file.bytes:,} bytes")
