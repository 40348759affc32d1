"""``gametheory thresholds``, ``margins``, ``regions`` and ``sensitivity``: questions asked of a solved model."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from gametheory.commands.asking import Question, add_places, add_priors, add_question, document_of, spoken
from gametheory.commands.options import add_command, integer, width
from gametheory.commands.talk import DONE, progress
from gametheory.errors import GameTheoryError

if TYPE_CHECKING:
    from gametheory.study import Sensitivity

__all__ = ["add"]

REST = "values of other parameters, e.g. --at distraction=7/10; the rest is at the baseline"
MOST = 100_000_000
"""The largest base sample: hours."""

DRAWINGS = ("tornado", "sobol-max", "sobol-min")


def add(commands: Any) -> None:
    """Add the commands."""
    thresholds = add_command(
        commands,
        "thresholds",
        "find where the set of equilibria changes along one parameter",
        "Find the exact values of a parameter at which the set of equilibria changes, the others held fixed.",
    )
    add_question(thresholds, at=REST)
    thresholds.add_argument("parameter", metavar="PARAMETER", help="the parameter that moves over its range")
    add_places(thresholds, "the ladder of thresholds")
    thresholds.set_defaults(run=_thresholds)

    margins = add_command(
        commands,
        "margins",
        "rank the parameters by how close they are to a change",
        "Find, for every parameter, the nearest values at which the set of equilibria changes (its switching values), "
        "and rank the parameters by the distance in units of their ranges.",
    )
    add_question(margins, at="the point to measure from, e.g. --at distraction=7/10; the rest is at the baseline")
    add_places(margins)
    margins.set_defaults(run=_margins)

    regions = add_command(
        commands,
        "regions",
        "cut the plane of two parameters by which equilibria exist, or by what happens",
        "Cut the plane of two parameters into cells, by which equilibria exist together or by what happens there, with "
        "exact borders.",
    )
    add_question(regions, at=REST)
    regions.add_argument("--x", metavar="NAME", help="the parameter that goes to the right; default: the first driver")
    regions.add_argument("--y", metavar="NAME", help="the parameter that goes up; default: the next driver")
    regions.add_argument(
        "--by",
        metavar="WHAT",
        choices=("equilibria", "outcome"),
        help="what tells cells apart: equilibria (default), or outcome: how the game can end there",
    )
    regions.add_argument(
        "--of",
        metavar="QUANTITY",
        help="tell cells apart by the lowest and highest value of a quantity over the equilibria, "
        'e.g. "P(strike)" or payoff.russia',
    )
    add_places(regions, "the map")
    regions.set_defaults(run=_regions)

    sensitivity = add_command(
        commands,
        "sensitivity",
        "say how a quantity responds to the parameters",
        "Say how a quantity responds to the parameters: its derivatives within each regime, how far each parameter "
        "moves it over its range, and Sobol' indices under the priors.",
    )
    add_question(sensitivity, at="the point of the derivatives and base of the tornado; fixed in the draws")
    sensitivity.add_argument("--of", metavar="QUANTITY", required=True, help='e.g. "P(strike)" or payoff.russia')
    sensitivity.add_argument("--seed", metavar="K", default="0", help="of the draws, an integer from 0 on; default 0")
    sensitivity.add_argument("--draws", metavar="N", help="points of the base sample; default 65536")
    add_priors(sensitivity)
    sensitivity.add_argument(
        "--pair", metavar=("NAME", "NAME"), nargs=2, action="append", default=[], help="also the interaction of two"
    )
    add_places(sensitivity, "the tornado")
    sensitivity.add_argument(
        "--draw", metavar="WHAT", choices=DRAWINGS, help=f"what --figure draws: {', '.join(DRAWINGS)}"
    )
    sensitivity.set_defaults(run=_sensitivity)


@spoken
def _thresholds(options: argparse.Namespace) -> int:
    question = Question(options)
    solution = question.solve(options.parameter)
    with progress(f"thresholds in {options.parameter}"):
        from gametheory.study import thresholds

        found = thresholds(solution, options.parameter, at=question.at)
    from gametheory.lang.writing import plain
    from gametheory.lang.writing.csv import csv_lines
    from gametheory.lang.writing.layout import count

    question.answer(
        lambda: plain.write(found.statement(), width()),
        lambda: csv_lines(found.rows()),
        lambda: document_of(found),
        lambda: _plot().thresholds(found),
    )
    question.report(solution, f"{count(len(found), 'threshold')} in {options.parameter}")
    return DONE


@spoken
def _margins(options: argparse.Namespace) -> int:
    question = Question(options)
    solution = question.solve()
    with progress("margins"):
        from gametheory.study import margins

        found = margins(solution, at=question.at)
    from gametheory.lang.writing.csv import csv_lines
    from gametheory.lang.writing.layout import count

    question.answer(lambda: str(found), lambda: csv_lines(found.rows()), lambda: document_of(found))
    near = sum(margin.distance is not None for margin in found)
    question.report(solution, f"{near} of {count(len(found), 'parameter')} can change the set of equilibria")
    return DONE


@spoken
def _regions(options: argparse.Namespace) -> int:
    question = Question(options)
    asked = [name for name in (options.x, options.y) if name is not None]
    solution = question.solve(*asked)
    with progress(f"regions of {' and '.join(asked) or 'the first drivers'}"):
        from gametheory.study import regions

        found = regions(solution, x=options.x, y=options.y, at=question.at, by=options.by, of=options.of)
    from gametheory.lang.writing import plain
    from gametheory.lang.writing.csv import csv_lines
    from gametheory.lang.writing.layout import count

    question.answer(
        lambda: plain.write(found.statement(), width()),
        lambda: csv_lines(found.rows()),
        lambda: document_of(found),
        lambda: _plot().regions(found),
    )
    question.report(solution, f"{count(len(found), 'cell')}, {count(len(found.borders), 'border')}")
    return DONE


@spoken
def _sensitivity(options: argparse.Namespace) -> int:
    question = Question(options)
    if options.draw and not options.figure:
        raise GameTheoryError("--draw says what --figure draws: give --figure FILE")
    seed = integer("--seed", options.seed, 0)
    draws = None if options.draws is None else integer("--draws", options.draws, 1, MOST)
    solution = question.solve(*(name for pair in options.pair for name in pair))
    with progress(f"sensitivity of {options.of}"):
        from gametheory.study import sensitivity
        from gametheory.study.response.sobol import DRAWS

        found = sensitivity(
            solution,
            of=options.of,
            seed=seed,
            at=question.at,
            draws=draws or DRAWS,
            priors=options.priors,
            pairs=options.pair,
        )
    from gametheory.lang.writing.csv import csv_lines

    by = "+".join(question.refinement)
    question.answer(
        lambda: str(found),
        lambda: csv_lines([{**row, "refinement": by} for row in found.rows()]),
        lambda: document_of(found),
        lambda: _drawn(found, options.draw),
    )
    question.report(solution, f"sensitivity of {found.quantity.text} to {len(solution.parameters)} parameters")
    return DONE


def _drawn(found: Sensitivity, what: str | None) -> Any:
    if what is None or what == "tornado":
        return _plot().tornado(found.tornado)
    return _plot().sobol(found.sobol, end=what.removeprefix("sobol-"))


def _plot() -> Any:
    from gametheory.show import plot

    return plot
