"""``chancery dump``: the graph as files."""

from pathlib import Path

import click

from graph.cli.main import talk
from graph.settings import Settings


@click.command("dump")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def command(settings: Settings, folder: Path) -> None:
    """Write the graph to FOLDER as Turtle, TriG and N-Quads, with their SHA-256 sums."""
    from graph.dump import dump
    from graph.store import open_store

    for file in dump(open_store(settings.store), folder, settings.base, talk):
        click.echo(f"{file.sha256}  {file.name}  {file.bytes:,} bytes")
