"""Records as JSON: things, facts with all their sources, what is between two parties, what held on a day.

Every fact carries its IRI and, for each source, the sentence or the row, so that whoever repeats it can cite it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pyoxigraph import NamedNode

from web.api.selection import STANDING, Selection, chosen, number
from web.catalogue.facts import Pick
from web.catalogue.reader import Entry
from web.kinds import BY_TERM, KINDS
from web.panels.sections import tell
from web.reading import Reader
from web.records import Fact, Source, Thing
from web.release import Release

Json = dict[str, Any]

LARGEST = 100
"""Most facts in one answer."""

_SIZES = """
    SELECT iri, size FROM thing JOIN involved ON fact = thing.id WHERE iri IN ({names}) GROUP BY iri
"""


def thing(value: Thing | Entry) -> Json:
    """A thing by name; words that name no thing have no IRI."""
    named = {"iri": value.iri, "label": value.label, "kind": value.kind}
    return {key: text for key, text in named.items() if text}


def source(said: Source) -> Json:
    """One source's word for a fact."""
    made = {
        "iri": said.iri,
        "kind": said.kind,
        "source": thing(said.origin) if said.origin else None,
        "publisher": said.publisher,
        "published": said.published,
        "quote": said.quote,
        "confidence": said.confidence,
        "rule": said.rule,
        "row": said.key,
        "citation": said.citation,
        "url": said.url,
    }
    return {key: value for key, value in made.items() if value not in ("", None)}


def fact(found: Fact) -> Json:
    """A fact with its roles and its sources."""
    made: Json = {
        "iri": found.iri,
        "kind": found.kind,
        "label": found.label,
        "date": found.date,
        "earliest": found.earliest,
        "latest": found.latest,
        "modality": found.modality,
        "status": found.status,
    }
    made = {key: value for key, value in made.items() if value}
    made["roles"] = {role: [thing(value) for value in values] for role, values in found.roles.items()}
    made["sources"] = [source(said) for said in found.sources]
    if found.others:
        made["involved"] = found.others
    if found.disagrees:
        made["disagreesWith"] = [other.iri for other in found.disagrees]
    return made


def one_fact(release: Release, iri: str) -> Json | None:
    """A fact by its IRI."""
    facts = Reader(release).facts(release.rows("fact", fact=NamedNode(iri)))
    return fact(facts[0]) if facts and facts[0].sources else None


def entity(release: Release, iri: str) -> Json | None:
    """A party, person, place, office or event, with its properties, and how many facts of each kind there are."""
    found = Reader(release).entity(iri, release.rows("entity", entity=NamedNode(iri)))
    if found is None or "owl:deprecated" in found.properties:
        return None
    counts = {kind: total for kind in _fact_kinds() if (total := number(release.catalogue, Selection((iri,), (kind,))))}
    properties = {name: [_value(value) for value in values] for name, values in found.properties.items()}
    return thing(found.thing) | {
        "properties": properties,
        "facts": counts,
        "sources": [source(said) for said in found.sources],
    }


def told(release: Release, entries: Sequence[Entry]) -> list[Fact]:
    """Facts that the catalogue lists, in its order, with what is known of them; of many parties, only how many."""
    names = {f"i{place}": entry.iri for place, entry in enumerate(entries)}
    rows = release.catalogue.select(_SIZES.format(names=", ".join(f":{name}" for name in names)), dict(names))
    sizes = {str(iri): int(str(size)) for iri, size in rows}
    picks = [Pick(entry.iri, entry.kind, sizes.get(entry.iri, 0)) for entry in entries]
    return list(tell(Reader(release), picks).values())


def facts(release: Release, selection: Selection, page: int = 1, size: int = 20) -> Json:
    """A page of the facts that are asked for, and how many there are in all."""
    size = min(size, LARGEST)
    entries = chosen(release.catalogue, selection, (page - 1) * size, size)
    found = told(release, entries)
    total = number(release.catalogue, selection)
    return {"total": total, "page": page, "pages": -(-total // size), "facts": [fact(item) for item in found]}


def pair(release: Release, one: Entry, other: Entry, selection: Selection, page: int = 1, size: int = 20) -> Json:
    """What is known between two parties."""
    counts = {
        kind: total
        for kind in _fact_kinds()
        if (total := number(release.catalogue, Selection((one.iri, other.iri), (kind,))))
    }
    return {"parties": [thing(one), thing(other)], "counts": counts} | facts(release, selection, page, size)


def world(release: Release, on: str, party: str = "", page: int = 1, size: int = 50) -> Json:
    """What held on a day: memberships, offices, relations, missions, agreements, of one party or of all."""
    selection = Selection((party,) if party else (), STANDING, on=on, modality="asserted")
    return {"on": on} | facts(release, selection, page, size)


def search(release: Release, words: str, kind: str = "", page: int = 1, size: int = 20) -> Json:
    """Things by one of their names."""
    hits = release.catalogue.search(words, kind=kind, offset=(page - 1) * size, limit=size)
    found = [thing(entry) | _more(entry) for entry in hits.entries]
    pages = -(-hits.total // size)
    return {"total": hits.total, "page": page, "pages": pages, "alike": hits.alike, "results": found}


def party_named(release: Release, words: str) -> Entry | None:
    """The state or organization that a code, an id, an IRI or a name means, if that is clear."""
    catalogue, links = release.catalogue, release.links
    words = words.strip()[:200]
    tail = words.removeprefix(f"{release.base}/id/")
    kind, slash, identity = tail.partition("/")
    iris = [links.iri(kind, identity)] if slash and kind in KINDS else []
    iris += [links.iri("state", words.upper()), links.iri("organization", words)]
    found = next((entry for iri in iris if (entry := catalogue.entry(iri))), None)
    if found or not words:
        return found
    hits = catalogue.suggest(words, limit=1, kinds=("state", "organization"))
    return hits[0] if hits else None


def kind_named(words: str) -> str:
    """The kind of thing that ``Visit`` or ``visit`` names; empty for none."""
    return words if words in KINDS else BY_TERM[words].path if words in BY_TERM else ""


def envelope(release: Release) -> Mapping[str, str]:
    """What each answer says of the release that it is from, for citing."""
    return {
        "release": release.name,
        "dataset": f"{release.base}/dataset",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def _fact_kinds() -> Sequence[str]:
    return [kind.path for kind in KINDS.values() if kind.group == "fact"]


def _value(value: Thing) -> Any:
    return thing(value) if value.iri else value.label


def _more(entry: Entry) -> Json:
    made = {"note": entry.note, "facts": entry.weight, "date": entry.date, "matched": entry.matched.strip()}
    return {key: value for key, value in made.items() if value}
