"""The site: one Flask application, made by `create_app`; blueprints by area, one shelf of releases behind them all."""

import importlib.util
from importlib import import_module

from flask import Flask

from graph.settings import Settings
from graph.store import GraphStore
from web import api, dataset, errors, feeds, headers, kept, language, reconcile, templating
from web.held import Archive
from web.release import Shelf
from web.views import articles, coverage, downloads, entities, facts, home, lists, pairs, registers, search, vocabulary

_BLUEPRINTS = (
    home.blueprint,
    coverage.blueprint,
    entities.blueprint,
    facts.blueprint,
    articles.blueprint,
    registers.blueprint,
    pairs.blueprint,
    search.blueprint,
    vocabulary.blueprint,
    downloads.blueprint,
    dataset.blueprint,
    dataset.memento,
    reconcile.blueprint,
    api.blueprint,
    feeds.blueprint,
    lists.blueprint,
)


def create_app(settings: Settings, store: GraphStore | None = None) -> Flask:
    """The site over the releases in ``settings.store``, or over `store` alone where one is given."""
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    app.config["MAX_CONTENT_LENGTH"] = settings.query_bytes + 10_000
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.query_bytes + 10_000
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    app.extensions["chancery.settings"] = settings
    shelf = Shelf(settings, store)
    app.extensions["chancery.shelf"] = shelf
    app.extensions["chancery.archive"] = Archive(settings, shelf)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    if importlib.util.find_spec("web.sparql") is not None:
        app.register_blueprint(import_module("web.sparql").blueprint)
    templating.install(app)
    language.install(app)
    headers.install(app)
    kept.install(app, settings)
    errors.install(app)
    return app
