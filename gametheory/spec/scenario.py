"""Named sets of parameter values and priors: the tables ``[scenarios.NAME]`` of a document.

A scenario says under which other numbers the model is to be looked at too: the priors that were declared before results
were seen, a quiet year, another author's estimates. It changes nothing of the model. Every key is optional, but a
scenario sets something::

    [scenarios.first]
    about  = "as declared before any result was seen"
    values = { distraction = "1/2" }                      # in place of the baseline
    priors = { escalation_cost = { uniform = [0, 4] } }   # in place of the prior

Ranges hold for scenarios as they stand: a value lies within its parameter's range, a uniform or triangular prior has
its ends there. The other distributions are truncated or stretched to the range, as everywhere. With its values, and the
baseline for the rest, a scenario is a point at which the assumptions hold and probabilities are positive.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.errors import Issue, ParameterError, nearest
from gametheory.lang import Expression, Interval
from gametheory.lang.doubles import held, short_number, unheld
from gametheory.lang.frozen import frozen
from gametheory.spec.fields import Path, address, read_number, read_table, read_text, unknown_keys
from gametheory.spec.parameter import Parameter, Prior, read_prior
from gametheory.spec.soundness import Assumption, point_text

__all__ = ["Scenario", "read_scenarios", "unsound_scenarios"]

_KEYS = ("about", "values", "priors")


@dataclass(frozen=True)
class Scenario:
    """One named set of numbers.

    Attributes
    ----------
    name : str
    about : str
        What it stands for.
    values : mapping of parameter to Fraction
        In place of the baseline.
    priors : mapping of parameter to Prior
        In place of the parameter's prior.
    """

    name: str
    about: str = ""
    values: Mapping[str, Fraction] = field(default_factory=dict)
    priors: Mapping[str, Prior] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.name, self.about, *self.values, *self.priors))


def read_scenarios(
    raw: Any, parameters: Mapping[str, Parameter], known: Iterable[str], issues: list[Issue]
) -> dict[str, Scenario]:
    """Read ``[scenarios]`` (in Python also tables that hold :class:`Scenario`) of a model.

    Parameters
    ----------
    raw : mapping of name to table, or None
    parameters : mapping of name to Parameter
        Those that are well formed.
    known : iterable of str
        The names of all.
    issues : list of Issue
        Gets everything that is wrong.
    """
    found = {}
    known = tuple(known)
    given = read_table(raw, ("scenarios",), issues)
    for name, one in given.items():
        path = ("scenarios", str(name))
        if isinstance(one, Scenario):
            if one.name != name:
                issues.append(Issue(address(path), f"holds the scenario {one.name!r}: give both one name"))
            one = {"about": one.about, "values": one.values, "priors": one.priors}
        if not str(name).strip():
            issues.append(Issue("scenarios", "a scenario needs a name: text that is not empty"))
        table = read_table(one, path, issues)
        unknown_keys(table, _KEYS, path, issues)
        values, priors = {}, {}
        for parameter, text, here in _set(table, "values", path, known, issues):
            value = read_number(text, here, issues)
            value = None if value is None else _within(value, parameters.get(parameter), here, issues)
            if value is not None:
                values[parameter] = value
        for parameter, text, here in _set(table, "priors", path, known, issues):
            interval = parameters[parameter].range if parameter in parameters else Interval()
            prior = read_prior(text, interval, here, issues)
            if prior is not None and _contained(prior, interval, here, issues):
                priors[parameter] = prior
        if isinstance(one, Mapping) and not table.get("values") and not table.get("priors"):
            issues.append(Issue(address(path), "sets nothing: a scenario needs values or priors"))
        about = read_text(table.get("about"), (*path, "about"), issues)
        found[str(name)] = Scenario(str(name), about, frozen(values), frozen(priors))
    return found


def _set(
    table: Mapping[str, Any], key: str, path: Path, known: tuple[str, ...], issues: list[Issue]
) -> Iterator[tuple[str, Any, Path]]:
    """Yield what a table sets, ``(parameter, raw, path)``; a name that is no parameter's is said."""
    for name, raw in read_table(table.get(key), (*path, key), issues).items():
        here = (*path, key, str(name))
        if name in known:
            yield name, raw, here
        else:
            issues.append(Issue(address(here), f"unknown parameter {name!r}{nearest(str(name), known)}"))


def _within(value: Fraction, parameter: Parameter | None, path: Path, issues: list[Issue]) -> Fraction | None:
    if not held(value):
        issues.append(Issue(address(path), f"{short_number(value)} is {unheld(value)}"))
        return None
    if parameter is not None and value not in parameter.range:
        issues.append(Issue(address(path), f"{value} is outside the range {parameter.range}: widen the range"))
        return None
    return value


def _contained(prior: Prior, interval: Interval, path: Path, issues: list[Issue]) -> bool:
    for number in prior.numbers:
        if not held(number):
            issues.append(Issue(address(path), f"{short_number(number)} is {unheld(number)}"))
            return False
    if prior.kind not in ("uniform", "triangular"):
        return True
    low, high = prior["low"], prior["high"]
    if (interval.low is None or interval.low <= low) and (interval.high is None or high <= interval.high):
        return True
    issues.append(Issue(address(path), f"{prior} reaches beyond the range {interval}: widen the range"))
    return False


def unsound_scenarios(
    scenarios: Mapping[str, Scenario],
    baseline: Mapping[str, Fraction],
    assumptions: Iterable[Assumption],
    numbers: Iterable[tuple[Path, Any, bool]],
) -> Iterator[Issue]:
    """Yield what is wrong at the points that scenarios are: assumptions that are false, probabilities that are not.

    What rests on the baseline alone is not said again.
    """
    assumptions = tuple(assumptions)
    odds = [value for _, value, probability in numbers if probability and isinstance(value, Expression)]
    for name, scenario in scenarios.items():
        point = {**baseline, **scenario.values}
        where, sure = address(("scenarios", name, "values")), True
        for one in assumptions:
            if _rests_on(one.condition.names, scenario, point) and not one.condition.at(point):
                here = point_text(point, one.condition.names)
                yield Issue(where, f"{address(one.path)} is false there ({here}): {one.text}")
                sure = False
        for value in dict.fromkeys(odds) if sure else ():
            if not _rests_on(value.names, scenario, point):
                continue
            with contextlib.suppress(ParameterError):  # a denominator that was not seen to be zero is zero here
                there = value.at(point)
                if there > 0:
                    continue
                word = "negative" if there < 0 else "zero"
                here = point_text(point, value.names)
                yield Issue(where, f"the probability {value} is {word} there ({here}): {there}")


def _rests_on(names: frozenset[str], scenario: Scenario, point: Mapping[str, Fraction]) -> bool:
    return names <= set(point) and not names.isdisjoint(scenario.values)
