"""Pieces of pages that can be wrong on their own: spans of text, charts, the map, citations."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from web.citation import Citation
from web.panels import world
from web.panels.article import paragraphs
from web.panels.chart import by_year, draw
from web.panels.counts import Counts, bars
from web.panels.party import EntityPage
from web.panels.sections import Section
from web.records import Entity, Fact, Thing

TEXT = "One two three.\n\nFour five six.\n\n\n\nSeven."


def mark(start: int, end: int, name: str) -> dict[str, NamedNode | Literal]:
    return {
        "start": Literal(start),
        "end": Literal(end),
        "evidence": NamedNode(f"https://example.org/evidence/{name}"),
        "fact": NamedNode(f"https://example.org/fact/{name}"),
    }


def test_paragraphs_without_marks() -> None:
    assert [[span.text for span in spans] for spans in paragraphs(TEXT, [])] == [
        ["One two three."],
        ["Four five six."],
        ["Seven."],
    ]


def test_quotes_may_overlap_and_cross_paragraphs() -> None:
    found = paragraphs(TEXT, [mark(4, 20, "a"), mark(8, 14, "b")])

    assert [(span.text, span.evidence, span.starts) for spans in found[:2] for span in spans] == [
        ("One ", (), ()),
        ("two ", ("a",), ("a",)),
        ("three.", ("a", "b"), ("b",)),
        ("Four", ("a",), ()),
        (" five six.", (), ()),
    ]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_no_letter_is_lost_whatever_is_marked(ranges: list[tuple[int, int]]) -> None:
    marks = [mark(start, end, str(place)) for place, (start, end) in enumerate(ranges)]

    found = paragraphs(TEXT, marks)

    assert ["".join(span.text for span in spans) for spans in found] == ["One two three.", "Four five six.", "Seven."]


def test_chart_fills_gaps_and_stacks() -> None:
    chart = draw(bars([{2001: 2, 2004: 1}, {2004: 3}]), ("visits", "meetings"))

    assert chart is not None
    assert [(bar.year, list(bar.values)) for bar in chart.bars] == [
        (2001, [2, 0]),
        (2002, [0, 0]),
        (2003, [0, 0]),
        (2004, [1, 3]),
    ]
    top, below = chart.blocks[-1], chart.blocks[-2]
    assert top.y + top.height == pytest.approx(below.y, abs=0.2)
    assert (2004, 3, 1) in [(block.year, block.value, block.series) for block in chart.blocks]


def test_chart_of_next_to_nothing_is_none() -> None:
    assert draw(bars([{2001: 9}]), ("visits",)) is None
    assert draw(bars([{}]), ("visits",)) is None


def test_chart_shows_the_latest_years_of_a_long_record() -> None:
    found = bars([{1648: 1, 2020: 5}], longest=80)

    assert (found[0].year, found[-1].year, len(found)) == (1941, 2020, 80)


def test_chart_tells_how_many_are_left_out_before_it() -> None:
    chart = by_year([{1648: 2, 2020: 5}, {1700: 1}], ("visits", "meetings"))

    assert chart is not None
    assert chart.earlier == 3


def test_map_draws_ways_between_capitals_only() -> None:
    home, other, lost = (Thing(f"https://example.org/{name}", name, "state") for name in ("home", "other", "lost"))
    positions = {home.iri: (51.0, 71.0), other.iri: (-90.0, -180.0)}

    drawn = world.draw(home, [(other, 2, 0), (lost, 1, 1), (home, 1, 0)], positions)

    assert drawn is not None
    assert [(way.thing.label, way.visits, way.missions) for way in drawn.ways] == [("other", 2, 0)]
    assert all(0 <= x <= world.WIDTH and 0 <= y <= world.HEIGHT for x, y in drawn.dots)
    assert world.draw(home, [], positions) is None
    assert world.draw(lost, [(other, 1, 0)], positions) is None


def test_citation_escapes_what_has_a_meaning_in_tex() -> None:
    citation = Citation("R&D 100% {x} \\ ~", "https://w3id.org/chancery/id/visit/1", "2026-11-24", date(2026, 11, 24))

    assert r"title = {R\&D 100\% \{x\} \textbackslash{} \textasciitilde{}}" in citation.bibtex
    assert "year = {2026}" in citation.bibtex
    assert json.loads(citation.csl)[0]["issued"] == {"date-parts": [[2026, 11, 24]]}
    assert citation.text.endswith("Release 2026-11-24. https://w3id.org/chancery/id/visit/1")


def test_the_lead_of_a_person_names_an_office_once() -> None:
    president, mayor = Thing("urn:president", "President"), Thing("", "Mayor of Example")
    tenures = [
        Fact(f"urn:{n}", "office-holding", "", {"office": (office,)}) for n, office in enumerate([president] * 2)
    ]
    tenures += [Fact("urn:2", "office-holding", "", {"office": (mayor,)}), Fact("urn:3", "office-holding", "")]
    section = Section("offices", "office-holding", ("holder",), tenures, 4)

    page = EntityPage(Entity(Thing("urn:p", "Ann Example"), {}), [section], Counts())

    assert [fact.iri for fact in page.latest_offices] == ["urn:0", "urn:2", "urn:3"]
