"""What tables, networks and maps look up in the store while they stream over facts: labels, positions, evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

from graph.namespaces import PREFIXES, RDFS
from graph.store.embedded import EmbeddedStore

_GEO = PREFIXES["geo"]
_OA = PREFIXES["oa"]
_TERMS = PREFIXES["dcterms"]
_CACHED = 50_000
"""Things whose labels and positions are kept at hand; memory does not grow beyond them."""


@dataclass(frozen=True, slots=True)
class Told:
    """One source's word for a fact, flattened: see `Lookup.evidence`."""

    iri: str
    kind: str
    source: str
    source_title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    quote: str = ""
    start: str = ""
    end: str = ""
    row: str = ""
    citation: str = ""
    confidence: str = ""
    rule: str = ""


class Lookup:
    """Single things of a store, by IRI."""

    def __init__(self, store: EmbeddedStore, base: str) -> None:
        self.base = base
        self._engine = store.engine
        self.label = lru_cache(_CACHED)(self._label)
        self.position = lru_cache(_CACHED)(self._position)
        self.source = lru_cache(1_000)(self._source)

    def values(self, subject: str, predicate: str) -> list[NamedNode | BlankNode | Literal | Triple]:
        """The objects of a subject's property, in the order of their N-Triples."""
        found = self._engine.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, DefaultGraph())
        return sorted((quad.object for quad in found), key=str)

    def text(self, subject: str, predicate: str) -> str:
        """The first value of a property as text, empty where there is none."""
        return next((str(getattr(value, "value", "")) for value in self.values(subject, predicate)), "")

    def property(self, subject: str, name: str) -> str:
        """The first value of a property of the ontology."""
        return self.text(subject, f"{self.base}/ontology#{name}")

    def evidence(self, iri: str) -> Told:
        """An evidence node with what is needed to judge it: the sentence or row, and where that stands."""
        found: dict[str, str] = {}
        kind = ""
        for quad in self._engine.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()):
            value, name = getattr(quad.object, "value", ""), quad.predicate.value
            if name.endswith("#type") and not value.endswith("#Evidence"):
                kind = value.rpartition("#")[2]
            elif not name.endswith("hasSelector"):
                found[name] = max(value, found.get(name, ""))
        terms = f"{self.base}/ontology#"
        source = found.get(f"{_OA}hasSource") or found.get(f"{_TERMS}isPartOf", "")
        title, publisher, published, url = self.source(source) if source else ("", "", "", "")
        return Told(
            iri=iri,
            kind=kind,
            source=source,
            source_title=title,
            publisher=publisher,
            published=published,
            url=found.get(f"{terms}url") or url,
            quote=self.text(f"{iri}/quote", f"{_OA}exact") if kind == "Quotation" else "",
            start=self.text(f"{iri}/position", f"{_OA}start") if kind == "Quotation" else "",
            end=self.text(f"{iri}/position", f"{_OA}end") if kind == "Quotation" else "",
            row=found.get(f"{terms}rowKey", ""),
            citation=found.get(f"{_TERMS}bibliographicCitation", ""),
            confidence=found.get(f"{terms}confidence", ""),
            rule=found.get(f"{terms}rule", ""),
        )

    def _label(self, iri: str) -> str:
        """The English label of a thing, else any; the end of its IRI where it has none."""
        names = [*self.values(iri, f"{RDFS}label"), *self.values(iri, f"{PREFIXES['skos']}prefLabel")]
        texts = [name for name in names if isinstance(name, Literal)]
        english = next((name.value for name in texts if name.language == "en"), "")
        return english or next((name.value for name in texts), "") or iri.rpartition("/")[2]

    def _position(self, iri: str) -> tuple[float, float] | None:
        """Longitude and latitude of a place; of its capital, for a state."""
        place = iri if "/id/place/" in iri else self.property(iri, "capital")
        if not place:
            return None
        east, north = self.text(place, f"{_GEO}long"), self.text(place, f"{_GEO}lat")
        return (float(east), float(north)) if east and north else None

    def _source(self, iri: str) -> tuple[str, str, str, str]:
        """Title, publisher, date and address of an article, a register or a curated file."""
        return (
            self.text(iri, f"{RDFS}label") or self.text(iri, f"{_TERMS}title"),
            self.text(iri, f"{_TERMS}publisher"),
            self.property(iri, "published"),
            self.property(iri, "url"),
        )


def grouped(triples: list[Triple]) -> Mapping[str, list[str]]:
    """The values of a subject by the last part of its properties' IRIs, as text."""
    found: dict[str, list[str]] = {}
    for triple in triples:
        name = triple.predicate.value.rpartition("#")[2].rpartition("/")[2]
        found.setdefault(name, []).append(str(getattr(triple.object, "value", "")))
    return found
