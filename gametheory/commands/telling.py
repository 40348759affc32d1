"""``gametheory forecast`` and ``gametheory answer``: how often what happens, and a document's question answered."""

from __future__ import annotations

import argparse
import time
from typing import Any

from gametheory.commands.asking import Question, add_places, add_question, document_of, spoken
from gametheory.commands.files import check_places
from gametheory.commands.options import add_cache, add_command, integer, names, width
from gametheory.commands.talk import DONE, progress, say
from gametheory.errors import GameTheoryError

__all__ = ["add"]

MOST = 10_000_000
"""The largest number of cases: minutes."""

OWN = "own"
"""The word for a document's own priors."""


def add(commands: Any) -> None:
    """Add the commands."""
    _add_answer(commands)
    _add_forecast(commands)


def _add_forecast(commands: Any) -> None:
    forecast = add_command(
        commands,
        "forecast",
        "say how often what happens over the priors",
        "Draw cases from the priors and say, for each rule that selects among equilibria, how high quantities are on "
        "average and in what share of the cases they are 0, at least 1/2, and 1. Several priors at once show what does "
        "not rest on one set of them.",
    )
    add_question(forecast, at="not used here")
    forecast.add_argument(
        "--of", metavar="QUANTITY", nargs="+", action="extend", required=True, help='e.g. "P(strike)"'
    )
    forecast.add_argument("--draws", metavar="N", default="65536", help="cases; default 65536")
    forecast.add_argument("--seed", metavar="K", default="0", help="of the draws, an integer from 0 on; default 0")
    forecast.add_argument(
        "--priors",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help="scenarios of the document, uniform, 'within 20%%', or own for the document's; several are compared",
    )
    forecast.add_argument(
        "--select", metavar="RULE", nargs="+", action="extend", default=[], help="refinements, or every; by default two"
    )
    forecast.add_argument("--by", metavar="NAME", help="also sort the cases by this parameter")
    forecast.add_argument("--tex", metavar="FILE", help="write a table for LaTeX")
    add_places(forecast, "averages and envelopes")
    forecast.set_defaults(run=_forecast)


@spoken
def _forecast(options: argparse.Namespace) -> int:
    question = Question(options, options.tex)
    draws, seed = integer("--draws", options.draws, 1, MOST), integer("--seed", options.seed, 0)
    if question.at:
        raise GameTheoryError("--at: a forecast draws all parameters; give other priors by --priors")
    priors = [None if name == OWN else name for name in options.priors]
    solution = question.solve(*([options.by] if options.by else []))
    with progress("drawing cases"):
        from gametheory.study import forecast

        found = forecast(
            solution,
            of=options.of,
            draws=draws,
            seed=seed,
            priors=priors or None,
            select=names(options.select) or None,
            by=options.by,
        )
    from gametheory.lang.writing import plain
    from gametheory.lang.writing.csv import csv_lines

    question.answer(
        lambda: plain.write(found.statement(), width()),
        lambda: csv_lines(found.rows()),
        lambda: document_of(found),
        axes=lambda: _drawn(found),
        files={} if options.tex is None else {options.tex: lambda name: _tex(found, name)},
    )
    question.report(solution, f"{draws} cases")
    return DONE


def _drawn(found: Any) -> Any:
    from gametheory.show import plot

    return plot.forecast(found)


def _tex(found: Any, name: str) -> None:
    from gametheory.show import latex

    with open(name, "w", encoding="utf-8") as file:
        file.write(latex.forecast(found))


def _add_answer(commands: Any) -> None:
    answer = add_command(
        commands,
        "answer",
        "answer a document's question in words",
        "Solve one model or several, decide their claims, and answer the question of the first in plain sentences, "
        "each with what it rests on; a table of outcomes and how sure it is follow. 'gametheory report' has it as a page.",
    )
    answer.add_argument("models", metavar="MODEL", nargs="+", help="names of the catalogue or TOML files")
    answer.add_argument("--draws", metavar="N", default="65536", help="cases drawn from the priors; default 65536")
    answer.add_argument("--seed", metavar="K", default="0", help="of the draws, an integer from 0 on; default 0")
    add_cache(answer)
    add_places(answer)
    answer.set_defaults(run=spoken(_answer))


def _answer(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    draws, seed = integer("--draws", options.draws, 1, MOST), integer("--seed", options.seed, 0)
    if options.json and options.csv == "-":
        raise GameTheoryError("--json and --csv - both go to standard output: give one, or a file for the table")
    check_places(options.csv, model=options.models[0])
    from gametheory.concepts import solve
    from gametheory.spec import load
    from gametheory.study import answer
    from gametheory.study.answers.gather import CURVE

    solutions = []
    for name in options.models:
        with progress(f"solving {name}"):
            solutions.append(solve(load(name)))
    with progress("drawing cases and deciding claims"):
        found = answer(solutions, cases=draws, curve=min(CURVE, draws), seed=seed)
    from gametheory.commands.asking import written
    from gametheory.lang.writing import plain
    from gametheory.lang.writing.csv import csv_lines

    written(
        options,
        lambda: plain.write(found.statement(), width()),
        lambda: csv_lines(found.rows()),
        found.document,
    )
    say(f"{', '.join(options.models)}: answered ({time.perf_counter() - started:.2f} s)")
    return DONE
