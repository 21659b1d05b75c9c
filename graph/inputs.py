"""What a build depends on, as digests: the same inputs give the same graph, so nothing need be done for them again."""

import hashlib
from pathlib import Path

from graph.errors import InputError
from graph.read.seeds import seed_files
from graph.settings import Settings, shipped


def input_digests(settings: Settings) -> dict[str, str]:
    """SHA-256 of each seed by its path, of our own code with the ontology, and the settings that matter.

    Raises
    ------
    InputError
        A file cannot be read.
    """
    digests = {str(path.relative_to(settings.seeds)): _file_digest(path) for path in seed_files(settings)}
    digests["code"] = _code_digest()
    digests["settings"] = f"{settings.base} {settings.min_confidence} {settings.bad_rows}"
    if settings.model:
        digests["model"] = f"{settings.model_service} {settings.model} {settings.model_confidence}"
    return digests


def _code_digest() -> str:
    code = hashlib.sha256()
    for root in (Path(__file__).parent, shipped("ontology")):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and "data" not in path.relative_to(root).parts[:1]:
                code.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return code.hexdigest()


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", "check its rights", file=path) from None
