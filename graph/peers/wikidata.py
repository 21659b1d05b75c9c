"""Statements of Wikidata about chosen states, with their qualifiers and references, over SPARQL."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.error import URLError

from SPARQLWrapper import JSON, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from graph import __version__
from graph.errors import InputError, UsageError
from graph.facts import Entity, Evidence, Fact, Row
from graph.resolve.world import World

ENDPOINT = "https://query.wikidata.org/sparql"
_ITEM = "http://www.wikidata.org/entity/"
_QUERY = Path(__file__).with_name("wikidata.rq")
_AGENT = f"Chancery/{__version__} (https://w3id.org/chancery)"
_CONFIDENCE, _REFERENCED = 0.8, 0.9
"""Cautious guesses: a statement without a reference, and with one."""

Answer = Mapping[str, str]


def read_wikidata(states: list[str], world: World, endpoint: str = ENDPOINT, seconds: int = 60) -> Iterator[Fact]:
    """Facts of the states with those ISO codes.

    Raises
    ------
    UsageError
        A state is not known, or has no item.
    InputError
        The endpoint does not answer.
    """
    items = {_item(entity): entity for entity in (*world.of_kind("state"), *world.of_kind("organization"))}
    for code in states:
        state = world.get("state", code)
        if state is None or not _item(state):
            raise UsageError(f"{code!r} is no state with an item in Wikidata", "give ISO codes such as KAZ")
        for line, row in enumerate(_ask(endpoint, _item(state), seconds), 1):
            fact = _fact(row, f"state:{code}", items, line)
            if fact is not None:
                yield fact


def _item(entity: Entity) -> str:
    values = (value.strip("<>") for value in entity.properties.get("skos:exactMatch", ()))
    items = (value.removeprefix(_ITEM) for value in values if value.startswith(_ITEM))
    return next((item for item in items if item[:1] == "Q" and item[1:].isdigit()), "")


def _ask(endpoint: str, item: str, seconds: int) -> Iterator[Answer]:
    wrapper = SPARQLWrapper(endpoint, returnFormat=JSON, agent=_AGENT)
    wrapper.setTimeout(seconds)
    # An item is "Q" and digits here: nothing of it can act as syntax.
    wrapper.setQuery(
        _QUERY.read_text("utf-8").replace("VALUES (?claim", f"VALUES ?state {{ <{_ITEM}{item}> }}\n  VALUES (?claim")
    )
    try:
        answer: Any = wrapper.queryAndConvert()
    except (SPARQLWrapperException, URLError, OSError, ValueError) as error:
        raise InputError(f"{endpoint} does not answer ({error})", "try later, or another --endpoint") from None
    for row in answer["results"]["bindings"]:
        yield {name: cell["value"] for name, cell in row.items()}


def _fact(row: Answer, state: str, items: Mapping[str, Entity], line: int) -> Fact | None:
    name = row["property"].rpartition("/")[2]
    found = items.get(row["value"].removeprefix(_ITEM))
    start, end = row.get("start", "")[:10], row.get("end", "")[:10]
    dates = f"{start}/{end or '..'}" if start else f"/{end}" if end else None
    make: Callable[[str, str, Entity | None, str], tuple[str, dict[str, tuple[str, ...]]] | None] = _MAKERS[name]
    made = make(state, row["label"], found, start)
    if made is None:
        return None
    reference = row.get("reference", "")
    key = row["statement"].rpartition("/")[2]
    citation = f"Wikidata, statement {key}" + (f", which cites {reference}" if reference else ", without a reference")
    confidence = _REFERENCED if reference else _CONFIDENCE
    evidence = Evidence(Row("wikidata", key, line, citation), f"wikidata.{name}", confidence)
    kind, roles = made
    return Fact(kind, roles, start if kind == "DiplomaticRelations" else dates, "asserted", (evidence,))


Made = tuple[str, dict[str, tuple[str, ...]]]


def _leader(office: str) -> Callable[[str, str, Entity | None, str], Made | None]:
    def make(state: str, label: str, found: Entity | None, start: str) -> Made | None:  # noqa: ARG001
        return "OfficeHolding", {"holder": (f"person:{label}",), "office": (office,), "of": (state,)}

    return make


def _membership(state: str, label: str, found: Entity | None, start: str) -> Made | None:  # noqa: ARG001
    if found is None or found.kind != "organization":
        return None  # an organization that no register knows: its name alone would not tell which
    return "Membership", {"member": (state,), "organization": (f"org:{found.id}",), "status": ("member",)}


def _relations(state: str, label: str, found: Entity | None, start: str) -> Made | None:  # noqa: ARG001
    if found is None or found.kind != "state" or not start:
        return None  # without a day it only says that there are relations, not what was done
    return "DiplomaticRelations", {"party": (state, f"state:{found.id}"), "action": ("established",)}


_MAKERS: Mapping[str, Callable[[str, str, Entity | None, str], Made | None]] = {
    "P35": _leader("head of state"),
    "P6": _leader("head of government"),
    "P463": _membership,
    "P530": _relations,
}
