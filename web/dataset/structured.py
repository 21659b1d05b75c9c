"""What search engines read in a page: schema.org as JSON-LD, made from the catalogue without a query."""

from typing import Any

from flask import current_app, g, request
from markupsafe import Markup

from graph.dump.about import CREATOR, DESCRIPTION, KEYWORDS, LICENSE, TITLE
from graph.errors import StoreError
from web.catalogue.reader import Entry
from web.dataset.description import about
from web.release import Release
from web.views.common import release

_TYPES = {
    "state": "Country",
    "organization": "Organization",
    "person": "Person",
    "place": "Place",
    "office": "Role",
    "article": "Article",
    "agreement": "CreativeWork",
    "event": "Event",
    "visit": "Event",
    "meeting": "Event",
    "participation": "Event",
}
"""Kind of thing → its class in schema.org; any other fact is an Intangible, for there is nothing nearer."""

_DATASET_PAGES = ("home.home", "downloads.dumps")


def structured_data() -> Markup:
    """The JSON-LD of this page, ready for a script element; empty where there is nothing to say."""
    if "memento_of" in g:
        return Markup("")
    try:
        found = _of_page(release())
    except StoreError:
        return Markup("")
    if found is None:
        return Markup("")
    text = current_app.json.dumps(found)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - escaped


def _of_page(current: Release) -> dict[str, Any] | None:
    if request.endpoint in _DATASET_PAGES:
        return dataset(current, request.host_url.rstrip("/") + request.script_root)
    iri: str = g.get("about", "")
    entry = current.catalogue.entry(iri) if iri else None
    return thing(entry, current) if entry else None


def thing(entry: Entry, current: Release) -> dict[str, Any]:
    """One thing, as far as the catalogue knows it."""
    kind = _TYPES.get(entry.kind, "Intangible")
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": entry.iri,
        "url": entry.iri,
        "name": entry.label,
    }
    if entry.note:
        made["alternateName"] = entry.note
    if kind == "Event" and entry.earliest:
        made["startDate"] = entry.earliest
        if entry.latest:
            made["endDate"] = entry.latest
    about_page = {"@type": "Dataset", "@id": f"{current.base}/dataset", "name": TITLE, "license": LICENSE}
    made["subjectOf"] = about_page | {"description": DESCRIPTION, "creator": _editors(current)}
    return made


def dataset(current: Release, root: str) -> dict[str, Any]:
    """The dataset itself, with its files and its endpoint on this site."""
    said = about(current)
    folder = current.folder / "dumps" if current.folder else None
    dumps = [
        {
            "@type": "DataDownload",
            "contentUrl": f"{root}/dumps/{name}",
            "encodingFormat": media,
            "contentSize": str((folder / name).stat().st_size),
        }
        for name, media in _DOWNLOADS
        if folder and (folder / name).is_file()
    ]
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": said.dataset,
        "identifier": said.dataset,
        "url": root + "/",
        "name": TITLE,
        "description": DESCRIPTION,
        "license": LICENSE,
        "isAccessibleForFree": True,
        "conditionsOfAccess": "open",
        "version": said.release,
        "keywords": list(KEYWORDS),
        "creator": _editors(current),
        "publisher": _editors(current),
        "datePublished": said.day,
        "dateModified": said.day,
        "citation": said.citation,
        "inLanguage": "en",
        "distribution": [*dumps, {"@type": "DataDownload", "contentUrl": f"{root}/sparql", "encodingFormat": _SPARQL}],
    }
    return made


_SPARQL = "application/sparql-results+json"
_DOWNLOADS = (
    ("chancery.nq.gz", "application/n-quads"),
    ("chancery.trig.gz", "application/trig"),
    ("chancery.ttl.gz", "text/turtle"),
    ("tables/facts.csv", "text/csv"),
    ("tables/evidence.csv", "text/csv"),
    ("tables/entities.csv", "text/csv"),
)


def _editors(current: Release) -> dict[str, str]:
    return {"@type": "Organization", "@id": f"{current.base}/id/agent/editors", "name": CREATOR}
