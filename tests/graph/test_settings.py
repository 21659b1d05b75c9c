from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.settings import Settings, reference

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"


def test_environment_overrides_defaults() -> None:
    settings = Settings.from_environment({"CHANCERY_PORT": "9000", "CHANCERY_BASE": "https://example.org/c/"})

    assert settings.port == 9000
    assert settings.base == "https://example.org/c"


def test_a_value_of_the_wrong_type_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="CHANCERY_PORT='many' is no int"):
        Settings.from_environment({"CHANCERY_PORT": "many"})


def test_bad_rows_is_stop_or_skip() -> None:
    with pytest.raises(UsageError, match="bad_rows"):
        Settings(bad_rows="ignore")


def test_the_reference_page_is_up_to_date() -> None:
    assert REFERENCE.read_text("utf-8") == reference(), "run: python -m graph.settings > docs/reference/settings.md"
