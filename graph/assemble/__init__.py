"""Facts and entities → statements of RDF, each in the graph of the source that makes it."""

from graph.assemble.dataset import dataset_statements
from graph.assemble.facts import Assembler
from graph.assemble.terms import Statement

__all__ = ["Assembler", "Statement", "dataset_statements"]
