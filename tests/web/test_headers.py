"""Headers: security, caching, compression; and the methods that pages answer."""

import gzip
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.settings import Settings
from tests.web.conftest import publish
from web.app import create_app


@pytest.mark.parametrize("address", ["/", "/state/KAZ", "/state/KAZ.ttl", "/nothing", "/static/chancery.css"])
def test_security_headers_are_everywhere(client: FlaskClient, address: str) -> None:
    with client.get(address) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"]
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/state/KAZ", "/state/KAZ.ttl", "/states", "/search?q=kaz", "/ontology.ttl"])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Last-Modified"] == "Tue, 24 Nov 2026 08:00:00 GMT"
    assert again.status_code == 304
    assert again.data == b""


def test_each_form_and_address_has_its_own_tag(client: FlaskClient) -> None:
    tags = [
        client.get(address, headers={"Accept": accept}).headers["ETag"]
        for address in ("/state/KAZ", "/state/PAK", "/state/KAZ?on=2012-01-01")
        for accept in ("text/html", "text/turtle")
    ]

    assert len(set(tags)) == len(tags)


def test_head_has_the_headers_and_no_body(client: FlaskClient) -> None:
    for address in ("/", "/state/KAZ", "/state/KAZ.nt", "/visits.csv", "/id/state/KAZ"):
        got, head = client.get(address), client.head(address)
        assert head.status_code == got.status_code
        assert head.content_type == got.content_type
        assert head.data == b""


def test_answers_are_compressed_for_those_who_can_read_it(client: FlaskClient) -> None:
    plain = client.get("/state/KAZ")
    packed = client.get("/state/KAZ", headers={"Accept-Encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in client.get("/state/KAZ", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_other_methods_are_refused(client: FlaskClient) -> None:
    answer = client.post("/state/KAZ")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_pages_stay_within_the_host_and_the_prefix_they_run_under(app: Flask) -> None:
    client = app.test_client()

    text = client.get("/state/KAZ", base_url="http://mirror.example:8080/mirror").text

    assert 'href="/mirror/relations' in text
    assert 'href="/mirror/place/kaz-astana"' in text
    assert 'href="/state/' not in text
    leads = client.get("/id/state/KAZ", base_url="http://mirror.example/mirror")
    assert leads.headers["Location"] == "/mirror/state/KAZ"


def test_without_a_graph_the_page_says_how_to_build_one(tmp_path: object) -> None:
    client = create_app(Settings(store=tmp_path / "none")).test_client()  # type: ignore[operator]

    answer = client.get("/")

    assert answer.status_code == 503
    assert "chancery build" in answer.text


def test_what_nobody_foresaw_is_500_without_a_traceback(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise sqlite3.DatabaseError("secret detail")

    monkeypatch.setattr("web.views.home.home_page", broken)
    answer = app.test_client().get("/?as=nobody-asked-before")

    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text


def test_machine_files(client: FlaskClient) -> None:
    assert "Disallow: /sparql" in client.get("/robots.txt").text
    assert "http://localhost/sitemap-state-1.xml" in client.get("/sitemap.xml").text
    assert "<loc>http://localhost/state/KAZ</loc>" in client.get("/sitemap-state-1.xml").text
    assert client.get("/sitemap-state-2.xml").status_code == 404
    assert "void#Dataset" in client.get("/.well-known/void", headers={"Accept": "application/n-triples"}).text
    assert client.get("/healthz").text == "ok\n"


def test_dumps_of_the_release_are_listed_and_sent(tmp_path: Path) -> None:
    publish(tmp_path)
    folder = tmp_path / "releases" / "2026-11-24" / "dumps"
    (folder / "ttl").mkdir(parents=True)
    (folder / "chancery.ttl").write_text("# nothing", "utf-8")
    (folder / "chancery.ttl.gz").write_bytes(b"packed")
    (folder / "ttl" / "visit-001.ttl").write_text("# a visit", "utf-8")
    (folder / "odd.html").write_text("<script>1</script>", "utf-8")
    client = create_app(Settings(store=tmp_path)).test_client()

    listed = client.get("/dumps/").text

    assert 'href="/dumps/chancery.ttl.gz"' in listed
    assert 'href="/dumps/ttl/visit-001.ttl"' in listed
    assert "By class, as Turtle" in listed
    for name, kind in (
        ("chancery.ttl", "text/turtle"),
        ("ttl/visit-001.ttl", "text/turtle"),
        ("odd.html", "text/plain"),
    ):
        with client.get(f"/dumps/{name}") as answer:
            assert answer.status_code == 200
            assert answer.mimetype == kind
    with client.get("/dumps/chancery.ttl", headers={"Range": "bytes=2-"}) as part:
        assert (part.status_code, part.data) == (206, b"nothing")
    for name in ("../manifest.json", "..%2fmanifest.json", "ttl", "none.ttl"):
        assert client.get(f"/dumps/{name}").status_code == 404
