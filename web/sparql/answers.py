"""Makes the HTTP response of an answer: its body from the spool, compressed if wanted, and its headers."""

import hashlib
import zlib
from tempfile import SpooledTemporaryFile
from typing import Any

from flask import Request, Response
from werkzeug.wsgi import wrap_file

from web.engine import Answer
from web.sparql.negotiation import Format

_IN_MEMORY = 1_000_000
_WORTH_COMPRESSING = 1_000
_GZIP_WINDOW = 31
_LEVEL_SMALL, _LEVEL_LARGE = 5, 1
_CHUNK = 1 << 18


def entity_tag(digest: str, *parts: object) -> str:
    """A tag that stands for the answer of a release to a request."""
    return hashlib.sha256("\n".join((digest, *map(repr, parts))).encode()).hexdigest()[:32]


def answer_response(request: Request, answer: Answer, chosen: Format, media_type: str, tag: str | None) -> Response:
    """The response that carries an answer. A slow client holds no thread: the server sends from the file."""
    body, size = answer.body, answer.size
    compressed = size >= _WORTH_COMPRESSING and accepts_gzip(request)
    if compressed:
        body, size = _gzip(body, size)
    response = Response(status=200, direct_passthrough=True)
    if request.method == "HEAD":
        body.close()
    else:
        stream: Any = body
        response.response = wrap_file(request.environ, stream, _CHUNK)
    response.content_type = f"{media_type}; charset=utf-8" if chosen.charset else media_type
    response.content_length = size
    if compressed:
        response.content_encoding = "gzip"
    response.headers["Server-Timing"] = f"query;dur={answer.seconds * 1000:.1f}"
    response.headers["Content-Disposition"] = f'inline; filename="chancery-query.{chosen.suffix}"'
    mark_fresh(response, tag)
    return response


def mark_fresh(response: Response, tag: str | None) -> None:
    """Say how an answer may be kept: it must be asked for again, and its tag then tells whether it has changed."""
    if tag:
        response.set_etag(tag)
        response.headers["Cache-Control"] = "public, no-cache"
    else:
        response.headers["Cache-Control"] = "no-store"


def accepts_gzip(request: Request) -> bool:
    """Whether the client takes gzip."""
    return request.accept_encodings.quality("gzip") > 0 and bool(request.headers.get("Accept-Encoding"))


def _gzip(body: "SpooledTemporaryFile[bytes]", size: int) -> "tuple[SpooledTemporaryFile[bytes], int]":
    level = _LEVEL_SMALL if size <= _IN_MEMORY else _LEVEL_LARGE
    packer = zlib.compressobj(level, zlib.DEFLATED, _GZIP_WINDOW)
    packed: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - goes to the client
    with body:
        while piece := body.read(_CHUNK):
            packed.write(packer.compress(piece))
    packed.write(packer.flush())
    length = packed.tell()
    packed.seek(0)
    return packed, length


def copy_text(answer: Answer) -> bytes:
    """The whole body of a small answer."""
    with answer.body:
        return answer.body.read()
