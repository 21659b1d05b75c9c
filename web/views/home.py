"""The home page, and the page that says what this is."""

from flask import Blueprint, Response, abort

from web.kinds import FACT_KINDS
from web.panels.home import home_page
from web.panels.register import graphs
from web.views.common import page, reader, release

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def home() -> Response:
    """What this is in a glance."""
    return page("home.html", page=home_page(reader()), states=release().state_choices)


@blueprint.get("/about")
def about() -> Response:
    """What this is, where it comes from, and what it does not know."""
    return page("about.html", graphs=graphs(reader()), kinds=FACT_KINDS)


@blueprint.get("/healthz")
def health() -> Response:
    """Whether the graph answers."""
    if not release().ask("healthy"):
        abort(503, "The graph is empty.")
    return Response("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
