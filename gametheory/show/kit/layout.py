"""Laying out the folder of a study from the templates beside this file."""

from __future__ import annotations

import json
import os
import re
from importlib.metadata import version
from importlib.resources import files

from gametheory.lang.writing.ascii_tex import ascii_tex
from gametheory.show.report.aside import aside
from gametheory.show.report.folder import check_place, put
from gametheory.show.report.names import folder_name
from gametheory.spec import Model, load
from gametheory.spec.library import document_bytes
from gametheory.version import __version__

__all__ = ["PINNED", "lay_out"]

PINNED = ("numpy", "scipy", "sympy", "nashpy", "python-flint", "z3-solver", "xarray", "matplotlib")
"""Packages that the results, or the bytes of the figures, may depend on."""

IGNORED = (
    "out/\n.venv/\n__pycache__/\n*.aux\n*.bbl\n*.blg\n*.fdb_latexmk\n*.fls\n*.log\n*.out\n*.synctex.gz\npaper.pdf\n"
)

FIGURES = {
    "thresholds": "Where along one parameter each regime exists",
    "line": "How an outcome moves along one parameter, in every equilibrium",
    "regions": "Which equilibria exist together, by two parameters",
}
WIDTHS = {"thresholds": "0.9", "line": "0.6", "regions": "0.6"}


def lay_out(model: str | os.PathLike[str], place: str | os.PathLike[str]) -> list[str]:
    """Write the folder of a study of a model and return the names of its files.

    Parameters
    ----------
    model : name or path
        Of the catalogue, or of a document.
    place : path
        A folder that does not exist yet or is empty.

    Raises
    ------
    CatalogueError, DocumentError
        If the model is not there or not well formed.
    GameTheoryError
        If the folder is not empty, before or after; if another run is writing into it.
    OSError
        If it cannot be written.
    """
    check_place(place, replaceable=False)
    read = load(model)
    data = document_bytes(model)
    name = folder_name(read.name, ["make", "paper"])
    x, y = _axes(read)
    blanks = {
        "NAME": name,
        "MODEL": _python(f"{name}.toml"),
        "X": _python(x),
        "Y": _python(y),
        "QUANTITY": _python(_quantity(read)),
    }
    shown = [] if x is None else ["thresholds", "line", *([] if y is None else ["regions"])]
    figures = "".join(_figure(stem) for stem in shown)
    title = read.title or read.name
    with aside(place, replaceable=False) as new:
        put(new / f"{name}.toml", data)
        put(new / "make.py", _filled("make.py", blanks))
        put(new / "paper.tex", _filled("paper.tex", {**blanks, "TITLE": ascii_tex(title), "FIGURES": figures}))
        put(new / "README.md", _filled("README.md", {**blanks, "TITLE": _markdown(title)}))
        put(new / "requirements.txt", _requirements())
        put(new / ".gitignore", IGNORED)
        return sorted(file.name for file in new.iterdir())


def _filled(template: str, blanks: dict[str, str]) -> str:
    text = (files("gametheory.show.kit") / f"{template}.in").read_text(encoding="utf-8")
    return re.sub("@([A-Z]+)@", lambda blank: blanks[blank[1]], text)


def _python(value: str | None) -> str:
    """Return a text as a literal in double quotes."""
    return "None" if value is None else json.dumps(value)


def _axes(model: Model) -> tuple[str | None, str | None]:
    """Return the parameters of the figures: the drivers that the document names, then its order.

    Only parameters with a bounded range can be drawn.
    """
    ordered = dict.fromkeys([*model.answer.drivers, *model.parameters])
    drawn = [
        n for n in ordered if model.parameters[n].range.low is not None and model.parameters[n].range.high is not None
    ]
    return (drawn[0] if drawn else None), (drawn[1] if len(drawn) > 1 else None)


def _quantity(model: Model) -> str:
    """Return what is drawn at first: how likely the first way to end the game is, else a player's payoff."""
    game = model.game
    *_, last = game.steps(next(game.histories()))
    if last.action.isidentifier():
        return f"P({last.action})"
    return f"payoff.{next(iter(game.players))}"


def _figure(stem: str) -> str:
    return "\n".join(
        [
            "",
            r"\begin{figure}[htbp]",
            r"  \centering",
            rf"  \includegraphics[width={WIDTHS[stem]}\linewidth]{{out/{stem}}}",
            rf"  \caption{{{FIGURES[stem]}}}\label{{{stem}}}",
            r"\end{figure}",
            "",
        ]
    )


def _requirements() -> str:
    pinned = [f"{name}=={version(name)}" for name in PINNED]
    return "\n".join([f"gametheory-toolkit[plot]=={__version__}", *pinned]) + "\n"


def _markdown(text: str) -> str:
    """Return a text for a heading: on one line, with the signs escaped that mean something in Markdown or HTML."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return re.sub(r"([\\`*_{}\[\]<>#|&!])", r"\\\1", line)
