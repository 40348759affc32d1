"""Parameters: a name with a meaning, a unit, a range, a baseline, a prior and the source of all that.

A prior is one of a few distributions with exact numbers. It is truncated to the parameter's range when it is drawn
from, and must leave something there.

================  =======================================================  =========================
kind              numbers                                                  needs
================  =======================================================  =========================
``uniform``       lower end a, upper end b                                 a < b
``triangular``    lower end a, mode m, upper end b                         a <= m <= b, a < b
``beta``          alpha, beta: a Beta distribution stretched to the range  both > 0, a bounded range
``normal``        mean, standard deviation                                 standard deviation > 0
``lognormal``     mu, sigma of the logarithm                               sigma > 0
================  =======================================================  =========================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.errors import GameError, Issue, nearest
from gametheory.lang import Interval, check_name
from gametheory.lang.doubles import held, short_number, unheld
from gametheory.lang.names import NOT_FINITE
from gametheory.spec.fields import Path, address, described, read_number, read_table, read_text, unknown_keys

__all__ = ["PRIORS", "Parameter", "Prior", "name_problem", "read_parameter", "read_prior", "read_range"]

PRIORS: Mapping[str, tuple[str, ...]] = {
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "beta": ("alpha", "beta"),
    "normal": ("mean", "sd"),
    "lognormal": ("mu", "sigma"),
}

FIELDS = ("tex", "meaning", "unit", "value", "range", "prior", "source")


@dataclass(frozen=True)
class Prior:
    """A distribution over a parameter: its ``kind`` and exact ``numbers`` (see the module's table).

    Examples
    --------
    >>> Prior("triangular", (Fraction(0), Fraction(3, 5), Fraction(1)))["mode"]
    Fraction(3, 5)
    """

    kind: str
    numbers: tuple[Fraction, ...]

    def __getitem__(self, name: str) -> Fraction:
        return dict(zip(PRIORS[self.kind], self.numbers, strict=True))[name]

    def __str__(self) -> str:
        return f"{self.kind}({', '.join(map(str, self.numbers))})"


@dataclass(frozen=True, init=False)
class Parameter:
    """A named number that the model leaves open.

    Parameters
    ----------
    name : str
        An identifier.
    value : number or text, optional
        The baseline.
    range : Interval or pair, optional
        ``(0, 1)``, ``("(0", "1)")`` for open ends, ``(0, "inf)")`` for none; by default all real numbers.
    meaning, unit, tex, source : str
        What it stands for, in which unit, how LaTeX prints it, and where number or sign come from.
    prior : Prior or mapping of kind to numbers, optional
        E.g. ``{"triangular": [0, "3/5", 1]}``.

    Raises
    ------
    GameError
        With every issue.
    """

    name: str
    value: Fraction | None
    range: Interval
    meaning: str
    unit: str
    tex: str
    prior: Prior | None
    source: str

    def __init__(
        self,
        name: str,
        value: Any = None,
        range: Any = None,
        meaning: str = "",
        unit: str = "",
        tex: str = "",
        prior: Any = None,
        source: str = "",
    ) -> None:
        issues: list[Issue] = []
        path = ("parameters", str(name))
        problem = name_problem(name)
        if problem:
            issues.append(Issue(address(path), problem))
        put = object.__setattr__
        put(self, "name", name)
        put(self, "value", None if value is None else read_number(value, (*path, "value"), issues))
        put(self, "range", read_range(range, (*path, "range"), issues))
        for field, text in (("meaning", meaning), ("unit", unit), ("tex", tex), ("source", source)):
            put(self, field, read_text(text, (*path, field), issues))
        put(self, "prior", read_prior(prior, self.range, (*path, "prior"), issues))
        for key, number in self._numbers():
            if number is not None and not held(number):
                issues.append(Issue(address((*path, key)), f"{short_number(number)} is {unheld(number)}"))
        if self.value is not None and self.value not in self.range and not issues:
            issues.append(Issue(address((*path, "value")), f"{self.value} is outside the range {self.range}"))
        if issues:
            raise GameError(issues, f"the parameter {name!r}")

    def _numbers(self) -> Iterator[tuple[str, Fraction | None]]:
        yield "value", self.value
        yield from (("range", end) for end in (self.range.low, self.range.high))
        yield from (("prior", number) for number in (self.prior.numbers if self.prior is not None else ()))


def name_problem(name: Any) -> str | None:
    """Return why this cannot name a parameter or a definition, or None if it can."""
    if not isinstance(name, str):
        return f"expected a name, got {described(name)}"
    if name.lower() in NOT_FINITE:
        return f"{name!r} reads as a number that is not finite: take another name"
    return check_name(name)


def read_parameter(name: str, raw: Any, issues: list[Issue]) -> Parameter | None:
    """Read one table ``[parameters.NAME]``."""
    path: Path = ("parameters", name)
    if not isinstance(raw, Mapping):
        issues.append(Issue(address(path), f"expected a table ({', '.join(FIELDS)}), got {described(raw)}"))
        return None
    table = read_table(raw, path, issues)
    unknown_keys(table, FIELDS, path, issues)
    try:
        return Parameter(name, **{key: table[key] for key in FIELDS if key in table and table[key] is not None})
    except GameError as error:
        issues += error.issues
        return None


def read_range(raw: Any, path: Path, issues: list[Issue]) -> Interval:
    """Read a range: two ends, each a number, or a text with ``(``, ``[``, ``)``, ``]`` or infinity."""
    if raw is None:
        return Interval()
    if isinstance(raw, Interval):
        ends: tuple[Any, Any] = (raw.low, raw.high)
        low_open, high_open = raw.open_low, raw.open_high
    elif not isinstance(raw, list | tuple) or len(raw) != 2:
        got = f"a list of {len(raw)}" if isinstance(raw, list | tuple) else described(raw)
        issues.append(Issue(address(path), f'expected two ends, as [0, 1] or ["(0", "1)"], got {got}'))
        return Interval()
    else:
        before = len(issues)
        low, low_open = _end(raw[0], "(", "[", "-inf", path, issues)
        high, high_open = _end(raw[1], ")", "]", "inf", path, issues)
        if len(issues) > before:
            return Interval()
        ends = (low, high)
    interval = Interval(ends[0], ends[1], low_open, high_open)
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        if low > high:
            issues.append(Issue(address(path), f"an empty range: the lower end {low} is above the upper end {high}"))
            return Interval()
        if low == high and (low_open or high_open):
            issues.append(Issue(address(path), f"an empty range: {interval}"))
            return Interval()
    return interval


def _end(
    raw: Any, opened: str, closed: str, infinite: str, path: Path, issues: list[Issue]
) -> tuple[Fraction | None, bool]:
    is_open = False
    if isinstance(raw, str):
        text = raw.strip()
        lower = opened == "("
        marked = text[:1] if lower else text[-1:]
        if marked and marked in opened + closed:
            is_open = marked == opened
            text = text[1:] if lower else text[:-1]
        if text.strip().lstrip("+").lower() == infinite:
            if not is_open:
                written = f"(-inf{'' if lower else ')'}" if lower else "inf)"
                issues.append(Issue(address(path), f"an end at infinity is open: write {written!r}"))
            return None, False
        raw = text
    return read_number(raw, path, issues), is_open


def read_prior(raw: Any, interval: Interval, path: Path, issues: list[Issue]) -> Prior | None:
    """Read one distribution over a parameter with a range."""
    if raw is None:
        return None
    if isinstance(raw, Prior):
        raw = {raw.kind: list(raw.numbers)}
    example = "as { triangular = [0, 1/2, 1] }"
    if not isinstance(raw, Mapping) or len(raw) != 1:
        got = described(raw) if not isinstance(raw, Mapping) else f"{len(raw)} of them"
        issues.append(Issue(address(path), f"expected one distribution, {example}, got {got}"))
        return None
    (kind, given), *_ = raw.items()
    if kind not in PRIORS:
        hint = nearest(str(kind), PRIORS) or f": there are {', '.join(PRIORS)}"
        issues.append(Issue(address((*path, str(kind))), f"unknown distribution {kind!r}{hint}"))
        return None
    here = (*path, kind)
    wanted = PRIORS[kind]
    if not isinstance(given, list | tuple) or len(given) != len(wanted):
        got = f"a list of {len(given)}" if isinstance(given, list | tuple) else described(given)
        issues.append(Issue(address(here), f"expected [{', '.join(wanted)}], got {got}"))
        return None
    numbers = [read_number(x, here, issues) for x in given]
    if any(x is None for x in numbers):
        return None
    prior = Prior(kind, tuple(x for x in numbers if x is not None))
    problem = _prior_problem(prior, interval)
    if problem:
        issues.append(Issue(address(here), problem))
        return None
    return prior


def _prior_problem(prior: Prior, interval: Interval) -> str | None:
    numbers = prior.numbers
    if prior.kind in ("uniform", "triangular"):
        low, high = numbers[0], numbers[-1]
        if not low < high:
            return f"the lower end {low} must be below the upper end {high}"
        if not low <= numbers[1] <= high:
            return f"the mode {numbers[1]} must lie between {low} and {high}"
        above = interval.low is not None and high <= interval.low
        below = interval.high is not None and low >= interval.high
        if (above or below) and interval.low != interval.high:
            return f"{prior} leaves nothing inside the range {interval}"
        return None
    if prior.kind == "beta":
        if min(numbers) <= 0:
            return f"alpha and beta must be positive, got {numbers[0]} and {numbers[1]}"
        if interval.low is None or interval.high is None:
            return f"a beta prior needs a bounded range, got {interval}"
        return None
    if numbers[1] <= 0:
        return f"{PRIORS[prior.kind][1]} must be positive, got {numbers[1]}"
    if prior.kind == "lognormal" and interval.high is not None and interval.high <= 0:
        return f"a lognormal prior is positive: it leaves nothing inside the range {interval}"
    return None
