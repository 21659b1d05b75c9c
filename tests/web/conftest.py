"""A small store of invented facts, on disk like a real one, and the site over it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graph.settings import Settings
from graph.store.releases import FORMAT, Manifest, Releases
from graph.vocabulary import BASE, ontology_quads
from web.app import create_app

DATA = Path(__file__).parent / "data"


def small_quads() -> Iterator[Quad]:
    """The invented facts and the ontology, each statement in its graph and in the merged default graph."""
    graph = NamedNode(f"{BASE}/graph/ontology")
    terms = [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in ontology_quads()]
    for quad in [*parse(path=str(DATA / "small.trig"), format=RdfFormat.TRIG), *terms]:
        assert not isinstance(quad.graph_name, DefaultGraph)
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)


def publish(folder: Path, release: str = "2026-11-24", quads: Iterator[Quad] | None = None) -> None:
    """Write a release of the invented facts and make it the current one."""
    releases = Releases(folder)
    with releases.writing(), releases.new() as draft:
        store = Store(str(draft / "db"))
        store.bulk_extend(small_quads() if quads is None else quads)
        store.flush()
        del store
        manifest = Manifest(FORMAT, "0", BASE, release, f"{release}T08:00:00Z", "d" * 32, 1, 1)
        releases.publish(draft, manifest)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the small store; not to be written to."""
    folder = tmp_path_factory.mktemp("small") / "store"
    publish(folder)
    return replace(Settings(), store=folder)


@pytest.fixture(scope="session")
def app(small: Settings) -> Flask:
    return create_app(small)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
