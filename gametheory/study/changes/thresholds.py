"""Thresholds: the exact values of one parameter at which the set of equilibria changes, the others held fixed.

The other parameters put in, every condition of every regime reads as signs of polynomials in one variable. Their real
roots cut the admissible part of the range into pieces without change (:mod:`gametheory.study.changes.line`); a root is
a threshold only if the regimes, or their outcomes as functions of the parameter, differ on its two sides or at it.
Nothing is sampled and nothing is floating point: a threshold is a fraction, a radical, or a polynomial with an
isolating interval.

At a rational threshold the game itself is solved, so that equilibria that exist at that value alone (continua on knife
edges) are seen. At an irrational one the regimes' own conditions are decided, exactly. Where the parameter makes a
probability of nature's zero, the game without that type or branch is solved: what it has may differ from the limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory.concepts import Equilibrium, Solution
from gametheory.errors import ParameterError
from gametheory.lang import Expression, deadline
from gametheory.lang.algebraic import Algebraic, Real
from gametheory.lang.memory import task
from gametheory.study.changes.line import Stop, walk
from gametheory.study.changes.slice import Slice, cut, substituted
from gametheory.study.changes.thresholds_result import Piece, Threshold, Thresholds

__all__ = ["Piece", "Threshold", "Thresholds", "thresholds"]


@task
def thresholds(solution: Solution, name: str, *, at: Mapping[str, Any] | None = None) -> Thresholds:
    """Return the exact values of a parameter at which the set of equilibria changes.

    Parameters
    ----------
    solution : Solution
        Of a parametric game.
    name : str
        The parameter that moves, over its range as far as the assumptions admit.
    at : mapping of parameter to number or text, optional
        Values of other parameters; the rest is at the baseline.

    Raises
    ------
    ParameterError
        For unknown parameters (with the nearest name), values outside their range, ``name`` given in ``at``, a
        parameter without value, and where no value of ``name`` satisfies the assumptions.

    Examples
    --------
    >>> import gametheory as gt
    >>> for one in thresholds(gt.solve(gt.load("beer_quiche")), "wimp"):
    ...     print(one.value, *one.what, sep="; ")
    1/2; ends: pooling on beer; ends: pooling on quiche; appears: semi-separating (wimp: beer or quiche; surly: beer)
    """
    line = cut(solution, (name,), at)
    ladder = Ladder(solution, line)
    items, unresolved = [], []
    for stop in ladder.stops:
        deadline.check()
        found = ladder.threshold(stop)
        if found is not None:
            items.append(found)
        elif stop.edge and isinstance(stop.value, Algebraic):
            unresolved.append(stop.value)
    return Thresholds(
        name,
        tuple(items),
        ladder.pieces({one.value for one in items}),
        line.fixed,
        tuple(unresolved),
        line.solution.exhaustive,
        line.solution,
        line.where(),
        line.notes,
    )


class Ladder:
    """The stops of one line, with the comparison of what is on their two sides; computed as it is asked for."""

    def __init__(self, solution: Solution, line: Slice) -> None:
        self.solution, self.line = solution, line
        self.name = line.names[0]
        self.stops = walk(line, ends=True)
        self._outcomes: dict[int, dict[str, Any]] = {}
        admissible = [part for stop in self.stops for part in (stop.before, stop.at, stop.after) if part is not None]
        if not admissible:
            raise ParameterError(f"no value of {self.name} satisfies the assumptions with the other parameters there")

    def outcome(self, regime: int) -> dict[str, Any]:
        """Return a regime's outcome as a function of the free parameter."""
        if regime not in self._outcomes:
            outcome = substituted(self.line.solution[regime].outcome, self.line.fixed)
            self._outcomes[regime] = {history: p for history, p in outcome.items() if p != 0}
        return self._outcomes[regime]

    def _identity(self, regime: int) -> Any:
        """Return what makes a regime the same on both sides of a point: its name and its outcome on the line."""
        equilibrium = self.line.solution[regime]
        return equilibrium.name, equilibrium.isolated, frozenset(self.outcome(regime).items())

    def switches(self, stop: Stop) -> bool:
        """Whether the regimes on the two sides of a stop differ."""
        if stop.before is None or stop.after is None or stop.before == stop.after:
            return False
        return {self._identity(i) for i in stop.before} != {self._identity(i) for i in stop.after}

    def threshold(self, stop: Stop) -> Threshold | None:
        """Return the threshold at a stop, or None if nothing changes there."""
        if stop.value is None:
            return None
        side = stop.before if stop.before is not None else stop.after
        switches = self.switches(stop)
        if side is None or (stop.at is None and not switches):
            return None  # a single admissible point, or a hole in the line without a change
        exact = isinstance(stop.value, Fraction)
        at: tuple[Equilibrium, ...] | None = None
        if stop.at is not None:
            solve = exact and (stop.edge or switches)
            if stop.end and not exact:
                return None
            try:
                at = self.solution.at(self._point(stop.value)).equilibria if solve else self.line.equilibria(stop.at)
            except ParameterError:
                if not stop.end:
                    raise
                return None  # a number of the game divides by zero there
            if not switches:
                same = self._continues(side, at, stop.value) if solve else self._same(side, stop.at)
                if same:
                    return None
        before = None if stop.before is None else self.line.equilibria(stop.before)
        after = None if stop.after is None else self.line.equilibria(stop.after)
        told = self._told(stop) if switches else ((), (), ())
        return Threshold(self.name, stop.value, before, at, after, *told)

    def _point(self, value: Any) -> dict[str, Fraction]:
        return {**self.line.fixed, self.name: value}

    def _same(self, one: frozenset[int], other: frozenset[int]) -> bool:
        return one == other or {self._identity(i) for i in one} == {self._identity(i) for i in other}

    def _continues(self, side: frozenset[int], at: tuple[Equilibrium, ...], value: Any) -> bool:
        """Whether the equilibria at a rational point are the limits of the regimes beside it, and no others."""
        point = self._point(value)
        try:
            limits = {(self.line.solution[i].isolated, _numbers(self.outcome(i), point)) for i in side}
        except ParameterError:  # without a limit there
            return False
        there = set()
        for equilibrium in at:
            extremes = (equilibrium,) if equilibrium.isolated else (equilibrium.vertices or (equilibrium,))
            there |= {(equilibrium.isolated, _numbers(one.outcome, point)) for one in extremes}
        return limits == there

    def _told(self, stop: Stop) -> tuple[tuple[Equilibrium, ...], tuple[Equilibrium, ...], tuple[Equilibrium, ...]]:
        assert stop.before is not None
        assert stop.after is not None
        regimes = self.line.solution
        old = {self._identity(i): i for i in sorted(stop.before)}
        new = {self._identity(i): i for i in sorted(stop.after)}
        ended = [i for key, i in old.items() if key not in new]
        begun = [i for key, i in new.items() if key not in old]
        shared = {regimes[i].name for i in ended} & {regimes[i].name for i in begun}
        return (
            tuple(regimes[i] for i in ended if regimes[i].name not in shared),
            tuple(regimes[i] for i in begun if regimes[i].name not in shared),
            tuple(regimes[i] for i in begun if regimes[i].name in shared),
        )

    def pieces(self, marks: set[Real]) -> tuple[Piece, ...]:
        """Return the admissible stretches, cut at the values in ``marks``."""
        if self.stops[0].value is None:
            return (Piece(None, None, self.line.equilibria(self.stops[0].after or frozenset())),)
        out: list[Piece] = []
        low: Real | None = None
        for stop in self.stops:
            through = stop.before is not None and stop.at is not None and stop.after is not None
            if through and stop.value not in marks:
                continue
            if stop.before is not None:
                out.append(Piece(low, stop.value, self.line.equilibria(stop.before)))
            elif stop.after is None and stop.at is not None:
                out.append(Piece(stop.value, stop.value, self.line.equilibria(stop.at)))
            low = stop.value
        last = self.stops[-1].after
        return (*out, Piece(low, None, self.line.equilibria(last))) if last is not None else tuple(out)


def _numbers(outcome: Mapping[str, Any], point: Mapping[str, Fraction]) -> frozenset[tuple[str, Fraction]]:
    values = {h: p.at(point) if isinstance(p, Expression) else Fraction(p) for h, p in outcome.items()}
    return frozenset((history, p) for history, p in values.items() if p)
