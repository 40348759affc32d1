"""What stands beside the package (benchmarks, the documentation's extensions, examples) imports what is there.

Many of them import inside a function that no test calls, for what they do takes minutes.
"""

import ast
import importlib
from pathlib import Path

import pytest

import gametheory as gt

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(
    [
        *(ROOT / "benchmarks").glob("*.py"),
        *(ROOT / "docs").glob("*.py"),
        *(ROOT / "docs" / "_ext").glob("*.py"),
        *(ROOT / "examples").rglob("*.py"),
    ]
)


def imported(tree):
    """Yield every ``(module, name)`` of the package that is imported; the name is None for a whole module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.module, alias.name) for alias in node.names)


def written(text):
    """Return the trees of a file's code, and of code that it holds as text to be run by another process."""
    tree = ast.parse(text)
    trees = [tree]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "import gametheory" in node.value:
            try:
                trees.append(ast.parse(node.value))
            except SyntaxError:  # prose
                continue
    return trees


def test_there_are_such_files():
    folders = {path.parent.relative_to(ROOT).as_posix() for path in FILES}
    assert folders >= {"benchmarks", "docs", "docs/_ext", "examples", "examples/paper"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_import_of_the_package_leads_somewhere(path):
    for tree in written(path.read_text(encoding="utf-8")):
        for module, name in imported(tree):
            if module.partition(".")[0] != "gametheory":
                continue
            found = importlib.import_module(module)
            if name is not None and not hasattr(found, name):
                importlib.import_module(f"{module}.{name}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_public_name_that_is_used_is_one(path):
    for tree in written(path.read_text(encoding="utf-8")):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "gt":
                assert hasattr(gt, node.attr), f"gt.{node.attr} in line {node.lineno}"
