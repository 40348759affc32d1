"""Regions: the cells of a plane of two parameters, by which equilibria exist together, with exact borders.

The other parameters fixed, the conditions of all regimes are signs of finitely many irreducible polynomials in two
variables. An exact point in *every* open cell of the plane cut by these curves
(:mod:`gametheory.study.changes.cylinders`) gives every set of regimes that exist together on an open part of the plane:
nothing is sampled, so no sliver is missed. A curve is a border where the sets on its two sides differ. Lines and points
on which more, or fewer, equilibria exist than on either side have no area and are no cells; ``solution.at`` answers
there.

Cells can also be told apart by what happens in them (:mod:`gametheory.study.changes.grouping`): neighbours in which the
same happens are then one cell, whichever regimes bring it about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gametheory.concepts import Solution
from gametheory.errors import ParameterError
from gametheory.lang import Domain, readable
from gametheory.lang.deciding.logic import prover_for
from gametheory.lang.memory import task
from gametheory.study.changes.grouping import by_equilibria, by_outcome, by_value
from gametheory.study.changes.regions_result import EQUILIBRIA, OUTCOME, Border, Cell, Regions
from gametheory.study.changes.slice import Slice, check_question, cut
from gametheory.study.changes.survey import NICETY, Survey
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.quantities.subject import reread, told_apart

__all__ = ["Border", "Cell", "Regions", "regions"]

BY = (EQUILIBRIA, OUTCOME)


@task
def regions(
    solution: Solution,
    *,
    x: str | None = None,
    y: str | None = None,
    at: Mapping[str, Any] | None = None,
    by: str | None = None,
    of: str | Quantity | None = None,
) -> Regions:
    """Return the cells of the plane of two parameters: which equilibria exist together, or what happens, and where.

    Parameters
    ----------
    solution : Solution
        Of a parametric game.
    x, y : str, optional
        The two parameters, over their ranges as far as the assumptions admit; by default the first two drivers that the
        document names, of those that are free.
    at : mapping of parameter to number or text, optional
        Values of other parameters; the rest is at the baseline.
    by : {"equilibria", "outcome"}, optional
        What tells cells apart: which equilibria exist (the default), or which outcomes occur in them, that is,
        distributions over the ways in which the game can end.
    of : str or Quantity, optional
        In place of ``by``, a quantity (see :mod:`gametheory.study.quantities.quantity`): cells are told apart by its
        lowest and its highest value over the equilibria there.

    Raises
    ------
    QuantityError
        If ``of`` cannot be read.
    ParameterError
        For unknown parameters, another ``by``, ``by`` and ``of`` together, ``x`` and ``y`` the same, an axis given in
        ``at`` too, values outside their range, a parameter without value, a document that names no drivers to take by
        default, and where no open part of the plane satisfies the assumptions.

    Examples
    --------
    >>> import gametheory as gt
    >>> game = gt.StrategicGame({"row": ["a", "b"], "column": ["c", "d"]}, {
    ...     ("a", "c"): ("x", "x"), ("a", "d"): (0, 0), ("b", "c"): (0, 0), ("b", "d"): ("y", "y")})
    >>> for cell in regions(gt.solve(game), x="x", y="y"):
    ...     print(len(cell.regimes), "where", cell.condition)
    1 where x > 0 and y < 0
    3 where x > 0 and y > 0
    3 where x < 0 and y < 0
    1 where x < 0 and y > 0
    >>> for cell in regions(gt.solve(game), x="x", y="y", of="P(a)"):
    ...     print(cell.what, "where", cell.condition)
    P(a) is 0 where x < 0 and y > 0
    P(a) is 0 in one equilibrium and 1 in another where (x < 0 and y < 0) or (x > 0 and y > 0)
    P(a) is 1 where x > 0 and y < 0
    """
    x, y = _axes(solution, x, y, at or {})
    if x == y:
        raise ParameterError(f"x and y are both {x!r}: a plane needs two parameters")
    if by is not None and by not in BY:
        raise ParameterError(f"by={by!r}: cells are told apart by {' or '.join(map(repr, BY))}, or of= a quantity")
    if by is not None and of is not None:
        raise ParameterError(f"by={by!r} and of={str(of)!r}: cells are told apart by one thing, give one of them")
    asked: Quantity | None = None
    if of is not None:
        check_question(solution)
        solution, (asked,) = told_apart(solution, [of])
    plane = cut(solution, (x, y), at)
    if asked is not None and plane.solution is not solution:
        asked = reread(asked, plane.solution)
    grouping = by_equilibria if by != OUTCOME else by_outcome(plane)
    survey = Survey(plane, grouping if asked is None else by_value(plane, asked))
    if not survey.sets:
        raise ParameterError(f"no open part of the plane of {x} and {y} satisfies the assumptions there")
    return Regions(
        x,
        y,
        tuple(survey.cells()),
        tuple(survey.borders()),
        plane.fixed,
        plane.domain,
        plane.solution.exhaustive,
        plane.solution,
        plane,
        (*plane.notes, *_end_notes(solution, plane)),
        asked.text if asked is not None else by or EQUILIBRIA,
        asked,
    )


def _axes(solution: Solution, x: str | None, y: str | None, at: Mapping[str, Any]) -> tuple[str, str]:
    """Return the two parameters, the document's first drivers in place of those that are not given."""
    if x is not None and y is not None:
        return x, y
    named = () if solution.model is None else solution.model.answer.drivers
    held = {x, y, *map(str, at)}
    free = iter([name for name in named if name in solution.parameters and name not in held])
    first = next(free, None) if x is None else x
    second = next(free, None) if y is None else y
    if first is None or second is None:
        said = f"the document names {', '.join(named)} as drivers" if named else "no document names its drivers"
        left = ", ".join(name for name in solution.parameters if name not in map(str, at)) or "none"
        raise ParameterError(f"regions(): {said}, too few for a plane: give x= and y=, two of the parameters ({left})")
    return first, second


def _end_notes(solution: Solution, plane: Slice) -> tuple[str, ...]:
    """Return a sentence about where on the plane a probability of nature's is zero; none where that cannot be."""
    reached = solution.domain.reached(plane.fixed)
    odds = tuple(one for one in (p.subs(plane.fixed) for p in reached.odds) if not one.is_constant)
    sides = Domain(plane.domain.ranges, reached.assume.subs(plane.fixed), odds)
    there = sides.closed & sides.ends
    if not odds or prover_for(Domain(plane.domain.ranges)).possible(there, budget=NICETY).answer is False:
        return ()
    where = readable(sides.ends, Domain(plane.domain.ranges))
    return (f"where {where} a probability is zero: the game there is one without what it belongs to, and in no cell",)
