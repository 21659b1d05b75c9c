"""Web archives: what is read of them, and what hostile or damaged ones do."""

import gzip
import resource
import zlib
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.facts import Article
from graph.read.articles import read_articles, told_articles
from graph.settings import Settings

SENTENCE = "The minister of Chile said on Monday that the talks in Lima had gone well and would go on in June."
PAGE = f"<html><head><title>Talks</title></head><body><article>{f'<p>{SENTENCE}</p>' * 6}</article></body></html>"


def record(
    payload: bytes = PAGE.encode(), *, url: str = "https://news.example/a", status: str = "200 OK", **headers: str
) -> bytes:
    """A server's answer as a record."""
    named = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}
    lines = "".join(f"{key}: {value}\r\n" for key, value in named.items())
    http = f"HTTP/1.1 {status}\r\n{lines}\r\n"
    body = http.encode() + payload
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-20T10:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}"
    )
    return head.encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def packed(payload: bytes = PAGE.encode(), url: str = "https://news.example/a") -> bytes:
    """A server's answer as a gzip member."""
    return gzip.compress(record(payload, url=url))


def told(folder: Path, data: bytes, name: str = "a.warc", **limits: int) -> list[Article | InputError]:
    path = folder / name
    path.write_bytes(data)
    return list(told_articles(path, Settings(**limits)))


def causes(items: list[Article | InputError]) -> list[str]:
    return [item.cause for item in items if isinstance(item, InputError)]


def articles(items: list[Article | InputError]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_the_pages_of_an_archive_become_articles_with_their_addresses(tmp_path: Path, name: str) -> None:
    make = packed if name.endswith("gz") else record
    items = told(tmp_path, make() + make(url="https://news.example/b"), name)

    assert [a.url for a in articles(items)] == ["https://news.example/a", "https://news.example/b"]
    first, second = articles(items)
    assert (first.title, first.source, first.published) == ("Talks", "news.example", None)
    assert SENTENCE in first.text
    assert first.id != second.id
    assert first.path.endswith(f"{name} record 1 (https://news.example/a)")


def test_the_same_page_always_has_the_same_id(tmp_path: Path) -> None:
    one, two = told(tmp_path, record()), told(tmp_path, record(url="https://news.example/0") + record())
    assert articles(one)[0].id == articles(two)[1].id


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    others = record(status="404 Not Found") + record(Content_Type="image/png") + record(b" ")
    assert told(tmp_path, others) == []


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_packed_bodies_are_unpacked(tmp_path: Path, packing: str) -> None:
    body = gzip.compress(PAGE.encode()) if packing == "gzip" else zlib.compress(PAGE.encode())
    (article,) = told(tmp_path, record(body, Content_Encoding=packing))
    assert isinstance(article, Article)


def test_bodies_in_chunks_are_joined(tmp_path: Path) -> None:
    body = PAGE.encode()
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, body[:100], len(body) - 100, body[100:])
    (article,) = told(tmp_path, record(chunks, Transfer_Encoding="chunked"))
    assert isinstance(article, Article)


def test_other_languages_are_reported_with_record_and_address(tmp_path: Path) -> None:
    german = "<p>Der Außenminister sagte am Montag, dass die Gespräche in Lima gut verlaufen seien.</p>" * 8
    page = f"<html><head><title>T</title></head><body><article>{german}</article></body></html>"
    items = told(tmp_path, record() + record(page.encode(), url="https://news.example/de"))
    (error,) = [item for item in items if isinstance(item, InputError)]
    assert "a.warc record 2 (https://news.example/de): the text is not English" in str(error)


GOOD = record()
BROKEN = {
    "what stands there": GOOD[:-200],
    "what stands there is no record": b"garbage " * 50,
    "does not say how long": GOOD.replace(b"Content-Length", b"Content-Width"),
    "header has no end": b"WARC/1.0\r\n" + b"x" * 200_000,
    "packed as br": record(Content_Encoding="br"),
    "more than the 1,000,000 bytes": record(b"<p>" + b"a" * 1_100_000),
}


@pytest.mark.parametrize("cause", BROKEN)
def test_a_broken_record_is_reported_and_the_next_one_is_read(tmp_path: Path, cause: str) -> None:
    tail = record(url="https://news.example/z")
    items = told(tmp_path, record() + BROKEN[cause] + b"\r\n\r\n" + tail, article_bytes=10**6)

    assert any(cause in told_cause for told_cause in causes(items)), causes(items)
    assert all(item.cure and "a.warc record" in str(item) for item in items if isinstance(item, InputError))
    assert articles(items)[0].url == "https://news.example/a"
    if cause != "what stands there":  # the length of one cut short swallows the record after it
        assert articles(items)[-1].url == "https://news.example/z"


def test_a_damaged_member_is_reported_and_the_next_one_is_read(tmp_path: Path) -> None:
    damaged = bytearray(packed(url="https://news.example/b"))
    damaged[60:90] = b"\xff" * 30
    items = told(tmp_path, packed() + bytes(damaged) + packed(url="https://news.example/c"), "a.warc.gz")

    assert "damaged" in " ".join(causes(items))
    assert [a.url for a in articles(items)] == ["https://news.example/a", "https://news.example/c"]


@pytest.mark.parametrize("cut", [12, 200, 300])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_ends_in_the_middle_is_read_up_to_there(tmp_path: Path, name: str, cut: int) -> None:
    make = packed if name.endswith("gz") else record
    items = told(tmp_path, make() + make(url="https://news.example/b")[:-cut], name)
    assert len(articles(items)) == 1
    assert len(causes(items)) == 1


def test_an_archive_packed_as_one_is_read(tmp_path: Path) -> None:
    items = told(tmp_path, gzip.compress(record() + record(url="https://news.example/b")), "a.warc.gz")
    assert len(articles(items)) == 2


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\x00" * 1000, b"\x1f\x8b\x08" * 1000])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_what_is_no_archive_is_reported(tmp_path: Path, name: str, content: bytes) -> None:
    items = told(tmp_path, content, name)
    assert causes(items)
    assert not articles(items)


def test_a_bomb_does_not_fill_the_memory(tmp_path: Path) -> None:
    bomb = gzip.compress(record(b"<p>" + b"a" * 100_000_000, url="https://news.example/bomb"), 9)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = told(tmp_path, bomb + packed(url="https://news.example/z"), "a.warc.gz")
    assert "more than the 2,000,000 bytes" in causes(items)[0]
    assert [a.url for a in articles(items)] == ["https://news.example/z"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_body_that_unpacks_to_too_much_is_not_read(tmp_path: Path) -> None:
    body = gzip.compress(b"<p>" + b"a" * 50_000_000)
    assert "more than the 2,000,000 bytes" in causes(told(tmp_path, record(body, Content_Encoding="gzip")))[0]


def test_a_build_stops_at_a_broken_record(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record() + b"garbage" * 9)
    with pytest.raises(InputError, match="no record"):
        list(read_articles(path, Settings()))
