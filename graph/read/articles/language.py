"""Is an article English? By its commonest words; where they leave a doubt, by patterns of letters."""

import re
from collections.abc import Callable
from functools import cache

from graph.read.articles.document import Document

_SAMPLE = 5000
_ENOUGH = 200
_WORDS = 12
_SHARE = 0.08
_SURE = 0.95
_COMMON = frozenset(re.findall(r"\w+", "the and to that with by from has have said will its were which their they"))
"""Common in English and hardly met in its neighbours, as "in", "is", "was", "of" and "for" are in Dutch or Danish."""

_SHARED = frozenset(re.findall(r"\w+", "in is was of for at as on he she it his her an be not"))
"""Such words. A text of some length that has none of either is no English."""
_NEAR = frozenset({"en", "pcm", "sco"})
"""English, and what short English full of foreign names is taken for: the pidgin of Nigeria, Scots."""


def check_language(document: Document, text: str) -> None:
    """Stop at a text that is not English.

    Raises
    ------
    InputError
        It is in another language.
    """
    sample = text[:_SAMPLE]
    found = re.findall(r"[^\W\d_]+", sample.lower())
    common = sum(word in _COMMON for word in found)
    if found and common / len(found) >= _SHARE:
        return
    language, surely = _identifier()(sample)
    foreign = len(sample) >= _ENOUGH or (len(found) >= _WORDS and not (_COMMON | _SHARED).intersection(found))
    if language not in _NEAR and (surely or foreign):
        raise document.error(f"the text is not English (it looks like {language!r})", "give an English one")


@cache
def _identifier() -> Callable[[str], tuple[str, bool]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def identify(text: str) -> tuple[str, bool]:
        language, probability = identifier.classify(text)
        return str(language), float(probability) > _SURE

    return identify
