"""Makes a release with an update in it, from the one before: a linked copy, changed, derived, checked, published.

A killed process leaves the old release or the new one, never half of either: what is not published is no release, and
publishing is one rename, after everything has reached the disk.
"""

import os
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, Store

from graph.errors import ChanceryError, InputError, InvalidGraph
from graph.flow.follow import derived_change, focus, neighbourhood, touched
from graph.flow.stage import REPORT
from graph.memory import FILE
from graph.namespaces import expand
from graph.settings import Settings
from graph.store.releases import Manifest, Releases
from graph.store.writing import Statement, Tally, as_statement, change
from graph.validate import validate
from web.updates.journal import Entry, Journal, sync_folder

_REMEMBERED = (FILE, REPORT)
"""Files of a release that the next build needs, and that no build writes in place. What the site made is made anew."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an update did: its number, the release that has it, and how many statements came and went."""

    number: int
    release: str
    folder: str
    added: int
    removed: int


def apply(settings: Settings, writer: str, text: str, targets: list[str]) -> Done:
    """Make an update that has been read, and publish the release with it; updates that were cut off come first.

    Raises
    ------
    InputError
        The engine does not take the update, or it is too large.
    InvalidGraph
        The graph would break its shapes.
    StoreError
        The store cannot be written, or somebody else writes it.

    """
    releases = Releases(settings.store)
    with releases.writing():
        _ = releases.manifest()  # without a graph there is nothing to note
        journal = Journal(settings.store)
        _recover(settings, releases, journal)
        return _make(settings, releases, journal, journal.begin(writer, text, targets))


def recover(settings: Settings) -> int:
    """Make what was cut off; returns how many updates that were. As `apply`, it may find the store in use."""
    releases = Releases(settings.store)
    if not (settings.store / "updates.jsonl").exists():
        return 0
    with releases.writing():
        return _recover(settings, releases, Journal(settings.store))


def settle(settings: Settings) -> Done | None:
    """End in the journal what a process left that was ended at its bounds; what it did, if it came to publish it."""
    releases = Releases(settings.store)
    done = None
    with releases.writing():
        journal = Journal(settings.store)
        for entry in journal.cut_off():
            if entry.digest and entry.digest == releases.manifest().digest:
                journal.end(entry, "published", release=releases.current.name)
                done = Done(entry.number, releases.current.name, str(releases.current), 0, 0)
            else:
                journal.end(entry, "ended at its bounds")
    return done


def _recover(settings: Settings, releases: Releases, journal: Journal) -> int:
    found = journal.cut_off()
    for entry in found:
        manifest = releases.manifest()
        if entry.digest and entry.digest == manifest.digest:
            journal.end(entry, "published", release=manifest.release)
        elif not journal.may_retry(entry):
            journal.end(entry, "given up")
        else:
            journal.retry(entry)
            try:
                _make(settings, releases, journal, entry)
            except ChanceryError:
                continue  # the journal has it
    return len(found)


def _make(settings: Settings, releases: Releases, journal: Journal, entry: Entry) -> Done:
    current = releases.current
    try:
        with releases.new(settings.releases_kept) as folder:
            _link(current, folder)
            manifest, added, removed = _changed(settings, folder, releases.manifest(), entry)
            _sync(folder)
            journal.prepare(entry, manifest.digest)
            target = releases.publish(folder, manifest)
            for path in (target / "manifest.json", target, target.parent, settings.store):
                _sync_one(path)
    except ChanceryError as error:
        journal.end(entry, "refused", cause=str(error))
        raise
    journal.end(entry, "published", release=target.name, added=added, removed=removed)
    return Done(entry.number, target.name, str(target), added, removed)


def _link(current: Path, folder: Path) -> None:
    Store.read_only(str(current / "db")).backup(str(folder / "db"))
    for name in _REMEMBERED:
        if (current / name).exists():
            os.link(current / name, folder / name)


def _changed(settings: Settings, folder: Path, before: Manifest, entry: Entry) -> tuple[Manifest, int, int]:
    """Change the copy; returns its manifest, and how many statements came and went."""
    store = Store(str(folder / "db"))
    tally = Tally(before.digest, before.quads)
    removed, added = _run(store, entry, settings)
    change(store, removed, added, tally)
    told = touched(store, removed, added, settings.base)
    gone, come = derived_change(store, told, settings.base)
    change(store, gone, come, tally)
    _check(store, [*removed, *gone], [*added, *come], settings.base)
    now = datetime.now(UTC)
    filled = {name for name in entry.targets if next(store.quads_for_pattern(None, None, None, NamedNode(name)), None)}
    manifest = replace(
        before,
        release=now.strftime("%Y-%m-%d"),
        built=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        digest=tally.digest,
        quads=tally.count,
        loaded=sorted({*before.loaded, *filled} - ({*entry.targets} - filled)),
    )
    _date(store, manifest, settings.base)
    store.flush()
    return manifest, len(added), len(removed)


def _run(store: Store, entry: Entry, settings: Settings) -> tuple[set[Statement], set[Statement]]:
    """Have the engine make the update; what it took out of its graphs, and put into them."""
    graphs = {str(name) for name in store.named_graphs()}
    before = {as_statement(quad) for quad in _quads(store, entry.targets)}
    try:
        store.update(entry.text, base_iri=f"{settings.base}/")
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise InputError(f"the engine does not take the update: {error}", "correct it") from None
    strange = {str(name) for name in store.named_graphs()} - graphs - {f"<{name}>" for name in entry.targets}
    if strange:  # what was read beforehand says that this cannot be
        raise InputError(f"the update wrote {min(strange)}, which it does not name", "name its graphs")
    _name_blanks(store, entry, settings.base)
    after = {as_statement(quad) for quad in _quads(store, entry.targets)}
    removed, added = before - after, after - before
    if len(removed) + len(added) > settings.update_statements:
        cause = f"the update changes {len(removed) + len(added):,} statements, {settings.update_statements:,} may be"
        raise InputError(cause, "send it in parts")
    return removed, added


def _quads(store: Store, graphs: Collection[str]) -> list[Quad]:
    return [quad for name in graphs for quad in store.quads_for_pattern(None, None, None, NamedNode(name))]


def _name_blanks(store: Store, entry: Entry, base: str) -> None:
    """Give new blank nodes IRIs, as the graph has none: they could not be told apart after the next build."""
    root = f"{base}/.well-known/genid/update-{entry.number}"
    names: dict[str, NamedNode] = {}

    def named(term: object) -> object:
        if isinstance(term, BlankNode):
            return names.setdefault(term.value, NamedNode(f"{root}-{len(names) + 1}"))
        return term

    for quad in _quads(store, entry.targets):
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            store.remove(quad)
            store.add(Quad(named(quad.subject), quad.predicate, named(quad.object), quad.graph_name))  # type: ignore[arg-type]  # no literal subjects


def _check(store: Store, removed: Collection[Statement], added: Collection[Statement], base: str) -> None:
    told = touched(store, removed, added, base)
    nodes = focus(store, told)
    if not nodes:
        return
    known = None if told.unnamed else {f"{base}/ontology#{name}" for name in told.classes}
    checked = store if told.many else neighbourhood(store, nodes, base)
    report = validate(checked, base, () if told.many else sorted(nodes), None if told.many else known)
    violations = [result for result in report.results if result.severity == "Violation"]
    if violations:
        first = violations[0]
        cause = f"the graph would break its shapes {len(violations)} times, first at {first.focus}: {first.message}"
        raise InvalidGraph(cause, "correct the update")


def _date(store: Store, manifest: Manifest, base: str) -> None:
    """The dataset's own words on which release it is, and of when."""
    node, graph = f"<{base}/dataset>", NamedNode(f"{base}/graph/dataset")
    version, issued = expand("owl:versionInfo", base), expand("dcterms:issued", base)
    told = {
        version: f'"{manifest.release}"',
        issued: f'"{manifest.built}"^^<{expand("xsd:dateTime", base)}>',
    }
    was = [
        as_statement(quad)
        for name in told
        for quad in store.quads_for_pattern(NamedNode(node[1:-1]), NamedNode(name), None, graph)
    ]
    if was:
        change(store, was, [(f"{node} <{name}> {value}", f"<{graph.value}>") for name, value in told.items()])


def _sync(folder: Path) -> None:
    for path in (folder / "db").iterdir():
        _sync_one(path)
    sync_folder(folder / "db")
    sync_folder(folder)


def _sync_one(path: Path) -> None:
    if path.is_dir():
        sync_folder(path)
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
