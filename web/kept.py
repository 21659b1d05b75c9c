"""Pages kept in memory: a page of a release never changes, so who asks for it again gets it as it was made.

Nothing is kept of a store without a release, whose content may change.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from flask import Flask, Response, g, request

from graph import __version__
from graph.settings import Settings
from web.language import current
from web.views.common import OF_RELEASES, release

_NEVER = {"home.health"}
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    content_type: str
    links: list[str] | None
    negotiated: bool


class Keeper:
    """Keeps the pages that were asked for last, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._pages: OrderedDict[_Key, _Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: _Key) -> _Page | None:
        """The page of a key, if it is kept."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: _Key, page: _Page) -> None:
        """Keep a page; the longest unasked for go."""
        with self._lock:
            if key in self._pages or len(page.body) > self._most // 10:
                return
            self._pages[key] = page
            self._size += len(page.body)
            while self._size > self._most:
                self._size -= len(self._pages.popitem(last=False)[1].body)


def install(app: Flask, settings: Settings) -> None:
    """Let `app` keep pages, as far as the setting `page_memory` lets it."""
    if settings.page_memory <= 0:
        return
    keeper = Keeper(settings.page_memory)

    def look() -> Response | None:
        if request.method != "GET" or request.blueprint not in OF_RELEASES or request.endpoint in _NEVER:
            return None
        if release().manifest is None:
            return None
        g.kept_as = _key()
        page = keeper.get(g.kept_as)
        if page is None:
            return None
        g.kept_already = True
        if page.links is not None:
            g.links = page.links
        if page.negotiated:
            g.negotiated = True
        return Response(page.body, content_type=page.content_type)

    def keep(response: Response) -> Response:
        fresh = "kept_as" in g and "kept_already" not in g
        plain = response.status_code == 200 and not response.is_streamed and not response.direct_passthrough
        if fresh and plain and response.mimetype == "text/html":
            body, kind = response.get_data(), response.content_type
            keeper.put(g.kept_as, _Page(body, kind, g.get("links"), "negotiated" in g))
        return response

    app.before_request(look)
    app.after_request(keep)


def _key() -> _Key:
    accept = request.headers.get("Accept", "")
    address = (request.host_url, request.script_root, request.full_path)
    return (__version__, release().tag, release().name, current(), accept, *address)
