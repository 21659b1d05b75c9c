"""The declarations at the head of a query, to make full IRIs of the names in it."""

from collections.abc import Sequence
from urllib.parse import urljoin

from web.sparql.tokens import Token, unescape


class Prologue:
    """The prefixes of a query and its base, which is the endpoint's address unless the query has another."""

    def __init__(self, base: str = "") -> None:
        self._prefixes: dict[str, str] = {}
        self._base = base

    def read(self, tokens: Sequence[Token]) -> int:
        """Read the declarations at the head of `tokens`; returns how many tokens they take."""
        index = 0
        while index < len(tokens):
            match tokens[index].word:
                case "BASE" if index + 1 < len(tokens):
                    self._base = self.iri(tokens[index + 1])
                    index += 2
                case "PREFIX" if index + 2 < len(tokens):
                    self._prefixes[tokens[index + 1].text] = self.iri(tokens[index + 2])
                    index += 3
                case _:
                    break
        return index

    def iri(self, token: Token) -> str:
        """The full IRI of an IRI or a prefixed name; empty if it is neither or its prefix is not declared."""
        if token.kind == "iri":
            iri = unescape(token.text[1:-1])
            return urljoin(self._base, iri) if self._base else iri
        prefix, colon, local = token.text.partition(":")
        if token.kind != "name" or prefix + colon not in self._prefixes:
            return ""
        return self._prefixes[prefix + colon] + local.replace("\\", "")
