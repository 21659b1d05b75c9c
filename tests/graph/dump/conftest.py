from pathlib import Path

import pytest

from graph.dump import dump
from graph.settings import Settings
from graph.store import open_store


@pytest.fixture(scope="session")
def dumped(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump in chunks so small that classes need several."""
    folder = tmp_path_factory.mktemp("dump")
    dump(open_store(built.store), folder, built.base, lambda line: None, chunk=3000)
    return folder
