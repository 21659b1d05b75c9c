"""What peers publish, as facts with evidence in a graph of its own: GDELT, POLECAT, ICEWS, Wikidata.

`tables` reads event tables, `mentions` the further reports of GDELT's events; `codes` maps their codes by the
ontology's own matches, `wikidata` asks an endpoint;
`triples` makes of all of them what ``chancery load`` would take in.
"""

from graph.peers.mentions import with_mentions
from graph.peers.tables import PEERS, is_mentions, read_events
from graph.peers.triples import Peer, as_triples
from graph.peers.wikidata import read_wikidata

__all__ = ["PEERS", "Peer", "as_triples", "is_mentions", "read_events", "read_wikidata", "with_mentions"]
