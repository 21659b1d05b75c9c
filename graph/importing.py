"""A table of a user's own: checked against the world of the seeds, and laid beside the registers."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from graph.errors import StoreError, UsageError
from graph.read.mapping import read_spec
from graph.read.registers import Register, read_register
from graph.read.seeds import known, read_knowledge
from graph.settings import Settings


def checked(table: Path, mapping: Path, name: str, settings: Settings) -> Register:
    """The table as a register, read against what the seeds know; rows that do not parse are in its issues.

    Raises
    ------
    InputError
        The mapping or the table as a whole is broken.
    UsageError
        The name cannot be that of a register.
    """
    if not name.replace("-", "").replace("_", "").isalnum() or not name.isascii():
        raise UsageError(f"{name!r} cannot name a register", "use letters, digits and hyphens; see --name")
    spec = read_spec(mapping)
    world = read_knowledge(settings).world
    return read_register(spec, settings.register_bytes, known(world), table=table, name=name)


def told(register: Register) -> Iterator[str]:
    """The facts of a register as JSON, one a line."""
    for fact in register.facts:
        source = fact.evidence[0].source
        row = getattr(source, "key", "")
        roles = {role: list(values) for role, values in fact.roles.items()}
        line = {"row": row, "type": fact.type, "roles": roles, "date": fact.date, "modality": fact.modality}
        yield json.dumps(line, ensure_ascii=False)


def install(table: Path, mapping: Path, name: str, settings: Settings) -> None:
    """Copy a table and its declaration to the registers of the seeds.

    Raises
    ------
    StoreError
        The folder cannot be written.
    """
    folder = settings.seeds / "registers"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for source, suffix in ((table, ".csv"), (mapping, ".toml")):
            target = folder / f"{name}{suffix}"
            if not target.exists() or not target.samefile(source):
                shutil.copyfile(source, target)
    except OSError as error:
        raise StoreError(
            f"cannot be written ({error.strerror})", "name another folder with --seeds", file=folder
        ) from None
