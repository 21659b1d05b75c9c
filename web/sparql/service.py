"""The service description of the endpoint, with the description of the dataset (VoID) in it, made once a release."""

import json
import threading
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store

from graph.namespaces import RDF, prefixes
from graph.settings import Settings
from graph.store.interface import query_text
from web.engine import Job, ReaderPool
from web.sparql.answers import copy_text
from web.sparql.negotiation import GRAPHS, TABLES, Format

_HERE = Path(__file__).parent
_SD = "http://www.w3.org/ns/sparql-service-description#"
_W3C_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "ntriples": "N-Triples",
    "trig": "TriG",
    "nquads": "N-Quads",
}
_RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "ntriples": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}


class ServiceDescription:
    """Descriptions by the address that the endpoint is asked at, for the release that answers."""

    def __init__(self, settings: Settings, pool: ReaderPool) -> None:
        self._settings = settings
        self._pool = pool
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str, str], bytes] = {}

    def write(self, endpoint: str, chosen: Format) -> tuple[bytes, str]:
        """The description of the endpoint at an address, and the digest of the release that it speaks of.

        Raises
        ------
        QueryFailure
            The graph cannot be asked.

        """
        digest = self._pool.generation.digest
        key = (digest, endpoint, chosen.name)
        with self._lock:
            if key not in self._made:
                if len(self._made) > len(_RDF_FORMATS):
                    self._made.clear()  # another release, or someone who plays with the Host header
                self._made[key] = self._make(endpoint, chosen)
            return self._made[key], digest

    def _make(self, endpoint: str, chosen: Format) -> bytes:
        store = Store()
        store.load((_HERE / "service.ttl").read_bytes(), format=RdfFormat.TURTLE, base_iri=endpoint)
        service = NamedNode(f"{endpoint}#service")
        for item in (*TABLES, *GRAPHS):
            name = NamedNode(_W3C_FORMATS + _FORMAT_NAMES[item.name])
            store.add(Quad(service, NamedNode(_SD + "resultFormat"), name))
        for iri in self._graphs():
            self._name_graph(store, endpoint, iri)
        store.load(self._dataset(), format=RdfFormat.N_TRIPLES)
        shown = prefixes(self._settings.base) | {"sd": _SD}
        triples = (quad.triple for quad in store)
        return pyoxigraph.serialize(triples, format=_RDF_FORMATS[chosen.name], prefixes=shown) or b""

    def _name_graph(self, store: Store, endpoint: str, iri: str) -> None:
        node = BlankNode()
        store.add(Quad(NamedNode(f"{endpoint}#dataset"), NamedNode(_SD + "namedGraph"), node))
        store.add(Quad(NamedNode(f"{endpoint}#graphs"), NamedNode(_SD + "namedGraph"), node))
        store.add(Quad(node, NamedNode(RDF + "type"), NamedNode(_SD + "NamedGraph")))
        store.add(Quad(node, NamedNode(_SD + "name"), NamedNode(iri)))

    def _graphs(self) -> list[str]:
        answer = self._pool.run(Job(query_text(_HERE / "graphs.rq"), "json"))
        rows = json.loads(copy_text(answer))["results"]["bindings"]
        return sorted(row["graph"]["value"] for row in rows)

    def _dataset(self) -> bytes:
        graph = f"{self._settings.base}/graph/dataset"
        job = Job(query_text(_HERE / "everything.rq"), "ntriples", default_graphs=[graph], named_graphs=[])
        return copy_text(self._pool.run(job))
