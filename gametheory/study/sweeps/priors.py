"""Which priors a question draws from: the document's own, those of one of its scenarios, or others for this question.

A scenario's priors stand in the place of the document's for the parameters that it names; the others keep theirs.
Ranges and assumptions hold as they are. Its values stand in the place of the baseline, which no draw looks at, so a
scenario of values alone has nothing to draw from: its values are given by ``at=``.

Whatever the document says, ``"uniform"`` lets every value of the ranges count the same, and ``"within 20%"`` every
value within that share of the baseline, as far as the ranges go. A mapping of parameters to distributions, each as a
document writes it (``{"distraction": {"uniform": [0, "1/2"]}}``), stands in the place of the document's for these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.errors import Issue, ParameterError, nearest
from gametheory.lang import Interval
from gametheory.spec.parameter import Prior, read_prior

if TYPE_CHECKING:
    from gametheory.concepts import Solution
    from gametheory.spec import Model

__all__ = ["UNIFORM", "Asked", "Priors", "accepted_text", "priors_of"]

Asked = str | Mapping[str, Any] | None
"""What a question says of the priors that it draws from."""

UNIFORM = "uniform"
"""The name of the priors that are uniform on the ranges."""

_WITHIN = re.compile(r"within\s+(\d+(?:\.\d+)?)\s*%")
_GIVEN = "given with the question"


@dataclass(frozen=True)
class Priors:
    """The priors that are drawn from; made by :func:`priors_of`.

    Attributes
    ----------
    scenario : str or None
        Their name: a scenario's, ``"uniform"``, ``"within 20%"``, or what is said of those that the question gives;
        None for the document's own.
    given : mapping of parameter to Prior
        A parameter that is not in it is drawn uniformly from its range.
    """

    scenario: str | None = None
    given: Mapping[str, Prior] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What a sentence calls them."""
        if self.scenario is None:
            return "the priors"
        if self.scenario == UNIFORM:
            return "priors that are uniform on the ranges"
        if self.scenario == _GIVEN:
            return "the priors given with the question"
        if _WITHIN.fullmatch(self.scenario):
            return f"priors that are uniform {self.scenario} of the baseline"
        return f"the priors of the scenario {self.scenario!r}"

    def reach(self, name: str, interval: Interval) -> Interval:
        """Return the part of a parameter's range in which draws lie."""
        prior = self.given.get(name)
        if prior is None or prior.kind not in ("uniform", "triangular"):
            return interval
        low, high = prior["low"], prior["high"]
        above = interval.low is None or low > interval.low
        below = interval.high is None or high < interval.high
        return Interval(
            low if above else interval.low,
            high if below else interval.high,
            open_low=interval.open_low and not above,
            open_high=interval.open_high and not below,
        )


def priors_of(subject: Model | Solution, asked: Asked = None) -> Priors:
    """Return the priors of a model, or others that a question asks for.

    Parameters
    ----------
    subject : Model or Solution
    asked : str or mapping, optional
        A scenario's name, ``"uniform"``, ``"within 20%"``, or a mapping of parameter to distribution; by default the
        priors are the document's own. A scenario that is called ``uniform`` comes first.

    Raises
    ------
    ParameterError
        For what is none of these, for a scenario that sets no prior, for distributions that cannot be read or leave
        nothing inside the range, and for a share of the baseline where there is none.
    """
    model: Any = getattr(subject, "model", subject)
    own = {} if model is None else {name: p.prior for name, p in model.parameters.items() if p.prior is not None}
    if asked is None:
        return Priors(None, own)
    if isinstance(asked, Mapping):
        return Priors(_GIVEN, {**own, **_read(subject, asked)})
    if model is None or not isinstance(asked, str) or asked not in model.scenarios:
        if asked == UNIFORM:
            return Priors(UNIFORM)
        if isinstance(asked, str) and (share := _WITHIN.fullmatch(asked.strip())):
            return Priors(f"within {share[1]}%", _around(subject, Fraction(share[1]) / 100, asked))
    if model is None:
        raise ParameterError(f"priors = {asked!r}: this game comes from no document, which could name scenarios")
    if not isinstance(asked, str) or asked not in model.scenarios:
        raise ParameterError(f"priors = {asked!r}: {_there_are(model, nearest(str(asked), model.scenarios))}")
    scenario = model.scenarios[asked]
    if not scenario.priors:
        values = ", ".join(f"{name} = {value}" for name, value in scenario.values.items())
        raise ParameterError(f"priors = {asked!r}: this scenario sets values and no priors: give {values} by at=")
    return Priors(asked, {**own, **scenario.priors})


def _read(subject: Model | Solution, asked: Mapping[str, Any]) -> dict[str, Prior]:
    """Return distributions as a document writes them."""
    ranges = subject.domain.ranges
    issues: list[Issue] = []
    found = {}
    for name, raw in asked.items():
        if name not in ranges:
            raise ParameterError(f"priors: unknown parameter {name!r}{nearest(str(name), ranges)}")
        prior = read_prior(raw, ranges[name], ("priors", str(name)), issues)
        if prior is not None:
            found[str(name)] = prior
        elif not issues:
            issues.append(Issue(f"priors.{name}", "expected one distribution, as { uniform = [0, 1] }, got none"))
    if issues:
        raise ParameterError("; ".join(f"{one.where}: {one.what}" for one in issues))
    return found


def _around(subject: Model | Solution, share: Fraction, asked: str) -> dict[str, Prior]:
    """Return what is uniform within a share of the baseline, cut to the ranges."""
    if share <= 0:
        raise ParameterError(f"priors = {asked!r}: expected a share above 0%, such as 'within 20%'")
    baseline = subject.baseline
    missing = [name for name in subject.domain.names if name not in baseline]
    if missing:
        raise ParameterError(f"priors = {asked!r}: {', '.join(missing)} has no baseline to be near to")
    return {
        name: _box(value, share, subject.domain.ranges[name])
        for name, value in baseline.items()
        if name in subject.domain.ranges
    }


def _box(value: Fraction, share: Fraction, interval: Interval) -> Prior:
    """Return the uniform distribution around a number; around zero, within that share of the range."""
    width = abs(value) * share
    if not width:
        bounded = interval.low is not None and interval.high is not None
        width = share * ((interval.high or 0) - (interval.low or 0) if bounded else 1)
    low, high = value - width, value + width
    low = low if interval.low is None else max(low, interval.low)
    high = high if interval.high is None else min(high, interval.high)
    return Prior("uniform", (low, high))


def _there_are(model: Model, hint: str) -> str:
    names = [repr(name) for name, one in model.scenarios.items() if one.priors]
    beside = "'uniform', 'within 20%' and a mapping of parameters to distributions are taken as well"
    if not names:
        return f"{model.name} has no scenario with priors; {beside}"
    return f"the scenarios of {model.name} with priors are {', '.join(names)}{hint or f'; {beside}'}"


def accepted_text(share: float) -> str:
    """Return in words how much of the declared priors the assumptions accept.

    Examples
    --------
    >>> accepted_text(0.3819)
    'the assumptions accept about 38% of the declared priors'
    """
    nearly = f"about {100 * share:.2g}%" if share < 0.995 else "nearly all"
    part = "all" if share == 1 else nearly
    return f"the assumptions accept {part} of the declared priors"
