"""Everything that a report says about one model, computed part by part: no text and no figure yet.

What cannot be computed for a model (a range without end has no figure, a parameter without prior no draws) is not an
error of the report: the reason is kept in ``Study.missing`` and the report states it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from gametheory.concepts import Solution
from gametheory.errors import GameTheoryError
from gametheory.lang import deadline
from gametheory.show.report.part import Part, computed

if TYPE_CHECKING:
    from gametheory.spec import Model

__all__ = ["Study", "find"]

Result = TypeVar("Result")


@dataclass
class Study:
    """What was found about one model; ``study[TheClass]`` is what a part found.

    Attributes
    ----------
    model : Model
    seed, draws : int
    refusal : str
        Why no concept takes the game; then there is nothing else.
    solution, here : Solution or None
        The regimes, and the equilibria at the baseline, with the refinements' verdicts for signaling games.
    results : mapping of part to what it found
    missing : list of str
        What could not be computed or drawn, and why.
    cut : list of str
        The stages that there was no time for, or only for a part of them.
    why : str
        Why they were cut.
    """

    model: Model
    seed: int
    draws: int
    refusal: str = ""
    solution: Solution | None = None
    here: Solution | None = None
    results: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    why: str = ""

    def __getitem__(self, part: type[Part[Result]]) -> Result:
        found: Result = self.results.get(part.name, part.nothing)
        return found

    @property
    def solved(self) -> Solution:
        """The regimes, for parts that are computed from them."""
        assert self.solution is not None
        return self.solution

    @property
    def shortened(self) -> str:
        """Which parts of the work were cut, and why."""
        return f"The work was {self.why}, and not all of it was done: {', '.join(self.cut)}"

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

    @contextlib.contextmanager
    def stage(self, name: str, share: float = 1) -> Iterator[None]:
        """Give a stage its share of the time that is left, and keep that it was cut."""
        before = len(deadline.cuts())
        with deadline.share(share):
            yield
        cuts = deadline.cuts()[before:]
        if cuts:
            self.cut.append(name)
            self.why = self.why or cuts[0]


def find(model: Model, *, seed: int, draws: int, step: Callable[[str], None]) -> Study:
    """Compute what a report says about a model.

    Parameters
    ----------
    model : Model
    seed : int
        Of all draws.
    draws : int
        From the priors: for shares, and as base sample of Sobol' indices.
    step : function
        Called with the name of each stage of the parts when it begins.
    """
    study = Study(model, seed, draws)
    for name, parts in computed().items():
        step(name)
        if not study.refusal:
            with study.stage(name, parts[0].share):
                for part in parts:
                    study.results[part.name] = part.find(study)
    return study
