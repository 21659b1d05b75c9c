"""The namespaces that the graph uses, and names written with their prefixes."""

from graph.errors import InputError
from graph.vocabulary import BASE

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf"

PREFIXES = {
    "cy": f"{BASE}/ontology#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}


def prefixes(base: str) -> dict[str, str]:
    """The prefixes for data of a base, with ``id`` and ``vocab`` below it."""
    return PREFIXES | {"cy": f"{base}/ontology#", "vocab": f"{base}/vocab/", "graph": f"{base}/graph/"}


def expand(name: str, base: str = BASE) -> str:
    """The IRI of a prefixed name such as ``cy:capital``.

    Raises
    ------
    InputError
        The prefix is not one of `PREFIXES`.
    """
    prefix, _, local = name.partition(":")
    if prefix not in PREFIXES or not local:
        raise InputError(f"the prefix of {name!r} is not known", f"use one of {', '.join(sorted(PREFIXES))}")
    return prefixes(base)[prefix] + local
