"""What `init_app` gave the present app, for its views."""

from typing import cast

from flask import current_app

from graph.settings import Settings
from web.engine import ReaderPool
from web.sparql.choices import StateChoices
from web.sparql.metrics import Metrics
from web.sparql.permalinks import Permalinks
from web.sparql.running import Running
from web.sparql.service import ServiceDescription


def settings() -> Settings:
    """The settings."""
    return cast(Settings, current_app.config["CHANCERY_SETTINGS"])


def pool() -> ReaderPool:
    """The readers."""
    return cast(ReaderPool, current_app.extensions["chancery.readers"])


def running() -> Running:
    """The queries under way."""
    return cast(Running, current_app.extensions["chancery.running"])


def description() -> ServiceDescription:
    """The service description."""
    return cast(ServiceDescription, current_app.extensions["chancery.service"])


def metrics() -> Metrics:
    """The figures."""
    return cast(Metrics, current_app.extensions["chancery.metrics"])


def states() -> StateChoices:
    """The states that fields offer."""
    return cast(StateChoices, current_app.extensions["chancery.states"])


def permalinks() -> Permalinks:
    """The short links."""
    return cast(Permalinks, current_app.extensions["chancery.permalinks"])
