"""``chancery import``: a table of one's own becomes a register of the seeds."""

from pathlib import Path

import click

from graph.cli.main import talk
from graph.settings import Settings


@click.command("import")
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--mapping", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Declaration of the table (TOML)."
)
@click.option("--name", help="Name of the register; by default that of the table's file.")
@click.option("--dry-run", is_flag=True, help="Check the table and print what its rows become; change nothing.")
@click.option("--rejected", type=click.Path(path_type=Path), help="List the rows that do not parse in this file (CSV).")
@click.option("--build/--no-build", "then_build", default=True, help="Build the graph with the table, or only add it.")
@click.pass_obj
def command(
    settings: Settings,
    table: Path,
    mapping: Path,
    name: str | None,
    dry_run: bool,
    rejected: Path | None,
    then_build: bool,
) -> None:
    """Take a CSV table into the seeds by a declared mapping, and build the graph with it.

    docs/reference/registers.md explains the mapping. With --dry-run the facts are printed as JSON, one a line.
    """
    from graph.importing import checked, install, told

    register = checked(table, mapping, name or table.stem, settings)
    if rejected is not None:
        register.list_issues(rejected)
    for issue in register.issues:
        talk(str(issue.as_error()))
    talk(f"{len(register.rows):,} rows: {len(register.entities):,} entities, {len(register.facts):,} facts")
    if dry_run:
        for line in told(register):
            click.echo(line)
    else:
        register.stop_if(settings.bad_rows)
        install(table, mapping, name or table.stem, settings)
        if then_build:
            from graph.build import build

            outcome = build(settings, talk)
            talk(f"release {outcome.manifest.release} has {outcome.manifest.facts:,} facts")
    if register.issues:
        raise click.exceptions.Exit(1)
