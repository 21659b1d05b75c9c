"""What is new for readers elsewhere: Atom feeds of all facts, of a party and of a pair; timelines to embed."""

from web.feeds.views import blueprint

__all__ = ["blueprint"]
