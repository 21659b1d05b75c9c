"""From an article to the facts that it states, each with the sentence that says so.

The flow: sentences → tokens → names, titles, persons (`document`) → units and clauses (`scene`) → rules, one module a
fact type (`rules`) → merging and confidence (`merge`). Nothing here knows RDF; what goes in is an `Article` and a
`World`, what comes out are `Fact`s.
"""

import weakref

from graph.extract.pipeline import Extractor
from graph.facts import Article, Fact
from graph.resolve.world import World

__all__ = ["Extractor", "extract", "extractor"]

_EXTRACTORS: "weakref.WeakKeyDictionary[World, Extractor]" = weakref.WeakKeyDictionary()


def extract(article: Article, world: World) -> list[Fact]:
    """The facts that `article` states. What is built from `world` is kept for the next article."""
    return extractor(world)(article)


def extractor(world: World) -> Extractor:
    """The extractor for `world`, made once."""
    found = _EXTRACTORS.get(world)
    if found is None:
        found = _EXTRACTORS[world] = Extractor(world)
    return found
