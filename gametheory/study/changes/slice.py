"""A solution cut along a few parameters, the others held fixed: conditions over a shared list of polynomials.

Fixing some parameters turns every polynomial of every condition into one in the free parameters alone. Factored, all
of them are products of a short list of irreducible polynomials, and at a point of the slice every condition is decided
by the signs of those. On each connected set where none of them is zero, nothing changes: that is what
:mod:`~gametheory.study.changes.thresholds` (one free parameter) and :mod:`~gametheory.study.changes.regions` (two) are
built on.

Regimes are complete off a solution's knife edges. Where the fixed values put the *whole* slice on a knife edge, the
game is solved again on the slice, so that equilibria that exist only there are not missed. So it is where they make a
probability of nature's zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from gametheory.concepts import Equilibrium, Solution
from gametheory.concepts.solution import AT_END
from gametheory.errors import ParameterError, nearest
from gametheory.lang import FALSE, TRUE, Atom, Condition, Domain, Expression, all_of, relation
from gametheory.lang.doubles import double
from gametheory.lang.expression import context
from gametheory.lang.lowered import Lowered, Lowering
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.short import Short
from gametheory.study.quantities.doubles import check_doubles

__all__ = [
    "Slice",
    "check_question",
    "check_solution",
    "cut",
    "fixed_values",
    "restricted",
    "substituted",
]


@dataclass(frozen=True)
class Slice(Short):
    """A solution with all parameters but ``names`` fixed.

    Attributes
    ----------
    solution : Solution
        Whose regimes are meant: the one that was cut, or the game solved again on the slice (then ``notes`` says so).
    names, fixed
        The free parameters, and the values of the others.
    domain : Domain
        Ranges of the free parameters, and the assumptions as they read on the slice.
    factors : tuple of flint.fmpz_mpoly
        The irreducible polynomials, in the ring of ``names``.
    admissible : int
        The line of ``lowered`` that says the ranges and assumptions.
    regimes, edges : tuple of int
        The lines of the regimes' conditions, in the order of ``solution``, and of the knife edges.
    conditions : tuple of Condition
        The regimes' conditions as they read on the slice.
    lowered : Lowered
        All of these over the signs of ``factors``.
    closed : int or None
        The line that says where the ranges and assumptions hold, or a probability of nature's is zero that these admit:
        the domain with its ends. None where it has none.
    """

    solution: Solution
    names: tuple[str, ...]
    fixed: Mapping[str, Fraction]
    domain: Domain
    factors: tuple[Any, ...]
    admissible: int
    regimes: tuple[int, ...]
    edges: tuple[int, ...]
    conditions: tuple[Condition, ...]
    lowered: Lowered
    notes: tuple[str, ...] = ()
    closed: int | None = None

    def in_short(self) -> str:
        return f"{', '.join(self.names)}: {count(len(self.regimes), 'regime')}"

    def present(self, signs: Sequence[int]) -> frozenset[int] | None:
        """Return the numbers of the regimes that exist where the factors have these signs; None off the domain."""
        truth = self.lowered.truths(signs)
        return frozenset(i for i, line in enumerate(self.regimes) if truth[line]) if truth[self.admissible] else None

    def at_end(self, signs: Sequence[int]) -> bool:
        """Return whether the factors have these signs at an end of the domain, outside it."""
        truth = self.lowered.truths(signs)
        return self.closed is not None and truth[self.closed] and not truth[self.admissible]

    def on_edge(self, signs: Sequence[int]) -> bool:
        """Return whether the factors have these signs on a knife edge."""
        truth = self.lowered.truths(signs)
        return any(truth[line] for line in self.edges)

    def equilibria(self, present: frozenset[int]) -> tuple[Equilibrium, ...]:
        """Return the regimes with these numbers, in the solution's order."""
        return tuple(self.solution[i] for i in sorted(present))

    def __getstate__(self) -> dict[str, Any]:
        one = context(self.names).constant(1)  # FLINT's polynomials do not pickle; expressions do
        return {**self.__dict__, "factors": [Expression(poly, one) for poly in self.factors]}

    def __setstate__(self, state: dict[str, Any]) -> None:
        ring = context(state["names"])
        factors = tuple(restricted(one.numerator, ring, {})[1] for one in state["factors"])
        self.__dict__.update({**state, "factors": factors})

    def where(self) -> str:
        """Return a phrase that says where the fixed parameters are, for headings."""
        model = self.solution.model
        base = model.baseline if model is not None else {}
        moved = [f"{name} = {value}" for name, value in self.fixed.items() if base.get(name) != value]
        if not self.fixed:
            return ""
        rest = "the rest at the baseline" if len(moved) < len(self.fixed) else ""
        return ", ".join([*moved, *([rest] if rest else [])])


def check_solution(solution: Any) -> None:
    """Raise the error that says what a question is asked of.

    Raises
    ------
    TypeError
        For anything but a solution.
    """
    if not isinstance(solution, Solution):
        raise TypeError(f"expected a solution, as gt.solve(model) returns it; got {type(solution).__name__}")


def check_question(solution: Any) -> None:
    """As :func:`check_solution`, and that its numbers are ones that a table or a figure can show.

    Raises
    ------
    TypeError
        For anything but a solution.
    ParameterError
        For a number that no double holds.
    """
    check_solution(solution)
    check_doubles(solution)


def fixed_values(solution: Solution, names: Sequence[str], at: Mapping[str, Any] | None) -> dict[str, Fraction]:
    """Return the values of all parameters but ``names``: the baseline with ``at`` put in, checked.

    Raises
    ------
    ParameterError
        For names that the solution does not have, free parameters given in ``at``, values that are no numbers or
        outside the parameter's range, and parameters that have neither a value nor a baseline.
    """
    check_question(solution)
    if at is not None and not isinstance(at, Mapping):
        raise ParameterError(f"at= takes a mapping of parameter to value, got {at!r}")
    known = solution.domain.ranges
    if not known:
        what = "is solved at a point" if solution.point is not None else "comes from a game without parameters"
        raise ParameterError(
            f"no parameter {names[0]!r}: this solution {what}; ask the solution of the parametric game"
        )
    for name in names:
        if not isinstance(name, str):
            raise ParameterError(f"expected the name of a parameter, got {name!r}")
        if name not in known:
            hint = nearest(name, known) or f": there are {', '.join(known)}"
            raise ParameterError(f"unknown parameter {name!r}{hint}")
    given = solution.domain.point(dict(at or {}))
    for name, value in given.items():
        if name in names:
            raise ParameterError(f"{name!r} is the parameter asked about: leave it out of at=")
        if value not in known[name]:
            raise ParameterError(f"at: {name} = {value} is outside its range {known[name]}")
        double(value, f"at: {name}")
    values = {**solution.baseline, **given}
    missing = [name for name in known if name not in values and name not in names]
    if missing:
        raise ParameterError(f"no value for {', '.join(missing)}: there is no baseline, give one in at=")
    return {name: values[name] for name in known if name not in names}


def restricted(poly: Any, ring: Any, fixed: Mapping[str, Fraction]) -> tuple[int, Any]:
    """Return ``(scale, poly)``: the polynomial with values put in is a positive multiple of ``poly``, in ``ring``.

    ``scale`` is 0 where it vanishes identically, else 1.
    """
    names = poly.context().names()
    place = {name: i for i, name in enumerate(ring.names())}
    total: dict[tuple[int, ...], Fraction] = {}
    for powers, coefficient in poly.to_dict().items():
        value, key = Fraction(int(coefficient)), [0] * len(place)
        for name, power in zip(names, powers, strict=True):
            if not power:
                continue
            if name in place:
                key[place[name]] = int(power)
            else:
                value *= fixed[name] ** int(power)
        spot = tuple(key)
        total[spot] = total.get(spot, Fraction(0)) + value
    scale = lcm(*(c.denominator for c in total.values())) if total else 1
    whole = {key: int(c * scale) for key, c in total.items() if c}
    return (1 if whole else 0), ring.from_dict(whole)


class _Restriction:
    """Conditions as they read on a slice."""

    def __init__(self, names: tuple[str, ...], fixed: Mapping[str, Fraction]) -> None:
        self.ring, self.fixed = context(names), fixed
        self.one = self.ring.constant(1)
        self._atoms: dict[Condition, Condition] = {}

    def __call__(self, condition: Condition) -> Condition:
        return condition.map(self._atom)

    def _atom(self, atom: Atom) -> Condition:
        if atom not in self._atoms:
            _, poly = restricted(atom.poly, self.ring, self.fixed)
            self._atoms[atom] = relation(Expression(poly, self.one), atom.sign)
        return self._atoms[atom]


def cut(solution: Solution, names: Sequence[str], at: Mapping[str, Any] | None = None) -> Slice:
    """Cut a solution along the parameters ``names``; the others are at the baseline, or at ``at``.

    Raises
    ------
    ParameterError
        See :func:`fixed_values`; and if no value of ``names`` is admissible beside the others by the form of an
        assumption.
    """
    free = tuple(names)
    fixed = fixed_values(solution, free, at)
    here, lowering = _Restriction(free, fixed), Lowering(free)
    reached = solution.domain.reached(fixed)
    domain = Domain({name: solution.domain.ranges[name] for name in free}, here(reached.assume))
    if domain.assume == FALSE:
        false = [str(part) for part in getattr(reached.assume, "parts", (reached.assume,)) if here(part) == FALSE]
        reason = " and ".join(false) or "the assumptions together"
        raise ParameterError(f"at: no {' and '.join(free)} is admissible beside the other values: {reason} cannot hold")
    admissible = lowering.line(domain.condition)
    whole = [edge for edge in solution.knife_edges if edge != FALSE and here(edge) == TRUE]
    notes: tuple[str, ...] = ()
    if whole or reached is not solution.domain:
        solution = solution.fix(fixed, extend=True)  # checked above, in the words of this question
        edges = " and ".join(str(edge) for edge in whole)
        edged = f"the fixed values lie on the knife edge {edges}: the game was solved again with them put in"
        notes = (*([edged] if whole else []), *(note for note in solution.notes if note.startswith(AT_END)))
    conditions = tuple(here(regime.when) for regime in solution)
    regimes = tuple(lowering.line(condition) for condition in conditions)
    edges_left = tuple(lowering.line(here(edge)) for edge in solution.knife_edges if edge != FALSE)
    interval = all_of(ranges.condition(name) for name, ranges in domain.ranges.items())
    closed = lowering.line(interval & here(reached.closed)) if reached.odds else None
    return Slice(
        solution,
        free,
        fixed,
        domain,
        tuple(lowering.factors),
        admissible,
        regimes,
        edges_left,
        conditions,
        lowering.lowered(),
        notes,
        closed,
    )


def substituted(values: Mapping[str, Any], fixed: Mapping[str, Fraction]) -> dict[str, Any]:
    """Return closed forms as they read on the slice; plain numbers stay."""
    return {name: x.subs(fixed) if isinstance(x, Expression) else x for name, x in values.items()}
