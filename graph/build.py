"""The flow from end to end: seeds in, a validated release of the store out.

Here is what both share: the decision between them, the locks, and the release that is published when all is well.
"""

import csv
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple

from graph.errors import StoreMissing, UsageError
from graph.flow.changes import updatable
from graph.flow.scratch import Scratch
from graph.flow.stage import REPORT, Say, Work
from graph.flow.update import TooMuch, Update
from graph.inputs import input_digests
from graph.read.registers import RowIssue
from graph.settings import Settings
from graph.store.releases import Manifest, Releases

__all__ = ["ASIDE", "REJECTED", "REPORT", "UNSURE", "Outcome", "build"]

REJECTED = "rejected-rows.csv"
"""File of the store folder that lists the register rows which did not parse."""

ASIDE = "facts-set-aside.csv"
"""File of the store folder that lists the facts of articles which break a shape and were set aside."""

UNSURE = "unsure-identities.csv"
"""File of the store folder that lists entities which may be one and are kept apart."""


def _silent(line: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: the manifest now current, whether it is a new one, and what was left out."""

    manifest: Manifest
    changed: bool
    rejected_rows: int = 0
    unsure_facts: int = 0
    unsure_identities: int = 0
    facts_aside: int = 0


def build(
    settings: Settings,
    say: Say = _silent,
    *,
    fresh: bool = False,
    loading: Mapping[str, list[Triple]] | None = None,
    unloading: Collection[str] = (),
) -> Outcome:
    """Build the graph and make it the current release; leave the store as it was if anything is wrong.

    Parameters
    ----------
    settings
        Where the seeds and the store are, and the limits.
    say
        Is told of progress, a line at a time.
    fresh
        Build from scratch, and whatever state the present store is in; loaded graphs are let go.
    loading
        Other people's triples to take in, by the IRI of their named graph.
    unloading
        Graphs loaded before that are to go.

    Raises
    ------
    InputError
        A seed is broken.
    InvalidGraph
        The graph breaks its shapes.
    StoreError
        The store is in use, from a newer version, or damaged.
    UsageError
        A graph to unload was never loaded.
    """
    releases = Releases(settings.store)
    with releases.writing():
        previous = None if fresh else _previous(releases)
        before = previous.loaded if previous else []
        if unknown := sorted(set(unloading) - set(before)):
            loaded = ", ".join(before) or "none"
            raise UsageError(f"<{unknown[0]}> was not loaded", f"loaded graphs are: {loaded}")
        inputs = input_digests(settings)
        if previous and previous.inputs == inputs and not loading and not unloading:
            return Outcome(previous, changed=False)
        kept = [name for name in before if name not in {*(loading or ()), *unloading}]
        with releases.new(settings.releases_kept) as folder:
            work = Work(settings, say, folder, inputs, loading or {}, kept, unloading)
            manifest = _updated(work, previous, releases) or Scratch(work).run()
            releases.publish(folder, manifest)
        _list_rejected(settings.store / REJECTED, work.issues)
        unsure = _list_unsure(settings, work)
        _list_aside(settings.store / ASIDE, work)
        return Outcome(manifest, True, len(work.issues), work.unsure, unsure, len(work.aside))


def _updated(work: Work, previous: Manifest | None, releases: Releases) -> Manifest | None:
    """The release made from the one before; `None` where it must be made from scratch."""
    if previous is None or not updatable(previous, releases.current, work):
        return None
    try:
        return Update(work, previous, releases.current).run()
    except TooMuch:
        shutil.rmtree(work.folder)
        work.folder.mkdir()
        work.issues.clear()
        work.unsure = 0
        work.aside.clear()
        return None


def _previous(releases: Releases) -> Manifest | None:
    try:
        return releases.manifest()
    except StoreMissing:
        return None


def _list_rejected(path: Path, issues: Collection[RowIssue]) -> None:
    rows = [[str(issue.file), str(issue.line), issue.cause, issue.cure] for issue in issues]
    _list(path, ["file", "line", "cause", "cure"], rows)


def _list_aside(path: Path, work: Work) -> None:
    rows = [[item.file, item.article, item.sentence, item.cause] for item in sorted(work.aside, key=repr)]
    _list(path, ["file", "article", "sentence", "cause"], rows)


def _list_unsure(settings: Settings, work: Work) -> int:
    rows = [
        [":".join(item.one), ":".join(item.other), item.reason]
        for item in work.identities
        if item.judgement == "unsure"
    ]
    _list(settings.store / UNSURE, ["one", "other", "reason"], rows)
    return len(rows)


def _list(path: Path, header: list[str], rows: list[list[str]]) -> None:
    path.unlink(missing_ok=True)
    if not rows:
        return
    with path.open("w", newline="", encoding="utf-8") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)
