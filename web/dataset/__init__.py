"""The dataset as a thing with an IRI of its own: its description, its releases, what search engines read."""

from web.dataset.memento import blueprint as memento
from web.dataset.views import blueprint

__all__ = ["blueprint", "memento"]
