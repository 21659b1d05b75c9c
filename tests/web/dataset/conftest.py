"""A site whose release has been dumped."""

import shutil
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from graph.dump import dump
from graph.settings import Settings
from graph.store import Releases, open_store
from web.app import create_app


@pytest.fixture(scope="session")
def dumped(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site whose release has been dumped."""
    settings = replace(built, store=tmp_path_factory.mktemp("dumped") / "store")
    shutil.copytree(built.store, settings.store, symlinks=True)
    dump(open_store(settings.store), Releases(settings.store).dumps, settings.base, lambda line: None)
    return create_app(settings).test_client()
