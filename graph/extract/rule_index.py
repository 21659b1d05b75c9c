"""Which function reads by which rule: found in the rules' own source, so that it is never out of date."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_RULES = Path(__file__).parent / "rules"
_NAME = re.compile(r"[a-z]+\.[a-z]+")


@cache
def rule_index() -> Mapping[str, str]:
    """Rule → where it stands, and what its function (or, where that says nothing, its module) says of it."""
    found: dict[str, str] = {}
    for path in sorted(_RULES.glob("*.py")):
        module = ast.parse(path.read_text("utf-8"))
        for name, function in _rules(module):
            said = ast.get_docstring(function) or ast.get_docstring(module) or ""
            where = f"graph/extract/rules/{path.name}, {function.name}"
            found.setdefault(name, f"{said.partition(chr(10))[0]} ({where})")
    return found


def _rules(module: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.fullmatch(node.value):
                    yield node.value, function
