"""HTML pages → what stands in their article, by trafilatura."""

import json
import re
from collections.abc import Mapping
from typing import Any

from graph.read.articles.document import Document
from graph.read.articles.encoding import decoded

_CURE = "save its text as a .txt file"


def page(document: Document) -> Mapping[str, str | None]:
    """What a page's article says, and what the page says of it.

    Raises
    ------
    InputError
        There is no article in it.
    """
    data = _extracted(document)
    return {
        "title": data.get("title") or document.name,
        "text": re.sub(r"\n+", "\n\n", data.get("text") or ""),
        "published": data.get("date"),
        "source": data.get("source-hostname") or data.get("hostname"),
        "url": document.url or data.get("source"),
        "author": data.get("author"),
    }


def _extracted(document: Document) -> dict[str, Any]:
    import trafilatura  # slow to import, and only pages need it

    text = decoded(document)
    try:
        found = trafilatura.extract(
            text,
            url=document.url or None,
            output_format="json",
            with_metadata=True,
            include_comments=False,
            # The day that the page itself names, and the first one: its words are not searched for any date at all.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # on a hostile page its parsers raise anything, RecursionError too
        raise document.error(f"the page cannot be read ({type(error).__name__}: {error})", _CURE) from None
    if not found:
        raise document.error("no article was found in the page", _CURE)
    data = json.loads(found)
    return data if isinstance(data, dict) else {}
