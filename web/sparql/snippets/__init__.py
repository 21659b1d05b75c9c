"""A query as code in several languages: one template each, in the ``.txt`` files beside this one."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from string import Template

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code that asks the endpoint."""

    language: str
    code: str


def _python(query: str) -> str:
    return repr(query) if '"""' in query or "\\" in query or query.endswith('"') else f'"""\n{query}\n"""'


def _r(query: str) -> str:
    return json.dumps(query, ensure_ascii=False) if ')---"' in query else f'r"---({query})---"'


def _javascript(query: str) -> str:
    plain = not any(mark in query for mark in ("`", "\\", "${"))
    return f"`\n{query}\n`" if plain else json.dumps(query, ensure_ascii=False)


def _shell(query: str) -> str:
    """The text of a here-document; a line that would end it gets a blank, which SPARQL does not mind."""
    return query.replace("\nSPARQL\n", "\nSPARQL \n")


_LANGUAGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "curl": ("curl", _shell),
    "Python with SPARQLWrapper": ("python", _python),
    "Python with pandas": ("pandas", _python),
    "R": ("r", _r),
    "JavaScript": ("javascript", _javascript),
}


def snippets(endpoint: str, query: str, accept: str) -> list[Snippet]:
    """The code for a query in each language."""
    text = query.strip()
    return [
        Snippet(language, _template(name).substitute(endpoint=endpoint, query=quoted(text), accept=accept))
        for language, (name, quoted) in _LANGUAGES.items()
    ]


def _template(name: str) -> Template:
    return Template(_HERE.joinpath(f"{name}.txt").read_text("utf-8"))
