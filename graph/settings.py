"""Every limit and default that a user may change, in one place.

Each field of `Settings` is read once from the environment variable ``CHANCERY_`` + its name in capitals.
``docs/reference/settings.md`` lists them; a test holds the two together.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from graph.errors import UsageError

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """The folder `name` ("ontology" or "seeds") as shipped: in the wheel, or in the checkout beside the package."""
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def _setting(default: Any, text: str) -> Any:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and defaults. Build one with `Settings.from_environment`, or by keyword in tests."""

    base: str = _setting("https://w3id.org/chancery", "Root of every IRI that the graph mints.")
    store: Path = _setting(Path("chancery-data"), "Folder that holds the built graph.")
    seeds: Path = _setting(shipped("seeds"), "Folder of articles, registers and curated Turtle to build from.")
    article_bytes: int = _setting(2_000_000, "Longest article (file, line or archived page) that is read, in bytes.")
    article_seconds: float = _setting(60.0, "Longest that the reading of one article by rules may take.")
    jobs: int = _setting(0, "Articles that are read at once, by as many processes; 0 for all cores.")
    extractor: str = _setting("rules", "What reads articles: rules, or a language model (model).")
    model_service: str = _setting("openai", "How the model's endpoint speaks: openai or anthropic.")
    model_url: str = _setting("", "Root of the model's endpoint, up to and with /v1.")
    model_name: str = _setting("", "The model's name, as its endpoint calls it.")
    model_confidence: float = _setting(0.6, "Share of the model's facts that are right, as you have measured it.")
    model_cache: Path = _setting(Path("chancery-cache"), "Folder that keeps the model's answers.")
    model_jobs: int = _setting(4, "Articles that a model is asked about at once.")
    model_seconds: float = _setting(120.0, "Longest that one answer of the model may take.")
    model_attempts: int = _setting(5, "How often an article is sent before it is given up.")
    model_bytes: int = _setting(2_000_000, "Largest answer of the model, in bytes.")
    model_words: int = _setting(8_000, "Most tokens that one answer of the model may have.")
    model_tokens: int = _setting(1_000_000, "Most tokens that a run may use, sent and answered; then it stops.")
    model_price_in: float = _setting(0.0, "Price of a million tokens sent, for the costs shown; 0 where none is known.")
    model_price_out: float = _setting(0.0, "Price of a million tokens answered.")
    register_bytes: int = _setting(200_000_000, "Largest register table that is read, in bytes.")
    turtle_bytes: int = _setting(500_000_000, "Largest RDF file that is read, in bytes.")
    bad_rows: str = _setting("stop", "What a build does on a register row that does not parse: stop or skip.")
    min_confidence: float = _setting(0.5, "Extracted facts below this confidence stay out of the graph.")
    releases_kept: int = _setting(2, "Earlier releases that a build keeps, so that addresses by release lead to them.")
    host: str = _setting("127.0.0.1", "Address that the server listens on.")
    port: int = _setting(8000, "Port that the server listens on.")
    trusted_proxy: str = _setting("", "Address of a proxy before the server, whose X-Forwarded headers are believed.")
    threads: int = _setting(72, "Requests that the server works on at once; more than query_queue, for the pages.")
    connections: int = _setting(1000, "Connections that the server holds open at once.")
    stop_seconds: float = _setting(10.0, "How long a stopping server lets requests finish.")
    query_bytes: int = _setting(100_000, "Longest SPARQL query that is taken, in bytes.")
    query_depth: int = _setting(100, "Deepest nesting of brackets in a SPARQL query.")
    query_patterns: int = _setting(60, "Most triple patterns in a SPARQL query.")
    query_seconds: float = _setting(20.0, "Longest that a SPARQL query may run; then its process is ended.")
    query_memory: int = _setting(500_000_000, "Most memory that a SPARQL query may take beside the graph, in bytes.")
    query_store: str = _setting(
        "auto", "Where the graph is that queries read: memory, disk, or auto: in memory if it fits there many times."
    )
    query_readers: int = _setting(2, "Long SPARQL queries that run at once.")
    query_fast: int = _setting(8, "SPARQL queries that run at once while they have used less than query_slice.")
    query_spare: int = _setting(24, "Readers that stand ready beside those of query_fast, for bursts.")
    query_slice: float = _setting(0.25, "Seconds of processor time after which a SPARQL query counts as long.")
    query_queue: int = _setting(60, "SPARQL queries that may run or wait at once; more are answered 503.")
    query_client: int = _setting(55, "SPARQL queries of one client that may run or wait; more are answered 429.")
    query_wait: float = _setting(30.0, "Longest that a SPARQL query waits for its turn; then it is answered 503.")
    result_bytes: int = _setting(100_000_000, "Largest answer to a SPARQL query, in bytes.")
    query_links: int = _setting(100_000, "Short links to queries that are kept.")
    query_shown: int = _setting(500, "Rows of an answer that the query page shows.")
    result_rows: int = _setting(1_000_000, "Most rows in the answer to a SPARQL query.")
    query_services: str = _setting("", "Endpoints that SERVICE may ask, by their addresses, with blanks between.")
    service_seconds: float = _setting(10.0, "Longest that another endpoint may take to answer SERVICE.")
    service_bytes: int = _setting(10_000_000, "Largest answer of another endpoint, in bytes.")
    service_rows: int = _setting(10_000, "Most rows in the answer of another endpoint.")
    update_bytes: int = _setting(5_000_000, "Longest SPARQL update that is taken from a writer, in bytes.")
    update_statements: int = _setting(200_000, "Most statements that one update may add and remove.")
    update_seconds: float = _setting(120.0, "Longest that an update may take; then nothing of it is done.")
    update_memory: int = _setting(4_000_000_000, "Most memory that the process of an update may take, in bytes.")
    page_memory: int = _setting(50_000_000, "Memory for pages that were asked for before, in bytes; 0 keeps none.")
    page_size: int = _setting(50, "Entries on one page of a list.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Defaults, overridden by ``CHANCERY_…`` variables.

        Raises
        ------
        UsageError
            A variable's value cannot be read as its setting's type.

        """
        environment = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for item in fields(cls):
            variable = f"CHANCERY_{item.name.upper()}"
            if variable in environment:
                values[item.name] = _parse(variable, environment[variable], type(item.default))
        return cls(**values)

    @classmethod
    def from_json(cls, text: str) -> "Settings":
        """Settings that `to_json` wrote, for a process of our own."""
        raw = json.loads(text)
        kinds: dict[str, type] = {item.name: type(item.default) for item in fields(cls)}
        return cls(**{name: kind(raw[name]) for name, kind in kinds.items()})

    def to_json(self) -> str:
        """All settings, with absolute paths."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return json.dumps({name: str(v.absolute()) if isinstance(v, Path) else v for name, v in values.items()})

    @property
    def model(self) -> str:
        """The language model that reads articles; empty where rules do."""
        return self.model_name if self.extractor == "model" else ""

    def __post_init__(self) -> None:
        for name, choices in (("bad_rows", ("stop", "skip")), ("query_store", ("auto", "memory", "disk"))):
            value = getattr(self, name)
            if value not in choices:
                raise UsageError(f"{name} is {value!r}", f"set it to {', '.join(choices[:-1])} or {choices[-1]}")
        if self.extractor not in ("rules", "model"):
            raise UsageError(f"extractor is {self.extractor!r}", "set it to rules or model")
        if self.model_service not in ("openai", "anthropic"):
            raise UsageError(f"model_service is {self.model_service!r}", "set it to openai or anthropic")


def _parse(variable: str, text: str, kind: type) -> Any:
    try:
        value = kind(text)
    except ValueError:
        raise UsageError(f"{variable}={text!r} is no {kind.__name__}", "correct or unset it") from None
    return value.rstrip("/") if variable == "CHANCERY_BASE" else value


def reference() -> str:
    """The page ``docs/reference/settings.md``, made from the settings themselves."""
    lines = [
        "# Settings",
        "",
        "Every limit and default. Give one as an environment variable: `CHANCERY_` and the name in capitals, for",
        "example `CHANCERY_QUERY_SECONDS=5 chancery serve`. This page is printed by `python -m graph.settings`.",
        "",
        "| setting | default | what it is |",
        "|---|---|---|",
    ]
    for item in fields(Settings):
        default = "the seeds as shipped" if item.name == "seeds" else f"`{item.default}`"
        lines.append(f"| `{item.name}` | {default} | {item.metadata['help']} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(reference(), end="")  # noqa: T201
