"""Headers of every answer: what browsers may do with it, how long it may be kept, what else there is."""

import gzip
import hashlib

from flask import Flask, Response, g, request

from graph import __version__
from web.language import current

_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_COMPRESSED = ("text/", "application/json", "application/ld+json", "application/rdf+xml", "application/n-triples")
_SMALLEST = 1_000


def install(app: Flask) -> None:
    """Let every answer of `app` carry the headers."""
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    headers.setdefault("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
    if "links" in g and response.status_code == 200:
        headers["Link"] = ", ".join([*g.links, f'<{_LICENSE}>; rel="license"'])
    if "negotiated" in g:
        response.vary.add("Accept")
    if "release" in g:
        headers.setdefault("Access-Control-Allow-Origin", "*")  # open data: any page may read it
        if response.status_code == 200:
            _validate(response)
    _compress(response)
    return response


def _validate(response: Response) -> None:
    """Let clients ask whether what they hold is still good: it is until the release or the software changes."""
    if response.headers.get("ETag") or request.method not in ("GET", "HEAD"):
        return
    release = g.release
    form = f"{__version__} {release.tag} {current()} {response.content_type} {request.full_path}"
    response.set_etag(hashlib.sha256(form.encode()).hexdigest()[:20], weak=True)
    if release.last_modified:
        response.headers["Last-Modified"] = release.last_modified
    response.headers.setdefault("Cache-Control", "public, no-cache")
    response.make_conditional(request)


def _compress(response: Response) -> None:
    kind = response.content_type or ""
    fits = kind.startswith(_COMPRESSED) and response.status_code == 200 and not response.is_streamed
    if not fits or response.direct_passthrough or "Content-Encoding" in response.headers:
        return
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0 or len(response.get_data()) < _SMALLEST:
        return
    response.set_data(gzip.compress(response.get_data(), compresslevel=4, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
