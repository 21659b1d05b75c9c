"""What the editor completes: prefixes, and classes and properties from the graph's own description of them."""

import json
from pathlib import Path

from graph.namespaces import prefixes
from graph.settings import Settings
from graph.store.interface import query_text
from web.engine import Job, ReaderPool
from web.sparql.answers import copy_text

_TERMS = query_text(Path(__file__).with_name("terms.rq"))


def completions(settings: Settings, pool: ReaderPool) -> dict[str, object]:
    """Prefixes, classes and properties.

    Raises
    ------
    QueryFailure
        The graph cannot be asked.

    """
    rows = json.loads(copy_text(pool.run(Job(_TERMS, "json"))))["results"]["bindings"]
    found: dict[str, list[str]] = {"class": [], "property": []}
    for row in rows:
        found[row["kind"]["value"]].append(row["term"]["value"])
    return {"prefixes": prefixes(settings.base), "classes": found["class"], "properties": found["property"]}
