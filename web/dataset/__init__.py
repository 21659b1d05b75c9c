"""The dataset as a thing with an IRI of its own: its VoID and DCAT description, and what search engines read."""

from web.dataset.views import blueprint

__all__ = ["blueprint"]
