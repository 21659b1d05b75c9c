"""What a release says of itself, read from the graph: the same words go into every description of a dump."""

from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode

from graph.namespaces import expand
from graph.store.embedded import EmbeddedStore

TITLE = "Chancery: the open, citable record of diplomacy"
DESCRIPTION = (
    "An RDF knowledge graph of who represents whom, who met whom, who visited whom and who agreed what with whom, "
    "between states and organizations. Every fact leads to the sentence or the register row that says so."
)
KEYWORDS = (
    "diplomacy",
    "diplomatic missions",
    "international organizations",
    "international relations",
    "knowledge graph",
    "RDF",
    "state visits",
    "treaties",
)
CREATOR = "Chancery's editors"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
LICENSE_NAME = "Creative Commons Attribution 4.0 International"


@dataclass(frozen=True, slots=True)
class About:
    """Base of IRIs, version string, and when the release was issued (an ``xsd:dateTime``; empty if unknown)."""

    base: str
    release: str = "unreleased"
    issued: str = ""

    @property
    def dataset(self) -> str:
        """IRI of the dataset."""
        return f"{self.base}/dataset"

    @property
    def day(self) -> str:
        """The day of issue; the first of Chancery's days where none is known."""
        return self.issued[:10] or "2026-11-24"

    @property
    def citation(self) -> str:
        """How to cite the release."""
        return f"{CREATOR} ({self.day[:4]}). {TITLE}. Release {self.release}. {self.dataset}"

    def file(self, name: str) -> str:
        """IRI of a file of this release, where it is downloaded."""
        return f"{self.base}/dumps/{name}"


def about(store: EmbeddedStore, base: str) -> About:
    """What the release in `store` says of itself."""
    node = NamedNode(f"{base}/dataset")
    found = {
        name: next(
            (
                quad.object.value
                for quad in store.engine.quads_for_pattern(node, NamedNode(expand(name, base)), None, DefaultGraph())
                if isinstance(quad.object, Literal)
            ),
            "",
        )
        for name in ("owl:versionInfo", "dcterms:issued")
    }
    return About(base, found["owl:versionInfo"] or "unreleased", found["dcterms:issued"])
