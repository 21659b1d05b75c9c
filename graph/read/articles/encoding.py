"""Bytes → text: as UTF-8, or for pages in the encoding that they or their server name. None is guessed."""

import codecs
import re

from graph.read.articles.document import Document

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_AS_BROWSERS = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"), "cp1252")
"""What browsers read where a page names these (WHATWG Encoding, section 4.2)."""


def decoded(document: Document) -> str:
    """The text of a document.

    Raises
    ------
    InputError
        Its bytes are no text in its encoding, or the encoding is not known.
    """
    data = document.data
    encoding = _encoding(document)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        cause = f"is no {_shown(encoding)} (byte {data[error.start]:#04x} at offset {error.start})"
        raise document.error(cause, "convert it, for example with iconv -t UTF-8", line) from None
    except (LookupError, UnicodeError, ValueError):
        raise document.error(f"{encoding!r} is no encoding of text", "convert the page to UTF-8") from None


def _encoding(document: Document) -> str:
    marked = next((name for mark, name in _MARKS if document.data.startswith(mark)), None)
    if marked and (document.kind == "page" or marked == "utf-8-sig"):
        return marked
    if document.kind == "page" or document.charset:
        found = _DECLARED.search(document.data, 0, 4096) if document.kind == "page" else None
        named = (document.charset or (found[1].decode("ascii", "replace") if found else "utf-8")).lower()
        return _AS_BROWSERS.get(named, named)
    return "utf-8"


def _shown(encoding: str) -> str:
    return "UTF-8" if encoding.startswith("utf-8") else encoding
