"""Which parameters does an outcome's uncertainty come from? Sobol' indices of a quantity under the priors.

The parameters are drawn from their priors, conditioned on the model's assumptions
(:mod:`gametheory.study.sweeps.draws`), and the quantity's variance is divided up. For a parameter ``x``

* the **first-order** index ``Var(E[Q | x]) / Var(Q)`` is the share of the variance that learning ``x`` alone would
  remove on average: what to learn first;
* the **total** index ``E[Var(Q | all but x)] / Var(Q)`` is the share that would remain if all but ``x`` were known: a
  parameter with a total index of zero can be fixed anywhere.

**Assumptions make inputs dependent.** "A strike gains more than coercion" ties two parameters: under it they are not
independent, whatever their priors. The textbook estimators (also those of ``scipy.stats.sobol_indices`` and of SALib)
take independent inputs; on dependent ones they would evaluate points that violate the assumptions, or return numbers
that mean nothing. Here both indices keep the definitions above, which make sense under any joint distribution
(Kucherenko, Tarantola and Annoni 2012), and are estimated with draws *conditional* on the frozen parameters
(:mod:`gametheory.study.response.pick_freeze`). What is lost is only the arithmetic among indices: among parameters that
assumptions tie together, a first-order index may exceed the total index, and first-order indices may sum to more than
one, since learning one parameter says something about the other. So every *group* that assumptions tie together has an
index too. Groups are independent of each other, and for them (and for parameters that nothing is tied to, where
everything coincides with the textbook's) Sobol's decomposition holds as usual (Sobol' 2001, "Global sensitivity indices
for nonlinear mathematical models and their Monte Carlo estimates", Mathematics and Computers in Simulation 55).

**Several equilibria** make the quantity a set at each point. Nothing is selected: the indices are those of the two ends
of its envelope, the smallest and the largest value over all equilibria (over those that survive, for a refined
solution). Where the two coincide at every draw they are one. A continuum of equilibria counts with its extreme
outcomes.

**No value** at a draw (no equilibrium, or the quantity is undefined in all of them) is counted and reported; the
indices are then conditional on there being a value, which ties all parameters together.

*Why not* ``scipy.stats.sobol_indices`` *or SALib*: of the two SciPy's is the better (already a dependency; it accepts
evaluations and an estimator of one's own), and the tests hold this module against it. But both need independent inputs,
SciPy's bootstrap takes no seed, so its intervals differ from run to run, and its bias correction takes time quadratic
in the number of draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gametheory.concepts import Solution
from gametheory.errors import ParameterError
from gametheory.study.changes.slice import cut
from gametheory.study.compiled.program import Program, compile_solution
from gametheory.study.quantities.quantity import Quantity, at_corners
from gametheory.study.quantities.subject import reread, varying
from gametheory.study.response.interaction import double_differences
from gametheory.study.response.pick_freeze import BINS, PickFreeze, bootstrap, pick_freeze
from gametheory.study.response.sobol_result import Indices, Interaction, Sobol, SobolEnd
from gametheory.study.sweeps.draws import check_seed, sampler
from gametheory.study.sweeps.priors import Asked, priors_of

__all__ = ["DRAWS", "Indices", "Interaction", "Sobol", "SobolEnd", "sobol"]

DRAWS = 1 << 16
LEAST_DRAWS, LEAST_RESAMPLES = 256, 50

Floats = NDArray[np.float64]
Pair = tuple[str, str]


def sobol(
    solution: Solution,
    *,
    of: str | Quantity,
    seed: int = 0,
    at: Mapping[str, Any] | None = None,
    draws: int = DRAWS,
    priors: Asked = None,
    pairs: Iterable[Sequence[str]] = (),
    level: float = 0.95,
    resamples: int = 1000,
    engine: str | None = None,
) -> Sobol:
    """Return first-order and total Sobol' indices of a quantity, from the priors, with confidence intervals.

    Parameters
    ----------
    solution : Solution
        Of a parametric game; of a refined one, the envelope is over the survivors.
    of : str or Quantity
        See :mod:`gametheory.study.quantities.quantity`.
    seed : int
        Any integer from 0 on. The result is a function of it, on every machine as far as the draws are
        (:mod:`gametheory.study.sweeps.draws`).
    at : mapping of parameter to number or text, optional
        Parameters that are fixed and not drawn.
    draws : int
        Points in the base sample, at least 256; the model is evaluated at about ``draws * (2 * parameters + 1)``
        points. The intervals' width goes with one over the square root of it.
    priors : str or mapping, optional
        The name of a scenario of the document, whose priors stand in the place of the document's
        (:mod:`gametheory.study.sweeps.priors`).
    pairs : iterable of (str, str)
        Pairs whose second-order index is wanted.
    level : float
        Of the confidence intervals.
    resamples : int
        Of the bootstrap, at least 50.
    engine : {"numpy", "numba"}, optional
        See :func:`~gametheory.study.compiled.program.compile_solution`.

    Raises
    ------
    ParameterError
        Unknown parameters, a seed that is no integer from 0 on, too few draws, a parameter with neither a prior nor a
        bounded range, priors that are no scenario's, assumptions that (nearly) no draw satisfies, a quantity that is
        (nearly) nowhere defined.
    QuantityError
        A quantity that cannot be read, or that is the same number in every regime.
    """
    solution, asked = varying(solution, of)
    seed = check_seed(seed)
    _check_sizes(draws, level, resamples)
    fixed = solution.domain.point(at or {})
    wanted = _pairs(pairs, solution, fixed)
    given = priors_of(solution, priors)
    inputs = sampler(solution, fixed, given)
    if not inputs.order:
        raise ParameterError("at= fixes every parameter: nothing is left to vary")
    notes: tuple[str, ...] = ()
    held: Mapping[str, Fraction] = fixed
    solved = solution
    if fixed:
        plane = cut(solution, inputs.order, fixed)
        notes = plane.notes
        if plane.solution is not solution:  # on a knife edge: the game was solved again with the values put in
            solved, asked, held = plane.solution, reread(asked, plane.solution), {}
    program = compile_solution(solved, (asked, *at_corners(solved, (asked,))), engine=engine, assumptions=False)
    groups = tuple(group.names for group in inputs.groups if len(group.names) > 1)
    sets = _sets(inputs.order, groups, wanted)
    envelope = _Envelope(program, held)
    found = pick_freeze(envelope, inputs, sets, draws, seed, progress=True)
    whole = found.tried == draws
    crossed = {
        pair: double_differences(envelope, inputs, pair, draws, seed, number=k, bins=min(draws, BINS))
        if whole
        else None
        for k, pair in enumerate(wanted)
    }
    ends = tuple(
        _end(found, row, kind, inputs.order, groups, crossed, level, resamples)
        for row, kind in ([(0, "value")] if found.equal else [(0, "min"), (1, "max")])
    )
    return Sobol(
        quantity=asked,
        ends=ends,
        names=inputs.order,
        fixed=fixed,
        draws=draws,
        seed=seed,
        level=level,
        resamples=resamples,
        defined=draws / found.tried,
        several=found.differ,
        groups=groups,
        accepted=inputs.accepted(seed),
        priors=given,
        solution=solution,
        notes=notes,
    )


@dataclass(frozen=True)
class _Envelope:
    """The two ends of the envelope at points: arrays (2, n), NaN where there is no value."""

    program: Program
    fixed: Mapping[str, Fraction]

    def __call__(self, columns: Mapping[str, Floats]) -> Floats:
        values = self.program.evaluate({**columns, **self.fixed}).values
        values = values.reshape(-1, values.shape[-1])
        return np.stack([np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)])


def _check_sizes(draws: Any, level: Any, resamples: Any) -> None:
    for name, given, least in (("draws", draws, LEAST_DRAWS), ("resamples", resamples, LEAST_RESAMPLES)):
        if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < least:
            raise ParameterError(f"{name}: expected an integer of at least {least}, got {given!r}")
    if isinstance(level, bool) or not isinstance(level, int | float | Fraction) or not 0 < level < 1:
        raise ParameterError(f"level: expected a number between 0 and 1, got {level!r}")


def _pairs(pairs: Iterable[Sequence[str]], solution: Solution, fixed: Mapping[str, Fraction]) -> list[Pair]:
    out: list[Pair] = []
    for given in pairs:
        if isinstance(given, str) or len(given) != 2 or given[0] == given[1]:
            raise ParameterError(f"pairs: expected two different parameters, got {given!r}")
        solution.domain.point(dict.fromkeys(given, 0))  # the names are parameters
        held = [name for name in given if name in fixed]
        if held:
            raise ParameterError(f"pairs: {held[0]} is fixed by at=")
        out.append((given[0], given[1]))
    return out


def _sets(names: Sequence[str], groups: Sequence[tuple[str, ...]], pairs: Sequence[Pair]) -> list[frozenset[str]]:
    """Return the sets of parameters that have to be frozen; their order is a part of what a seed means."""
    everything = frozenset(names)
    single = [frozenset(one) for one in (*((name,) for name in names), *groups)]
    sets = [*single, *(everything - one for one in single), *map(frozenset, pairs)]
    return [one for one in sets if one and one != everything]


def _end(
    found: PickFreeze,
    row: int,
    kind: str,
    names: Sequence[str],
    groups: Sequence[tuple[str, ...]],
    pairs: Mapping[Pair, Floats | None],
    level: float,
    resamples: int,
) -> SobolEnd:
    mean, variance = found.moments(row)
    if found.constant[row]:
        return SobolEnd(kind, mean, 0.0, (), (), ())
    everything = frozenset(names)
    asked: list[dict[frozenset[str] | None, float]] = []
    units = [*((name,) for name in names), *groups]
    for unit in units:
        one = frozenset(unit)
        rest = everything - one
        # knowing everything removes all of the variance, knowing nothing none of it
        asked.append({one: 1.0} if rest else {None: 1.0})
        asked.append({None: 1.0, rest: -1.0} if rest else {None: 1.0})
    for x, y in pairs:
        both = frozenset((x, y))
        joint: dict[frozenset[str] | None, float] = {both: 1.0} if both != everything else {None: 1.0}
        asked += [{**joint, frozenset((x,)): -1.0, frozenset((y,)): -1.0}, joint]
    numbers = found.estimates(row, asked, level=level, resamples=resamples)
    tied = {name: tuple(x for x in group if x != name) for group in groups for name in group}
    indices = [
        Indices(unit, first, total, tied.get(unit[0], ()) if len(unit) == 1 else ())
        for unit, first, total in zip(units, numbers[::2], numbers[1::2], strict=False)
    ]
    late = numbers[2 * len(units) :]
    interactions = []
    for (pair, sums), second, joint_index in zip(pairs.items(), late[::2], late[1::2], strict=True):
        if sums is not None:
            (second,) = bootstrap(sums[row], _share, found.seed, level=level, resamples=resamples)
        interactions.append(Interaction(pair, second, joint_index, sums is None))
    return SobolEnd(
        kind, mean, variance, tuple(indices[: len(names)]), tuple(indices[len(names) :]), tuple(interactions)
    )


def _share(sums: Floats) -> Floats:
    """Return the interaction's share of the variance from the sums of :func:`double_differences`."""
    means = sums[:, 1:] / sums[:, :1]
    share: Floats = means[:, 2:] / (means[:, 1:2] - means[:, :1] ** 2)
    return share
