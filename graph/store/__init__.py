"""Where the graph lives: one small interface, `GraphStore`, and its adapters.

`releases` keeps the releases of the embedded store on disk and swaps them whole; `embedded` answers from one of them;
`remote` asks any SPARQL 1.1 engine.
"""

from graph.store.interface import GraphStore, Row, Term, query_text
from graph.store.releases import Manifest, Releases, open_release, open_store

__all__ = ["GraphStore", "Manifest", "Releases", "Row", "Term", "open_release", "open_store", "query_text"]
