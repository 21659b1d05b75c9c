"""The endpoint that the tests of this folder share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from tests.web.endpoint import Endpoint, publish, quads

LIMITS = {
    "query_spare": 2,
    "query_seconds": 1.0,
    "query_memory": 200_000_000,
    "result_bytes": 2_000_000,
    "result_rows": 50_000,
}


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("endpoint") / "store"
    publish(folder, quads())
    return folder


@pytest.fixture(scope="session")
def endpoint(store_folder: Path) -> Iterator[Endpoint]:
    served = Endpoint(Settings(store=store_folder, **LIMITS))
    yield served
    served.close()
