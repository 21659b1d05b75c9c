"""What templates may call: paths of things, safe outside links, words for dates, names and standings."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, request
from markupsafe import Markup

from graph.errors import StoreError
from web.catalogue.reader import Entry
from web.citation import Citation
from web.kinds import KINDS
from web.language import count, current, known, messages, number_words
from web.links import outside
from web.panels.dumps import GROUPS
from web.records import Entity, Fact, Source, Thing
from web.views.common import OF_RELEASES, archive, asof, release
from web.words import SYMBOLS, date_words, day_words, standing_of

_DATED = re.compile(r", \d{4}(-\d\d){0,2}( to \d{4}(-\d\d){0,2})?$")
_ENGLISH = {"vocabulary", "sparql"}
"""Blueprints whose pages, for developers, are in English only."""


def install(app: Flask) -> None:
    """Give the templates of `app` their filters and globals."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        path=path,
        outside=outside,
        number=number_words,
        named=named,
        plural=lambda number, noun: f"{number:,} {noun if number == 1 else noun + 's'}",
        date_words=lambda edtf: date_words(edtf, current()),
        day_words=lambda day: day_words(day, current()),
    )
    app.jinja_env.globals.update(
        KINDS=KINDS,
        SYMBOLS=SYMBOLS,
        anchored=anchored,
        by_origin=by_origin,
        citation_of=citation_of,
        dump_groups=GROUPS,
        facet_word=facet_word,
        in_english_only=lambda: request.blueprint in _ENGLISH,
        in_form=in_form,
        in_language=in_language,
        in_languages=in_languages,
        in_query=in_query,
        kind_name=kind_name,
        message_in=lambda language, name: messages(language)[name],
        now_address=now_address,
        other_names=other_names,
        releases_kept=releases_kept,
        row_of=row_of,
        standing_of=standing_of,
        state_choices=state_choices,
        term_name=term_name,
        title_of=title_of,
    )
    app.context_processor(_context)
    app.url_defaults(_stay)


def path(value: Thing | Fact | Entry | str) -> str:
    """The path on this site of a thing, a fact or an IRI; for what has no page, its own safe address or nothing."""
    iri = value if isinstance(value, str) else value.iri
    found = g.release.links.path(iri) if "release" in g else None
    if not found:
        return outside(iri) or ""
    return request.script_root + (f"{found}?{urlencode({'asof': asof()})}" if asof() else found)


def anchored(origin: Thing, fragment: str) -> str:
    """The path of a thing's page, at one place of it."""
    return f"{path(origin)}#{fragment}"


def in_form(address: str, suffix: str) -> str:
    """The address of a page in another form, such as ``ttl``."""
    head, mark, query = address.partition("?")
    return f"{head}.{suffix}{mark}{query}"


def in_query(address: str, **values: Any) -> str:
    """An address with more in its query."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(values)}"


def row_of(source: Source) -> str:
    """The path of the register's page that shows a source's row, at that row."""
    return f"{in_query(path(source.origin or ''), line=source.line)}#line-{source.line}"


def by_origin(sources: Iterable[Source]) -> list[list[Source]]:
    """Sources of one article, register or file together."""
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(source.origin.iri if source.origin else source.iri, []).append(source)
    return list(found.values())


def now_address() -> str:
    """The address of this page in the current release."""
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != "asof"]
    return f"{request.script_root}{request.path}{'?' if rest else ''}{urlencode(rest)}"


def citation_of(title: str, iri: str) -> Citation:
    """How to cite a page about `iri`."""
    read = release()
    return Citation(title, iri, read.name, read.built.date() if read.built else None)


def named(entry: Entry) -> str:
    """What a thing of the catalogue is called in the reader's language, as far as the graph knows."""
    return release().names(current()).get(entry.iri) or entry.label


def kind_name(kind: str, number: int) -> str:
    """What one or many of a kind are called."""
    return count(f"kind.{kind}", number)


def term_name(role: str) -> str:
    """What a role is called."""
    return known(f"role.{role}", "") or release().term_label(f"{release().base}/ontology#{role}", current())


def facet_word(name: str, value: str) -> str:
    """A value of a facet in words."""
    if name == "class":
        return kind_name(value, 2)
    if name == "state":
        iri = release().links.iri("state", value)
        entry = release().catalogue.entry(iri)
        return f"{release().flags.get(iri, '')} {named(entry) if entry else value}".strip()
    if name == "source":
        return ", ".join(known(f"facet.{word}", word) for word in value.split())
    return known(f"standing.{value}", value)


def title_of(fact: Fact, sentence: Markup) -> str:
    """A fact's label, which the graph has in English, its date in words; in other languages its sentence serves."""
    label = _DATED.sub("", fact.label) if current() == "en" else " ".join(sentence.striptags().split())
    dated = label != fact.label and len(fact.dates) == 1
    return f"{label}, {date_words(fact.date, current())}" if dated else label


def in_language(entity: Entity, name: str) -> str:
    """The value of a property in the reader's language, else in English, else any."""
    return next(iter(in_languages(entity, name)), "")


def in_languages(entity: Entity, name: str) -> tuple[str, ...]:
    """The values of a property in the reader's language, else in English, else all."""
    values = entity.things(name)
    for language in (current(), "en", ""):
        found = tuple(dict.fromkeys(value.label for value in values if value.language == language))
        if found:
            return found
    return tuple(dict.fromkeys(value.label for value in values))


def other_names(entity: Entity) -> list[tuple[str, str]]:
    """Other names with their languages: those in the reader's language first."""
    found = {value.label: value.language for value in _names(entity) if value.label != entity.thing.label}
    return sorted(found.items(), key=lambda item: (item[1] not in (current(), ""), item[1] != "en", item[1], item[0]))


def _names(entity: Entity) -> Iterable[Thing]:
    for name in ("rdfs:label", "skos:altLabel", "cy:formerName"):
        yield from entity.things(name)


def releases_kept() -> tuple[str, ...]:
    """Names of the releases that are held, the latest first."""
    return archive().names


def state_choices() -> list[tuple[str, str]]:
    """Identity and name of every state, by name, for pickers."""
    names, links = release().names(current()), release().links
    choices = [(code, names.get(links.iri("state", code)) or label) for code, label in release().state_choices]
    return choices if current() == "en" else sorted(choices, key=lambda choice: choice[1])


def _stay(endpoint: str, values: dict[str, Any]) -> None:
    """Let links of a page that shows an earlier release lead to pages of that release."""
    if asof() and endpoint.partition(".")[0] in OF_RELEASES:
        values.setdefault("asof", asof())


def _context() -> dict[str, Any]:
    try:
        return {"release": release(), "asof": asof()}
    except StoreError:
        return {"release": None, "asof": ""}
