"""How a query can end without an answer.

QueryFailure
├── BadQuery          the engine does not take it
├── TooSlow           it ran until its deadline and was ended
├── TooMuchMemory     it took more memory than it may and was ended
├── ResultTooLarge    its answer has more bytes or rows than may be
├── ReaderCrashed     its process ended of itself
├── Cancelled         its client stopped it or went away
├── Busy              too many queries run and wait
└── Unready           no graph can be read
"""

from graph.errors import ChanceryError


class QueryFailure(ChanceryError):
    """Base of all ways in which a query ends without an answer."""


class BadQuery(QueryFailure):
    """The engine does not take the query."""


class TooSlow(QueryFailure):
    """The query ran until its deadline and was ended."""


class TooMuchMemory(QueryFailure):
    """The query took more memory than it may and was ended."""


class ResultTooLarge(QueryFailure):
    """The answer has more bytes or rows than may be."""


class ReaderCrashed(QueryFailure):
    """The process that worked on the query ended of itself."""


class Cancelled(QueryFailure):
    """The client stopped the query or went away."""


class Busy(QueryFailure):
    """Too many queries run and wait."""


class Unready(QueryFailure):
    """No graph can be read."""
