"""The reference of the ontology as one HTML page, made from the ontology itself.

`render_reference` gives the whole page, `class_diagram` the picture alone, for a site that has a page of its own.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph.reference.content import read_content
from graph.reference.diagram import class_diagram
from graph.vocabulary import BASE

__all__ = ["class_diagram", "render_reference"]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_reference(base: str = BASE) -> str:
    """The reference: every term and concept in both languages, with its constraints, rules and a class diagram."""
    template = _environment().get_template("reference.html")
    return template.render(base=base, content=read_content(base), diagram=class_diagram())
