"""The import contracts of pyproject.toml name every module that they are about; lint-imports checks the imports."""

import ast
import pkgutil
import tomllib
from pathlib import Path

import gametheory as gt
from gametheory import concepts

PACKAGE = Path(gt.__file__).parent
AUDIT = "gametheory.concepts.certify"
ALLOWED = {"gametheory.concepts.equilibrium", "gametheory.concepts.solution", "gametheory.concepts.supports"}


def test_the_audit_is_kept_from_every_module_of_the_concepts_but_those_that_state_answers():
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [contract] = [one for one in contracts if one.get("source_modules") == [AUDIT]]
    there = {f"gametheory.concepts.{module.name}" for module in pkgutil.iter_modules(concepts.__path__)}
    assert set(contract["forbidden_modules"]) - {"gametheory.spec"} == there - ALLOWED - {AUDIT}


def test_the_audit_does_not_ask_the_floor_for_what_it_may_not_import():
    # the contract cannot forbid the package that the audit lies in, through which everything can be had
    for path in sorted((PACKAGE / "concepts" / "certify").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            asked = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            asked += [node.module] if isinstance(node, ast.ImportFrom) else []
            assert not {"gametheory", "gametheory.concepts"} & set(asked), path.name
