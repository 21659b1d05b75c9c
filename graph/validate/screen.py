"""Facts of articles checked one by one, before they get into the graph.

What an article says, or how it is read, may break a shape: a visit to oneself, an end before the start. One such
fact is no reason to refuse a whole graph; a register or curated file that breaks one is, since somebody can mend it.
"""

from collections.abc import Collection, Iterable

from pyoxigraph import Quad, RdfFormat, Store, Triple, parse

from graph.iris import rebased_triple
from graph.validate import results_of
from graph.validate.compiler import compile_shapes
from graph.validate.hierarchy import hierarchy
from graph.validate.model import load_shapes
from graph.validate.report import Result
from graph.vocabulary import ontology_quads, vocabulary

_EVIDENCE = ("Evidence", "Quotation")


class Screen:
    """The shapes of facts and of quotations, ready to be held against a few facts at a time.

    Parameters
    ----------
    base
        Root of the IRIs that the facts are written in.
    """

    def __init__(self, base: str) -> None:
        self._store = Store()
        self._store.extend(Quad(*rebased_triple(quad.triple, base)) for quad in ontology_quads())
        below = hierarchy(self._store)
        aims = {f"{base}/ontology#{name}" for name in ("Fact", *vocabulary().types, *_EVIDENCE)}
        shapes = [shape for shape in load_shapes(base=base) if not aims.isdisjoint(shape.targets)]
        self._checks = [check for check in compile_shapes(shapes, below) if check.severity == "Violation"]

    def violations(self, triples: Collection[str]) -> list[Result]:
        """What is broken by facts that are told in `triples` (N-Triples without the full stop).

        All that the shapes look at must be among them: the facts, their evidence, the texts that it quotes, and the
        classes of the parties.
        """
        if not triples:
            return []
        told = [Quad(*triple) for triple in _parsed(triples)]
        self._store.extend(told)
        try:
            return sorted({result for check in self._checks for result in results_of(self._store, check)})
        finally:
            for quad in told:
                self._store.remove(quad)


def _parsed(triples: Iterable[str]) -> Iterable[Triple]:
    text = "".join(f"{triple} .\n" for triple in dict.fromkeys(triples))
    return (quad.triple for quad in parse(text.encode(), format=RdfFormat.N_TRIPLES))
