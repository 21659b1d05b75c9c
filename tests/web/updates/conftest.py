"""A server that takes updates."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from tests.web.endpoint import Endpoint, publish, quads
from web.updates.writers import Writers


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Endpoint]:
    publish(tmp_path / "store", quads())
    settings = Settings(store=tmp_path / "store", query_store="disk", query_fast=2, query_spare=1, query_readers=1)
    served = Endpoint(settings)
    yield served
    served.close()


@pytest.fixture
def token(own: Endpoint) -> str:
    return Writers(own.settings).add("ada")
