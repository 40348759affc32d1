"""Everything that a report says about one model, computed: no text and no figure yet.

What cannot be computed for a model (a range without end has no figure, a parameter without prior no draws) is not an
error of the report: the reason is kept in ``Findings.missing`` and the report states it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from gametheory.concepts import Certificate, Solution, solve, survival
from gametheory.errors import ConceptError, GameTheoryError
from gametheory.lang import deadline
from gametheory.show.report.choice import key_parameters, quantities
from gametheory.study import (
    Margins,
    Quantity,
    Regions,
    Sensitivity,
    Thresholds,
    margins,
    regions,
    sensitivity,
    sweep,
    thresholds,
    verify,
)
from gametheory.study.changes.reach import Reach, reaches

if TYPE_CHECKING:
    import xarray

    from gametheory.spec import Model
    from gametheory.study.claims.verdict import Verification

__all__ = ["STAGES", "Constant", "Findings", "constants", "find"]

STAGES = ("solving", "refinements", "claims", "thresholds", "sensitivity", "figures", "explorer", "tables")
"""What is done for a model, in this order: the steps of the progress bar."""

CLAIMS = 256
"""Claims are tried at this many times as many draws: evaluating a claim is cheap."""

TIME = {"solving": 0.35, "refinements": 0.2, "claims": 0.3, "thresholds": 0.3, "sensitivity": 0.4}
"""The share that each may take of the time that is left, where it is limited; the rest is for figures and files."""

SWEEP = 101
"""Points of a sweep along a key parameter."""


@dataclass(frozen=True)
class Findings:
    """What was found about one model.

    Attributes
    ----------
    model : Model
    refusal : str
        Why no concept takes the game; then there is nothing else.
    solution, here : Solution or None
        The regimes, and the equilibria at the baseline, with the refinements' verdicts for signaling games.
    certificates : tuple of Certificate
        The audit of ``here``.
    verification : Verification or None
    margins : Margins or None
    ladders : mapping of parameter to Thresholds
        For every parameter.
    keys : tuple of str
        The parameters that are drawn.
    plane : Regions or None
        Of the two keys.
    sensitivities : mapping of quantity to Sensitivity
    lines : mapping of parameter to Dataset
        A sweep of the quantities along each key.
    reaches : tuple of Reach
    shares : mapping of regime's number to share of the draws from the priors at which it exists
    missing : tuple of str
        What could not be computed, and why.
    cut : tuple of str
        The stages that there was no time for, or only for a part of them.
    why : str
        Why they were cut.
    seed, draws : int
    """

    model: Model
    seed: int
    draws: int
    refusal: str = ""
    solution: Solution | None = None
    here: Solution | None = None
    certificates: tuple[Certificate, ...] = ()
    verification: Verification | None = None
    margins: Margins | None = None
    ladders: Mapping[str, Thresholds] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    plane: Regions | None = None
    sensitivities: Mapping[str, Sensitivity] = field(default_factory=dict)
    lines: Mapping[str, xarray.Dataset] = field(default_factory=dict)
    reaches: tuple[Reach, ...] = ()
    shares: Mapping[int, float] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    why: str = ""


def find(model: Model, *, seed: int, draws: int, step: Callable[[str], None]) -> Findings:
    """Compute what a report says about a model.

    Parameters
    ----------
    model : Model
    seed : int
        Of all draws.
    draws : int
        From the priors: for shares, and as base sample of Sobol' indices.
    step : function
        Called with the name of each of ``STAGES`` up to sensitivity when it begins.
    """
    study = _Study(model, seed, draws)
    for name, work in (
        ("solving", study.solve),
        ("refinements", study.refine),
        ("claims", study.verify),
        ("thresholds", study.thresholds),
        ("sensitivity", study.sensitivity),
    ):
        step(name)
        if not study.found.get("refusal"):
            before = len(deadline.cuts())
            with deadline.share(TIME[name]):
                work()
            if len(deadline.cuts()) > before:
                study.cut.append(name)
    why = deadline.cuts()[0] if study.cut else ""
    return Findings(model, seed, draws, missing=tuple(study.missing), cut=tuple(study.cut), why=why, **study.found)


class Constant(NamedTuple):
    """A quantity that has one value in every equilibrium along a key parameter."""

    text: str
    parameter: str
    value: float


def constants(found: Findings) -> list[Constant]:
    """Return the quantities that do not move along a key parameter: there is nothing to draw about them."""
    out = []
    for key, dataset in found.lines.items():
        for i, text in enumerate(dataset["quantity"].values):
            low, high = (dataset[end].values[i] for end in ("min", "max"))
            known = low[low == low]
            if known.size and float(known.min()) == float(high[high == high].max()):
                out.append(Constant(str(text), key, float(known[0])))
    return out


class _Study:
    """Collects the findings, stage by stage."""

    def __init__(self, model: Model, seed: int, draws: int) -> None:
        self.model, self.seed, self.draws = model, seed, draws
        self.found: dict[str, Any] = {}
        self.missing: list[str] = []
        self.cut: list[str] = []

    @property
    def solution(self) -> Solution:
        """The regimes; asked for only once the game is solved."""
        found: Solution = self.found["solution"]
        return found

    def attempt(self, what: str, verb: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """Return what a verb returns; None where the toolkit says that it cannot be done, and keep the reason."""
        try:
            with deadline.Part() as work, deadline.whole():
                deadline.check()
                return verb(*given, **named)
        except GameTheoryError as error:
            self.missing.append(f"{what}: {error}")
            return None
        self.missing.append(f"{what}: {work.why}")
        return None

    def solve(self) -> None:
        try:
            with deadline.share(0.8):
                solution = self.found["solution"] = solve(self.model)
        except ConceptError as error:
            self.found["refusal"] = str(error)
            return
        here = self.found["here"] = self.attempt("equilibria at the baseline", solution.at)
        self.found["certificates"] = () if here is None else here.certificates()

    def refine(self) -> None:
        if self.solution.concept.refinements:
            for key in ("solution", "here"):
                if self.found[key] is not None:
                    self.found[key] = survival(self.found[key])

    def verify(self) -> None:
        self.found["verification"] = verify(
            self.model, solution=self.solution, draws=CLAIMS * self.draws, seed=self.seed
        )

    def thresholds(self) -> None:
        solution, here = self.solution, self.found["here"]
        if not solution.parameters or here is None:
            return
        self.found["margins"] = self.attempt("margins", margins, solution)
        tried = {name: self.attempt(f"thresholds in {name}", thresholds, solution, name) for name in here.point}
        ladders = self.found["ladders"] = {name: ladder for name, ladder in tried.items() if ladder is not None}
        self.found["reaches"] = (
            self.attempt("how far each regime reaches", reaches, solution, ladders, here.point) or ()
        )
        keys = self.found["keys"] = key_parameters(solution, self.found["margins"])
        if len(keys) == 2:
            self.found["plane"] = self.attempt("the regime map", regions, solution, x=keys[0], y=keys[1])

    def sensitivity(self) -> None:
        solution, here = self.solution, self.found["here"]
        if not solution.parameters or not len(solution):
            return
        drawn = self.attempt("draws from the priors", sweep, solution, draws=self.draws, seed=self.seed)
        if drawn is not None:
            inside, exists = drawn["admissible"].values, drawn["exists"].values
            self.found["shares"] = {i: float(exists[i][inside].mean()) for i in range(len(solution))}
        if here is None:
            return
        asked = self.attempt("the quantities", quantities, solution, here) or ()
        given = {"seed": self.seed, "draws": self.draws}
        tried = {q.text: self.attempt(f"sensitivity of {q}", sensitivity, solution, of=q, **given) for q in asked}
        self.found["sensitivities"] = {text: one for text, one in tried.items() if one is not None}
        if asked:
            swept = {key: self.attempt(f"the sweep along {key}", self._line, key, asked) for key in self.found["keys"]}
            self.found["lines"] = {key: line for key, line in swept.items() if line is not None}

    def _line(self, key: str, asked: Sequence[Quantity]) -> xarray.Dataset:
        interval = self.solution.domain.ranges[key]
        if interval.low is None or interval.high is None:
            raise GameTheoryError(f"the range {interval} has no end")
        step = (interval.high - interval.low) / (SWEEP - 1)
        inside = range(int(interval.open_low), SWEEP - int(interval.open_high))
        values = [float(interval.low + step * i) for i in inside]
        return sweep(self.solution, {key: values}, of=[one.text for one in asked])
