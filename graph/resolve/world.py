"""The world as registers and curated files know it: every entity, found by identifier, by name or by office held."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from graph.facts import REFERENCE_KINDS, Entity, EntityKind, Fact, Name
from graph.resolve.names import fold
from graph.resolve.tenures import Tenure, Tenures

Aliases = Mapping[tuple[EntityKind, str], str]
"""(kind, identifier) → the identifier of the entity that it was judged to be."""


def _no_facts() -> Iterable[Fact]:
    return ()


class World:
    """All known entities. The extractor takes its gazetteer from here; the resolver looks references up.

    Parameters
    ----------
    entities
        What is known at first.
    aliases
        Identifiers that were judged to stand for another entity: asking for the one gives the other.
    holdings
        Gives the facts of office-holding that `holders` looks into; called when it is first asked.
    """

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        aliases: Aliases | None = None,
        holdings: Callable[[], Iterable[Fact]] = _no_facts,
    ) -> None:
        self.aliases: Aliases = aliases or {}
        self._kinds: dict[EntityKind, dict[str, Entity]] = {kind: {} for kind in REFERENCE_KINDS.values()}
        self._names: dict[EntityKind, dict[str, set[str]]] = {}
        self._holdings = holdings
        self._tenures: Tenures | None = None
        for entity in entities:
            self.add(entity)

    def __iter__(self) -> Iterator[Entity]:
        return (entity for entities in self._kinds.values() for entity in entities.values())

    def __len__(self) -> int:
        return sum(len(entities) for entities in self._kinds.values())

    def canonical(self, kind: EntityKind, identity: str) -> str:
        """The identifier that stands for an entity after all judgements on identity."""
        return self.aliases.get((kind, identity), identity)

    def add(self, entity: Entity) -> Entity:
        """Take in an entity; one that is known already gains the new names and properties."""
        identity = self.canonical(entity.kind, entity.id)
        known = self._kinds[entity.kind].get(identity)
        if known is not None:
            entity = _merged(known, entity)
        elif identity != entity.id:
            entity = replace(entity, id=identity)
        self._kinds[entity.kind][identity] = entity
        if entity.kind in self._names:
            self._index(entity)
        return entity

    def get(self, kind: EntityKind, identity: str) -> Entity | None:
        """The entity of a kind with that identifier, or with one that was judged to be the same."""
        found = self._kinds[kind].get(identity)
        return found if found is not None else self._kinds[kind].get(self.canonical(kind, identity))

    def ids(self, kind: EntityKind) -> Collection[str]:
        """The identifiers of all entities of a kind; those judged to be another's are among them."""
        return _Ids(self._kinds[kind], self.aliases, kind)

    def of_kind(self, kind: EntityKind) -> Iterator[Entity]:
        """All entities of a kind."""
        return iter(self._kinds[kind].values())

    def find(self, kind: EntityKind, text: str) -> Entity | None:
        """The one entity of a kind that bears a name (demonyms are none); `None` when there is none or several."""
        found = self._indexed(kind).get(fold(text), set())
        return self._kinds[kind][next(iter(found))] if len(found) == 1 else None

    def named(self, kind: EntityKind, text: str) -> list[Entity]:
        """All entities of a kind that bear a name."""
        return [self._kinds[kind][identity] for identity in sorted(self._indexed(kind).get(fold(text), ()))]

    def state_of(self, place: Entity) -> Entity | None:
        """The state that a place lies in, where a register says so."""
        states = place.properties.get("cy:inState", ())
        return self.get("state", states[0].removeprefix("state:")) if len(states) == 1 else None

    def is_capital(self, place: Entity) -> bool:
        """Whether a state names the place as a capital of its own."""
        state = self.state_of(place)
        return state is not None and f"place:{place.id}" in state.properties.get("cy:capital", ())

    def holders(
        self, state: str, *, office: str | None = None, kind: str | None = None, on: str | None = None
    ) -> list[Tenure]:
        """Who held an office of a state or organization, the latest first.

        Parameters
        ----------
        state
            Identifier of the state (``KAZ``) or organization.
        office
            Identifier of one office (``kaz-president``).
        kind
            Kind of office, as the registers have it: ``foreign minister``, ``head of state``, ``envoy`` …
        on
            EDTF date that the tenure must be able to cover. A tenure with no known end covers the days up to the one
            as of which it was recorded (`Tenure.as_of`); whether it covers later ones is not known.
        """
        if self._tenures is None:
            self._tenures = Tenures(self._holdings(), self)
        return self._tenures.of(state, office=office, kind=kind, on=on)

    def _indexed(self, kind: EntityKind) -> dict[str, set[str]]:
        if kind not in self._names:
            self._names[kind] = {}
            for entity in self._kinds[kind].values():
                self._index(entity)
        return self._names[kind]

    def _index(self, entity: Entity) -> None:
        index = self._names[entity.kind]
        for text in {entity.label, *(name.text for name in entity.names if name.kind != "demonym")}:
            if text:
                index.setdefault(fold(text), set()).add(entity.id)


class _Ids(Collection[str]):
    """A view of identifiers that also holds those which were judged to be another's."""

    def __init__(self, entities: Mapping[str, Entity], aliases: Aliases, kind: EntityKind) -> None:
        self._entities, self._aliases, self._kind = entities, aliases, kind

    def __contains__(self, identity: object) -> bool:
        return identity in self._entities or (self._kind, cast(str, identity)) in self._aliases

    def __iter__(self) -> Iterator[str]:
        return iter(self._entities)

    def __len__(self) -> int:
        return len(self._entities)


def _merged(known: Entity, new: Entity) -> Entity:
    label = (Name(new.label),) if new.label and known.label and new.label != known.label else ()
    properties = dict(known.properties)
    for name, values in new.properties.items():
        properties[name] = tuple(dict.fromkeys((*properties.get(name, ()), *values)))
    names = tuple(dict.fromkeys((*known.names, *label, *new.names)))
    return replace(known, label=known.label or new.label, names=names, properties=properties)
