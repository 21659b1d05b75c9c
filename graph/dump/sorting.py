"""Sorting more lines than memory holds: sorted runs on disk, merged as they are read."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

RUN = 32_000_000
"""Characters that are sorted in memory at once."""

_FAN = 64
"""Runs that are open at once."""


def sorted_lines(lines: Iterable[str], folder: Path, name: str, run: int = RUN) -> Iterator[str]:
    """`lines` in the order of their code points, each once. They end with a line feed and hold no other.

    Parameters
    ----------
    lines
        What to sort.
    folder
        Where runs are kept meanwhile.
    name
        Keeps the runs of two sorts in one folder apart.
    run
        Characters of a run.
    """
    paths = list(_runs(lines, folder, name, run))
    round_ = 0
    while len(paths) > _FAN:
        round_ += 1
        batches = [paths[start : start + _FAN] for start in range(0, len(paths), _FAN)]
        paths = [_written(_merged(batch), folder / f"{name}-{round_}-{number}") for number, batch in enumerate(batches)]
    return _merged(paths)


def _runs(lines: Iterable[str], folder: Path, name: str, run: int) -> Iterator[Path]:
    held: list[str] = []
    size = number = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= run:
            yield _written(sorted(held), folder / f"{name}-0-{number}")
            held, size, number = [], 0, number + 1
    if held:
        yield _written(sorted(held), folder / f"{name}-0-{number}")


def _written(lines: Iterable[str], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines(lines)
    return path


def _merged(paths: list[Path]) -> Iterator[str]:
    with ExitStack() as stack:
        handles = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in paths]
        previous = None
        for line in heapq.merge(*handles):
            if line != previous:
                yield line
            previous = line
    for path in paths:
        path.unlink()
