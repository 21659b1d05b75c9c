"""The world as the registers and curated files know it: every entity, found by identifier or by name."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.facts import Entity, EntityKind, Name
from graph.resolve.names import fold


class World:
    """All known entities. The extractor takes its gazetteer from here; the resolver looks references up."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self._entities: dict[tuple[EntityKind, str], Entity] = {}
        self._names: dict[tuple[EntityKind, str], set[str]] = {}
        for entity in entities:
            self.add(entity)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._entities.values())

    def __len__(self) -> int:
        return len(self._entities)

    def add(self, entity: Entity) -> Entity:
        """Take in an entity; one that is known already gains the new names and properties."""
        key = (entity.kind, entity.id)
        known = self._entities.get(key)
        if known is not None:
            entity = _merged(known, entity)
        self._entities[key] = entity
        for text in (entity.label, *(name.text for name in entity.names if name.kind != "demonym")):
            self._names.setdefault((entity.kind, fold(text)), set()).add(entity.id)
        return entity

    def get(self, kind: EntityKind, identity: str) -> Entity | None:
        """The entity of a kind with that identifier."""
        return self._entities.get((kind, identity))

    def of_kind(self, kind: EntityKind) -> Iterator[Entity]:
        """All entities of a kind."""
        return (entity for entity in self if entity.kind == kind)

    def find(self, kind: EntityKind, text: str) -> Entity | None:
        """The one entity of a kind that bears a name (demonyms are none); `None` when there is none or several."""
        found = self._names.get((kind, fold(text)), set())
        return self._entities[kind, next(iter(found))] if len(found) == 1 else None

    def state_of(self, place: Entity) -> Entity | None:
        """The state that a place lies in, where a register says so."""
        states = place.properties.get("cy:inState", ())
        return self.get("state", states[0].removeprefix("state:")) if len(states) == 1 else None


def _merged(known: Entity, new: Entity) -> Entity:
    label = (Name(new.label),) if new.label and new.label != known.label else ()
    properties = dict(known.properties)
    for name, values in new.properties.items():
        properties[name] = tuple(dict.fromkeys((*properties.get(name, ()), *values)))
    names = tuple(dict.fromkeys((*known.names, *label, *new.names)))
    return replace(known, names=names, properties=properties)
