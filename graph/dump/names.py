"""Short names for all that has any: a fact reads ``cy:host state:PAK ; cy:modality modality:asserted``."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph.namespaces import prefixes
from graph.vocabulary import kebab, vocabulary

_KINDS = ("state", "organization", "person", "place", "office", "event", "article", "evidence")
_EDTF = "http://id.loc.gov/datatypes/"


def dump_prefixes(base: str) -> dict[str, str]:
    """The prefixes of a dump; none lies within another, so that there is one way to shorten a name."""
    found = prefixes(base)
    del found["vocab"]
    schemes = {path.partition("/")[0] for path in vocabulary().concepts.values()}
    kinds = (*_KINDS, *map(kebab, vocabulary().types))
    found |= {kind: f"{base}/id/{kind}/" for kind in kinds}
    found |= {scheme: f"{base}/vocab/{scheme}/" for scheme in schemes}
    return found | {"edtf": _EDTF}


def used(triples: Iterable[Triple], named: dict[str, str]) -> dict[str, str]:
    """Those of the prefixes that shorten something in `triples`."""
    spaces = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for triple in triples for iri in _iris(triple)}
    return {name: space for name, space in named.items() if space in spaces or name in ("cy", "rdf")}


def _iris(triple: Triple) -> Iterator[str]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal):
            yield term.datatype.value
        elif isinstance(term, Triple):
            yield from _iris(term)
