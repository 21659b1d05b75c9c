"""Where things are found on this site, and which outside addresses may become links.

RDF keeps IRIs below the base; pages link within whatever host they run on.
"""

from urllib.parse import quote, unquote, urlsplit

from web.kinds import KINDS

_SAFE = "-._~"


class Links:
    """Turns IRIs below one base into paths of this site, and paths back into IRIs."""

    def __init__(self, base: str) -> None:
        self.base = base

    def path(self, iri: str) -> str | None:
        """The path of the page about `iri`, `None` where this site has none."""
        if iri == f"{self.base}/ontology" or iri.startswith(f"{self.base}/ontology#"):
            return iri.removeprefix(self.base)
        if not iri.startswith(f"{self.base}/"):
            return None
        head, _, rest = iri.removeprefix(f"{self.base}/").partition("/")
        if head == "id":
            kind, _, identity = rest.partition("/")
            return f"/{rest}" if identity and (kind in KINDS or kind == "evidence") else None
        if head == "graph" and rest.startswith("register/"):
            return f"/{rest}"
        return f"/{head}/{rest}" if head in ("graph", "vocab") and rest else None

    def iri(self, kind: str, identity: str) -> str:
        """The IRI of the thing whose page is ``/kind/identity``."""
        return f"{self.base}/id/{kind}/{quote(identity, safe=_SAFE)}"

    def graph(self, path: str) -> str:
        """The IRI of the named graph whose page is ``/graph/path``."""
        return f"{self.base}/graph/" + "/".join(quote(part, safe=_SAFE) for part in path.split("/"))

    def concept(self, path: str) -> str:
        """The IRI of the concept or scheme whose page is ``/vocab/path``."""
        return f"{self.base}/vocab/" + "/".join(quote(part, safe=_SAFE) for part in path.split("/"))

    def kind(self, iri: str) -> str:
        """The kind of thing that an IRI names (``state``), by its form; empty for anything else."""
        if not iri.startswith(f"{self.base}/id/"):
            return ""
        return iri.removeprefix(f"{self.base}/id/").partition("/")[0]

    def identity(self, iri: str) -> str:
        """The last part of an IRI, decoded."""
        return unquote(iri.rpartition("/")[2])


def outside(url: str) -> str | None:
    """`url` if it is safe to be a link to another site, else `None`: only http and https with a host are."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    whole = parts.scheme.lower() in ("http", "https") and parts.netloc
    return url.strip() if whole and not any(ord(letter) < 33 for letter in url.strip()) else None


def flag(iso2: str) -> str:
    """The flag emoji of an ISO 3166-1 alpha-2 code, empty for anything else."""
    if len(iso2) != 2 or not iso2.isascii() or not iso2.isalpha():
        return ""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in iso2.upper())
