"""The changelog of the data, apart from that of the code: what each release added and took away, for readers."""

import re
from pathlib import Path

from graph.changes import Change
from graph.errors import StoreError

HEAD = """# Changes of the data

What each release has that the one before it had not, and what it has no more. The statements themselves are in the
files that `chancery changes` writes; the changes of the code are in CHANGELOG.md.
"""

_SHOWN = 10
"""Graphs and reasons that a release's section lists, those with most changes."""


def write_log(change: Change, path: Path) -> None:
    """Put the section of a release at the top of a changelog, in the place of an earlier one of that release.

    Raises
    ------
    StoreError
        The file cannot be written.
    """
    try:
        text = path.read_text("utf-8") if path.exists() else HEAD
        head, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
        kept = [part for part in sections if part.partition("\n")[0] != f"## {change.release}"]
        whole = [head.rstrip(), section(change).rstrip(), *(part.rstrip() for part in kept)]
        path.write_text("\n\n".join(whole) + "\n", "utf-8")
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror or error})", "name another file", file=path) from None


def section(change: Change) -> str:
    """The section of one release."""
    lines = [
        f"## {change.release}",
        "",
        f"{change.added:,} statements added, {change.removed:,} removed; things withdrawn: {change.withdrawn:,}.",
    ]
    lines += _table("Things", "came", "went", change.kinds)
    lines += _table("Source", "added", "removed", {_name(graph): pair for graph, pair in change.graphs.items()})
    if change.reasons:
        lines += ["", "Why things went:", ""]
        lines += [f"- {reason} ({count:,})" for reason, count in list(change.reasons.items())[:_SHOWN]]
        lines += [f"- and for {len(change.reasons) - _SHOWN:,} other reasons"] if len(change.reasons) > _SHOWN else []
    return "\n".join(lines) + "\n"


def _table(what: str, more: str, less: str, rows: dict[str, tuple[int, int]]) -> list[str]:
    if not rows:
        return []
    most = sorted(rows.items(), key=lambda row: (-sum(row[1]), row[0]))
    lines = ["", f"| {what} | {more} | {less} |", "|---|---:|---:|"]
    lines += [f"| {name} | {added:,} | {removed:,} |" for name, (added, removed) in most[:_SHOWN]]
    rest = [pair for _, pair in most[_SHOWN:]]
    if rest:
        lines.append(f"| {len(rest)} others | {sum(a for a, _ in rest):,} | {sum(r for _, r in rest):,} |")
    return lines


def _name(graph: str) -> str:
    return graph.partition("/graph/")[2].replace("/", " ") or graph or "default graph"
