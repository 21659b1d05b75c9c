"""Atom feeds and embedded timelines, over the small store of invented facts."""

import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from flask.testing import FlaskClient

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: FlaskClient, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "application/atom+xml"
    return ElementTree.fromstring(response.get_data())


@pytest.mark.parametrize("path", ["/feed.atom", "/feed/state/KAZ.atom", "/feed/relations/KAZ/PAK.atom"])
def test_a_feed_has_what_atom_demands(client: FlaskClient, path: str) -> None:
    root = feed(client, path)

    for parent in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"http://localhost{path}"
    assert client.get(links["alternate"].removeprefix("http://localhost")).status_code in (200, 301)


def test_entries_are_facts_with_their_sentences_the_latest_first(client: FlaskClient) -> None:
    entries = feed(client, "/feed/relations/KAZ/PAK.atom").findall(f"{ATOM}entry")
    days = [entry.findtext(f"{ATOM}published", "") for entry in entries]

    assert days == sorted(days, reverse=True)
    visit = next(entry for entry in entries if entry.findtext(f"{ATOM}id", "").endswith("/visit/00000000000000b1"))
    assert "Ångström visited Astana" in visit.findtext(f"{ATOM}summary", "")
    assert visit.findtext(f"{ATOM}published") == "2025-09-08T00:00:00Z"


def test_a_feed_is_narrower_than_that_of_everything(client: FlaskClient) -> None:
    def ids(path: str) -> set[str]:
        return {entry.findtext(f"{ATOM}id", "") for entry in feed(client, path).findall(f"{ATOM}entry")}

    assert ids("/feed/relations/KAZ/PAK.atom") <= ids("/feed/state/KAZ.atom") <= ids("/feed.atom")
    assert ids("/feed/relations/KAZ/PAK.atom")


def test_pages_announce_their_feed(client: FlaskClient) -> None:
    for path, address in (
        ("/", "/feed.atom"),
        ("/state/KAZ", "/feed/state/KAZ.atom"),
        ("/relations/KAZ/PAK", "/feed/relations/KAZ/PAK.atom"),
        ("/visit/00000000000000b1", "/feed.atom"),
    ):
        assert f'type="application/atom+xml" title="Atom" href="{address}"' in client.get(path).get_data(as_text=True)


def test_a_pair_can_be_embedded(client: FlaskClient) -> None:
    found = client.get(
        "/oembed", query_string={"url": "http://localhost/relations/KAZ/PAK", "maxwidth": "300"}
    ).get_json()
    frame = client.get("/embed/relations/KAZ/PAK")
    text = frame.get_data(as_text=True)

    assert (found["version"], found["type"], found["width"]) == ("1.0", "rich", 300)
    assert 'src="http://localhost/embed/relations/KAZ/PAK"' in found["html"]
    assert frame.headers["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "/visit/00000000000000b1" in text
    assert "<script" not in text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feed/state/XXQ.atom", 404),
        ("/feed/person/bold.atom", 404),
        ("/feed/relations/KAZ/KAZ.atom", 404),
        ("/embed/relations/KAZ/zzzzqqq", 404),
        ("/oembed?url=http://elsewhere.example/relations/KAZ/PAK", 404),
        ("/oembed?url=http://localhost/state/KAZ", 404),
        ("/oembed?url=http://[", 404),
        ("/oembed", 404),
        ("/oembed?url=http://localhost/relations/KAZ/PAK&format=xml", 501),
    ],
)
def test_what_there_is_not(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status
