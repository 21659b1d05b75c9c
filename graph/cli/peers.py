"""``chancery import``: event tables and statements of peers, as facts in graphs of their own."""

from datetime import UTC, datetime
from pathlib import Path

import click

from graph.cli.main import talk
from graph.settings import Settings

PEER_NAMES = ("gdelt", "polecat", "icews", "wikidata")


@click.command("import")
@click.argument("peer", type=click.Choice(PEER_NAMES))
@click.argument("sources", nargs=-1, required=True)
@click.option("--endpoint", help="SPARQL endpoint to ask instead of Wikidata's own.")
@click.option("--dry-run", is_flag=True, help="Read and say what would be loaded; change nothing.")
@click.pass_obj
def command(settings: Settings, peer: str, sources: tuple[str, ...], endpoint: str | None, dry_run: bool) -> None:
    """Take in what PEER publishes: files of events for gdelt, polecat and icews, ISO codes of states for wikidata.

    Facts go into the graph …/graph/loaded/PEER, which outlives a build; what was imported from PEER before is
    replaced. Codes mean what the ontology's matches say; other events are passed over.
    """
    from graph.build import build
    from graph.iris import Iris
    from graph.peers import PEERS, Peer, as_triples, is_mentions, read_events, read_wikidata, with_mentions
    from graph.peers.wikidata import ENDPOINT
    from graph.read.seeds import read_knowledge

    world, iris = read_knowledge(settings).world, Iris(settings.base)
    today = datetime.now(UTC).date().isoformat()
    if peer == "wikidata":
        facts = list(read_wikidata(list(sources), world, endpoint or ENDPOINT))
        source = Peer(peer, "Wikidata", "https://creativecommons.org/publicdomain/zero/1.0/", today)
    else:
        mentions = [Path(path) for path in sources if peer == "gdelt" and is_mentions(Path(path))]
        tables = [Path(path) for path in sources if Path(path) not in mentions]
        facts = with_mentions((fact for path in tables for fact in read_events(peer, path, world)), mentions)
        source = Peer(peer, PEERS[peer].title, PEERS[peer].license, today)
    triples = as_triples(facts, source, world, iris)
    talk(f"{len(facts):,} facts in {len(triples):,} triples for <{source.graph(iris).value}>")
    if not dry_run:
        outcome = build(settings, talk, loading={source.graph(iris).value: triples})
        talk(f"release {outcome.manifest.release} has {outcome.manifest.quads:,} quads")
