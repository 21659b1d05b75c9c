"""The route of updates, ``/update``: SPARQL 1.1 Protocol for updates, for writers."""

import threading
from typing import cast

from flask import Blueprint, Response, current_app, g, jsonify, request
from flask.blueprints import BlueprintSetupState
from werkzeug.datastructures import WWWAuthenticate

from graph.errors import InputError, InvalidGraph, StoreBusy
from graph.settings import Settings
from web.engine import QueryFailure, Unready
from web.sparql import parts
from web.sparql.problems import Problem
from web.sparql.protocol import read_update_request
from web.sparql.views import open_to_all, options, require, tell_failure, tell_fault, tell_problem
from web.updates import process
from web.updates.apply import Done
from web.updates.grammar import read_update, using_clauses
from web.updates.writers import Writers

blueprint = Blueprint("updates", __name__)
blueprint.register_error_handler(Problem, tell_problem)
blueprint.register_error_handler(QueryFailure, tell_failure)
blueprint.register_error_handler(Exception, tell_fault)
blueprint.after_request(open_to_all)

_METHODS = ("POST", "OPTIONS")
_ALL_METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]


@blueprint.record
def _on_registration(state: BlueprintSetupState) -> None:
    state.app.extensions["chancery.writing"] = threading.Lock()


@blueprint.route("/update", methods=_ALL_METHODS, provide_automatic_options=False)
def update() -> Response:
    """Make an update; the answer comes when it is on disk and queries see it."""
    require(_METHODS)
    if request.method == "OPTIONS":
        return options(_METHODS)
    settings = parts.settings()
    g.chancery_writer = writer = _writer(Writers(settings))
    asked = read_update_request(request, settings)
    using = list(using_clauses(asked.default_graphs, asked.named_graphs))
    read = read_update(asked.text, settings.base, settings.query_depth, using)
    done = _make(settings, writer, read.text, read.targets)
    _let_readers_follow(settings)
    answer = {"number": done.number, "release": done.release, "added": done.added, "removed": done.removed}
    response = jsonify(answer)
    response.headers["Cache-Control"] = "no-store"
    return response


def _writer(writers: Writers) -> str:
    """The name of the writer who asks."""
    if not writers.all():
        raise Problem("read-only", "updates are off", "make a token with: chancery token NAME")
    given = request.authorization
    token = (given.token or given.password or "") if given is not None else ""
    name = writers.known(token)
    if name is None:
        cause = "the token is none of a writer" if token else "the request has no token"
        challenge = WWWAuthenticate("bearer", {"realm": "Chancery"}).to_header()
        cure = "send Authorization: Bearer and the token, or the token as a password"
        raise Problem("unauthorized", cause, cure, headers={"WWW-Authenticate": challenge})
    return name


def _make(settings: Settings, writer: str, text: str, targets: list[str]) -> Done:
    lock = cast(threading.Lock, current_app.extensions["chancery.writing"])
    if not lock.acquire(timeout=settings.query_wait):
        raise Problem("busy", "other updates are under way", "try again in a moment")
    try:
        return process.run(settings, writer, text, targets)
    except InputError as error:
        raise Problem("bad-update", error.cause, error.cure) from None
    except InvalidGraph as error:
        raise Problem("invalid-update", error.cause, error.cure) from None
    except StoreBusy as error:
        raise Problem("busy", error.cause, "try again when the build is done") from None
    except process.UpdateEnded as error:
        raise Problem("timeout", error.cause, error.cure) from None
    finally:
        lock.release()


def _let_readers_follow(settings: Settings) -> None:
    try:
        parts.pool().follow(settings.query_wait)
    except Unready:  # the update is made; the old release goes on answering, and the log says why
        return
