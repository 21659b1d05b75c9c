"""The SPARQL endpoint, ``/sparql``, and the page to ask it from, ``/query``.

`blueprint` carries the routes. An app that registers it is given what they need by `init_app`, unless it has called
that before; its settings are in ``app.config["CHANCERY_SETTINGS"]``. The processes that answer are started by the first
query, or by `web.serve` before the server listens.
"""

import atexit
from importlib import import_module

from flask import Flask
from flask.blueprints import BlueprintSetupState

from graph.settings import Settings
from web.engine import ReaderPool
from web.sparql import pages
from web.sparql.choices import StateChoices
from web.sparql.metrics import Metrics
from web.sparql.observe import watch
from web.sparql.permalinks import Permalinks
from web.sparql.running import Running
from web.sparql.service import ServiceDescription
from web.sparql.views import blueprint

__all__ = ["blueprint", "init_app", "pages"]


def init_app(app: Flask, settings: Settings) -> ReaderPool:
    """Give an app the readers that answer its queries, and have its requests watched; returns the pool of readers."""
    app.config["CHANCERY_SETTINGS"] = settings
    pool = ReaderPool(settings)
    metrics = Metrics()
    app.extensions["chancery.readers"] = pool
    app.extensions["chancery.running"] = Running()
    app.extensions["chancery.service"] = ServiceDescription(settings, pool)
    app.extensions["chancery.metrics"] = metrics
    app.extensions["chancery.states"] = StateChoices(settings, pool)
    app.extensions["chancery.permalinks"] = Permalinks(settings)
    watch(app, metrics)
    atexit.register(pool.close)
    return pool


@blueprint.record
def _on_registration(state: BlueprintSetupState) -> None:
    app = state.app
    assert isinstance(app, Flask)  # noqa: S101
    if "chancery.readers" not in app.extensions:
        settings = app.config.get("CHANCERY_SETTINGS") or app.extensions.get("chancery.settings")
        init_app(app, settings or Settings.from_environment())
    app.register_blueprint(import_module("web.updates.views").blueprint)  # it needs what is made here
