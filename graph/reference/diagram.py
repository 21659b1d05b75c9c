"""The class diagram: what the ontology declares, laid out by hand where the eye needs it, drawn as SVG.

Boxes and roles come from the vocabulary, so that the picture cannot fall behind it. Colours are the page's own: the
drawing uses ``currentColor`` and the custom properties ``--panel``, ``--accent`` and ``--quiet``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from graph.vocabulary import vocabulary

_LINE = 15
_HEAD = 22
_WIDTH = 168
_GAP = 14
_COLUMNS = 4
_LEFT = 10
_TOP = 96
_RIGHT = _LEFT + _COLUMNS * (_WIDTH + _GAP) + 40

_PARTIES = ("State", "Organization", "Person")
_OTHERS = ("Office", "Place", "Event")
_EVIDENCE = ("Quotation", "RegisterEntry", "Citation")
LINES = {
    "Fact": ("date", "modality"),
    "Evidence": ("confidence", "rule", "asOf"),
    "State": ("capital", "borders", "dependencyOf", "successorOf"),
    "Organization": ("organizationKind", "founded"),
    "Person": ("born", "died"),
    "Office": ("officeOf", "officeKind"),
    "Place": ("inState",),
}
"""Class → those of its own properties that the picture shows; of facts it shows all roles."""


@dataclass(frozen=True, slots=True)
class Box:
    """A class: where it stands, and the lines of text below its name; lines with a star are core roles."""

    name: str
    x: int
    y: int
    lines: Sequence[str] = ()

    @property
    def height(self) -> int:
        """Height of the box, by its lines."""
        return _HEAD + _LINE * len(self.lines) + (6 if self.lines else 0)


def class_diagram() -> str:
    """The picture as an SVG element; each box links to ``#Name``."""
    facts = list(_facts())
    bottom = max(box.y + box.height for box in facts) + 46
    evidence = [Box("Evidence", _LEFT, bottom, LINES["Evidence"])]
    for number, name in enumerate(_EVIDENCE):
        evidence.append(Box(name, _LEFT + (number + 1) * (_WIDTH + _GAP), bottom))
    sources = [Box("Article", evidence[1].x, bottom + 74), Box("Register", evidence[2].x, bottom + 74)]
    entities = list(_entities())
    root = Box("Fact", _LEFT, 14, LINES["Fact"])
    boxes = [root, *facts, *entities, *evidence, *sources]
    width, height = _RIGHT + _WIDTH + 12, max(box.y + box.height for box in boxes) + 12
    parts = [
        _frame(_LEFT - 6, _TOP - 14, _RIGHT - 40 - _LEFT, bottom - _TOP - 14, "each is a Fact; * core role"),
        _frame(_RIGHT - 6, _TOP - 14, _WIDTH + 12, entities[3].y + entities[3].height - _TOP + 36, "each is a Party"),
        _frame(evidence[1].x - 6, bottom - 8, 3 * _WIDTH + 2 * _GAP + 12, 50, "each is Evidence"),
        *_edges(root, facts, entities, evidence, sources),
        *(_draw(box) for box in boxes),
    ]
    title = f"facts of {len(facts)} types, the parties that they join, and the evidence for them"
    return (
        f'<svg class="class-diagram" viewBox="0 0 {width} {height}" role="group" xmlns="http://www.w3.org/2000/svg" '
        'aria-labelledby="class-diagram-title"><title id="class-diagram-title">Classes of the ontology: '
        f"{title}</title>{_MARKERS}{''.join(parts)}</svg>"
    )


_MARKERS = (
    '<defs><marker id="cy-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
    'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="currentColor"/></marker></defs>'
)


def _facts() -> Iterator[Box]:
    types = sorted(vocabulary().types.values(), key=lambda found: (-len(found.roles), found.name))
    tops = [_TOP] * _COLUMNS
    for found in types:
        roles = sorted(found.roles, key=lambda role: (role not in found.core, role))
        column = tops.index(min(tops))
        lines = [f"{role}*" if role in found.core else role for role in roles]
        box = Box(found.name, _LEFT + column * (_WIDTH + _GAP), tops[column], lines)
        tops[column] += box.height + _GAP
        yield box


def _entities() -> Iterator[Box]:
    yield Box("Party", _RIGHT, 14)
    top = _TOP
    for name in (*_PARTIES, *_OTHERS):
        box = Box(name, _RIGHT, top, LINES.get(name, ()))
        yield box
        top += box.height + (_GAP if name != _PARTIES[-1] else 44)


def _edges(
    root: Box, facts: Sequence[Box], entities: Sequence[Box], evidence: Sequence[Box], sources: Sequence[Box]
) -> Iterator[str]:
    party, middle = entities[0], root.y + root.height // 2
    yield _edge(f"M{root.x + _WIDTH} {middle}H{party.x}", "roles", (root.x + _WIDTH + party.x) // 2, middle - 6)
    left = root.x + 14
    yield _edge(
        f"M{left} {max(b.y + b.height for b in facts) + 16}V{evidence[0].y}",
        "wasDerivedFrom",
        left + 8,
        evidence[0].y - 12,
    )
    for kind, source, words in ((evidence[1], sources[0], "hasSource"), (evidence[2], sources[1], "isPartOf")):
        x = kind.x + 30
        yield _edge(f"M{x} {kind.y + kind.height}V{source.y}", words, x + 8, source.y - 14)


def _edge(path: str, words: str, x: int, y: int) -> str:
    label = f'<text x="{x}" y="{y}" font-size="11" fill="var(--quiet, #666)">{escape(words)}</text>' if words else ""
    return f'<path d="{path}" fill="none" stroke="currentColor" marker-end="url(#cy-arrow)"/>{label}'


def _frame(x: int, y: int, width: int, height: int, words: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="none" stroke="currentColor" '
        f'stroke-dasharray="4 4" opacity=".5"/><text x="{x + width - 8}" y="{y + height - 8}" text-anchor="end" '
        f'font-size="11" fill="var(--quiet, #666)">{escape(words)}</text>'
    )


def _draw(box: Box) -> str:
    lines = "".join(
        f'<text x="{box.x + 10}" y="{box.y + _HEAD + 12 + _LINE * number}" font-size="11"'
        f'{_weight(line)} fill="currentColor">{escape(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    return (
        f'<a href="#{box.name}"><rect x="{box.x}" y="{box.y}" width="{_WIDTH}" height="{box.height}" rx="4" '
        f'fill="var(--panel, #f4f6f7)" stroke="currentColor"/><text x="{box.x + 10}" y="{box.y + 15}" font-size="13" '
        f'font-weight="600" fill="var(--accent, #1b5a80)">{escape(box.name)}</text>{lines}</a>'
    )


def _weight(line: str) -> str:
    return ' font-weight="600"' if line.endswith("*") else ""
