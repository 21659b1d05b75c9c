"""The tools. All of them only read; what they say is what the API and the endpoint say, within the same limits."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import Annotated, Any

from flask import Flask
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from graph import __version__
from graph.errors import ChanceryError
from web.api import answers
from web.api.selection import Selection
from web.catalogue.reader import Entry
from web.kinds import FACT_KINDS, KINDS
from web.reconcile.matching import Query, named
from web.reconcile.tenures import tenures
from web.release import Release, Shelf
from web.sparql.examples import examples

Json = dict[str, Any]

INSTRUCTIONS = """
Chancery is an open record of diplomacy: who represents whom, who met and visited whom, who agreed what with whom,
between states and organizations. Every fact has an IRI and sources, each a sentence of an article or a row of a
register. When you state a fact, cite its IRI and its source; do not state what no source here says. `modality` tells
what happened (asserted) from what was announced (planned) and what was said not to be so (denied). That a fact is
missing does not mean that it did not happen. Parties are named by code (KAZ, SCO), IRI or name; days as 2012-10-01.
""".strip()

Party = Annotated[str, Field(description="A state or organization: code (KAZ, SCO), IRI or name", max_length=200)]
Day = Annotated[str, Field(description="A day, as 2012-10-01", max_length=10)]
Kind = Annotated[str, Field(description=f"Kind of fact: {', '.join(kind.path for kind in FACT_KINDS)}", max_length=40)]
Page = Annotated[int, Field(description="Page, from 1", ge=1, le=10_000)]
Size = Annotated[int, Field(description="Facts on a page", ge=1, le=50)]

_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def make_server(app: Flask) -> MCPServer:
    """The server over the site's own releases and endpoint."""
    server = MCPServer(
        "chancery", title="Chancery", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING"
    )
    tools = _Tools(app)
    for tool in tools.all():
        server.add_tool(_told(tool), name=tool.__name__, annotations=_READS)
    return server


class _Tools:
    """The tools, over one application."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def all(self) -> Sequence[Callable[..., Json]]:
        """Every tool, in the order in which they are listed."""
        return (self.search, self.describe, self.facts_between, self.facts_of, self.world_on, self.office_holders,
                self.sparql, self.example_queries)  # fmt: skip

    def search(
        self,
        words: Annotated[str, Field(description="Words of a name, in any language", max_length=200)],
        kind: Annotated[str, Field(description="State, Organization, Person, Place, Office, Event or Article")] = "",
        page: Page = 1,
    ) -> Json:
        """Find states, organizations, people, places, offices and events by name. Misspelt names are understood."""
        if kind and not answers.kind_named(kind):
            raise ToolError(f"{kind!r} is no kind of thing: use State, Organization, Person, Place, Office or Event")
        return self._answer(lambda current: answers.search(current, words, answers.kind_named(kind), page))

    def describe(
        self, thing: Annotated[str, Field(description="IRI, id (state/KAZ), code or name", max_length=300)]
    ) -> Json:
        """Say what is known of one thing: a party with its properties and numbers of facts, or a fact with sources."""

        def found(current: Release) -> Json:
            kind, _, identity = thing.removeprefix(f"{current.base}/id/").partition("/")
            if kind in KINDS and KINDS[kind].group == "fact":
                made = answers.one_fact(current, current.links.iri(kind, identity))
            elif kind in KINDS and identity:
                made = answers.entity(current, current.links.iri(kind, identity))
            else:
                made = answers.entity(current, _called(current, thing).iri)
            if made is None:
                raise ToolError(f"nothing is known of {thing!r} in this release: try the tool search")
            return made

        return self._answer(found)

    def facts_between(
        self, one: Party, other: Party, kind: Kind = "", on: Day = "", page: Page = 1, size: Size = 20
    ) -> Json:
        """List the facts that involve both of two parties, the latest first, each with its sources."""

        def found(current: Release) -> Json:
            first, second = _party(current, one), _party(current, other)
            return answers.pair(current, first, second, _selection([first, second], kind, on=on), page, size)

        return self._answer(found)

    def facts_of(
        self, party: Party, kind: Kind = "", since: Day = "", until: Day = "", page: Page = 1, size: Size = 20
    ) -> Json:
        """List the facts that involve a party, the latest first, each with its sources."""

        def found(current: Release) -> Json:
            entry = _party(current, party)
            return answers.facts(current, _selection([entry], kind, since=since, until=until), page, size)

        return self._answer(found)

    def world_on(self, day: Day, party: Party = "", page: Page = 1, size: Size = 20) -> Json:
        """List what held on a day: offices, memberships, relations, missions, agreements, of one party or of all."""

        def found(current: Release) -> Json:
            iri = _party(current, party).iri if party else ""
            return answers.world(current, _day(day), iri, page, size)

        return self._answer(found)

    def office_holders(
        self,
        office: Annotated[str, Field(description="An office in words, as: foreign minister", max_length=200)],
        of: Party,
        on: Day = "",
    ) -> Json:
        """Say who held an office of a party, on a day if one is given, with the facts that say so."""

        def found(current: Release) -> Json:
            given = {"office": (office,), "of": (of,)} | ({"on": (_day(on),)} if on else {})
            candidates = tenures(current, Query("", ("person",), 10, given))
            holders = [
                answers.thing(item.entry) | {"score": item.score, "facts": _tenure_facts(current, item.entry, on)}
                for item in candidates
            ]
            return {"office": office, "of": of, "on": on, "holders": holders}

        return self._answer(found)

    def sparql(self, query: Annotated[str, Field(description="A SPARQL 1.1 query", max_length=20_000)]) -> Json:
        """Ask the graph in SPARQL, within the endpoint's limits. To cite, select facts and prov:wasDerivedFrom."""
        headers = {"Accept": "application/sparql-results+json, application/ld+json;q=0.5"}
        response = self._app.test_client().post("/sparql", data={"query": query}, headers=headers, buffered=True)
        text = response.get_data(as_text=True)
        if response.status_code != 200:
            raise ToolError(f"the endpoint answered {response.status_code}: {text[:2000]}")
        if len(text) > _LARGEST:
            raise ToolError(f"the answer has {len(text):,} characters, more than {_LARGEST:,}: use LIMIT, or aggregate")
        return self._answer(lambda _: {"answer": json.loads(text)})

    def example_queries(
        self, words: Annotated[str, Field(description="Words of a question; all if empty", max_length=200)] = ""
    ) -> Json:
        """List SPARQL queries to start from, each with the question that it answers. All of them run as they are."""

        def found(current: Release) -> Json:
            wanted = words.lower().split()
            chosen = [
                {"topic": item.topic, "question": item.question, "query": item.text}
                for item in examples(current.base)
                if all(word in f"{item.topic} {item.question} {item.name}".lower() for word in wanted)
            ]
            return {"examples": chosen}

        return self._answer(found)

    def _answer(self, make: Callable[[Release], Json]) -> Json:
        shelf: Shelf = self._app.extensions["chancery.shelf"]
        current = shelf.current()
        return make(current) | dict(answers.envelope(current))


_LARGEST = 200_000


def _told(tool: Callable[..., Json]) -> Callable[..., Json]:
    """Let a tool tell the client what it can do about an error, and nothing of how the code fell over."""

    @wraps(tool)
    def safe(*arguments: Any, **options: Any) -> Json:
        try:
            return tool(*arguments, **options)
        except ChanceryError as error:
            raise ToolError(str(error)) from None

    return safe


def _party(current: Release, words: str) -> Entry:
    found = answers.party_named(current, words)
    if found is None:
        raise ToolError(f"no state or organization is called {words!r}: try the tool search")
    return found


def _called(current: Release, words: str) -> Entry:
    """The party, or else the person, place or office, that a name means, if that is sure."""
    party = answers.party_named(current, words)
    likest = [] if party else named(current, Query(words, limit=1))
    if likest and likest[0].match:
        return likest[0].entry
    return party or _party(current, words)


def _day(words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise ToolError(f"{words!r} is no day: write it as 2012-10-01") from None


def _selection(parties: Sequence[Entry], kind: str, *, since: str = "", until: str = "", on: str = "") -> Selection:
    kind = answers.kind_named(kind) or kind
    if kind and kind not in {item.path for item in FACT_KINDS}:
        raise ToolError(f"{kind!r} is no kind of fact: use one of {', '.join(item.path for item in FACT_KINDS)}")
    first, last, day = (_day(words) if words else "" for words in (since, until, on))
    iris = [party.iri for party in parties]
    return Selection(iris, [kind] if kind else [], since=first, until=last, on=day)


def _tenure_facts(current: Release, person: Entry, on: str) -> list[Json]:
    selection = Selection((person.iri,), ("office-holding",), on=on)
    made = answers.facts(current, selection, 1, 10)
    facts: list[Json] = made["facts"]
    return facts
