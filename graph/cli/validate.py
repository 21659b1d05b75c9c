"""``chancery validate``: whether the graph keeps to its shapes."""

import sys

import click

from graph.settings import Settings


@click.command("validate")
@click.option("--format", "form", type=click.Choice(["text", "ttl"]), default="text", help="How to print the report.")
@click.pass_obj
def command(settings: Settings, form: str) -> None:
    """Check the graph against its SHACL shapes and print the report; exit 1 if there is a violation."""
    from graph.store import open_store
    from graph.validate import validate

    report = validate(open_store(settings.store).engine)
    if form == "ttl":
        click.echo(report.to_turtle())
    else:
        for result in report.results:
            click.echo(f"{result.severity}\t{result.focus}\t{result.path or ''}\t{result.message}")
        click.echo(f"{'conforms' if report.conforms else 'does not conform'}: {len(report.results)} results", err=True)
    sys.exit(0 if report.conforms else 1)
