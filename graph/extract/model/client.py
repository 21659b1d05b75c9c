"""One request to a model's endpoint, with all that can go wrong on the way. Nothing else here uses the network.

The key comes from the environment alone. It is in no setting, log, message or file; what the endpoint says is blanked
of it before it is shown to anybody.
"""

import json
import os
import random
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError

from graph import __version__
from graph.errors import ModelError, UsageError
from graph.extract.model.services import SERVICES
from graph.settings import Settings

KEY = "CHANCERY_MODEL_KEY"
"""The environment variable that holds the key."""

_CONNECT_SECONDS = 10.0
_LONGEST_PAUSE = 60.0
_LOCAL = ("localhost", "127.0.0.1", "::1")
_SHOWN = 300


class Failed(Exception):
    """A request that brought no reply, after all attempts."""


class _Again(Exception):
    """Worth another attempt, after `pause` seconds where the endpoint says so."""

    def __init__(self, cause: str, pause: float | None = None) -> None:
        super().__init__(cause)
        self.pause = pause


class Client:
    """Sends requests to the endpoint of the settings.

    Raises
    ------
    UsageError
        The settings name no endpoint that can be used.
    """

    def __init__(
        self,
        settings: Settings,
        environment: Mapping[str, str] = os.environ,
        sleep: Callable[[float], Any] = time.sleep,
    ) -> None:
        self._settings = settings
        self._service = SERVICES[settings.model_service]
        self._key = _key(environment)
        self._url = _url(settings, self._service.path, secret=bool(self._key))
        self._sleep = sleep
        self._pool = PoolManager(maxsize=settings.model_jobs, retries=False)
        self._chance = random.Random()  # noqa: S311 - spreads attempts over time

    def ask(self, body: Mapping[str, Any]) -> Any:
        """The endpoint's reply, as parsed JSON.

        Raises
        ------
        Failed
            There is none, after all attempts, or the request was refused.
        ModelError
            The endpoint refuses us altogether.
        """
        data = json.dumps(body).encode()
        attempts = max(1, self._settings.model_attempts)
        for attempt in range(1, attempts + 1):
            try:
                return self._once(data)
            except _Again as again:
                if attempt == attempts:
                    raise Failed(f"{again} ({attempts} attempts)") from None
                usual = min(_LONGEST_PAUSE, 2 ** (attempt - 1)) * (0.75 + self._chance.random() / 2)
                self._sleep(usual if again.pause is None else min(again.pause, _LONGEST_PAUSE))
        raise AssertionError  # the last attempt has raised

    def _once(self, data: bytes) -> Any:
        seconds = self._settings.model_seconds
        end = time.monotonic() + seconds
        try:
            response = self._pool.request(
                "POST",
                self._url,
                body=data,
                headers=self._headers(),
                timeout=Timeout(connect=min(_CONNECT_SECONDS, seconds), read=seconds),
                redirect=False,  # the key goes where it was meant to, and nowhere else
                preload_content=False,
            )
        except HTTPError as error:
            raise _Again(f"the endpoint does not answer ({_kind(error)})") from None
        try:
            text = self._text(response, end)
        finally:
            response.close()
        return self._judged(response, text)

    def _headers(self) -> dict[str, str]:
        return {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": f"chancery/{__version__}",
            **self._service.headers(self._key),
        }

    def _text(self, response: BaseHTTPResponse, end: float) -> bytes:
        limit, parts, size = self._settings.model_bytes, [], 0
        try:
            while piece := response.read1(65_536, decode_content=False):
                parts.append(piece)
                size += len(piece)
                if size > limit:
                    raise Failed(f"the reply has more than the {limit:,} bytes that are read")
                if time.monotonic() > end:
                    raise _Again(f"the reply takes more than {self._settings.model_seconds:g} s")
        except (HTTPError, OSError, ValueError) as error:
            raise _Again(f"the reply breaks off ({_kind(error)})") from None
        return b"".join(parts)

    def _judged(self, response: BaseHTTPResponse, text: bytes) -> Any:
        status = response.status
        if status in (408, 409, 425, 429) or status >= 500:
            raise _Again(f"the endpoint answers {status}: {self._shown(text)}", _pause(response))
        if status in (301, 302, 303, 307, 308):
            raise ModelError(f"the endpoint points elsewhere ({status})", "set CHANCERY_MODEL_URL to where it is")
        if status in (401, 402, 403, 404, 405):
            cure = f"check {KEY}, CHANCERY_MODEL_URL and CHANCERY_MODEL_NAME"
            raise ModelError(f"the endpoint refuses us with {status}: {self._shown(text)}", cure)
        if status != 200:
            raise Failed(f"the endpoint refuses the request with {status}: {self._shown(text)}")
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise _Again("the reply is no JSON") from None

    def _shown(self, text: bytes) -> str:
        """The beginning of what an endpoint says, fit to be shown."""
        said = " ".join(text[: 4 * _SHOWN].decode("utf-8", "replace").split())
        if self._key:
            said = said.replace(self._key, "[key]")
        return "".join(letter for letter in said if letter.isprintable())[:_SHOWN] or "nothing"


def _key(environment: Mapping[str, str]) -> str:
    key = environment.get(KEY, "").strip()
    if not key.isascii() or any(not letter.isprintable() or letter == " " for letter in key):
        raise UsageError(
            f"{KEY} is no key: it has letters that no header can hold", "set it again, without line breaks"
        )
    return key


def _url(settings: Settings, path: str, *, secret: bool) -> str:
    if not settings.model_name:
        raise UsageError("no model is named", "set CHANCERY_MODEL_NAME")
    parts = urlsplit(settings.model_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise UsageError(
            f"model_url is {settings.model_url!r}", "set CHANCERY_MODEL_URL to the endpoint's root, https://…/v1"
        )
    if secret and parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise UsageError(
            "the key would be sent unencrypted", f"use https, or unset {KEY} where the endpoint asks for none"
        )
    return settings.model_url.rstrip("/") + path


def _pause(response: BaseHTTPResponse) -> float | None:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdigit() and len(value) < 6 else None


def _kind(error: Exception) -> str:
    return type(error).__name__
