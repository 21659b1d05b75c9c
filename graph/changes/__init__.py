"""What changed between two releases: quads added and removed, and tombstones for the IRIs that are no more.

It compares dumps (``chancery.nq``), so that any two releases that somebody kept can be compared. Nothing is held in
memory but what is being compared, and the names of graphs. `graph.changes.log` tells it to readers.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, Literal, RdfFormat, parse

from graph.dump.files import Folder
from graph.dump.sorting import sorted_lines
from graph.dump.spine import term_text
from graph.errors import InputError, StoreError
from graph.namespaces import PREFIXES, RDFS, XSD

DROPPED = "Its source, {graphs}, is no part of release {release}."
SILENT = "Its source, {graphs}, does not state it any more in release {release}."
"""Why a thing is withdrawn: because its sources went, or because they changed."""

_SHOWN = 3
"""Sources that a reason names."""

_DATASET = "graph/dataset"


@dataclass(frozen=True, slots=True)
class Change:
    """How many quads were added and removed, and how many things are no more.

    `graphs` has the numbers of quads added and removed by named graph, `kinds` those of things that came and went by
    kind (``visit``), `reasons` how many things went for each reason.
    """

    release: str
    added: int = 0
    removed: int = 0
    withdrawn: int = 0
    graphs: dict[str, tuple[int, int]] = field(default_factory=dict)
    kinds: dict[str, tuple[int, int]] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)


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
    try:
        with Folder(folder, lambda _: None) as target:
            change = _things(before, after, target, base, _quads(before, after, target, base, release))
            text = json.dumps(asdict(change), indent=1) + "\n"
            target.text("changes.json", "application/json", text, group="changes", title="Numbers of changes")
            target.finish()
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror or error})", "check the folder", file=folder) from None
    return change


def _quads(before: Path, after: Path, target: Folder, base: str, release: str) -> Change:
    """Write the quads that were added and removed; the numbers of both."""
    counts = Counter[tuple[str, bool]]()
    old, new = _sorted(before, target.work, "before", base), _sorted(after, target.work, "after", base)
    paths = {name: target.work / f"all-{name}" for name in ("added", "removed")}
    with (
        paths["added"].open("w", encoding="utf-8", newline="\n") as more,
        paths["removed"].open("w", encoding="utf-8", newline="\n") as less,
    ):
        for line, is_new in difference(old, new):
            counts[_graph_of(line), is_new] += 1
            (more if is_new else less).write(line)
    for name, path in paths.items():
        title = f"Statements {name} in release {release}"
        with target.new(f"{name}.nq", "application/n-quads", group="changes", title=title) as draft:
            path.replace(draft)
    added, removed = (sum(count for (_, new), count in counts.items() if new is wanted) for wanted in (True, False))
    return Change(release, added, removed, graphs=_pairs(counts))


def _things(before: Path, after: Path, target: Folder, base: str, change: Change) -> Change:
    """Write the tombstones of things that went; the numbers of those that came and went, and why."""
    counts, reasons = Counter[tuple[str, bool]](), Counter[str]()
    graphs: set[str] = set()
    title = f"Things that are no more in release {change.release}"
    with (
        target.new("tombstones.nt", "application/n-triples", group="changes", title=title) as draft,
        draft.open("w", encoding="utf-8") as out,
    ):
        for iri, told, is_new in _apart(before, after, target.work, base, graphs):
            counts[iri.removeprefix(f"<{base}/id/").partition("/")[0], is_new] += 1
            if not is_new:
                reason = _reason(told, graphs, base, change.release)
                reasons[reason] += 1
                out.writelines(_tombstone(iri, reason))
    gone = sum(count for (_, is_new), count in counts.items() if not is_new)
    return replace(change, withdrawn=gone, kinds=_pairs(counts), reasons=dict(reasons.most_common()))


def _pairs(counts: Counter[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    return {name: (counts[name, True], counts[name, False]) for name in sorted({name for name, _ in counts})}


def _graph_of(line: str) -> str:
    """The graph of a line of N-Quads that ends with one; empty for the default graph."""
    last = line[:-3].rpartition(" ")[2]
    return last[1:-1] if last.startswith("<") and last.endswith(">") and line.count(" ") > 3 else ""


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


def _apart(
    before: Path, after: Path, work: Path, base: str, graphs: set[str]
) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Things below the base that only one release speaks of: each, the graphs that do, and whether it is the later one.

    `graphs` takes in the graphs of the later release; all are there before the first thing is told.
    """
    start = f"<{base}/id/"
    new = _told(sorted_lines(_subjects(after, start, graphs), work, "subjects-after"))
    old = _told(sorted_lines(_subjects(before, start, set()), work, "subjects-before"))
    one, other = next(old, None), next(new, None)
    while one is not None or other is not None:
        if one is not None and other is not None and one[0] == other[0]:
            one, other = next(old, None), next(new, None)
        elif other is None or (one is not None and one[0] < other[0]):
            assert one is not None  # noqa: S101 - both are not None, or the loop would have ended
            yield *one, False
            one = next(old, None)
        else:
            yield *other, True
            other = next(new, None)


def _told(lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sorted lines of subject and graph as subjects with all their graphs."""
    for subject, group in groupby(lines, key=lambda line: line.partition("\t")[0]):
        yield subject, tuple(line.rstrip("\n").partition("\t")[2] for line in group)


def _subjects(path: Path, start: str, graphs: set[str]) -> Iterator[str]:
    previous = ""
    for line in _lines(path):
        graph = _graph_of(line)
        graphs.add(graph)
        made = f"{line.partition(' ')[0]}\t{graph}\n"
        if made != previous and made.startswith(start):
            yield made
        previous = made


def _reason(told: tuple[str, ...], graphs: set[str], base: str, release: str) -> str:
    """Why a thing is no more, from the graphs that spoke of it and those that are still there."""
    own = [graph for graph in told if graph != f"{base}/graph/derived"] or list(told)
    left = [graph for graph in own if graph in graphs]
    names = [graph.removeprefix(f"{base}/graph/").replace("/", " ") or "unnamed" for graph in left or own]
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    return (SILENT if left else DROPPED).format(graphs=shown, release=release)


def _tombstone(iri: str, reason: str) -> Iterator[str]:
    yield f'{iri} <{PREFIXES["owl"]}deprecated> "true"^^<{XSD}boolean> .\n'
    yield f"{iri} <{RDFS}comment> {Literal(reason, language='en')} .\n"
