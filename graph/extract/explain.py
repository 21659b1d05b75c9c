"""Why a fact was read: its rule, the words that it stands on, and how its references were resolved."""

from graph.facts import Fact, Quote


def explained(fact: Fact, trace: list[str]) -> str:
    """The reasons for a fact as indented lines."""
    piece = fact.evidence[0]
    quote = piece.source.exact if isinstance(piece.source, Quote) else ""
    lines = [f"rule {piece.rule}", f"evidence “{quote}”", *trace]
    return "\n".join(f"    {line}" for line in lines)
