"""How names are compared: without case, diacritics and the letters that only some alphabets have."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ħ": "h",
        "ŋ": "n",
        "ə": "e",
        "'": "",
        "’": "",
        "‘": "",
        "ʻ": "",
        "ʼ": "",
        "`": "",
    }
)
_IDEOGRAPH = re.compile(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f])")
_TOKEN = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """`text` in the form in which names are compared: ``Kassym-Jomart Tokayev`` → ``kassym jomart tokayev``.

    Letters of scripts that are written without blanks become words of their own.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()  # mathematical capitals have to be plain before their case
    plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _IDEOGRAPH.sub(r" \1 ", unicodedata.normalize("NFC", plain))
    return " ".join(_TOKEN.findall(plain))


def trigrams(text: str) -> set[str]:
    """The runs of three letters in `text`, its ends marked."""
    padded = f" {text} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def likeness(one: str, other: str) -> float:
    """How alike two folded names are, from 0 to 1: the share of trigrams that they have in common (Dice)."""
    first, second = trigrams(one), trigrams(other)
    return 2 * len(first & second) / (len(first) + len(second))
