"""The texts of pages that follow from the package itself: models, the public names, the modules."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import gametheory as gt

THEMES = {"crisis": "The crisis", "textbook": "Textbook games"}

FLOORS = {
    "errors": "Errors",
    "lang": "Expressions and conditions",
    "game": "Games",
    "spec": "Models",
    "concepts": "Answers",
    "study": "Questions to an answer",
}
SHOWN = ("explorer", "latex", "plot", "sweep_statement", "sweep_tables", "tables")


def pages() -> Iterator[tuple[str, str]]:
    """Yield names and texts."""
    yield from _models()
    yield "reference/api", _api()
    yield "reference/show", _show()
    yield "reference/modules/index", _lines(_MODULES, "```{toctree}\n", *FLOORS, "show", "```")
    for floor in (*FLOORS, "show"):
        yield f"reference/modules/{floor}", _modules(floor)


def _lines(*parts: str) -> str:
    return "\n".join([*parts, ""])


# -- models ------------------------------------------------------------------------------------------------------------

_MODELS = """# Models

Each page is made from the model's document and from solving it: nothing on it is written by hand. The numbers in the
models of the crisis are assumptions, marked as such; the models test an argument, they do not certify facts.
"""


def _models() -> Iterator[tuple[str, str]]:
    shelves: dict[str, list[str]] = {}
    for name, entry in gt.catalogue().items():
        shelves.setdefault(entry.theme, []).append(name)
        yield f"models/{name}", f"```{{model-page}} {name}\n```\n"
    lists = [
        _lines(f"## {THEMES.get(theme, theme)}\n", "```{toctree}", ":maxdepth: 1\n", *names, "```")
        for theme, names in shelves.items()
    ]
    yield "models/index", _lines(_MODELS, *lists)


# -- names -------------------------------------------------------------------------------------------------------------


def _rst(*lines: str) -> str:
    return _lines("```{eval-rst}", *lines, "```")


def _documented(address: str, value: Any) -> str:
    if inspect.isclass(value):
        return _rst(f".. autoclass:: {address}", "   :members:")
    return _rst(f".. autofunction:: {address}")


_API = """# The public names

What begins with `gametheory.` and one name is there after `import gametheory as gt`; the rest is imported from the
floor that stands before it. These names are what you may rely on; the [modules](modules/index.md) behind them may
change.
"""


def _api() -> str:
    out = [_API]
    public = {name: getattr(gt, name) for name in gt.__all__ if name != "__version__"}
    for floor, title in FLOORS.items():
        inside = f"{gt.__name__}.{floor}"
        out.append(f"## {title}\n")
        here = {name: one for name, one in public.items() if f"{one.__module__}.".startswith(f"{inside}.")}
        for name, one in _ordered(here):
            out.append(_documented(f"{gt.__name__}.{name}", one))
        more = importlib.import_module(inside)
        if floor in ("concepts", "study"):
            rest = {name: getattr(more, name) for name in more.__all__ if name not in public}
            out += [_documented(_address(inside, name, one), one) for name, one in _ordered(rest) if callable(one)]
    return _lines(*out)


def _address(inside: str, name: str, one: Any) -> str:
    """Return where a name is imported from: its own module where that has the same name."""
    return f"{inside}.{name}.{name}" if one.__module__ == f"{inside}.{name}" else f"{inside}.{name}"


def _ordered(names: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    """Verbs before nouns."""
    return sorted(names.items(), key=lambda item: (inspect.isclass(item[1]), item[0]))


_SHOW = """# Renderers

`gametheory.show` turns models and answers into text, tables, HTML, LaTeX, JSON and figures. Nothing in it computes an
equilibrium, and it is imported only when you ask for it.
"""


def _show() -> str:
    out = [_SHOW]
    for name in SHOWN:
        module = importlib.import_module(f"{gt.__name__}.show.{name}")
        out.append(f"## `gametheory.show.{name}`\n")
        out.append(_rst(f".. automodule:: {module.__name__}", "   :no-index:"))
        out += [
            _documented(f"{module.__name__}.{one}", getattr(module, one))
            for one in module.__all__
            if callable(getattr(module, one))
        ]
    return _lines(*out)


# -- modules -----------------------------------------------------------------------------------------------------------

_MODULES = """# The modules, in their own words

The head of every module: the mathematics it implements, its conventions, its sources. The floors stand in the order in
which they import: each only from those before it. These are for readers of the code and of the method; the
[public names](../api.md) are what programs should use.
"""


def _modules(floor: str) -> str:
    package = importlib.import_module(f"{gt.__name__}.{floor}")
    out = [f"# `{package.__name__}`\n", _rst(f".. automodule:: {package.__name__}")]
    for name in _inside(package):
        # a figure and the module that draws it share their name, which is the figure's
        drawn = name.rpartition(".")[0] == f"{gt.__name__}.show.plot"
        out += [f"## `{name}`\n", _rst(f".. automodule:: {name}", *(["   :no-index:"] if drawn else []))]
    return _lines(*out)


def _inside(package: Any) -> Sequence[str]:
    if not hasattr(package, "__path__"):
        return ()
    return sorted(found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
