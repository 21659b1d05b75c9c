"""Organizations and groupings that one can belong to, and a membership of one as a draft."""

from graph.extract.drafts import Draft
from graph.extract.lexicon import words
from graph.extract.scene import Scene
from graph.facts import Modality

_COMMON_BODIES = words("memberships_common_bodies", "frames")
_PERSONAL = words("discourse_singular", "frames")
_BODY = words("memberships_body", "frames")


def named_bodies(scene: Scene, members: list[int]) -> list[str]:
    """The organizations that noun phrases name, by a known name or by a proper name of their own."""
    found: list[str] = []
    for index in members:
        unit = scene.units[index]
        if unit.kind == "org":
            found += unit.refs
        elif unit.kind == "noun" and unit.words[0] in ("the", "this") and unit.head in _COMMON_BODIES and not unit.mods:
            found += [scene.discourse.last_body] if scene.discourse.last_body else []
        elif unit.text in scene.document.acronyms:
            found.append(f"org:{scene.document.acronyms[unit.text]}")
        elif unit.kind in ("name", "noun") and _proper(scene, index):
            found.append(f"org:{scene.phrase(index, ('of', 'on', 'for'))}")
    return found


def _proper(scene: Scene, index: int) -> bool:
    """A body with a proper name that no register has."""
    unit = scene.units[index]
    if unit.kind == "name" and unit.head in _BODY and scene.clauses.head(index + 1) in ("on", "of", "for"):
        return True
    tokens = [t for t in scene.sentence.tokens[unit.first : unit.last] if t.word]
    return unit.head in _BODY and tokens[-1].capital and sum(t.capital for t in tokens) >= 2


def states(scene: Scene, indexes: list[int]) -> list[str]:
    """The states and organizations among noun phrases, those of persons left out."""
    party = scene.parties(
        i for i in indexes if scene.units[i].kind != "person" and scene.units[i].head not in _PERSONAL
    )
    return [side for side in party.sides if side.startswith(("state:", "org:"))]


def membership(
    scene: Scene, side: str, organization: str, status: str, date: str | None, modality: Modality, rule: str
) -> Draft:
    """A membership as a draft."""
    return scene.draft(
        "Membership", rule, {"member": [side], "organization": [organization], "status": [status]}, date, modality
    )
