"""How an outcome responds to the parameters: derivatives, one at a time, and in variance.

Three questions with different answers, side by side:

* within a regime, which way and how steeply (:mod:`gametheory.study.response.derivatives`: closed forms, signs proved);
* over a parameter's range, the others at the base, how far, with the jumps between regimes
  (:mod:`gametheory.study.response.tornado`: exact);
* over all parameters at once, drawn from the priors, where the uncertainty comes from, interactions included
  (:mod:`gametheory.study.response.sobol`: estimates with confidence intervals).

Where there are several equilibria the quantity is a set, and the answers are about both ends of its envelope; with
``refine=`` the same is asked of the equilibria that survive a refinement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gametheory.concepts import Solution
from gametheory.concepts.refinements.judge import refine as refined_solution
from gametheory.concepts.refinements.judge import refinement_names
from gametheory.concepts.words.statement import called
from gametheory.errors import ParameterError, QuantityError
from gametheory.lang.memory import task
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.statement import Display, Heading, Part, Section, Stated
from gametheory.stages import stage
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.quantities.subject import names_regimes, varying
from gametheory.study.response.derivatives import Derivatives, derivatives
from gametheory.study.response.sobol import DRAWS, Sobol, sobol
from gametheory.study.response.tornado import Tornado, tornado
from gametheory.study.sweeps.draws import check_seed
from gametheory.study.sweeps.priors import Asked

__all__ = ["Sensitivity", "sensitivity"]


@dataclass(frozen=True)
class Sensitivity(Stated):
    """The sensitivity of a quantity to the parameters; made by :func:`sensitivity`.

    Attributes
    ----------
    quantity : Quantity
    derivatives : Derivatives
        Within each regime: closed forms, values at the point, proved signs.
    tornado : Tornado
        One parameter at a time over its range.
    sobol : Sobol
        First-order, total and second-order indices under the priors.
    refinement : tuple of str
        What the solution was refined by in ``refined``.
    refined : Sensitivity or None
        The same for the equilibria that survive, where that was asked for.
    """

    quantity: Quantity
    derivatives: Derivatives
    tornado: Tornado
    sobol: Sobol
    solution: Solution = field(repr=False)
    refinement: tuple[str, ...] = ()
    refined: Sensitivity | None = None

    def in_short(self) -> str:
        return f"{called(self.derivatives.solution)}, {self.quantity.text}: {count(len(self.tornado), 'parameter')}"

    def statement(self) -> tuple[Part, ...]:
        """Return the three parts under each other, then those of the equilibria that survive a refinement."""
        parts = [Section(one.statement()) for one in (self.derivatives, self.tornado, self.sobol)]
        if self.refined is None:
            return tuple(parts)
        title = f"The equilibria that survive {', '.join(self.refinement)}"
        return (*parts, Section((Heading(title), Display(title=title))), *self.refined.statement())

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types; exact numbers are texts, estimates are floats."""
        from gametheory.version import __version__

        model = self.solution.model
        return {
            "format": "gametheory-sensitivity/1",
            "model": None if model is None else {"name": model.name, "sha256": model.sha256},
            "package": f"gametheory-toolkit {__version__}",
            "concept": self.solution.concept.name,
            "exhaustive": self.solution.exhaustive,
            "derivatives": self.derivatives.document(),
            "tornado": self.tornado.document(),
            "sobol": self.sobol.document(),
            "refinement": list(self.refinement),
            "refined": None if self.refined is None else self.refined.document(),
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return all of it as one table, for CSV: a number a row.

        The columns are ``part`` (``derivative``, ``tornado``, ``sobol``), ``refinement``, ``subject`` (the regime's
        name, or the end of the envelope), ``parameter`` (two joined by ``*`` for a pair, several by ``+`` for a group),
        ``measure``, ``value`` (a float, or a sign), ``low`` and ``high`` (of the confidence interval; empty for exact
        numbers) and ``exact`` (text).
        """
        return [*_rows(self, ""), *(() if self.refined is None else _rows(self.refined, "+".join(self.refinement)))]


def _among(survivors: Solution, asked: Quantity, names: tuple[str, ...]) -> Quantity:
    """Return the quantity for the equilibria that survive."""
    if names_regimes(asked):
        raise ParameterError(f"{asked.text} names a regime, and refined regimes are others: refine the solution first")
    try:
        return varying(survivors, asked.text)[1]
    except QuantityError as error:
        reason = f"among the equilibria that survive {' and '.join(names)}: {error.reason}"
        raise QuantityError(reason, error.text, error.position) from None


def _rows(found: Sensitivity, refinement: str) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []

    def row(part: str, subject: str, name: str, measure: str, value: Any, exact: Any = "", **ends: Any) -> None:
        columns = {"part": part, "refinement": refinement, "subject": subject, "parameter": name, "measure": measure}
        out.append(
            {**columns, "value": value, "low": ends.get("low", ""), "high": ends.get("high", ""), "exact": exact}
        )

    for regime in found.derivatives:
        for one in regime:
            row("derivative", regime.name, one.parameter, "sign", one.sign.text, str(one.form))
            for measure, number in (("slope", one.value), ("elasticity", one.elasticity_value)):
                if number is not None:
                    row("derivative", regime.name, one.parameter, measure, float(number), str(number))
    for swing in found.tornado:
        places = {"at low": swing.low.envelope, "at high": swing.high.envelope, "base": found.tornado.base}
        for measure, envelope in places.items():
            if envelope is not None:
                row("tornado", "min", swing.parameter, measure, float(envelope.low), str(envelope.low))
                row("tornado", "max", swing.parameter, measure, float(envelope.high), str(envelope.high))
        for subject, envelope in (("min", swing.lower), ("max", swing.upper)):
            if envelope is not None:
                row("tornado", subject, swing.parameter, "smallest", float(envelope.low), str(envelope.low))
                row("tornado", subject, swing.parameter, "largest", float(envelope.high), str(envelope.high))
    for end in found.sobol.ends:
        for index in (*end.parameters, *end.groups):
            for measure, estimate in (("first", index.first), ("total", index.total)):
                row("sobol", end.end, "+".join(index.names), measure, **estimate.document())
        for pair in end.pairs:
            for measure, estimate in (("second", pair.second), ("joint", pair.joint)):
                row("sobol", end.end, "*".join(pair.pair), measure, **estimate.document())
    return out


@task
def sensitivity(
    solution: Solution,
    *,
    of: str | Quantity,
    seed: int = 0,
    at: Mapping[str, Any] | None = None,
    draws: int = DRAWS,
    priors: Asked = None,
    pairs: Iterable[Sequence[str]] = (),
    refine: str | Iterable[str] | None = None,
    quantiles: Sequence[Any] | None = None,
    level: float = 0.95,
    resamples: int = 1000,
    engine: str | None = None,
) -> Sensitivity:
    """Return the sensitivity of a quantity to the parameters: derivatives, tornado, Sobol' indices.

    Each part is a verb of its own, with the same arguments: :func:`~gametheory.study.response.derivatives.derivatives`,
    :func:`~gametheory.study.response.tornado.tornado`, :func:`~gametheory.study.response.sobol.sobol`.

    Parameters
    ----------
    solution : Solution
        Of a parametric game; of a refined one, the envelopes are over the survivors.
    of : str or Quantity
        See :mod:`gametheory.study.quantities.quantity`.
    seed : int
        Any integer from 0 on: the result is a function of it.
    at : mapping of parameter to number or text, optional
        The point of the derivatives and the base of the tornado, the rest at the baseline; in the draws for Sobol'
        indices these parameters are fixed.
    draws : int
        Points of the base sample for Sobol' indices.
    priors : str or mapping, optional
        The name of a scenario of the document, whose priors stand in the place of the document's in the draws and the
        quantiles (:mod:`gametheory.study.sweeps.priors`). Derivatives and tornado start from the baseline all the same.
    pairs : iterable of (str, str)
        Pairs whose interaction is wanted, e.g. ``[("escalation_cost_us", "distraction")]``.
    refine : str or iterable of str, optional
        Refinements (signaling games): ask the same of the equilibria that survive.
    quantiles : pair of numbers or texts, optional
        Bound the tornado by these quantiles of the priors instead of by the ranges.
    level : float
        Of the confidence intervals.
    resamples : int
        Of the bootstrap.
    engine : {"numpy", "numba"}, optional
        What evaluates the solution at the draws.

    Raises
    ------
    ParameterError
        Unknown parameters, points outside ranges or assumptions, a seed that is no integer from 0 on, too few draws, a
        parameter with neither a prior nor a bounded range (derivatives and tornado by themselves need none), priors
        that are no scenario's.
    QuantityError
        A quantity that cannot be read, or that is the same number in every regime.
    ConceptError
        An unknown refinement, or one of a game that it does not apply to.

    Examples
    --------
    >>> import gametheory as gt
    >>> signal = gt.solve(gt.load("support_signal"))
    >>> found = sensitivity(signal, of="P(strike)", draws=1024, pairs=[("escalation_cost_us", "distraction")])
    >>> found.derivatives[5]["distraction"].sign.words
    'zero throughout'
    >>> [(str(jump.value), str(jump.after.high)) for jump in found.tornado["distraction"].jumps]
    [('5/9', '3/10'), ('4/5', '1')]
    >>> found.sobol["min"]["distraction"].total.value > found.sobol["min"]["committed_loss_share"].total.value
    True
    """
    solution, asked = varying(solution, of)
    check_seed(seed)
    names = () if refine is None else refinement_names(refine)
    wanted = [(x, y) for x, y in pairs] if not isinstance(pairs, str) else pairs
    survivors = refined_solution(solution, names) if names else None

    def of_one(one: Solution, quantity: Quantity) -> tuple[Derivatives, Tornado, Sobol]:
        # the draws first: what is wrong with the arguments shows before the long work
        with stage("indices from draws"):
            indices = sobol(
                one,
                of=quantity,
                seed=seed,
                at=at,
                draws=draws,
                priors=priors,
                pairs=wanted,
                level=level,
                resamples=resamples,
                engine=engine,
            )
        with stage("derivatives"):
            within = derivatives(one, of=quantity, at=at)
        with stage("one parameter at a time"):
            return within, tornado(one, of=quantity, at=at, quantiles=quantiles, priors=priors), indices

    below = None
    if survivors is not None:
        again = _among(survivors, asked, names)
        below = Sensitivity(again, *of_one(survivors, again), solution=survivors)
    return Sensitivity(asked, *of_one(solution, asked), solution=solution, refinement=names, refined=below)
