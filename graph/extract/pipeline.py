"""The extractor: everything built once from the world, then one article after the other."""

from collections.abc import Iterator

from graph.extract import dates
from graph.extract.discourse import Discourse
from graph.extract.document import Document, read
from graph.extract.drafts import Draft
from graph.extract.gazetteer import Gazetteer
from graph.extract.lists import envoys
from graph.extract.merge import fact, merged
from graph.extract.rules import SENTENCE_RULES, offices
from graph.extract.rules.careers import careers
from graph.extract.scene import Scene
from graph.extract.units import UnitReader
from graph.facts import Article, Fact
from graph.resolve.world import World


class Extractor:
    """Reads articles against one world."""

    def __init__(self, world: World) -> None:
        self.gazetteer = Gazetteer(world)

    def __call__(self, article: Article) -> list[Fact]:
        """The facts that `article` states, in the order of their evidence."""
        return [fact(draft, article) for draft in self.drafts(article)]

    def explained(self, article: Article) -> list[tuple[Fact, list[str]]]:
        """The facts of `article`, each with the steps that led to it."""
        return [(fact(draft, article), draft.trace) for draft in self.drafts(article)]

    def drafts(self, article: Article) -> list[Draft]:
        """The facts as their rules left them, with the trace of each."""
        document = read(article, self.gazetteer)
        document.holdings.extend(envoys(document))
        offices.settle(document)
        found = list(_sentence_drafts(document))
        found.extend(offices.holdings(document))
        return sorted(merged(found), key=lambda draft: draft.start)


def _sentence_drafts(document: Document) -> Iterator[Draft]:
    discourse = Discourse(document)
    text = document.article.text
    for sentence in document.sentences:
        dated = dates.find(text, sentence.start, sentence.end) if dates.likely(sentence.tokens) else []
        units = UnitReader(sentence, text, dated).read()
        scene = Scene(discourse, sentence, units)
        document.holdings.extend(careers(scene))
        for rule in SENTENCE_RULES:
            yield from rule(scene)
        discourse.observe(units, scene.main_subject())
