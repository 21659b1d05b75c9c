"""IRIs that are no more: one that was merged leads to the other, one that was withdrawn tells why.

They are looked up before any page is made, in every form and by every door that names a thing in its address.
"""

from dataclasses import dataclass
from threading import Lock
from typing import NoReturn
from urllib.parse import quote
from weakref import WeakKeyDictionary

from flask import abort, redirect, request

from web.negotiation import split_suffix
from web.reading import text
from web.release import Release
from web.views.common import release

_BLUEPRINTS = ("entities", "facts", "articles")
_BEFORE = ("", "id/", "api/entity/", "api/fact/")
"""What may stand before the kind and the identity of a thing in an address."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What became of an IRI: the IRI that stands for it now, or why there is none."""

    replacement: str = ""
    reason: str = ""


_known: WeakKeyDictionary[Release, dict[str, Withdrawn]] = WeakKeyDictionary()
_lock = Lock()


def lead_on() -> None:
    """End a request for what is no more by leading on, or by 410."""
    if request.blueprint in _BLUEPRINTS or request.path.startswith("/api/"):
        lead_on_from(request.path, release())


def lead_on_from(path: str, current: Release, mount: str = "") -> None:
    """Lead on from an address, below `mount` on this site, if a release has withdrawn what it names."""
    for before in _BEFORE:
        stem, form = split_suffix(path.removeprefix(f"/{before}"))
        kind, slash, identity = stem.partition("/")
        if path.startswith(f"/{before}") and slash and "/" not in identity:
            found = withdrawn(current).get(current.links.iri(kind, identity))
            if found:
                _end(found, current, f"{mount}/{before}", f".{form.suffix}" if form else "")


def withdrawn(current: Release) -> dict[str, Withdrawn]:
    """All that a release has withdrawn, by IRI; read once."""
    with _lock:
        if current not in _known:
            _known[current] = {
                row["thing"].value: Withdrawn(text(row, "replacement"), text(row, "reason"))
                for row in current.rows("withdrawn")
            }
        return _known[current]


def _end(found: Withdrawn, current: Release, start: str, suffix: str) -> NoReturn:
    target = found.replacement.removeprefix(f"{current.base}/id/")
    if target != found.replacement:
        query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
        address = f"{request.script_root}{start}{quote(target, safe='/%-._~')}{suffix}{query}"
        abort(redirect(address, 301))
    abort(410, found.reason or "No reason was recorded.")
