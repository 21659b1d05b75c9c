"""What must hold of an article before anything is read from it."""

from collections.abc import Mapping

from graph import edtf
from graph.read.articles.document import Document

_LONGEST_ID = 200
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127], " ")


def cleaned(text: str) -> str:
    """`text` with a space for each control character: RDF/XML can hold none, and offsets must stay."""
    return text.translate(_CONTROLS)


def check_letters(document: Document, values: Mapping[str, str | None]) -> None:
    """No half characters: JSON can write them, UTF-8 cannot."""
    for key, value in values.items():
        if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
            raise document.error(f"{key!r} holds half a character (a lone surrogate)", "write the character whole")


def check_identity(document: Document, identity: str) -> None:
    """An id becomes part of an IRI."""
    if len(identity) > _LONGEST_ID or not identity.strip(" .") or not identity.isprintable():
        raise document.error(f"{identity[:50]!r} is no id", f"give one of letters and digits, at most {_LONGEST_ID}")


def check_date(document: Document, published: str | None) -> None:
    """A date of publication is EDTF."""
    try:
        if published is not None:
            edtf.parse(published)
    except ValueError as error:
        raise document.error(f"published: {error}", "write it as EDTF (2025-09-08), or leave it out") from None
