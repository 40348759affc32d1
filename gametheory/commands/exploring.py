"""``gametheory explorer``: a page in which a solved model is looked at in a browser."""

from __future__ import annotations

import argparse
import time
from typing import Any

from gametheory.commands.files import check_places, replacing
from gametheory.commands.options import add_cache, add_command, add_concept
from gametheory.commands.talk import DONE, progress, say
from gametheory.errors import GameTheoryError
from gametheory.stages import stage

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command."""
    explorer = add_command(
        commands,
        "explorer",
        "write a page in which the solved model is explored in a browser",
        "Solve a model for all parameter values and write one self-contained HTML file: sliders, the equilibria at the "
        "point, the game with an equilibrium drawn on it, a regime map, outcomes along a parameter. It needs no server "
        "and no network.",
    )
    explorer.add_argument(
        "model", metavar="MODEL", help="a name of the catalogue (see 'gametheory models') or a TOML file"
    )
    explorer.add_argument("--out", metavar="FILE", required=True, help="the file to write, or - for standard output")
    add_concept(explorer)
    add_cache(explorer)
    explorer.add_argument(
        "--verify",
        action="store_true",
        help="decide the model's claims first, as 'gametheory verify' does: may take minutes",
    )
    explorer.set_defaults(run=_explorer)


def _explorer(options: argparse.Namespace) -> int:
    if not options.out:
        raise GameTheoryError("--out: '' is no name of a file")
    check_places(options.out, model=options.model)
    started = time.perf_counter()
    with progress(f"explorer of {options.model}"):
        from gametheory.concepts import concept_named, solve, survival
        from gametheory.show import explorer
        from gametheory.spec import load
        from gametheory.study import verify

        model = load(options.model)
        solution = solve(model, None if options.concept is None else concept_named(options.concept))
        if solution.concept.refinements:
            with stage("refinements"):
                solution = survival(solution)
        with stage("claims"):
            verification = verify(model, solution=solution) if options.verify else None
        with stage("writing the page"):
            text = explorer.page(solution, verification)
    if options.out == "-":
        print(text, end="")
        return DONE
    with replacing(options.out) as name, open(name, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    size = len(text.encode()) / 1000
    say(f"{model.name}: wrote {options.out}, {size:.0f} kB ({time.perf_counter() - started:.2f} s)")
    return DONE
