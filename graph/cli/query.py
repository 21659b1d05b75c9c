"""``chancery query``: ask the graph, or another endpoint, from the command line."""

import signal
import sys
from pathlib import Path

import click

from graph.errors import InputError
from graph.settings import Settings


@click.command("query")
@click.argument("query")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "tsv", "xml", "ttl", "nt"]),
    default=None,
    help="By default a table on a terminal, else CSV for rows, JSON for yes or no, and Turtle for graphs.",
)
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of the built graph.")
@click.pass_obj
def command(settings: Settings, query: str, form: str | None, endpoint: str | None) -> None:
    """Run a SPARQL query: QUERY is its text, the name of a .rq file, or - for standard input."""
    from graph.ask import ask_endpoint, ask_store

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine runs native code: let Ctrl-C end it at once
    text = _text(query)
    answer = ask_endpoint(endpoint, text) if endpoint else ask_store(settings.store, text)
    if form is None and sys.stdout.isatty() and answer.is_rows:
        form = "table"
    sys.stdout.buffer.write(answer.serialize(form))


def _text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    if query.endswith(".rq"):
        try:
            return Path(query).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot be read ({error})", "check the path", file=query) from None
    return query
