"""The languages of the interface: which one a reader gets, and its messages, which stand in ``locales/*.toml``.

An address may ask for one (``?lang=fr``), which a cookie then keeps; else the browser's ``Accept-Language`` decides.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, has_request_context, request
from markupsafe import Markup

FOLDER = Path(__file__).parent / "locales"
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
"""Codes of the languages of the interface."""

DEFAULT = "en"
COOKIE = "lang"
_YEAR = 365 * 24 * 3600
_SLOT = re.compile(r"\{(\w*)\}")


def install(app: Flask) -> None:
    """Let `app` speak the reader's language, and remember it where the reader chose it."""
    app.jinja_env.globals.update(LANGUAGES=LANGUAGES, language=current, address_in=address_in)
    app.context_processor(lambda: {"t": partial(_said, current()), "n": partial(_counted, current())})
    app.after_request(_remember)


def current() -> str:
    """The language of this request; English outside of any."""
    if not has_request_context():
        return DEFAULT
    found: str | None = g.get("language")
    if found is None:
        asked = (request.args.get("lang", ""), request.cookies.get(COOKIE, ""))
        chosen = next((code for code in asked if code in LANGUAGES), "")
        found = g.language = chosen or request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT
    return found


@cache
def messages(language: str) -> Mapping[str, str]:
    """All messages of a language by their dotted names."""
    return dict(_flat(tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))))


def say(name: str, /, **values: Any) -> Markup:
    """The message `name` in the language of the request; `values` fill its slots and are escaped, it is not."""
    return _said(current(), name, **values)


def count(name: str, /, number: int) -> Markup:
    """A number with its noun: ``3 facts``. The message has two forms, ``one`` and ``many``."""
    return _counted(current(), name, number)


def known(name: str, otherwise: str) -> str:
    """The message `name`, or other words where there is no such message."""
    return messages(current()).get(name, otherwise)


def number_words(value: int) -> str:
    """A number with its thousands apart, as the language does it."""
    return f"{value:,}".replace(",", messages(current())["number.thousands"])


def address_in(language: str) -> str:
    """The address of this page in another language."""
    query = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.script_root}{request.path}?{urlencode([*query, ('lang', language)])}"


def _remember(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", current())
        chosen = request.args.get("lang", "")
        if chosen in LANGUAGES and request.cookies.get(COOKIE) != chosen:
            response.set_cookie(COOKIE, chosen, max_age=_YEAR, samesite="Lax", path=request.script_root or "/")
    return response


def _said(language: str, name: str, /, **values: Any) -> Markup:
    return _filled(messages(language)[name], values) if values else _plain(language, name)


@cache
def _plain(language: str, name: str) -> Markup:
    return Markup(messages(language)[name])  # noqa: S704 - our own files


def _counted(language: str, name: str, number: int) -> Markup:
    single = number in (0, 1) if language == "fr" else number == 1
    return _said(language, f"{name}.{'one' if single else 'many'}", number=number_words(number))


def _filled(text: str, values: Mapping[str, Any]) -> Markup:
    return Markup(_SLOT.sub(lambda match: str(Markup.escape(values[match[1]])), text))  # noqa: S704 - our own files


def _flat(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value if isinstance(value, str) else "|".join(value)
