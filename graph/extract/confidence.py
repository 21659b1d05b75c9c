"""How sure a rule is: the share of its facts that were right on annotated articles, smoothed, from the data file."""

from graph.extract.lexicon import table

_UNKNOWN = 0.6


def confidence(rule: str) -> float:
    """The confidence of facts that `rule` reads."""
    value = table("confidence")["rules"].get(rule, _UNKNOWN)
    return float(value)
