"""One question, one answer: a query of the built graph or of another endpoint, and the answer in any format."""

import unicodedata
from pathlib import Path
from typing import cast
from urllib.error import URLError

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)
from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from graph.errors import InputError, UsageError
from graph.namespaces import PREFIXES
from graph.store.embedded import damaged
from graph.store.releases import open_store

_ROWS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
_GRAPHS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES}
_WIDEST = 60


class Answer:
    """The answer to a query: rows, yes or no, or triples."""

    def __init__(self, result: QuerySolutions | QueryBoolean | list[Triple]) -> None:
        self._result = result

    @property
    def is_rows(self) -> bool:
        """Whether it has rows."""
        return isinstance(self._result, QuerySolutions)

    def serialize(self, form: str | None) -> bytes:
        """The answer in a format; `None` stands for CSV, JSON or Turtle, whichever fits.

        Raises
        ------
        UsageError
            The format cannot hold this sort of answer.
        """
        result = self._result
        if isinstance(result, list):
            if (form or "ttl") not in _GRAPHS:
                raise UsageError(f"triples cannot be printed as {form}", "choose ttl or nt")
            return cast(bytes, serialize(result, format=_GRAPHS[form or "ttl"], prefixes=PREFIXES))
        if form == "table":
            return (_table(result) if isinstance(result, QuerySolutions) else f"{bool(result)}\n").encode()
        form = form or ("csv" if isinstance(result, QuerySolutions) else "json")
        if form not in _ROWS:
            raise UsageError(f"rows cannot be printed as {form}", f"choose table or one of {', '.join(_ROWS)}")
        try:
            return cast(bytes, result.serialize(format=_ROWS[form]))
        except ValueError as error:
            raise UsageError(str(error), "choose json or xml") from None


def ask_store(folder: Path, query: str) -> Answer:
    """Ask the built graph.

    Raises
    ------
    InputError
        The query is no SPARQL query.
    StoreError
        The store cannot be used.
    """
    store = open_store(folder)
    try:
        result = store.engine.query(query, prefixes=PREFIXES)
    except SyntaxError as error:
        raise InputError(f"the query is no SPARQL: {error}", "correct it; updates are not taken") from None
    except (OSError, RuntimeError) as error:
        raise damaged(store.path, error) from None
    return Answer(list(dict.fromkeys(result)) if isinstance(result, QueryTriples) else result)


def ask_endpoint(url: str, query: str) -> Answer:
    """Ask a SPARQL endpoint over the protocol.

    Raises
    ------
    InputError
        It cannot be reached, refuses the query, or answers what is no SPARQL result.
    """
    wrapper = SPARQLWrapper(url)
    wrapper.setQuery(query)
    wrapper.setMethod("POST")
    graph = wrapper.queryType in ("CONSTRUCT", "DESCRIBE")
    wrapper.setReturnFormat(TURTLE if graph else JSON)
    try:
        body: bytes = wrapper.query().response.read()
        if graph:
            return Answer(list(dict.fromkeys(quad.triple for quad in parse(body, RdfFormat.TURTLE))))
        return Answer(parse_query_results(body, QueryResultsFormat.JSON))
    except (SPARQLWrapperException, URLError, OSError) as error:
        cause = " ".join(str(error).split())[:300]
        raise InputError(f"{url} did not answer: {cause}", "check the address and the query") from None
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{url} answered no SPARQL result: {error}", "is it a SPARQL endpoint?") from None


def _table(rows: QuerySolutions) -> str:
    names = [variable.value for variable in rows.variables]
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max([_width(name), *(_width(row[i]) for row in cells)]) for i, name in enumerate(names)]
    lines = ["  ".join(_pad(text, width) for text, width in zip(row, widths, strict=True)) for row in [names, *cells]]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines) + f"\n{len(cells)} rows\n"


def _cell(value: object) -> str:
    text = "" if value is None else str(getattr(value, "value", value))
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace):
            text = f"{prefix}:{text.removeprefix(namespace)}"
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
