"""``chancery import``: a table of one's own becomes a register; what peers publish is loaded beside the registers."""

from pathlib import Path

import click

from graph.cli.main import talk
from graph.settings import Settings


@click.command("import")
@click.argument("source")
@click.argument("files", nargs=-1)
@click.option("--mapping", type=click.Path(path_type=Path, dir_okay=False), help="Declaration of a table (TOML).")
@click.option("--name", help="Name of the register; by default that of the table's file.")
@click.option("--endpoint", help="SPARQL endpoint to ask instead of Wikidata's own.")
@click.option(
    "--dry-run", is_flag=True, help="Read, and print what rows become or say what would be loaded; change nothing."
)
@click.option("--rejected", type=click.Path(path_type=Path), help="List the rows that do not parse in this file (CSV).")
@click.option("--build/--no-build", "then_build", default=True, help="Build the graph with the table, or only add it.")
@click.pass_context
def command(
    context: click.Context,
    source: str,
    files: tuple[str, ...],
    mapping: Path | None,
    name: str | None,
    endpoint: str | None,
    dry_run: bool,
    rejected: Path | None,
    then_build: bool,
) -> None:
    """Take in a table of your own, or what a peer publishes.

    With --mapping, SOURCE is a CSV table: by the mapping that docs/reference/registers.md explains it becomes a
    register of the seeds. With --dry-run its facts are printed as JSON, one a line.

    Else SOURCE is gdelt, polecat or icews with FILES of events, or wikidata with ISO codes of states. Facts go into
    the graph …/graph/loaded/SOURCE, which outlives a build; what was imported from SOURCE before is replaced.
    """
    if mapping is None:
        from graph.cli.peers import PEER_NAMES
        from graph.cli.peers import command as peers

        if source not in PEER_NAMES or not files:
            raise click.UsageError(f"give --mapping for a table, or one of {', '.join(PEER_NAMES)} with what to read")
        context.invoke(peers, peer=source, sources=files, endpoint=endpoint, dry_run=dry_run)
    elif files:
        raise click.UsageError("--mapping goes with one table")
    else:
        _table(context.obj, Path(source), mapping, name, rejected, dry_run=dry_run, then_build=then_build)


def _table(
    settings: Settings,
    table: Path,
    mapping: Path,
    name: str | None,
    rejected: Path | None,
    *,
    dry_run: bool,
    then_build: bool,
) -> None:
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
