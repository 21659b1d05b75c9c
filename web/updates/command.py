"""``chancery token``: tokens for those who may send updates."""

import click

from graph.cli.main import talk
from graph.settings import Settings
from web.updates.writers import Writers


@click.command("token")
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="List the writers that have a token.")
@click.option("--remove", is_flag=True, help="Take the writer's token back.")
@click.pass_obj
def command(settings: Settings, name: str | None, listing: bool, remove: bool) -> None:
    """Make a token with which the writer NAME may send updates to the server, and print it.

    It is shown this once: the store keeps only a hash of it. Updates are off while no writer has a token.
    """
    writers = Writers(settings)
    if listing:
        for writer in writers.all():
            click.echo(writer.name)
    elif name is None:
        raise click.UsageError("name the writer, or ask for the --list")
    elif remove:
        writers.remove(name)
        talk(f"{name} can no longer write")
    else:
        click.echo(writers.add(name))
        talk(f"{name} can write with this token; it is not shown again")
