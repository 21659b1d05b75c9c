"""What changed between two releases: quads added and removed, and tombstones for the IRIs that are no more.

It compares dumps (``chancery.nq``), so that any two releases that somebody kept can be compared. Nothing is held in
memory but what is being compared.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, RdfFormat, parse

from graph.dump.files import Folder
from graph.dump.sorting import sorted_lines
from graph.dump.spine import term_text
from graph.errors import InputError, StoreError
from graph.namespaces import PREFIXES, RDFS, XSD

REASON = "No source of the release {release} states anything of this."
"""Why a thing is withdrawn, unless somebody says more."""

_DATASET = "graph/dataset"


@dataclass(frozen=True, slots=True)
class Change:
    """How many quads were added and removed, and how many things are no more."""

    added: int
    removed: int
    withdrawn: int


def changes(before: Path, after: Path, folder: Path, base: str, release: str) -> Change:
    """Write ``added.nq``, ``removed.nq``, ``tombstones.nt`` and ``changes.json`` to a folder.

    Parameters
    ----------
    before, after
        N-Quads of two releases, compressed or not.
    folder
        Where to write; made if it is not there.
    base
        Root of the graph's IRIs: only things below it get tombstones.
    release
        Version string of the later release, for the reason on a tombstone.

    Raises
    ------
    InputError
        A file is no N-Quads.
    StoreError
        The folder cannot be written.
    """
    counts = {"added": 0, "removed": 0, "withdrawn": 0}
    try:
        with Folder(folder, lambda _: None) as target:
            old = _sorted(before, target.work, "before", base)
            new = _sorted(after, target.work, "after", base)
            paths = {name: target.work / f"all-{name}" for name in ("added", "removed")}
            with (
                paths["added"].open("w", encoding="utf-8", newline="\n") as more,
                paths["removed"].open("w", encoding="utf-8", newline="\n") as less,
            ):
                for line, is_new in difference(old, new):
                    counts["added" if is_new else "removed"] += 1
                    (more if is_new else less).write(line)
            for name, path in paths.items():
                title = f"Statements {name} in release {release}"
                with target.new(f"{name}.nq", "application/n-quads", group="changes", title=title) as draft:
                    path.replace(draft)
            title = f"Things that are no more in release {release}"
            with (
                target.new("tombstones.nt", "application/n-triples", group="changes", title=title) as draft,
                draft.open("w", encoding="utf-8") as out,
            ):
                for iri in _withdrawn(before, after, target.work, base):
                    counts["withdrawn"] += 1
                    out.writelines(_tombstone(iri, release))
            change = Change(**counts)
            text = json.dumps(asdict(change) | {"release": release}, indent=1) + "\n"
            target.text("changes.json", "application/json", text, group="changes", title="Numbers of changes")
            target.finish()
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror or error})", "check the folder", file=folder) from None
    return change


def difference(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """What is in one of two sorted sequences only, and whether it is in the new one."""
    ours, theirs = iter(old), iter(new)
    one, other = next(ours, None), next(theirs, None)
    while one is not None or other is not None:
        if one == other:
            one, other = next(ours, None), next(theirs, None)
        elif other is None or (one is not None and one < other):
            assert one is not None  # noqa: S101 - both are not None, or the loop would have ended
            yield one, False
            one = next(ours, None)
        else:
            yield other, True
            other = next(theirs, None)


def _sorted(path: Path, work: Path, name: str, base: str) -> Iterator[str]:
    """The quads of a file in order. The dataset's own description is left out: it differs with every build."""
    own = f"<{base}/{_DATASET}>"
    return sorted_lines((line for line in _lines(path) if not line.endswith(f" {own} .\n")), work, name)


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as handle:
            for quad in parse(cast(IO[bytes], handle), RdfFormat.N_QUADS):
                graph = "" if isinstance(quad.graph_name, DefaultGraph) else f" {quad.graph_name}"
                subject, predicate, value = map(term_text, (quad.subject, quad.predicate, quad.object))
                yield f"{subject} {predicate} {value}{graph} .\n"
    except (SyntaxError, ValueError, OSError, EOFError) as error:
        raise InputError(f"no N-Quads ({error})", "give the chancery.nq of a dump", file=path) from None


def _withdrawn(before: Path, after: Path, work: Path, base: str) -> Iterator[str]:
    """Subjects below the base of which the later release says nothing."""
    old, new = (
        sorted_lines(_subjects(path, f"<{base}/id/"), work, f"subjects-{place}")
        for place, path in enumerate((before, after))
    )
    for line, is_new in difference(old, new):
        if not is_new:
            yield line.strip()


def _subjects(path: Path, start: str) -> Iterator[str]:
    for subject, _ in groupby(_lines(path), key=lambda line: line.partition(" ")[0]):
        if subject.startswith(start):
            yield f"{subject}\n"


def _tombstone(iri: str, release: str) -> Iterator[str]:
    yield f'{iri} <{PREFIXES["owl"]}deprecated> "true"^^<{XSD}boolean> .\n'
    yield f'{iri} <{RDFS}comment> "{REASON.format(release=release)}"@en .\n'
