"""Error pages: what went wrong and where to go from there, never how the code fell over."""

import logging

from flask import Flask, Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from graph.errors import StoreError
from web.catalogue.reader import Entry
from web.language import known, say
from web.views.common import release

log = logging.getLogger(__name__)


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
    return _page(500, say("error.logged"))


def _page(code: int, message: str) -> Response:
    if code == 404 and "asof" not in request.args:
        message = ""
    context = {"code": code, "title": known(f"error.{code}", say("error.other")), "message": message}
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
