"""References of facts → entities of the graph. What nothing known bears the name of becomes an entity of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph import edtf
from graph.facts import REFERENCE_KINDS, Entity, EntityKind, Fact, reference_kind
from graph.resolve.names import slug
from graph.resolve.world import World
from graph.vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class Words:
    """A role's value that stays text: a title, an amount, or words that no concept of the scheme matches."""

    text: str


@dataclass(frozen=True, slots=True)
class ConceptRef:
    """A role's value that is a SKOS concept, by its path below ``{base}/vocab/``."""

    path: str


Value = Entity | ConceptRef | Words


@dataclass(frozen=True, slots=True)
class ResolvedFact:
    """A fact whose roles hold entities, concepts and words instead of references."""

    fact: Fact
    roles: Mapping[str, tuple[Value, ...]]


class Resolver:
    """Resolves facts against a `World` and adds to it the persons, places, offices and events that they bring."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._vocabulary: Vocabulary = vocabulary()

    def resolve(self, fact: Fact) -> ResolvedFact:
        """`fact` with its references resolved.

        States are never made up: a reference to an unknown one stays text.
        """
        parties = {
            role: tuple(self._party(value, fact) for value in values)
            for role, values in fact.roles.items()
            if self._range(role) in ("Party", "Person", "Organization", "Place", "Endpoint")
        }
        roles: dict[str, tuple[Value, ...]] = {}
        for role, values in fact.roles.items():
            if role in parties:
                roles[role] = _once(parties[role])
            elif self._range(role) == "Concept":
                roles[role] = _once(tuple(self._concept(fact.type, role, value) for value in values))
            elif self._range(role) == "Office":
                roles[role] = _once(tuple(self._office(value, parties) for value in values))
            elif self._range(role) == "Event":
                roles[role] = _once(tuple(self._event(value, fact) for value in values))
            else:
                roles[role] = tuple(Words(value) for value in values)
        return ResolvedFact(fact, roles)

    def _range(self, role: str) -> str:
        return self._vocabulary.ranges[role]

    def _concept(self, fact_type: str, role: str, words: str) -> Value:
        path = self._vocabulary.concept(fact_type, role, words)
        return ConceptRef(path) if path else Words(words)

    def _party(self, value: str, fact: Fact) -> Value:
        kind = reference_kind(value)
        if kind is None:
            return Words(value)
        name = value.partition(":")[2].strip()
        known = self._world.get(kind, name) or self._world.find(kind, name)
        if kind == "place" and known is None:
            known = self._place_among(name, fact)
        if known is not None:
            return known
        identity = slug(name)
        if kind == "state" or not identity:
            return Words(name)
        return self._world.get(kind, identity) or self._world.add(Entity(kind, identity, name))

    def _place_among(self, name: str, fact: Fact) -> Entity | None:
        """A place whose name several states have, where exactly one of them is a party to the fact."""
        codes = {v.removeprefix("state:") for vs in fact.roles.values() for v in vs if v.startswith("state:")}
        found = [place for code in codes if (place := self._world.get("place", f"{code.lower()}-{slug(name)}"))]
        return found[0] if len(found) == 1 else None

    def _office(self, value: str, parties: Mapping[str, tuple[Value, ...]]) -> Value:
        if reference_kind(value) == "office":
            known = self._world.get("office", value.removeprefix("office:"))
            return known or Words(value.removeprefix("office:"))
        bodies = [party for party in parties.get("of", parties.get("visitor", ())) if _is_body(party)]
        if not bodies:
            return Words(value)  # whose office it is stays unknown
        posts = [party for party in parties.get("accreditedTo", ()) if isinstance(party, Entity)]
        return self._world.add(_office(value, bodies, posts))

    def _event(self, value: str, fact: Fact) -> Value:
        name = value.removeprefix("event:")
        year = _year(fact.date)
        identity = "-".join(part for part in (slug(name), year) if part)
        known = self._world.get("event", name) or self._world.get("event", identity)
        if known is not None or not identity:
            return known or Words(name)
        label = f"{name} ({year})" if year and year not in name else name
        return self._world.add(Entity("event", identity, label))


def _is_body(party: Value) -> bool:
    return isinstance(party, Entity) and party.kind in ("state", "organization")


def _office(title: str, bodies: list[Value], posts: list[Entity]) -> Entity:
    owner = bodies[0]
    assert isinstance(owner, Entity)  # noqa: S101 - _is_body has checked it
    posted = "".join(f"-to-{slug(post.id)}" for post in posts)
    label = title if owner.label in title else f"{title} of {owner.label}"
    label += "".join(f" to {post.label}" for post in posts if post.label not in title)
    return Entity(
        kind="office",
        id=f"{slug(owner.id)}-{slug(title)}{posted}",
        label=label,
        properties={"cy:officeOf": (reference(owner),)},
    )


def reference(entity: Entity) -> str:
    """The reference that stands for an entity: ``state:KAZ``."""
    prefixes: dict[EntityKind, str] = {kind: prefix for prefix, kind in REFERENCE_KINDS.items()}
    return f"{prefixes[entity.kind]}:{entity.id}"


def _year(date: str | None) -> str:
    """The one year that a date lies in, if it settles one."""
    bounds = edtf.parse(date) if date else None
    if bounds is None or bounds.earliest is None or bounds.latest is None:
        return ""
    return str(bounds.earliest.year) if bounds.earliest.year == bounds.latest.year else ""


def _once(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Each value once; entities are compared by identity of kind and id, since the world may have grown meanwhile."""
    seen: dict[object, Value] = {}
    for value in values:
        seen.setdefault((value.kind, value.id) if isinstance(value, Entity) else value, value)
    return tuple(seen.values())
