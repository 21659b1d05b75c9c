"""What the pages of concepts and schemes show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from web.reading import Reader, short, text
from web.records import Thing


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """A concept or scheme: its names and definitions by language, its neighbours, its uses."""

    thing: Thing
    scheme: bool
    texts: Sequence[tuple[str, str, str]]
    related: Mapping[str, Sequence[Thing]]
    uses: Sequence[tuple[str, int]]


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
