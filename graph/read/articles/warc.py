"""Web archives (WARC): the pages that servers answered with.

Archives are as hostile as the web that they were taken from. So records are cut here, each cut off at a limit, before
warcio reads one of them: it knows what the headers mean and how a body was packed. After a broken record, reading goes
on with the next that can be found.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from graph.read.articles.document import Document, Kind

_CHUNK = 65_536
_HEAD = 65_536
_START = b"WARC/"
_MEMBER = b"\x1f\x8b\x08"
_BREAK = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_KINDS: dict[str, Kind] = {"text/html": "page", "application/xhtml+xml": "page", "text/plain": "text"}
_CURE = "fetch the archive again, or go on without the record"


class _Broken(Exception):
    """What is wrong with a record."""


class _Stream:
    """The bytes of an archive, unpacked."""

    def __init__(self, handle: BinaryIO, *, packed: bool) -> None:
        self._handle = handle
        self._packed = packed
        self._raw = b""
        self._member = zlib.decompressobj(31) if packed else None
        self._begun = False  # in the middle of a member
        self.buffer = b""

    def more(self) -> bool:
        """Take in another piece; false at the end.

        Raises
        ------
        _Broken
            It cannot be unpacked; what comes next is another member of the file.
        """
        piece = self._unpacked() if self._packed else self._handle.read(_CHUNK)
        self.buffer += piece
        return bool(piece)

    def _unpacked(self) -> bytes:
        while True:
            if self._member is None or self._member.eof:
                self._raw = self._raw if self._member is None else self._member.unused_data or self._raw
                self._member = zlib.decompressobj(31)
            raw = self._raw or self._handle.read(_CHUNK)
            if not raw:
                return self._end()
            try:
                piece = self._member.decompress(raw, _CHUNK)
            except zlib.error:
                self._next_member(raw)
                raise _Broken("its gzip data is damaged") from None
            self._raw = self._member.unconsumed_tail
            self._begun = not self._member.eof
            if piece:
                return piece

    def _end(self) -> bytes:
        if self._begun:
            self._begun, self.buffer = False, b""
            raise _Broken("it is cut short")
        return b""

    def _next_member(self, raw: bytes) -> None:
        """Find where another member of the file may begin."""
        self._member, self._begun, self.buffer = None, False, b""
        raw = raw[1:]
        while raw and (found := raw.find(_MEMBER)) < 0:
            raw = raw[-2:] + (piece := self._handle.read(_CHUNK))
            if not piece:
                raw = b""
        self._raw = raw[found:] if raw else b""

    def skip(self, count: int) -> bool:
        """Leave out bytes; false where there are not so many."""
        while count > len(self.buffer):
            count -= len(self.buffer)
            self.buffer = b""
            if not self.more():
                return False
        self.buffer = self.buffer[count:]
        return True

    def seek_record(self) -> bool:
        """Leave out what does not begin a record; false at the end."""
        while (found := self.buffer.find(_START)) < 0:
            self.buffer = self.buffer[-len(_START) :]
            if not self.more():
                self.buffer = b""
                return False
        self.buffer = self.buffer[found:]
        return True


def pages(path: Path, handle: BinaryIO, limit: int, *, packed: bool) -> Iterator[Document]:
    """The pages and texts of an archive; other records (requests, images, redirects …) are passed over."""
    stream = _Stream(handle, packed=packed)
    number = 0
    while True:
        number += 1
        try:
            raw = _record(stream, limit)
            if raw is None:
                break
            document = _page(path, number, raw, limit)
        except _Broken as broken:
            yield Document(path, "page", b"", record=number).broken(f"the record is broken: {broken}", _CURE)
            continue
        if document is not None:
            yield document
    if number == 1:
        yield Document(path, "page", b"").broken("no record of a web archive is in the file", "give it a WARC file")


def _record(stream: _Stream, limit: int) -> bytes | None:
    """The next record, cut off some way above the limit; `None` at the end."""
    while not stream.buffer.strip():
        stream.buffer = b""
        if not stream.more():
            return None
    stream.buffer = stream.buffer.lstrip()
    while len(stream.buffer) < _HEAD and not _BREAK.search(stream.buffer):
        if not stream.more():
            break
    if not stream.buffer.startswith(_START):
        found = stream.seek_record()
        raise _Broken("what stands there is no record" + ("" if found else ", nor does one follow"))
    end = _BREAK.search(stream.buffer, 0, _HEAD)
    length = _LENGTH.search(stream.buffer, 0, end.end()) if end else None
    if end is None or length is None:
        stream.buffer = stream.buffer[len(_START) :]
        stream.seek_record()
        raise _Broken("its header has no end" if end is None else "it does not say how long it is")
    whole = end.end() + int(length[1])
    kept = min(whole, limit + _HEAD)
    while len(stream.buffer) < kept and stream.more():
        pass
    raw = stream.buffer[:kept]
    if not stream.skip(whole):
        raise _Broken("it is cut short")
    return raw


def _page(path: Path, number: int, raw: bytes, limit: int) -> Document | None:
    from warcio.archiveiterator import ArchiveIterator  # only archives need it

    try:
        record = next(iter(ArchiveIterator(BytesIO(raw))))
        kind = _kind(record)
        data = record.content_stream().read(limit + 1) if kind else b""
    except Exception as error:  # warcio raises what its parts do: ValueError, EOFError, zlib.error …
        raise _Broken(str(error) or type(error).__name__) from None
    if kind is None:
        return None
    headers = record.rec_headers
    url, captured = headers.get_header("WARC-Target-URI") or "", headers.get_header("WARC-Date") or ""
    document = Document(path, kind, data, None, number, url, captured, _charset(record))
    if len(data) > limit:
        raise _Broken(f"its page has more than the {limit:,} bytes that are read (CHANCERY_ARTICLE_BYTES)")
    return document if data.strip() else None


def _kind(record: Any) -> Kind | None:
    """What a record holds, where it is a page or text that a server answered with, or that was converted from one."""
    if record.rec_type == "conversion":
        return _KINDS.get(_media(record.rec_headers.get_header("Content-Type")))
    if record.rec_type != "response" or record.http_headers is None:
        return None
    if record.http_headers.get_statuscode() != "200":
        return None
    packing = (record.http_headers.get_header("Content-Encoding") or "").lower()
    kind = _KINDS.get(_media(record.http_headers.get_header("Content-Type")))
    if kind and packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise ValueError(f"its page is packed as {packing}, which is not read")
    return kind


def _media(value: str | None) -> str:
    return (value or "").partition(";")[0].strip().lower()


def _charset(record: Any) -> str:
    value = record.http_headers.get_header("Content-Type") if record.http_headers else ""
    found = re.search(r"charset=[\"']?([\w.:-]+)", value or "", re.IGNORECASE)
    return found[1] if found else ""
