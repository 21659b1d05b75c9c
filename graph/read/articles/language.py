"""Is an article English? By its commonest words; where they leave a doubt, by patterns of letters."""

import re
from collections.abc import Callable
from functools import cache

from graph.read.articles.document import Document

_SAMPLE = 5000
_ENOUGH = 200
_SHARE = 0.15
_SURE = 0.95
_COMMON = frozenset(
    re.findall(r"\w+", "the of and to in is that for on with was as by at from has said will its"),
)


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
    if language != "en" and (surely or len(sample) >= _ENOUGH):
        raise document.error(f"the text is not English (it looks like {language!r})", "give an English one")


@cache
def _identifier() -> Callable[[str], tuple[str, bool]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def identify(text: str) -> tuple[str, bool]:
        language, probability = identifier.classify(text)
        return str(language), float(probability) > _SURE

    return identify
