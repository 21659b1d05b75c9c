"""JSON-LD with the published context, written one subject after the other.

The serializer of the store writes expanded JSON-LD only; this one uses the terms of `ontology/context.jsonld`, so that
a reader without RDF sees ``"visitor"`` and ``"date"``. Terms with containers are left alone: the plain IRI will do.
"""

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.dump.spine import term_text
from graph.namespaces import RDF, XSD
from graph.settings import shipped
from graph.vocabulary import BASE

_TYPE = f"{RDF}type"
_STRING = f"{XSD}string"


class Context:
    """The published context, below the base of the graph.

    Parameters
    ----------
    base
        Root of the graph's IRIs.
    path
        The context's file; the shipped one by default.
    """

    def __init__(self, base: str, path: Path | None = None) -> None:
        text = (path or shipped("ontology") / "context.jsonld").read_text("utf-8")
        self.document: dict[str, Any] = json.loads(text.replace(f"{BASE}/", f"{base}/"))
        definitions: dict[str, Any] = self.document["@context"]
        self._spaces = {
            name: value for name, value in definitions.items() if isinstance(value, str) and value[-1:] in "#/"
        }
        self.id = next((name for name, value in definitions.items() if value == "@id"), "@id")
        self.type = next((name for name, value in definitions.items() if value == "@type"), "@type")
        self._terms: dict[str, tuple[str, str]] = {}
        for name, definition in definitions.items():
            plain = {"@id": definition} if isinstance(definition, str) else definition
            if isinstance(plain, dict) and "@id" in plain and set(plain) <= {"@id", "@type"}:
                iri = self._expanded(str(plain["@id"]))
                if not iri.startswith("@") and name not in self._spaces:
                    self._terms.setdefault(iri, (name, self._expanded(str(plain.get("@type", "")))))

    def key(self, iri: str) -> tuple[str, str]:
        """The term for a property or class, and the type that it gives its values (``@id``, a datatype or none)."""
        return self._terms.get(iri) or (iri, "")

    def _expanded(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return self._spaces[prefix] + local if colon and prefix in self._spaces else name


def node(subject: NamedNode | BlankNode, triples: Iterable[Triple], context: Context) -> dict[str, Any]:
    """One subject as a JSON object."""
    found: dict[str, Any] = {context.id: _name(subject)}
    for triple in triples:
        iri = triple.predicate.value
        if iri == _TYPE and isinstance(triple.object, NamedNode):
            key, value = context.type, context.key(triple.object.value)[0]
        else:
            key, kind = context.key(iri)
            value = _value(triple.object, kind)
        if key in found:
            held = found[key]
            found[key] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            found[key] = value
    return found


def write_jsonld(triples: Iterable[Triple], path: Path, context: Context) -> None:
    """Write triples, sorted by subject, as one document with its context inside: nothing has to be fetched."""
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write('{"@context": ')
        json.dump(context.document["@context"], handle, ensure_ascii=False, sort_keys=True)
        handle.write(',\n"@graph": [')
        joint = "\n"
        for subject, group in groupby(triples, key=lambda triple: triple.subject):
            if isinstance(subject, Triple):
                continue
            handle.write(joint)
            json.dump(node(subject, group, context), handle, ensure_ascii=False)
            joint = ",\n"
        handle.write("\n]}\n")


def _name(term: NamedNode | BlankNode) -> str:
    return term.value if isinstance(term, NamedNode) else f"_:{term.value}"


def _value(term: NamedNode | BlankNode | Literal | Triple, kind: str) -> Any:
    if isinstance(term, NamedNode | BlankNode):
        return _name(term) if kind == "@id" else {"@id": _name(term)}
    if isinstance(term, Triple):
        return {"@value": term_text(term)}  # JSON-LD has no triple terms; only other people's RDF 1.2 holds any
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == (kind or _STRING):
        return term.value
    return {"@value": term.value} if datatype == _STRING else {"@value": term.value, "@type": datatype}
