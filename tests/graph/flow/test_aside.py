"""Facts of articles that break a shape do not get into the graph, and stop nothing."""

import csv
from dataclasses import dataclass, replace

import pytest

from graph.build import ASIDE, REPORT, build
from graph.extract import extractor
from graph.facts import Article, Evidence, Fact, Quote
from graph.resolve.world import World
from graph.settings import Settings
from graph.store import Releases, open_store
from graph.validate import read_report


def listed(settings: Settings) -> list[dict[str, str]]:
    with (settings.store / ASIDE).open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


SENTENCE = "Pakistan is a member of the Shanghai Cooperation Organization."


@dataclass
class Hasty:
    """Reads by the rules, and takes a sentence for more than it says."""

    world: World

    def __call__(self, article: Article) -> list[Fact]:
        start = article.text.index(SENTENCE)
        quote = Quote(article.id, SENTENCE, start, start + len(SENTENCE))
        piece = (Evidence(quote, "visit.hasty", 0.9),)
        itself = {"visitor": ("state:PAK",), "host": ("state:PAK",)}
        backwards = {"visitor": ("state:PAK",), "host": ("state:CHN",)}
        return [
            *extractor(self.world)(article),
            Fact("Visit", itself, "2025-09-01", "asserted", piece),
            Fact("Visit", backwards, "2025-09-08/2025-09-01", "asserted", piece),
        ]

    def explained(self, article: Article) -> list[tuple[Fact, list[str]]]:
        return [(fact, []) for fact in self(article)]


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.gather.reader", lambda _settings, world: Hasty(world))


def test_facts_that_break_a_shape_are_listed_and_left_out(settings: Settings, hasty: None) -> None:
    outcome = build(settings)

    rows = listed(settings)
    assert outcome.facts_aside == len(rows) == 2
    assert {row["sentence"] for row in rows} == {SENTENCE}
    assert {row["article"] for row in rows} == {"minister"}
    assert sorted("ends before it starts" in row["cause"] for row in rows) == [False, True]
    assert read_report(Releases(settings.store).current / REPORT).conforms
    visits = list(open_store(settings.store).rows("SELECT ?v { ?v a <https://w3id.org/chancery/ontology#Visit> }"))
    assert len(visits) == 1


def test_they_stay_listed_when_something_else_changes(settings: Settings, hasty: None) -> None:
    build(settings)
    text = (settings.seeds / "articles" / "minister.md").read_text("utf-8")
    (settings.seeds / "articles" / "other.md").write_text(text, "utf-8")

    again = build(settings)

    assert again.facts_aside == 4
    assert {row["file"] for row in listed(settings)} == {"minister.md", "other.md"}


def test_the_list_goes_when_nothing_is_set_aside(
    settings: Settings, hasty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(settings)
    monkeypatch.undo()

    assert build(settings, fresh=True).facts_aside == 0
    assert not (settings.store / ASIDE).exists()


@dataclass
class Twofold(Hasty):
    """Reads one sentence by two rules that are not equally sure."""

    def __call__(self, article: Article) -> list[Fact]:
        (sure,) = [fact for fact in extractor(self.world)(article) if fact.type == "Visit"]
        (piece,) = sure.evidence
        year = replace(sure, date="2025")
        return [year, replace(year, evidence=(replace(piece, rule="visit.other", confidence=0.7),))]


def test_a_sentence_that_two_rules_read_alike_breaks_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.gather.reader", lambda _settings, world: Twofold(world))

    assert build(settings).facts_aside == 0
