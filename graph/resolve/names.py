"""Names compared across spellings: folding, and the slugs that identifiers are made of."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
    | {"ð": "d", "ə": "a", "’": "'", "‘": "'", "ʻ": "'", "`": "'", "–": "-", "—": "-"}
)
_SPELLINGS = [
    (re.compile(r"is(e|ed|ation|ations)\b"), r"iz\1"),
    (re.compile(r"\bcentre\b"), "center"),
    (re.compile(r"\bdefence\b"), "defense"),
]
_NO_WORD = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """A name without case, diacritics, punctuation and a leading article: what two spellings share."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    plain = _NO_WORD.sub(" ", plain.replace("'", "")).strip().removeprefix("the ")
    for british, american in _SPELLINGS:
        plain = british.sub(american, plain)
    return plain


def slug(text: str) -> str:
    """A name as a part of an IRI: lower-case words joined by hyphens, in its own script where it is not Latin."""
    return fold(text).replace("_", " ").replace(" ", "-")
