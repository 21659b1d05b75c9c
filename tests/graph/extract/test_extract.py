"""The extractor as a whole: coreference across sentences, merging, order, explanation, speed in length."""

import time
from collections.abc import Callable

from graph.extract import Extractor, extract
from graph.extract.explain import Explainer
from graph.facts import Article, Fact
from graph.resolve.world import World

Read = Callable[..., list[Fact]]
Told = Callable[..., list[str]]


def test_surnames_pronouns_and_roles_find_their_person(lines: Told) -> None:
    text = (
        "Peruvian President Rosa Diaz arrived in Quito on Monday. She met Ecuadorian President Juan Mora on Tuesday."
        " The Peruvian president will travel to Bogota on Friday."
    )
    assert lines("Meeting", text) == [
        "participant=person:Rosa Diaz+person:Juan Mora+state:PER+state:ECU | 2024-05-14 | asserted"
    ]
    assert lines("Visit", text) == [
        "visitor=person:Rosa Diaz+state:PER host=state:ECU | 2024-05-13 | asserted",
        "visitor=person:Rosa Diaz+state:PER host=state:COL | 2024-05-17 | planned",
    ]


def test_both_sides_are_the_two_of_the_article(lines: Told) -> None:
    text = "Chile and Peru held talks on Monday. The two countries signed an agreement on fisheries."
    assert lines("Agreement", text) == ["party=state:CHL+state:PER title=agreement on fisheries | None | asserted"]


def test_here_and_the_summit_are_remembered(lines: Told) -> None:
    text = "The Lima Summit on Water opened on Monday. Chilean President Juan Mora attended the summit."
    (told,) = lines("Participation", text)
    assert "event=Lima Summit on Water" in told


def test_the_same_visit_told_twice_is_one(lines: Told) -> None:
    text = "Chilean President Juan Mora visited Peru on Monday. Mora's visit to Peru was brief."
    assert lines("Visit", text) == ["visitor=person:Juan Mora+state:CHL host=state:PER | 2024-05-13 | asserted"]


def test_two_meetings_on_two_days_are_two(lines: Told) -> None:
    text = (
        "Chilean President Juan Mora met Peruvian President Rosa Diaz in Lima on Monday."
        " The two leaders last met in Quito in May 2023."
    )
    assert len(lines("Meeting", text)) == 2


def test_an_official_without_a_state_is_known_by_name(lines: Told) -> None:
    text = "President Barack Obama met British Prime Minister David Cameron in London."
    (told,) = lines("Meeting", text, published="2013-03-21")
    assert "state:USA" in told


def test_a_date_after_publication_makes_a_fact_planned(lines: Told) -> None:
    (told,) = lines("Membership", "Chile formally joined NATO on 1 January 2025.")
    assert told.endswith("planned")


def test_nothing_is_found_in_nothing(read: Read) -> None:
    assert read("It rained. Nobody went anywhere.") == []


def test_facts_come_in_the_order_of_the_text_and_twice_the_same(world: World) -> None:
    article = Article("a", "", "Chile joined NATO in 2001.\n\nPeru joined NATO in 2002.")
    first, second = extract(article, world), extract(article, world)
    assert first == second
    assert [fact.date for fact in first] == ["2001", "2002"]


def test_a_fact_explains_itself(extractor: Extractor, world: World) -> None:
    article = Article("a", "", "Chilean President Juan Mora spoke.")
    ((fact, trace),) = extractor.explained(article)
    ((_, lines),) = Explainer(world, "https://example.org")(article, [(fact, trace)])
    told = "\n".join(lines)
    assert "rule office.title" in told
    assert "evidence “Chilean President Juan Mora spoke.” at 0–34" in told
    assert (
        "of state:CHL: “Chilean” at 0–7, by an adjective of nationality; Chile, https://example.org/id/state/CHL"
        in told
    )
    assert "Juan Mora" in "".join(trace)


def test_an_explanation_tells_how_words_were_resolved(extractor: Extractor) -> None:
    text = "Chilean President Juan Mora arrived in Lima on Monday. He met Peruvian President Rosa Diaz on Tuesday."
    found = extractor.explained(Article("a", "", text, published="2024-05-15"))
    (trace,) = [trace for fact, trace in found if fact.type == "Meeting"]
    assert "“He” is person:Juan Mora, state:CHL" in trace
    assert "“Tuesday” is 2024-05-14" in trace


def test_time_grows_with_length_not_faster(extractor: Extractor) -> None:
    sentence = "Chilean President Juan Mora met Peruvian President Rosa Diaz in Lima on Monday, officials said. "

    def seconds(times: int) -> float:
        start = time.process_time()
        extractor(Article("a", "", sentence * times, published="2024-05-15"))
        return time.process_time() - start

    seconds(20)
    assert seconds(400) < 30 * max(seconds(40), 0.02)
