"""Whom the limits for one client hold: also behind a proxy, and whatever addresses a host takes."""

import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.web.test_serve import serving
from web.sparql.clients import client_of

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("localhost", "localhost"),
        (None, ""),
    ],
)
def test_one_host_is_one_client(address: str | None, client: str) -> None:
    assert client_of(address) == client


def ask(server: str, query: str, forwarded: str) -> int:
    request = urllib.request.Request(f"{server}sparql?{urlencode({'query': query})}")
    request.add_header("X-Forwarded-For", forwarded)
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize(("proxy", "status"), [("127.0.0.1", 200), ("", 429), ("192.0.2.1", 429)])
def test_clients_behind_a_trusted_proxy_are_told_apart(store_folder: Path, proxy: str, status: int) -> None:
    with serving(
        "--store", store_folder, trusted_proxy=proxy, query_client=1, query_seconds=2, query_fast=2, query_spare=1
    ) as (_, server, _said):
        statuses: list[int] = []
        slow = threading.Thread(target=lambda: statuses.append(ask(server, SLOW, "203.0.113.5")))
        slow.start()
        time.sleep(0.5)
        assert ask(server, "ASK {}", "203.0.113.6") == status
        assert ask(server, "ASK {}", "203.0.113.6, 203.0.113.5") == 429  # what a client claims of itself comes first
        slow.join()
        assert statuses == [504]


def test_addresses_are_those_that_the_proxy_serves(store_folder: Path) -> None:
    with serving("--store", store_folder, trusted_proxy="127.0.0.1", query_fast=1, query_spare=1) as (_, server, _said):
        request = urllib.request.Request(f"{server}sparql", headers={"Accept": "text/turtle"})
        request.add_header("X-Forwarded-Proto", "https")
        request.add_header("X-Forwarded-Host", "graph.example.org")
        with urllib.request.urlopen(request, timeout=20) as response:
            assert b"<https://graph.example.org/sparql>" in response.read()
