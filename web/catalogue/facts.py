"""Which facts a page shows, and with whom a party deals: chosen in the catalogue, told in full by the graph."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from web.catalogue.reader import Catalogue

MANY = 24
"""Facts that involve more than that, such as conventions, are told without naming everyone."""

_BILATERAL = 12
"""Facts that involve more than that say nothing of whom a party prefers to deal with."""

_ENTITY = "(SELECT id FROM thing WHERE iri = :iri)"
_HELD = "AND own.earliest <> '' AND own.earliest <= :on AND (own.latest = '' OR own.latest >= :on)"


@dataclass(frozen=True, slots=True)
class Pick:
    """A fact to be shown: `size` is how many it involves, `year` when it starts, as far as that is known."""

    iri: str
    kind: str
    size: int
    year: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """The facts of a section that are shown, and how many there are in all."""

    facts: Sequence[Pick]
    total: int


@dataclass(frozen=True, slots=True)
class Dealing:
    """Someone with whom a party deals: in how many facts, the latest when, and in how many of each sort."""

    iri: str
    kind: str
    label: str
    facts: int
    latest: str = ""
    visited: int = 0
    hosted: int = 0
    met: int = 0


def picked(
    catalogue: Catalogue, iri: str, kinds: Sequence[str], roles: Sequence[str], limit: int, on: str = ""
) -> Picked:
    """Facts of some kinds in which a thing has one of some roles, the latest first; on a day, those that held."""
    held = _HELD if on else ""
    chosen = f"entity = {_ENTITY} AND kind IN ({_list('k', kinds)}) AND role IN ({_list('r', roles)}) {held}"
    values: dict[str, object] = {"iri": iri, "on": on, "limit": limit} | _named("k", kinds) | _named("r", roles)
    rows = catalogue.select(_PICKED.format(chosen=chosen), values)
    [(total,)] = catalogue.select(f"SELECT count(DISTINCT fact) FROM involved AS own WHERE {chosen}", values)  # noqa: S608
    return Picked([_pick(row) for row in rows], int(str(total)))


def between(catalogue: Catalogue, one: str, other: str, on: str = "") -> list[tuple[Pick, str]]:
    """All facts that involve both of two things, the latest first, each with what it is said to be (its modality)."""
    weights = [entry.weight if (entry := catalogue.entry(iri)) else 0 for iri in (one, other)]
    fewer, more = (one, other) if weights[0] <= weights[1] else (other, one)
    rows = catalogue.select(_BETWEEN.format(held=_HELD if on else ""), {"iri": fewer, "other": more, "on": on})
    return [(_pick(row), str(row[4])) for row in rows]


def acts_of_both(catalogue: Catalogue, one: str, other: str, on: str = "") -> dict[str, list[Pick]]:
    """Acts of two parties upon agreements on which both acted, by the agreement, the latest signed first."""
    return _shared(catalogue, _ACTS, one, other, on)


def memberships_of_both(catalogue: Catalogue, one: str, other: str, on: str = "") -> dict[str, list[Pick]]:
    """Memberships of two parties in organizations to which both belong, by the organization."""
    return _shared(catalogue, _MEMBERSHIPS, one, other, on)


def dealings(catalogue: Catalogue, iri: str, kinds: Sequence[str], limit: int) -> list[Dealing]:
    """Those of some kinds that share most facts between few with a thing."""
    statement = _DEALINGS.format(kinds=_list("k", kinds))
    rows = catalogue.remembered(statement, {"iri": iri, "few": _BILATERAL, "limit": limit} | _named("k", kinds))
    return [
        Dealing(str(other), str(kind), str(label), int(str(number)), str(latest))
        for other, kind, label, number, latest in rows
    ]


def contacts(catalogue: Catalogue, iri: str, kinds: Sequence[str], limit: int) -> list[Dealing]:
    """Those of some kinds whom a party visited, hosted and met most."""
    statement = _CONTACTS.format(kinds=_list("k", kinds))
    values: dict[str, object] = {"iri": iri, "limit": limit, "person": int("person" in kinds)}  # bodies meet bodies
    return [_counted(row) for row in catalogue.remembered(statement, values | _named("k", kinds))]


def ways(catalogue: Catalogue, iri: str) -> list[Dealing]:
    """States with which a state exchanged visits (`visited`) or missions (`hosted`), and how many of each."""
    return [_counted(row) for row in catalogue.remembered(_WAYS, {"iri": iri})]


def ties(catalogue: Catalogue, iris: Sequence[str]) -> set[frozenset[str]]:
    """Pairs of things that visited or met each other."""
    rows = catalogue.remembered(_TIES.format(iris=_list("i", iris)), _named("i", iris))
    together: dict[object, set[str]] = {}
    for fact, iri in rows:
        together.setdefault(fact, set()).add(str(iri))
    return {frozenset((one, other)) for found in together.values() for one in found for other in found if one < other}


_PICKED = """
    SELECT iri, kind, size FROM (
        SELECT DISTINCT fact, kind, earliest, size FROM involved AS own WHERE {chosen}
        ORDER BY earliest DESC, fact LIMIT :limit
    ) AS found JOIN (SELECT id, iri FROM thing) ON id = fact
    ORDER BY earliest DESC, iri
"""
_BETWEEN = """
    SELECT DISTINCT thing.iri, own.kind, own.size, substr(own.earliest, 1, 4), thing.modality
    FROM involved AS own
    CROSS JOIN involved AS shared
        ON shared.fact = own.fact AND shared.entity = (SELECT id FROM thing WHERE iri = :other)
    CROSS JOIN thing ON thing.id = own.fact
    WHERE own.entity = (SELECT id FROM thing WHERE iri = :iri) {held}
    ORDER BY own.earliest DESC, thing.iri
"""
_ACTS = """
    SELECT target.iri, thing.iri, own.kind, own.size
    FROM involved AS own
    CROSS JOIN involved AS aim ON aim.fact = own.fact AND aim.role = 'agreement'
    CROSS JOIN thing AS target ON target.id = aim.entity
    CROSS JOIN thing ON thing.id = own.fact
    WHERE own.entity = (SELECT id FROM thing WHERE iri = :iri)
        AND own.kind = 'party-action' AND own.role = 'party' {held}
    ORDER BY own.earliest DESC, thing.iri
"""
_MEMBERSHIPS = """
    SELECT target.iri, thing.iri, own.kind, own.size
    FROM involved AS own
    CROSS JOIN involved AS aim ON aim.fact = own.fact AND aim.role = 'organization'
    CROSS JOIN thing AS target ON target.id = aim.entity
    CROSS JOIN thing ON thing.id = own.fact
    WHERE own.entity = (SELECT id FROM thing WHERE iri = :iri) AND own.kind = 'membership' AND own.role = 'member'
        AND thing.modality <> 'denied' {held}
    ORDER BY target.folded, thing.iri
"""
_DEALINGS = """
    SELECT other.iri, other.kind, other.label, count(DISTINCT shared.fact), max(own.earliest)
    FROM involved AS own
    CROSS JOIN involved AS shared ON shared.fact = own.fact AND shared.entity <> own.entity
    CROSS JOIN thing AS other ON other.id = shared.entity
    WHERE own.entity = (SELECT id FROM thing WHERE iri = :iri) AND own.holds = 1 AND own.size <= :few
        AND own.kind IN ('visit', 'meeting', 'agreement', 'mission', 'mechanism', 'aid', 'transport-link',
            'diplomatic-relations')
        AND other.kind IN ({kinds})
    GROUP BY shared.entity
    ORDER BY 4 DESC, other.folded
    LIMIT :limit
"""
_CONTACTS = """
    SELECT other.iri, other.kind, other.label,
        count(DISTINCT CASE WHEN own.role = 'visitor' THEN own.fact END),
        count(DISTINCT CASE WHEN own.role = 'host' THEN own.fact END),
        count(DISTINCT CASE WHEN own.role = 'participant' THEN own.fact END)
    FROM involved AS own
    CROSS JOIN involved AS shared ON shared.fact = own.fact AND shared.entity <> own.entity
        AND shared.role = CASE own.role WHEN 'visitor' THEN 'host' WHEN 'host' THEN 'visitor' ELSE 'participant' END
    CROSS JOIN thing AS other ON other.id = shared.entity
    WHERE own.entity = (SELECT id FROM thing WHERE iri = :iri) AND own.holds = 1
        AND (own.kind = 'visit' AND own.role IN ('visitor', 'host') OR own.kind = 'meeting' AND own.role = 'participant'
            AND (other.kind = 'person') = :person)
        AND other.kind IN ({kinds})
    GROUP BY shared.entity
    ORDER BY count(DISTINCT own.fact) DESC, other.folded
    LIMIT :limit
"""
_WAYS = """
    SELECT other.iri, other.kind, other.label,
        count(DISTINCT CASE WHEN own.kind = 'visit' THEN own.fact END),
        count(DISTINCT CASE WHEN own.kind = 'mission' THEN own.fact END)
    FROM involved AS own
    CROSS JOIN involved AS shared ON shared.fact = own.fact AND shared.entity <> own.entity
        AND shared.role IN ('visitor', 'host', 'sender', 'receiver')
    CROSS JOIN thing AS other ON other.id = shared.entity AND other.kind = 'state'
    WHERE own.entity = (SELECT id FROM thing WHERE iri = :iri) AND own.holds = 1
        AND own.kind IN ('visit', 'mission') AND own.role IN ('visitor', 'host', 'sender', 'receiver')
    GROUP BY shared.entity
    ORDER BY other.folded
"""
_TIES = """
    SELECT fact, iri FROM involved JOIN thing ON id = entity
    WHERE iri IN ({iris}) AND holds = 1
        AND (involved.kind = 'visit' AND role IN ('visitor', 'host')
            OR involved.kind = 'meeting' AND role = 'participant')
"""


def _shared(catalogue: Catalogue, statement: str, one: str, other: str, on: str) -> dict[str, list[Pick]]:
    held = _HELD if on else ""
    sides: list[dict[str, list[Pick]]] = []
    for iri in (one, other):
        found: dict[str, list[Pick]] = {}
        for target, *row in catalogue.select(statement.format(held=held), {"iri": iri, "on": on}):
            found.setdefault(str(target), []).append(_pick(row))
        sides.append(found)
    return {target: [*picks, *sides[1][target]] for target, picks in sides[0].items() if target in sides[1]}


def _pick(row: Sequence[object]) -> Pick:
    return Pick(str(row[0]), str(row[1]), int(str(row[2])), str(row[3]) if len(row) > 3 else "")


def _counted(row: Sequence[object]) -> Dealing:
    other, kind, label, *counted = row
    numbers = [int(str(number)) for number in counted]
    return Dealing(str(other), str(kind), str(label), sum(numbers), "", *numbers)


def _list(prefix: str, values: Iterable[str]) -> str:
    return ", ".join(f":{prefix}{place}" for place, _ in enumerate(values))


def _named(prefix: str, values: Iterable[str]) -> dict[str, object]:
    return {f"{prefix}{place}": value for place, value in enumerate(values)}
