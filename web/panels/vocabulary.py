"""What the pages of the ontology and its concepts show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from web.reading import Reader, short, text
from web.records import Thing
from web.release import Release, TermInfo


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property with what it hangs together with."""

    info: TermInfo
    name: str
    parents: Sequence[str]
    domains: Sequence[str]
    ranges: Sequence[str]


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """The ontology's terms by sort, and its schemes with the concepts of each."""

    classes: Sequence[Term]
    properties: Sequence[Term]
    schemes: Sequence[tuple[TermInfo, Sequence[TermInfo]]]


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """A concept or scheme: its names and definitions by language, its neighbours, its uses."""

    thing: Thing
    scheme: bool
    texts: Sequence[tuple[str, str, str]]
    related: Mapping[str, Sequence[Thing]]
    uses: Sequence[tuple[str, int]]


def ontology_page(release: Release) -> OntologyPage:
    """The reference of the ontology, from the graph itself."""
    links: dict[str, dict[str, set[str]]] = {}
    sorts: dict[str, set[str]] = {}
    schemes: dict[str, list[str]] = {}
    for row in release.rows("terms"):
        iri = row["term"].value
        sorts.setdefault(iri, set()).add(row["kind"].value.rpartition("#")[2])
        for name in ("parent", "domain", "range"):
            if name in row:
                links.setdefault(iri, {}).setdefault(name, set()).add(row[name].value)
        if scheme := text(row, "scheme"):
            members = schemes.setdefault(scheme, [])
            if iri not in members:
                members.append(iri)

    def made(iri: str) -> Term:
        found = {name: sorted(values) for name, values in links.get(iri, {}).items()}
        parts = (found.get(name, []) for name in ("parent", "domain", "range"))
        return Term(release.terms[iri], iri.rpartition("#")[2], *parts)

    own = [iri for iri in sorted(sorts) if iri.startswith(f"{release.base}/ontology#")]
    return OntologyPage(
        classes=[made(iri) for iri in own if "Class" in sorts[iri]],
        properties=[made(iri) for iri in own if "Class" not in sorts[iri]],
        schemes=[
            (
                release.terms.get(scheme, TermInfo(scheme, "", release.term_label(scheme))),
                [release.terms[c] for c in found],
            )
            for scheme, found in sorted(schemes.items())
        ],
    )


def concept_page(reader: Reader, iri: str) -> ConceptPage | None:
    """The page of a concept or scheme, `None` where there is none such."""
    rows = reader.release.rows("concept", concept=NamedNode(iri))
    if not rows:
        return None
    texts: list[tuple[str, str, str]] = []
    related: dict[str, list[Thing]] = {}
    scheme = False
    for row in rows:
        name, value = short(row["property"].value, reader.release.base).partition(":")[2], row["value"]
        if isinstance(value, Literal):
            texts.append((name, value.language or "", value.value))
        elif name == "type":
            scheme = scheme or value.value.endswith("ConceptScheme")
        elif name != "isDefinedBy" and (
            thing := reader.thing(value, text(row, "valueLabel"))
        ) not in related.setdefault(name, []):
            related[name].append(thing)
    uses = [
        (text(row, "property").rpartition("#")[2], int(text(row, "facts")))
        for row in reader.release.rows("concept_uses", concept=NamedNode(iri))
    ]
    return ConceptPage(Thing(iri, reader.release.term_label(iri), "concept"), scheme, texts, related, uses)
