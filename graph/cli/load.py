"""``chancery load``: other people's RDF, each in a named graph of its own."""

from pathlib import Path

import click

from graph.cli.main import talk
from graph.settings import Settings


@click.command("load")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--graph", help="IRI of the named graph to load one file into; by default one is made from its name.")
@click.option("--remove", metavar="IRI", multiple=True, help="Take a graph that was loaded before out again.")
@click.option("--dry-run", is_flag=True, help="Read and check the files and say what would be loaded; change nothing.")
@click.pass_obj
def command(
    settings: Settings, files: tuple[Path, ...], graph: str | None, remove: tuple[str, ...], dry_run: bool
) -> None:
    """Load RDF files (Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD) beside the graph.

    A graph loaded before under the same IRI is replaced. Loaded graphs outlive a build. Blank nodes get IRIs; quads of
    several graphs are kept in the one graph that they are loaded into.
    """
    from graph.build import build
    from graph.read.rdf import loaded_graph, read_rdf

    if not files and not remove:
        raise click.UsageError("name a file to load, or a graph to --remove")
    if graph is not None and len(files) != 1:
        raise click.UsageError("--graph goes with exactly one file")
    loading = {}
    for path in files:
        name = loaded_graph(path, graph, settings)
        loading[name] = read_rdf(path, name, settings)
        talk(f"{path}: {len(loading[name]):,} triples for <{name}>")
    if dry_run:
        return
    outcome = build(settings, talk, loading=loading, unloading=remove)
    talk(f"release {outcome.manifest.release} has {outcome.manifest.quads:,} quads")
