"""The ``chancery`` group: loads a command's module when it is called, and turns errors into one clear line."""

import importlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from graph import __version__
from graph.errors import ChanceryError
from graph.settings import Settings

COMMANDS = {
    "build": "graph.cli.build",
    "changes": "graph.cli.changes",
    "dump": "graph.cli.dump",
    "extract": "graph.cli.extract",
    "import": "graph.cli.import_",
    "load": "graph.cli.load",
    "query": "graph.cli.query",
    "validate": "graph.cli.validate",
}
"""Command → the module that has it, as ``command``. `web.command` adds ``serve``."""


class Commands(click.Group):
    """A group whose commands are imported when they are called, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)  # noqa: S101 - each module of COMMANDS has one
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; what a user can mend is told in one line, without a traceback."""
        try:
            return super().main(*args, **kwargs)
        except ChanceryError as error:
            click.echo(f"chancery: {error}", err=True)
            sys.exit(error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads any more; be silent
            sys.exit(0)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="chancery")
@click.option("--store", type=click.Path(path_type=Path), help="Folder of the built graph (CHANCERY_STORE).")
@click.option("--seeds", type=click.Path(path_type=Path), help="Folder to build from (CHANCERY_SEEDS).")
@click.pass_context
def main(ctx: click.Context, store: Path | None, seeds: Path | None) -> None:
    """The open, citable record of diplomacy: build it, ask it, serve it.

    Every setting can be given as an environment variable CHANCERY_…; docs/reference/settings.md lists them.
    """
    settings = Settings.from_environment()
    if store is not None:
        settings = replace(settings, store=store)
    if seeds is not None:
        settings = replace(settings, seeds=seeds)
    ctx.obj = settings


def talk(line: str) -> None:
    """Say something about progress, on stderr."""
    click.echo(line, err=True)
