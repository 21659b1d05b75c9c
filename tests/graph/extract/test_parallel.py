"""Documents read by several workers: in their order, whatever becomes of any of them."""

import json
import multiprocessing
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import ModelError
from graph.extract.parallel import Task, Told, cores, read_all
from graph.facts import Article, Evidence, Fact, Quote
from graph.read.articles import Document

SENTENCE = "The minister of Chile said on Monday that the talks in Lima had gone well and would go on in June."


class Reader:
    """Tells of one fact an article; one whose title says so makes it fail in that way."""

    def __call__(self, article: Article) -> list[Fact]:
        match article.title:
            case "fault":
                raise KeyError("lexicon")
            case "death":
                os.kill(os.getpid(), signal.SIGKILL)
            case "loop":
                while True:
                    time.sleep(0.01)
            case "deaf loop":
                while True:
                    try:
                        time.sleep(0.01)
                    except Exception:
                        continue
            case "slow":
                time.sleep(0.3)
            case "limit":
                raise ModelError("the limit is reached")
        quote = Quote(article.id, article.text, 0, len(article.text))
        return [Fact("Visit", {"visitor": (article.title,)}, None, "asserted", (Evidence(quote, str(os.getpid())),))]

    def explained(self, article: Article) -> list[tuple[Fact, list[str]]]:
        return [(fact, ["step"]) for fact in self(article)]


def documents(*titles: str) -> Iterator[Document]:
    for number, title in enumerate(titles, 1):
        data = json.dumps({"title": title, "text": SENTENCE}).encode()
        yield Document(Path("a.jsonl"), "object", data, number)


def read(*titles: str, jobs: int = 2, seconds: float = 5) -> list[Told]:
    return list(read_all(Task(Reader(), seconds), documents(*titles), jobs))


def shown(told: list[Told]) -> list[str]:
    return [item.error.cause if item.error else item.facts[0][0].roles["visitor"][0] for item in told]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_order_is_that_of_the_documents(jobs: int) -> None:
    titles = ["slow", *map(str, range(200)), "slow", "last"]
    assert shown(read(*titles, jobs=jobs)) == titles


def test_several_processes_read() -> None:
    told = read(*["slow"] * 6)
    assert len({item.facts[0][0].evidence[0].rule for item in told}) == 2


def test_few_documents_are_read_without_processes() -> None:
    (told,) = read("a")
    assert told.facts[0][0].evidence[0].rule == str(os.getpid())


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_ours_is_told_in_its_place(jobs: int) -> None:
    told = read("a", "fault", "b", "c", "d", jobs=jobs)
    assert shown(told) == ["a", "reading it failed (KeyError: 'lexicon')", "b", "c", "d"]
    assert str(told[1].error).startswith("a.jsonl:2: ")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("title", ["loop", "deaf loop"])
def test_what_takes_too_long_is_told_in_its_place(jobs: int, title: str) -> None:
    assert shown(read("a", title, "b", "c", "d", jobs=jobs, seconds=0.2)) == [
        "a",
        "reading it took more than 0.2 s",
        "b",
        "c",
        "d",
    ]


def test_a_document_that_kills_its_process_is_told_in_its_place_and_no_other() -> None:
    titles = [*map(str, range(40)), "death", *map(str, range(41, 80)), "death", "last"]
    told = shown(read(*titles))
    assert [a for a, b in zip(told, titles, strict=True) if a != b] == 2 * [told[40]]
    assert "the process that read it died" in told[40]


def test_what_cannot_be_cut_is_told_in_its_place() -> None:
    broken = Document(Path("a.warc"), "page", b"", record=7).broken("broken", "mend it")
    told = list(read_all(Task(Reader(), 5), [*documents("a", "b"), broken, *documents("c", "d")], 2))
    assert shown(told) == ["a", "b", "broken", "c", "d"]
    assert str(told[2].error) == "a.warc record 7: broken; mend it"
    assert {item.path for item in told} == {Path("a.jsonl"), Path("a.warc")}


@pytest.mark.parametrize("threads", [True, False])
def test_what_concerns_the_whole_run_ends_it(threads: bool) -> None:
    with pytest.raises(ModelError, match="limit"):
        list(read_all(Task(Reader(), 5, threads=threads), documents("a", "b", "limit", *"cdefgh"), 2))


def test_explanations_are_made_where_they_are_asked_for() -> None:
    def explain(article: Article, facts: list[tuple[Fact, list[str]]]) -> list[tuple[Fact, list[str]]]:
        return [(fact, [*steps, article.title]) for fact, steps in facts]

    told = read_all(Task(Reader(), 5, explain), documents("a", "b", "c", "d", "e"), 2)
    assert [item.facts[0][1] for item in told] == [["step", title] for title in "abcde"]


def test_no_process_outlives_a_reading_that_is_given_up() -> None:
    reading = read_all(Task(Reader(), 5), documents(*map(str, range(500))), 2)
    assert shown([next(reading)]) == ["0"]
    reading.close()  # type: ignore[attr-defined]  # it is a generator
    assert multiprocessing.active_children() == []
    assert not [thread for thread in threading.enumerate() if re.search("Queue|Executor", thread.name)]


def test_few_documents_are_held_at_once() -> None:
    cut = 0

    def counted() -> Iterator[Document]:
        nonlocal cut
        for document in documents(*map(str, range(2000))):
            cut += 1
            yield document

    reading = read_all(Task(Reader(), 5), counted(), 2)
    for _ in range(10):
        next(reading)
    assert cut < 300
    reading.close()  # type: ignore[attr-defined]  # it is a generator


def test_there_is_a_core() -> None:
    assert cores() >= 1
