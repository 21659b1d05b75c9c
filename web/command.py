"""The ``chancery`` command: the group of `graph.cli`, and ``serve``, which only the web part can do."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from graph.cli import main
from graph.cli.main import COMMANDS, talk
from graph.settings import Settings

__all__ = ["command", "main"]

COMMANDS["serve"] = __name__
COMMANDS["mcp"] = "web.mcp.command"
COMMANDS["token"] = "web.updates.command"  # noqa: S105 - a module's name


@click.command("serve")
@click.option("--host", help="Address to listen on (CHANCERY_HOST).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one (CHANCERY_PORT).")
@click.option("--store", type=click.Path(path_type=Path), help="Folder of the built graph (CHANCERY_STORE).")
@click.option("--seeds", type=click.Path(path_type=Path), help="Folder to build from (CHANCERY_SEEDS).")
@click.pass_obj
def command(settings: Settings, /, **options: Any) -> None:
    """Serve pages, the SPARQL endpoint and dumps; builds the graph first if there is none.

    Stops at SIGTERM or Ctrl-C, after the requests under way.
    """
    from web.serve import serve  # the other commands start without the web framework

    given = {name: value for name, value in options.items() if value is not None}
    serve(replace(settings, **given), talk)
