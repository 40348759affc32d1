"""Every name that a docstring refers to by a role (``:func:`...```) is there."""

import ast
import importlib
import re
from pathlib import Path

import pytest

import gametheory as gt

PACKAGE = Path(gt.__file__).parent
ROLE = re.compile(r":(attr|class|const|data|exc|func|meth|mod|obj):`(?:[^`<]*<)?([^`>]+)>?`")
KNOWN = {"math"}
"""Roles that refer to no name."""
TEXTS = sorted(PACKAGE.rglob("*.py"))


def module_of(path):
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def docstrings(path):
    """Yield every text in a file that is a statement by itself, with the name of the class that it stands in."""

    def inside(node, owner):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant) and type(child.value.value) is str:
                yield owner, child.value.value
            yield from inside(child, child.name if isinstance(child, ast.ClassDef) else owner)

    yield from inside(ast.parse(path.read_text(encoding="utf-8")), "")


def found(name, module, owner):
    """Return whether a name means something: from the module's own names, the class's, or by its full address."""
    start = importlib.import_module(module)
    places = [start, getattr(start, owner, None)] if owner else [start]
    if any(reached(place, name.split(".")) for place in places if place is not None):
        return True
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            return reached(importlib.import_module(".".join(parts[:cut])), parts[cut:])
        except ImportError:
            continue
    return False


def reached(place, parts):
    for part in parts:
        if not hasattr(place, part) and part not in getattr(place, "__dataclass_fields__", ()):
            return False
        place = getattr(place, part, None)
    return True


def dead(path):
    module = module_of(path)
    for owner, text in docstrings(path):
        for role, target in ROLE.findall(text):
            name = " ".join(target.split()).lstrip("~!").removesuffix("()")
            if not found(name, module, owner):
                yield f":{role}:`{target}`"


def test_there_are_no_other_roles():
    used = {role for path in TEXTS for _, text in docstrings(path) for role in re.findall(r":(\w+):`", text)}
    assert used - KNOWN <= set(re.search(r"\((.*?)\)", ROLE.pattern)[1].split("|"))


@pytest.mark.parametrize("path", TEXTS, ids=module_of)
def test_every_role_resolves(path):
    assert list(dead(path)) == []


def test_a_dead_name_is_seen(tmp_path, monkeypatch):
    lines = [
        '"See :func:`gametheory.concepts.nowhere`."',
        "class A:",
        '    ":meth:`b`, :meth:`c`"',
        "    def b(self): ...",
    ]
    text = "\n".join(lines)
    (tmp_path / "sample_of_roles.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path / "package")
    assert list(dead(tmp_path / "sample_of_roles.py")) == [":func:`gametheory.concepts.nowhere`", ":meth:`c`"]
