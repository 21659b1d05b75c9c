"""The release of the graph that pages show, reopened when a new one becomes current."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cached_property
from pathlib import Path
from threading import Event, Lock, Thread

from pyoxigraph import Literal, Triple

from graph.settings import Settings
from graph.store import GraphStore, Manifest, Releases, Row, Term, open_store
from graph.vocabulary import BASE
from web.catalogue import Catalogue, open_catalogue
from web.links import Links, flag
from web.panels.coverage import Coverage, coverage_of
from web.queries import listing, query
from web.reading import Reader
from web.records import Fact


@dataclass(frozen=True, slots=True)
class TermInfo:
    """What a term of the ontology or a concept is called, and what it means."""

    iri: str
    kind: str
    label: str
    definition: str = ""
    example: str = ""


class Release:
    """One release: its store, what it says of itself, and what pages look up in it again and again.

    Parameters
    ----------
    settings
        Gives the base of IRIs.
    store
        Answers queries.
    manifest
        What the release says of itself; none for a store without one.
    folder
        Where the release lies; none for a store in memory.
    """

    def __init__(
        self, settings: Settings, store: GraphStore, manifest: Manifest | None = None, folder: Path | None = None
    ) -> None:
        self.settings = settings
        self.store = store
        self.manifest = manifest
        self.folder = folder
        self.base = manifest.base if manifest else settings.base
        self.links = Links(self.base)
        self._lock = Lock()
        self._catalogue: Catalogue | None = None
        self._terms: dict[str, Mapping[str, TermInfo]] = {}

    @property
    def name(self) -> str:
        """The version string that users see."""
        return self.manifest.release if self.manifest else "unreleased"

    @property
    def tag(self) -> str:
        """Stands for the content of the release."""
        return f"{self.name}-{self.manifest.digest[:12]}" if self.manifest else "unreleased"

    @cached_property
    def built(self) -> datetime | None:
        """When the release was built."""
        return moment(self.manifest.built) if self.manifest else None

    @cached_property
    def last_modified(self) -> str | None:
        """When the release was built, as HTTP writes it."""
        return format_datetime(self.built, usegmt=True) if self.built else None

    def rows(self, name: str, **values: Term) -> list[Row]:
        """Solutions of the query ``NAME.rq`` with `values` bound."""
        return self.store.rows(self._text(name), **values)

    def rows_of(self, name: str, terms: Sequence[Term], **values: Term) -> list[Row]:
        """Solutions of the query ``NAME.rq`` about `terms`, which it lists, with `values` bound."""
        return self.store.rows(listing(self._text(name), terms), **values) if terms else []

    def ask(self, name: str, **values: Term) -> bool:
        """Answer of the query ``NAME.rq`` with `values` bound."""
        return self.store.ask(self._text(name), **values)

    def triples(self, name: str, **values: Term) -> list[Triple]:
        """Triples of the query ``NAME.rq`` with `values` bound."""
        return self.store.triples(self._text(name), **values)

    @property
    def catalogue(self) -> Catalogue:
        """Names and facts in a form made for search and lists; built at first use."""
        with self._lock:
            if self._catalogue is None:
                self._catalogue = open_catalogue(self)
            return self._catalogue

    def names(self, language: str) -> Mapping[str, str]:
        """What things are called in a language other than English, by IRI, as far as the graph knows."""
        return {} if language == "en" else self.catalogue.names(language)

    def prepare(self) -> None:
        """Make now what takes a while and is made once."""
        self.catalogue.figures()
        _ = self.terms, self.recent, self.flags, self.capitals, self.titles, self.state_choices, self.coverage

    @cached_property
    def terms(self) -> Mapping[str, TermInfo]:
        """Terms of the ontology and concepts, by IRI, in English."""
        return self.terms_in("en")

    def terms_in(self, language: str) -> Mapping[str, TermInfo]:
        """Terms of the ontology and concepts, by IRI, in a language."""
        if language not in self._terms:
            found: dict[str, TermInfo] = {}
            for row in self.rows("terms", language=Literal(language)):
                iri = row["term"].value
                texts = {
                    name: row[name].value if name in row else "" for name in ("kind", "label", "definition", "example")
                }
                if iri not in found or (texts["label"] and not found[iri].label):
                    found[iri] = TermInfo(iri, **texts)
            self._terms[language] = found
        return self._terms[language]

    @cached_property
    def coverage(self) -> Coverage:
        """What the release holds and lacks, counted."""
        return coverage_of(self)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Titles of registers and curated files by the IRI of their graph."""
        return {row["graph"].value: row["title"].value for row in self.rows("named_graphs") if "title" in row}

    @cached_property
    def flags(self) -> Mapping[str, str]:
        """Flag emoji by the state's IRI."""
        return {row["state"].value: flag(row["code"].value) for row in self.rows("state_codes") if "code" in row}

    @cached_property
    def recent(self) -> list[Fact]:
        """The latest encounters and agreements that happened."""
        return Reader(self).facts(self.rows("recent_facts"))

    @cached_property
    def capitals(self) -> Mapping[str, tuple[float, float]]:
        """Latitude and longitude of the capital by the state's IRI."""
        return {
            row["state"].value: (float(row["latitude"].value), float(row["longitude"].value))
            for row in self.rows("capital_positions")
        }

    @cached_property
    def state_choices(self) -> list[tuple[str, str]]:
        """(identity, label) of every state, by label, for pickers."""
        return [(self.links.identity(row["state"].value), row["label"].value) for row in self.rows("state_codes")]

    def term_label(self, iri: str, language: str = "en") -> str:
        """The label of a term or concept in a language, else in English, else the last part of its IRI."""
        for code in dict.fromkeys((language, "en")):
            info = self.terms_in(code).get(iri)
            if info and info.label:
                return info.label
        return iri.rpartition("#")[2].rpartition("/")[2].replace("-", " ")

    def _text(self, name: str) -> str:
        text = query(name)
        return text if self.base == BASE else text.replace(f"{BASE}/", f"{self.base}/")


def moment(built: str) -> datetime:
    """The time that a manifest writes."""
    return datetime.strptime(built, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


_PATIENCE = 3.0
"""Seconds that a reader waits for the search index of a new release; then the one before is shown until it is made."""


class Shelf:
    """Holds the current release and takes down the next one when it is there and can be searched."""

    def __init__(self, settings: Settings, store: GraphStore | None = None) -> None:
        self._settings = settings
        self._fixed = store is not None
        self._release = Release(settings, store) if store is not None else None
        self._next: Release | None = None
        self._ready = Event()
        self._lock = Lock()

    def warm(self) -> None:
        """Begin to make, in a thread of its own, what the first reader would else wait for."""
        Thread(target=lambda: self.current().prepare(), name="catalogue", daemon=True).start()

    def current(self) -> Release:
        """The current release, reopened if another has become current.

        While the search index of a large new release is made, which takes a minute, the one before is shown.

        Raises
        ------
        StoreError
            There is no release, or it cannot be used.

        """
        held = self._release
        if self._fixed and held is not None:
            return held
        releases = Releases(self._settings.store)
        folder = releases.current
        if held is not None and held.folder == folder:
            return held
        with self._lock:
            if self._release is None:
                self._release = self._opened(releases, folder)
                return self._release
            if self._next is None or self._next.folder != folder:
                self._next, self._ready = self._opened(releases, folder), Event()
                Thread(target=_make_ready, args=(self._next, self._ready), name="next release", daemon=True).start()
                self._ready.wait(_PATIENCE)
            if self._ready.is_set():
                self._release = self._next
            return self._release

    def _opened(self, releases: Releases, folder: Path) -> Release:
        manifest = releases.manifest(folder)
        return Release(self._settings, open_store(self._settings.store), manifest, folder)


def _make_ready(release: Release, ready: Event) -> None:
    try:
        release.catalogue.figures()
    finally:
        ready.set()
    release.prepare()
