"""Watches the requests: one line of JSON each on the logger ``chancery.access``, and figures for Prometheus."""

import hashlib
import json
import logging
import time

from flask import Flask, Response, g, request

from web.sparql.metrics import Metrics

access = logging.getLogger("chancery.access")


def watch(app: Flask, metrics: Metrics) -> None:
    """Have all requests of an app watched."""

    @app.before_request
    def start() -> None:
        g.chancery_started = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        _note(response, metrics)
        return response


def query_hash(query: str) -> str:
    """16 hexadecimal digits that stand for a query, so that a log tells queries apart and keeps none."""
    return hashlib.sha256(query.encode("utf-8", "replace")).hexdigest()[:16]


def _note(response: Response, metrics: Metrics) -> None:
    seconds = time.perf_counter() - g.get("chancery_started", time.perf_counter())
    size = response.content_length or 0
    if request.endpoint == "sparql.endpoint":
        metrics.observe(request.method, response.status_code, seconds, size)
    if not access.isEnabledFor(logging.INFO):
        return
    line = {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round(seconds * 1000, 2),
        "bytes": size,
        "query": g.get("chancery_query_hash"),
        "problem": g.get("chancery_problem"),
        "writer": g.get("chancery_writer"),
        "agent": request.headers.get("User-Agent", "")[:200],
    }
    access.info(json.dumps({key: value for key, value in line.items() if value is not None}, ensure_ascii=False))
