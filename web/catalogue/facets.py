"""What lists and searches can be narrowed by, with counts."""

from collections.abc import Mapping

FACETS: Mapping[str, str] = {
    "class": "kind",
    "year": "substr(earliest, 1, 4)",
    "modality": "modality",
    "status": "status",
    "source": "source",
}
"""What can be narrowed by, and how it is told from a row. Besides these, by the ``state`` that is involved."""

NAMES = ("class", "state", "year", "status", "modality", "source")
"""All facets, in the order in which a page shows them."""

STATES_SHOWN = 60

STATES = """
    SELECT state.iri, count(DISTINCT fact) FROM involved JOIN thing AS state ON state.id = entity
    WHERE state.kind = 'state' AND fact IN (SELECT id FROM thing WHERE {where})
    GROUP BY entity ORDER BY 2 DESC, 1 LIMIT {limit}
"""

COUNTED = "SELECT value, number FROM facet WHERE kind = :kind AND facet = :facet ORDER BY 2 DESC, 1"

_OF_STATE = """id IN (
    SELECT fact FROM involved WHERE entity IN (
        SELECT id FROM thing WHERE kind = 'state' AND substr(iri, -length(:state) - 7) = '/state/' || :state))"""
_PLAIN = "INSERT INTO facet SELECT kind, '{name}', {value}, count(*) FROM thing WHERE modality <> '' GROUP BY 1, 3"
_BY_STATE = """
    INSERT INTO facet
    SELECT involved.kind, 'state', state.iri, count(DISTINCT fact)
    FROM involved JOIN thing AS state ON state.id = entity AND state.kind = 'state'
    GROUP BY 1, entity
"""


def statements() -> list[str]:
    """The statements that count beforehand what a list shows that is not narrowed."""
    plain = (_PLAIN.format(name=name, value=value) for name, value in FACETS.items() if name != "class")
    return [*plain, _BY_STATE]


def clauses(facets: Mapping[str, str]) -> tuple[list[str], dict[str, object]]:
    """Conditions on a row of ``thing`` for chosen values of facets, and the values that they bind."""
    parts = [_OF_STATE if name == "state" else f"{FACETS[name]} = :{name}" for name in facets]
    return parts, dict(facets)
