"""The public names, and what an import may cost."""

import ast
import importlib
import inspect
import multiprocessing
import pickle
import pkgutil
import pydoc
import subprocess
import sys
import tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import gametheory as gt

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(m.name for m in pkgutil.walk_packages(gt.__path__, "gametheory.") if not m.name.endswith("__main__"))

PUBLIC = {
    "Chance", "Claim", "Domain", "Equilibrium", "ExtensiveGame", "GameTheoryError", "Model", "Move", "Nash",
    "Parameter", "ParameterError", "Payoff", "PerfectBayesian", "SignalingGame", "Solution", "StrategicGame",
    "SubgamePerfect", "__version__", "answer", "audit", "catalogue", "check", "cite", "find", "forecast", "load",
    "margins", "nice", "prove", "read", "refine", "regions", "require", "sensitivity", "solve", "sweep", "symbols",
    "thresholds", "verify", "weaken",
}  # fmt: skip


def _loaded_after(code):
    """Return the top-level modules that a fresh interpreter has imported after running ``code``."""
    report = "import sys; print('\\n' + ' '.join(sorted({m.partition('.')[0] for m in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], check=True, capture_output=True, text=True, timeout=60
    )
    return set(done.stdout.split("\n")[-2].split())


def test_the_public_names_are_exactly_these():
    assert set(gt.__all__) == PUBLIC
    assert sorted(gt.__all__) == list(gt.__all__)
    assert set(dir(gt)) == PUBLIC


def test_type_checkers_see_the_same_names():
    tree = ast.parse((ROOT / "gametheory" / "__init__.py").read_text(encoding="utf-8"))
    [guarded] = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {alias.name: node.module for node in guarded.body for alias in node.names if node.module != "typing"}
    assert set(seen) | {"__version__"} == PUBLIC
    for name, module in seen.items():
        assert getattr(importlib.import_module(module), name) is getattr(gt, name)


def test_what_is_public_on_a_floor_is_found_from_the_top():
    from gametheory.concepts import survival
    from gametheory.lang import Interval

    assert gt.Interval is Interval
    assert gt.survival is survival


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_name_travels_to_another_process(name):
    assert pickle.loads(pickle.dumps(getattr(gt, name))) == getattr(gt, name)


def test_a_public_verb_is_described_by_its_own_text():
    assert inspect.isfunction(gt.solve)
    assert pydoc.render_doc(gt.solve).startswith("Python Library Documentation: function solve in module")


def test_models_are_solved_by_other_processes():
    models = [gt.load("beer_quiche"), gt.load("job_market")]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(gt.solve, models))
    assert [list(solution) for solution in found] == [list(gt.solve(model)) for model in models]


@pytest.mark.parametrize("module", MODULES)
def test_no_verb_hides_a_module(module):
    importlib.import_module(module)
    parent, _, name = module.rpartition(".")
    assert inspect.ismodule(getattr(importlib.import_module(parent), name))


def test_every_public_name_is_there_and_says_what_it_is():
    for name in set(PUBLIC) - {"__version__"}:
        assert getattr(gt, name).__doc__, name


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'equilibrium'"):
        _ = gt.equilibrium


@pytest.mark.parametrize("module", MODULES)
def test_what_a_module_promises_is_there(module):
    found = importlib.import_module(module)
    assert found.__doc__, f"{module} has no docstring"
    for name in getattr(found, "__all__", ()):
        getattr(found, name)


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert gt.__version__ == project["version"]
    assert f"\nversion: {gt.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## [{gt.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_importing_the_package_imports_nothing_heavy():
    loaded = _loaded_after("import gametheory")
    assert "gametheory" in loaded
    assert not loaded & {"sympy", "numpy", "scipy", "z3", "flint", "nashpy", "xarray", "matplotlib"}


def test_help_imports_neither_sympy_nor_z3_nor_flint():
    loaded = _loaded_after(
        "import runpy, sys\n"
        "sys.argv = ['gametheory', '--help']\n"
        "try:\n    runpy.run_module('gametheory', run_name='__main__')\n"
        "except SystemExit as stop:\n    assert stop.code == 0\n"
    )
    assert "argparse" in loaded
    assert not loaded & {"sympy", "numpy", "scipy", "z3", "flint", "nashpy", "xarray"}


def test_solving_a_numeric_game_needs_no_sympy():
    loaded = _loaded_after(
        "import gametheory as gt\ngt.solve(gt.StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]))"
    )
    assert "flint" in loaded
    assert not loaded & {"sympy", "matplotlib", "pygambit"}
