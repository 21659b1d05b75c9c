"""Answers SPARQL queries in processes of their own, each of which can be ended at any moment.

`pool` (in the web process) hands queries to readers; a `keeper` process holds the graph in memory and forks the
readers; a `reader` answers one query after another and is killed when one takes too long or too much. Knows nothing of
HTTP: `web.sparql` puts the protocol around it.
"""

from web.engine.jobs import Answer, Job
from web.engine.outcomes import (
    BadQuery,
    Busy,
    Cancelled,
    QueryFailure,
    ReaderCrashed,
    ResultTooLarge,
    TooMuchMemory,
    TooSlow,
    Unready,
)
from web.engine.pool import ReaderPool

__all__ = [
    "Answer",
    "BadQuery",
    "Busy",
    "Cancelled",
    "Job",
    "QueryFailure",
    "ReaderCrashed",
    "ReaderPool",
    "ResultTooLarge",
    "TooMuchMemory",
    "TooSlow",
    "Unready",
]
