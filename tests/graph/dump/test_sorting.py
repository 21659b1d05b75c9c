from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.dump.sorting import sorted_lines

LINE = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=8).map(lambda text: f"{text}\n")


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINE, max_size=200), run=st.integers(1, 60))
def test_lines_come_back_sorted_each_once_whatever_the_size_of_runs(
    lines: list[str], run: int, tmp_path_factory: object
) -> None:
    folder = tmp_path_factory.mktemp("sort")  # type: ignore[attr-defined]

    assert list(sorted_lines(lines, folder, "x", run)) == sorted(set(lines))
    assert list(folder.iterdir()) == []


def test_more_runs_than_can_be_open_are_merged_in_rounds(tmp_path: Path) -> None:
    lines = [f"{number * 7919 % 10_007:05d}\n" for number in range(10_007)]

    assert list(sorted_lines(lines, tmp_path, "x", run=600)) == sorted(lines)
