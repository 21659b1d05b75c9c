"""What the service says of itself: its types, its properties, and where its parts are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.namespaces import expand
from web.kinds import ENTITY_KINDS


@dataclass(frozen=True, slots=True)
class Property:
    """A property that can be asked for or fetched: id, its name in words, the property of the graph, whose it is."""

    id: str
    name: str
    term: str
    types: tuple[str, ...]

    def iri(self, base: str) -> str:
        """The property's IRI."""
        return expand(self.term, base)


_ALL = ("State", "Organization", "Person", "Place", "Office", "Event")
_PARTIES = ("State", "Organization")

_LIST = (
    Property("isoAlpha2", "ISO 3166-1 alpha-2 code", "cy:isoAlpha2", ("State",)),
    Property("isoAlpha3", "ISO 3166-1 alpha-3 code", "cy:isoAlpha3", ("State",)),
    Property("m49", "UN M49 code", "cy:m49", ("State",)),
    Property("capital", "capital", "cy:capital", ("State",)),
    Property("officialName", "official name", "cy:officialName", _PARTIES),
    Property("formerName", "former name", "cy:formerName", _PARTIES),
    Property("demonym", "demonym", "cy:demonym", ("State",)),
    Property("independenceDate", "date of independence", "cy:independenceDate", ("State",)),
    Property("acronym", "acronym", "cy:acronym", ("Organization",)),
    Property("founded", "founded", "cy:founded", ("Organization",)),
    Property("organizationKind", "kind of organization", "cy:organizationKind", ("Organization",)),
    Property("memberOf", "member of", "cy:memberOf", _PARTIES),
    Property("hasDiplomaticRelationsWith", "diplomatic relations with", "cy:hasDiplomaticRelationsWith", _PARTIES),
    Property("hasMissionTo", "has a mission to", "cy:hasMissionTo", _PARTIES),
    Property("heldOffice", "held office", "cy:heldOffice", ("Person",)),
    Property("envoyTo", "envoy to", "cy:envoyTo", ("Person",)),
    Property("visited", "visited", "cy:visited", ("State", "Organization", "Person")),
    Property("met", "met", "cy:met", ("State", "Organization", "Person")),
    Property("inState", "in state", "cy:inState", ("Place",)),
    Property("latitude", "latitude", "geo:lat", ("Place",)),
    Property("longitude", "longitude", "geo:long", ("Place",)),
    Property("officeOf", "office of", "cy:officeOf", ("Office",)),
    Property("wikidata", "Wikidata item", "skos:exactMatch", _ALL),
    Property("label", "name", "rdfs:label", _ALL),
    Property("altLabel", "other name", "skos:altLabel", _ALL),
)

PROPERTIES: Mapping[str, Property] = {item.id: item for item in _LIST}
"""Properties of things, by id."""

TENURE: Mapping[str, str] = {
    "office": "office held, such as: foreign minister",
    "of": "state or organization of the office, such as: KAZ",
    "on": "day on which it was held, such as: 2012-10-01",
}
"""Properties by which a person can be asked for: the holder of an office on a day."""

TYPES = [{"id": kind.term, "name": kind.name} for kind in ENTITY_KINDS]


def manifest(base: str, root: str) -> dict[str, Any]:
    """The service's manifest, for a site at `root`."""
    here = f"{root}/reconcile"
    return {
        "versions": ["0.1", "0.2"],
        "name": "Chancery: states, organizations, officials, places",
        "identifierSpace": f"{base}/id/",
        "schemaSpace": f"{base}/ontology#",
        "defaultTypes": TYPES,
        "documentation": f"{root}/about",
        "logo": f"{root}/static/chancery.svg",
        "view": {"url": f"{base}/id/{{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 420, "height": 200},
        "suggest": {
            name: {
                "service_url": here,
                "service_path": f"/suggest/{name}",
                "flyout_service_url": here,
                "flyout_service_path": f"/flyout/{name}?id=${{id}}",
            }
            for name in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "Most values to fetch for a row (0 for all)",
                }
            ],
        },
        "batchSize": 50,
    }
