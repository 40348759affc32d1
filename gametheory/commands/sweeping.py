"""``gametheory sweep``: every regime at all points of a grid, or at draws from the priors."""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from gametheory.commands.asking import Question, add_places, add_priors, add_question, spoken
from gametheory.commands.options import add_command, integer, names, pair, width
from gametheory.commands.talk import DONE
from gametheory.errors import GameTheoryError, ParameterError

if TYPE_CHECKING:
    import xarray

    from gametheory.concepts import Solution
    from gametheory.study.sweeps.axis import Axis

__all__ = ["add"]

MOST = 100_000_000
"""The largest number of points of a grid."""

FORM = "NAME=START:STOP:COUNT, e.g. distraction=0:9/10:91, or values, e.g. distraction=0,1/3,1/2"


def add(commands: Any) -> None:
    """Add the command."""
    sweep = add_command(
        commands,
        "sweep",
        "evaluate every regime on a grid or at draws from the priors",
        "Evaluate every regime at all points of a grid (--axis) or at draws from the priors (--draws and --seed). "
        "Standard output has a summary, the files have every point.",
    )
    add_question(sweep, at="fixes parameters; without --draws the rest is at the baseline")
    sweep.add_argument(
        "--axis",
        metavar="NAME=VALUES",
        nargs="+",
        action="extend",
        default=[],
        help="START:STOP:COUNT for COUNT values from START to STOP, both included, e.g. --axis distraction=0:9/10:91; "
        "or the values, joined by commas, e.g. --axis distraction=0,1/3,1/2",
    )
    sweep.add_argument("--draws", metavar="N", help="draw N points from the priors instead")
    sweep.add_argument("--seed", metavar="K", help="of the draws, an integer from 0 on")
    add_priors(sweep)
    sweep.add_argument(
        "--of", metavar="QUANTITY", nargs="+", action="extend", default=[], help='e.g. "P(strike)" payoff.russia'
    )
    sweep.add_argument(
        "--include",
        metavar="PART",
        nargs="+",
        action="extend",
        help="also: outcome, payoff, belief (a grid without --of has outcome and payoff)",
    )
    sweep.add_argument("--extend", action="store_true", help="allow values outside the parameters' ranges")
    add_places(sweep, "the quantity along the axis", json=False)
    sweep.add_argument("--netcdf", metavar="FILE", help="write the labelled dataset as netCDF")
    sweep.set_defaults(run=_sweep)


@spoken
def _sweep(options: argparse.Namespace) -> int:
    question = Question(options, options.netcdf)
    if options.netcdf == "-":
        raise GameTheoryError("--netcdf writes a file: give its name")
    axes = _axes(options.axis)
    if not axes and options.draws is None:
        raise GameTheoryError(
            "nothing to sweep: give --axis NAME=START:STOP:COUNT or NAME=VALUE,VALUE,..., or --draws N --seed K"
        )
    if axes and options.draws is not None:
        raise GameTheoryError("--axis and --draws: give one of them; --at fixes a parameter in the draws")
    if (options.draws is None) != (options.seed is None):
        raise GameTheoryError("--draws N and --seed K go together: a grid has no randomness, draws have nothing else")
    if options.priors is not None and options.draws is None:
        raise GameTheoryError("--priors says what --draws draws from: a grid has no priors")
    draws = None if options.draws is None else integer("--draws", options.draws, 1)
    seed = None if options.seed is None else integer("--seed", options.seed, 0)
    if question.figure and (len(axes) != 1 or len(options.of) != 1):
        raise GameTheoryError(
            "--figure draws one quantity along one axis: give one --axis and one --of "
            "(for two parameters: gametheory regions; for draws: gametheory sensitivity)"
        )
    ends = [{name: end} for name, axis in axes.items() for end in axis.ends]
    solution = question.solve(*axes, ends=ends)
    from gametheory.study import sweep

    # the sweep shows its own progress
    dataset = sweep(
        solution,
        {name: axis.values for name, axis in axes.items()},
        of=options.of,
        include=None if options.include is None else names(options.include),
        draws=draws,
        seed=seed,
        priors=options.priors,
        at=question.at,
        extend=options.extend,
    )
    from gametheory.lang.writing.layout import count
    from gametheory.lang.writing.plain import write
    from gametheory.show.sweep_statement import sweep_statement
    from gametheory.show.sweep_tables import save_netcdf, sweep_csv

    question.answer(
        lambda: write(sweep_statement(dataset, solution, question.at), width()),
        lambda: sweep_csv(dataset),
        axes=lambda: _line(question, solution, dataset, axes),
        files={} if options.netcdf is None else {options.netcdf: lambda name: save_netcdf(dataset, name)},
    )
    question.report(solution, f"{count(len(solution), 'regime')} at {count(dataset['count'].size, 'point')}")
    return DONE


def _line(question: Question, solution: Solution, dataset: xarray.Dataset, axes: Mapping[str, _Axis]) -> Any:
    """Draw the quantity from its closed forms, with jumps where they are; outside the ranges, from the grid."""
    from gametheory.show import plot

    if question.options.extend:
        return plot.line(dataset)
    ((name, axis),) = axes.items()
    return plot.line(solution, of=question.options.of[0], x=name, at=question.at, window=axis.ends)


class _Axis(NamedTuple):
    ends: tuple[Fraction, Fraction]
    values: Axis


def _axes(given: Sequence[str]) -> dict[str, _Axis]:
    """Return the axes by name.

    Raises
    ------
    ParameterError
        For what is neither ``NAME=START:STOP:COUNT`` nor ``NAME=VALUE,VALUE,...``, an axis of fewer than two points or
        a grid of more than ``MOST``, values that repeat, or a name that is given twice.
    """
    axes: dict[str, _Axis] = {}
    for text in given:
        name, value = pair("--axis", text, FORM)
        if name in axes:
            raise ParameterError(f"--axis gives {name} twice")
        axes[name] = _steps(name, value) if ":" in value else _values(name, value)
    total = math.prod(axis.values.size for axis in axes.values())
    if total > MOST:
        raise ParameterError(f"the grid has {total:,} points: at most {MOST:,}")
    return axes


def _values(name: str, text: str) -> _Axis:
    """Return the values of a list, in the order given."""
    from gametheory.study.sweeps.axis import make_axis

    parts = text.split(",")
    if len(parts) == 1:
        raise ParameterError(f"--axis takes {FORM}; got {name}={text} (one value: fix it by --at {name}={text})")
    if not all(part.strip() for part in parts):
        raise ParameterError(f"--axis {name}: a value is missing between commas in {text!r}")
    found = [_number(name, part) for part in parts]
    if len(set(found)) < len(found):
        twice = next(x for x in found if found.count(x) > 1)
        raise ParameterError(f"--axis {name} gives {twice} twice")
    return _Axis((min(found), max(found)), make_axis(f"--axis {name}", found))


def _steps(name: str, text: str) -> _Axis:
    """Return equally spaced exact values: of 0:1:11 the fourth is 3/10, not 0.30000000000000004."""
    from gametheory.lang.doubles import double
    from gametheory.study.sweeps.axis import Steps, make_axis

    parts = text.split(":")
    if len(parts) != 3:
        raise ParameterError(f"--axis takes {FORM}; got {name}={text}")
    if "," in text:
        raise ParameterError(f"--axis {name}: {text!r} has both ':' and ',': give either START:STOP:COUNT or a list")
    start, stop = (_number(name, part) for part in parts[:2])
    points = integer(f"--axis {name}, COUNT", parts[2], 0, MOST)
    if points < 2:
        raise ParameterError(f"--axis {name}: an axis has at least 2 points, got {points}; fix a parameter by --at")
    if stop <= start:
        raise ParameterError(f"--axis {name}: STOP must be above START, got {start} to {stop}")
    axis = make_axis(f"--axis {name}", Steps(start, stop, points))
    if len(set(axis.values.tolist())) < points:
        raise ParameterError(f"--axis {name}: the points of {text} are too close together for doubles")
    for end in (start, stop):
        double(end, f"--axis {name}: an end")
    return _Axis((start, stop), axis)


def _number(name: str, text: str) -> Fraction:
    from gametheory.lang import exact

    try:
        return exact(text).fraction()
    except (TypeError, ValueError) as error:
        raise ParameterError(f"--axis {name}: {text.strip()[:40]!r} is not a number: {_first(error)}") from None


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]
