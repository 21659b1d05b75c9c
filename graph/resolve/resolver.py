"""References of facts → entities of the graph. What nothing known bears the name of is described where it is told of.

A fact's resolution depends on the world alone, never on facts resolved before it: the same fact always gives the same.
"""

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


@dataclass(frozen=True, slots=True)
class FactRef:
    """A role's value that is another fact: by its register's key for it, or by its IRI."""

    type: str
    key: str


@dataclass(frozen=True, slots=True)
class EntityRef:
    """A role's value that is an entity; `told` describes one that no register does."""

    kind: EntityKind
    id: str
    told: Entity | None = None

    @property
    def key(self) -> str:
        """What identifies it: ``state:KAZ``, ``organization:SCO``."""
        return f"{self.kind}:{self.id}"


Value = EntityRef | ConceptRef | FactRef | Words


@dataclass(frozen=True, slots=True)
class ResolvedFact:
    """A fact whose roles hold entities, concepts, facts and words instead of references."""

    fact: Fact
    roles: Mapping[str, tuple[Value, ...]]


class Resolver:
    """Resolves facts against a `World`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._vocabulary: Vocabulary = vocabulary()
        self._known: dict[str, EntityRef] = {}
        self._concepts: dict[tuple[str, str, str], Value] = {}

    def resolve(self, fact: Fact) -> ResolvedFact:
        """`fact` with its references resolved.

        States are never made up: a reference to an unknown one stays text.
        """
        roles: dict[str, tuple[Value, ...]] = {}
        offices = None
        for role, values in fact.roles.items():
            kind = self._vocabulary.ranges[role]
            if kind == "Office":
                offices = role, values
            elif kind == "Concept":
                roles[role] = _once(tuple([self._concept(fact.type, role, value) for value in values]))
            elif kind == "Event":
                roles[role] = _once(tuple([self._event(value, fact) for value in values]))
            elif kind in self._vocabulary.types:
                roles[role] = tuple([_fact(kind, value) for value in values])
            elif kind in ("string", "boolean"):
                roles[role] = tuple([Words(value) for value in values])
            else:
                roles[role] = _once(tuple([self._party(value, fact) for value in values]))
        if offices:  # last: whose office it is follows from the other roles
            roles[offices[0]] = _once(tuple([self._office(value, roles) for value in offices[1]]))
        return ResolvedFact(fact, roles)

    def _concept(self, fact_type: str, role: str, words: str) -> Value:
        key = fact_type, role, words
        if key not in self._concepts:
            path = self._vocabulary.concept(fact_type, role, words)
            self._concepts[key] = ConceptRef(path) if path else Words(words)
        return self._concepts[key]

    def _party(self, value: str, fact: Fact) -> Value:
        known = self._known.get(value)
        if known is not None:
            return known
        kind = reference_kind(value)
        if kind is None:
            return Words(value)
        name = value.partition(":")[2].strip()
        entity = self._world.get(kind, name)
        if entity is not None:
            self._known[value] = EntityRef(kind, entity.id)
            return self._known[value]
        entity = self._world.find(kind, name) or self._among(kind, name, fact)
        if entity is not None:
            return EntityRef(kind, entity.id)
        identity = slug(name)
        if kind == "state" or not identity:
            return Words(name)
        if self._world.get(kind, identity) is not None and kind == "person":
            identity = f"{identity}-namesake"  # several bear the name, and which is meant is not known
        entity = self._world.get(kind, identity)
        return EntityRef(kind, identity, None if entity else Entity(kind, identity, name))

    def _among(self, kind: EntityKind, name: str, fact: Fact) -> Entity | None:
        """One of several that bear a name: the one of a state that the fact names, else the one capital."""
        codes = sorted({v.removeprefix("state:") for vs in fact.roles.values() for v in vs if v.startswith("state:")})
        if kind == "place":
            found = [place for code in codes if (place := self._world.get("place", f"{slug(code)}-{slug(name)}"))]
            found = found or [place for place in self._world.named("place", name) if self._world.is_capital(place)]
            return found[0] if len(found) == 1 else None
        if kind == "person" and len(bearers := self._world.named("person", name)) > 1:
            serving = {tenure.person.id for code in codes for tenure in self._world.holders(code)}
            found = [person for person in bearers if person.id in serving]
            return found[0] if len(found) == 1 else None
        return None

    def _office(self, value: str, roles: Mapping[str, tuple[Value, ...]]) -> Value:
        if reference_kind(value) == "office":
            known = self._world.get("office", value.removeprefix("office:"))
            return EntityRef("office", known.id) if known else Words(value.removeprefix("office:"))
        bodies = [party for party in roles.get("of", roles.get("visitor", ())) if _is_body(party)]
        if not bodies:
            return Words(value)  # whose office it is stays unknown
        posts = [party for party in roles.get("accreditedTo", ()) if isinstance(party, EntityRef)]
        owner = bodies[0]
        assert isinstance(owner, EntityRef)  # noqa: S101 - _is_body has checked it
        posted = "".join(f"-to-{slug(post.id)}" for post in posts)
        identity = f"{slug(owner.id)}-{slug(value)}{posted}"
        if self._world.get("office", identity) is not None:
            return EntityRef("office", self._world.canonical("office", identity))
        return EntityRef("office", identity, self._told_office(value, identity, owner, posts))

    def _told_office(self, title: str, identity: str, owner: EntityRef, posts: list[EntityRef]) -> Entity:
        body = self._label(owner)
        label = title if body in title else f"{title} of {body}"
        label += "".join(f" to {name}" for post in posts if (name := self._label(post)) not in title)
        return Entity("office", identity, label, properties={"cy:officeOf": (reference(owner),)})

    def _label(self, ref: EntityRef) -> str:
        entity = ref.told or self._world.get(ref.kind, ref.id)
        return entity.label if entity else ref.id

    def _event(self, value: str, fact: Fact) -> Value:
        name = value.removeprefix("event:")
        year = _year(fact.date)
        identity = "-".join(part for part in (slug(name), year) if part)
        known = self._world.get("event", name) or self._world.get("event", identity)
        if known is not None:
            return EntityRef("event", known.id)
        if not identity:
            return Words(name)
        label = f"{name} ({year})" if year and year not in name else name
        return EntityRef("event", identity, Entity("event", identity, label))


def _fact(fact_type: str, value: str) -> FactRef:
    return FactRef(fact_type, value.removeprefix(f"{fact_type.lower()}:"))


def _is_body(party: Value) -> bool:
    return isinstance(party, EntityRef) and party.kind in ("state", "organization")


_PREFIXES: dict[EntityKind, str] = {kind: prefix for prefix, kind in REFERENCE_KINDS.items()}


def reference(entity: Entity | EntityRef) -> str:
    """The reference that stands for an entity: ``state:KAZ``."""
    return f"{_PREFIXES[entity.kind]}:{entity.id}"


def _year(date: str | None) -> str:
    """The one year that a date lies in, if it settles one."""
    bounds = edtf.parse(date) if date else None
    if bounds is None or bounds.earliest is None or bounds.latest is None:
        return ""
    return str(bounds.earliest.year) if bounds.earliest.year == bounds.latest.year else ""


def _once(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Each value once; entities are compared by kind and id, whatever describes them."""
    if len(values) == 1:
        return values
    seen: dict[object, Value] = {}
    for value in values:
        seen.setdefault(value.key if isinstance(value, EntityRef) else value, value)
    return tuple(seen.values())
