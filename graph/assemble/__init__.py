"""Facts and entities → RDF quads, each statement in the graph of the source that makes it."""

from graph.assemble.dataset import dataset_quads
from graph.assemble.facts import Assembler

__all__ = ["Assembler", "dataset_quads"]
