"""Which function reads by which rule: found in the rules' own source, so that it is never out of date."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_NAME = re.compile(r"[a-z]+\.[a-z]+")


@cache
def rule_index() -> Mapping[str, str]:
    """Rule → what its function (or, where that says nothing, its module) says of it, and where it stands."""
    found: dict[str, str] = {}
    for path in (*sorted((_HERE / "rules").glob("*.py")), *sorted(_HERE.glob("*.py"))):
        module = ast.parse(path.read_text("utf-8"))
        for name, function in _rules(module):
            said = ast.get_docstring(function) or ast.get_docstring(module) or ""
            where = f"graph/extract/{path.relative_to(_HERE).as_posix()}, {function.name}"
            found.setdefault(name, f"{said.partition(chr(10))[0]} ({where})")
    return found


def _rules(module: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The names that functions give to what they read; where one is only compared with, nothing is read by it."""
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef):
            compared = {id(n) for c in ast.walk(function) if isinstance(c, ast.Compare) for n in ast.walk(c)}
            for node in ast.walk(function):
                named = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in compared
                if named and _NAME.fullmatch(node.value):  # type: ignore[attr-defined]  # a constant's
                    yield node.value, function  # type: ignore[attr-defined]  # a constant's
