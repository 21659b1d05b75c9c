"""The reference of the ontology in HTML, made from the ontology itself.

`render_reference` gives a whole page that stands by itself, `reference_body` what a site puts into a page of its own,
`class_diagram` the picture alone.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph.reference.content import Content, read_content
from graph.reference.diagram import class_diagram
from graph.vocabulary import BASE

__all__ = ["Content", "class_diagram", "read_content", "reference_body", "render_reference"]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["sentence"] = lambda words: words[:1].upper() + words[1:]
    return made


def render_reference(base: str = BASE) -> str:
    """The reference: every term and concept in both languages, with its constraints, rules and a class diagram."""
    return _render("reference.html", base, base)


def reference_body(base: str, root: str) -> str:
    """The same without the page around it; its links lead below `root`, where a site serves the ontology."""
    return _render("body.html", base, root)


def _render(template: str, base: str, root: str) -> str:
    found = _environment().get_template(template)
    return found.render(base=base, root=root, content=read_content(base), diagram=class_diagram())
