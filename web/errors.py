"""Error pages: what went wrong and where to go from there, never how the code fell over."""

import logging

from flask import Flask, Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from graph.errors import StoreError
from web.catalogue.reader import Entry
from web.views.common import release

log = logging.getLogger(__name__)

_TITLES = {
    400: "That request cannot be read",
    404: "There is no such page",
    405: "That cannot be done here",
    406: "That form is not to be had",
    410: "This was withdrawn",
    413: "That is too long",
    500: "Something went wrong here",
    503: "There is no graph to show yet",
}


def install(app: Flask) -> None:
    """Give `app` its error pages."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(StoreError, _no_store)
    app.register_error_handler(Exception, _unknown)


def _known(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if error.response is not None:
        return error  # a redirect, or an answer that the code made itself
    response = _page(code, str(error.description or ""))
    if code == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # type: ignore[attr-defined]
    return response


def _no_store(error: StoreError) -> Response:
    log.error("the store cannot be used: %s", error)
    return _page(503, f"{error.cause[0].upper()}{error.cause[1:]}. {error.cure[:1].upper()}{error.cure[1:]}.")


def _unknown(error: Exception) -> Response:
    log.exception("unforeseen error at %s", request.path, exc_info=error)
    return _page(500, "The error was written to the server's log. The rest of the site may well work.")


def _page(code: int, message: str) -> Response:
    if code == 404:
        message = ""
    context = {"code": code, "title": _TITLES.get(code, "That did not work"), "message": message}
    body = render_template(
        "error.html", **context, offered=g.get("offered", ()), suggestions=_suggestions() if code == 404 else ()
    )
    response = make_response(body, code)
    response.headers["Cache-Control"] = "no-store"
    return response


def _suggestions() -> list[Entry]:
    """Things whose names look like the end of the address that was asked for."""
    words = request.path.rstrip("/").rpartition("/")[2].replace("-", " ")
    try:
        return release().catalogue.suggest(words, limit=6)
    except StoreError:
        return []
