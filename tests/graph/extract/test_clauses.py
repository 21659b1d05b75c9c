"""Subjects, objects, coordination and modality."""

import pytest

from graph.extract import dates
from graph.extract.discourse import Discourse
from graph.extract.document import read
from graph.extract.gazetteer import Gazetteer
from graph.extract.scene import Scene
from graph.extract.units import UnitReader
from graph.facts import Article
from graph.resolve.world import World


@pytest.fixture(scope="module")
def gazetteer(world: World) -> Gazetteer:
    return Gazetteer(world)


def scene_of(gazetteer: Gazetteer, text: str) -> Scene:
    document = read(Article("a", "", text, published="2024-05-15"), gazetteer)
    sentence = document.sentences[0]
    units = UnitReader(sentence, text, dates.find(text, sentence.start, sentence.end)).read()
    return Scene(Discourse(document), sentence, units)


def verb(scene: Scene, lemma: str) -> int:
    return next(index for index, unit in scene.clauses.verbs() if unit.head == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "subject"),
    [
        ("Chile signed the pact.", "sign", ["Chile"]),
        ("Chile, Peru and Bolivia signed the pact.", "sign", ["Chile", "Peru", "Bolivia"]),
        ("Chile said that Peru had signed it.", "sign", ["Peru"]),
        ("Chile, which borders Peru, signed it.", "sign", ["Chile"]),
        ("The delegation of Chile visited Peru.", "visit", ["The delegation"]),
        ("Chile met Peru and signed the pact.", "sign", ["Chile"]),
        ("Chile agreed to join NATO.", "join", ["Chile"]),
        ("Chile invited Peru to join NATO.", "join", ["Peru"]),
        ("Chile, accompanied by Peru, signed it.", "sign", ["Chile"]),
    ],
)
def test_a_verb_finds_its_subject(gazetteer: Gazetteer, text: str, lemma: str, subject: list[str]) -> None:
    scene = scene_of(gazetteer, text)
    assert [scene.units[i].text for i in scene.clauses.subject(verb(scene, lemma))] == subject


@pytest.mark.parametrize(
    ("text", "lemma", "modality"),
    [
        ("Chile visited Peru.", "visit", "asserted"),
        ("Chile will visit Peru.", "visit", "planned"),
        ("Chile is expected to visit Peru.", "visit", "planned"),
        ("Chile has not visited Peru.", "visit", "denied"),
        ("Chile refused to visit Peru.", "visit", "denied"),
        ("Chile will visit Peru and sign the pact.", "sign", "planned"),
        ("Chile was the first country to recognise Peru.", "recognise", "asserted"),
        ("Chile cancelled plans to visit Peru.", "visit", "denied"),
    ],
)
def test_a_verb_tells_whether_it_happened(gazetteer: Gazetteer, text: str, lemma: str, modality: str) -> None:
    scene = scene_of(gazetteer, text)
    assert scene.modality(verb(scene, lemma)) == modality


def test_complements_follow_their_head(gazetteer: Gazetteer) -> None:
    scene = scene_of(gazetteer, "Chile held talks with Peru and Bolivia in Lima on Monday.")
    noun = next(i for i, unit in enumerate(scene.units) if unit.head == "talks")
    found = [(p, [scene.units[i].text for i in members]) for p, members, _ in scene.clauses.complements(noun)]
    assert found == [("with", ["Peru", "Bolivia"]), ("in", ["Lima"])]
