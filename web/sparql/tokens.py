"""Splits a SPARQL query into the tokens of its grammar, in linear time, whatever the query is.

The engine's own parser says what is wrong with a query. This one exists for what must be known before the engine sees
it, and a full parser in Python would take longer than most queries run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GRAMMAR = re.compile(
    r"""
    (?P<space>   \s+ | \#[^\n\r]* )
  | (?P<iri>     <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
  | (?P<string>  \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
               | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<var>     [?$]\w+ )
  | (?P<tag>     @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<blank>   _:\w(?:[\w.-]*[\w-])? )
  | (?P<name>    (?:[^\W\d_](?:[\w.-]{0,200}[\w-])?)?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
                   (?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*
                      (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)? )
  | (?P<number>  \d+\.\d*[eE][+-]?\d+ | \d*\.\d+(?:[eE][+-]?\d+)? | \d+(?:[eE][+-]?\d+)? )
  | (?P<word>    [^\W\d]\w* )
  | (?P<mark>    \^\^|&&|\|\||<=|>=|!=|. )
    """,
    re.VERBOSE | re.DOTALL,
)
# The length of a prefix is bounded so that a text of dots and letters without a colon is not read anew at each letter.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST_CODE_POINT = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: its kind (a group of the grammar above), its text, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The keyword that the token may be, in capitals; empty for all that is no word."""
        return self.text.upper() if self.kind == "word" else ""


def tokenize(query: str) -> Iterator[Token]:
    """The tokens of a query, without white space and comments."""
    for match in _GRAMMAR.finditer(query):
        if match.lastgroup and match.lastgroup != "space":
            yield Token(match.lastgroup, match.group(), match.start())


def unescape(text: str) -> str:
    r"""`text` with its ``\\uXXXX`` and ``\\UXXXXXXXX`` written out (SPARQL 1.1, section 19.2)."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= _LAST_CODE_POINT else match.group()


def position(query: str, start: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset in a query."""
    before = query[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
