"""The facts of an answer: plain data that sentences, pages, tables and files are written from.

One :class:`ModelFacts` a model, with the words that its document has for them. Nothing here computes: what is here was
found by :mod:`gametheory.study.answers.gather`, and can be written as JSON and read back (:func:`document`,
:func:`read`), so that a report's processes hand it on and a paper can quote it. A number that does not exist is None.
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

__all__ = [
    "Base",
    "Change",
    "Course",
    "Direction",
    "Driver",
    "ModelFacts",
    "Moves",
    "OutcomeWords",
    "Ranges",
    "Rule",
    "Spread",
    "Verdict",
    "Weight",
    "document",
    "read",
]


@dataclass(frozen=True)
class Spread:
    """A quantity over the cases under one rule: pairs are for the lowest and the highest value over the outcomes.

    They are of the cases in which it has a value, whose share is ``valued`` (None without cases).
    """

    mean: tuple[float | None, float | None]
    half_width: tuple[float | None, float | None]
    never: tuple[float | None, float | None]
    even: tuple[float | None, float | None]
    sure: tuple[float | None, float | None]
    valued: float | None = None


@dataclass(frozen=True)
class Rule:
    """A rule that selects among outcomes.

    Attributes
    ----------
    name, label : str
        ``d1``, ``D1``; ``every`` keeps all.
    holds, fails : str
        What it says in plain words, and what is so without it.
    single, several, none : float or None
        The shares of cases in which it leaves one outcome, more than one, and none.
    spreads : tuple of Spread
        One an outcome, and last that of the headline.
    """

    name: str
    label: str
    holds: str
    fails: str
    single: float | None
    several: float | None
    none: float | None
    spreads: tuple[Spread, ...]

    @property
    def headline(self) -> Spread:
        return self.spreads[-1]


@dataclass(frozen=True)
class OutcomeWords:
    """An outcome in words: whose action it is, what they do, and what it is called."""

    quantity: str
    player: str
    name: str
    does: str
    noun: str
    gloss: str


@dataclass(frozen=True)
class Course:
    """The headline's average when one number alone moves: at each value, lowest and highest over the outcomes.

    Attributes
    ----------
    rule : str
    low, high : tuple of float or None
    """

    rule: str
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]


@dataclass(frozen=True)
class Moves:
    """In which shares of the cases a number, moving alone, leaves the headline, only raises or lowers it, does both."""

    flat: float
    up: float
    down: float
    both: float


@dataclass(frozen=True)
class Direction:
    """What is known of the direction over all values, of every outcome: ``kind`` and whether it is proved.

    ``kind`` is ``constant``, ``rises`` (never falls), ``falls`` (never rises), ``mixed`` or ``open``.
    """

    kind: str
    proved: bool
    form: bool = False


@dataclass(frozen=True)
class Driver:
    """What one number does to the headline.

    Attributes
    ----------
    parameter, noun, more, less, pays, unit : str
    ends : tuple of str
        What its lowest and highest value are called; empty if they have no names.
    values : tuple of float
    base : float or None
    admissible : tuple of float
        At each value, the share of cases that the assumptions still admit.
    courses : tuple of Course
        One a rule, the strictest first.
    slice : Course
        At the base numbers, by the strictest rule.
    moves : tuple of Moves or None
    directions : tuple of Direction
        Each for the strictest rule, and, where that is another, for every outcome.
    because : str
        Why, in the document's words, where the claim behind them holds in nearly all cases.
    because_share : float or None
        The share of cases in which that claim holds.
    """

    parameter: str
    noun: str
    more: str
    less: str
    pays: str
    unit: str
    ends: tuple[str, ...]
    values: tuple[float, ...]
    base: float | None
    admissible: tuple[float, ...]
    courses: tuple[Course, ...]
    slice: Course
    moves: tuple[Moves | None, ...]
    directions: tuple[Direction, ...]
    because: str = ""
    because_share: float | None = None


@dataclass(frozen=True)
class Weight:
    """How far the headline's average moves when one number goes from its lowest to its highest value."""

    parameter: str
    noun: str
    first: float | None
    last: float | None
    least: float | None
    most: float | None


@dataclass(frozen=True)
class Base:
    """What happens at the base numbers.

    Attributes
    ----------
    play : str
        In words, by the strictest rule; empty where several outcomes remain.
    value : pair of float or None
        The headline there, lowest and highest by the strictest rule.
    every : pair of float or None
        The same over all outcomes.
    share : float or None
        The share of cases in which the same is done; None where several outcomes remain.
    several : bool
        Whether something else can be done there by another outcome.
    """

    play: str
    value: tuple[float | None, float | None]
    every: tuple[float | None, float | None]
    share: float | None
    several: bool = False


@dataclass(frozen=True)
class Change:
    """The nearest value of one number beyond which something else is done, the others at the base.

    Attributes
    ----------
    parameter, words : str
        The number, and the direction in words.
    start, threshold : str
        Its base and where the change is, as readers write numbers.
    exact : str
        Where the change is, exactly.
    above : bool
        Whether it lies above the base.
    share : float or None
        How far, as a share of the range.
    play : str
        What is done beyond, in words.
    value : pair of float or None
        The headline beyond.
    driver : bool
    several : bool
        Whether several outcomes are possible beyond.
    """

    parameter: str
    words: str
    start: str
    threshold: str
    exact: str
    above: bool
    share: float | None
    play: str
    value: tuple[float | None, float | None]
    driver: bool
    several: bool = False


@dataclass(frozen=True)
class Ranges:
    """The answer under other ranges: one set of priors, with the outcomes' spreads by rule."""

    name: str
    accepted: float | None
    rules: tuple[Rule, ...]
    why: str = ""


@dataclass(frozen=True)
class Verdict:
    """What became of a claim of the document.

    ``share`` is that of the cases in which it holds, where it is refuted; ``applies`` that in which it says something.
    """

    claim: str
    status: str
    statement: str
    share: float | None = None
    applies: float | None = None
    put_in: bool = False
    form: bool = False
    plain: str = ""
    where: str = ""


@dataclass(frozen=True)
class ModelFacts:
    """Everything that is told of one model; see the module."""

    name: str
    title: str
    sha256: str
    concept: str
    question: str
    lead: bool
    outcomes: tuple[OutcomeWords, ...]
    headline: OutcomeWords
    complete: bool
    why: str
    patterns: int
    parameters: int
    assumed: int
    cases: int
    seed: int
    curve_cases: int
    refused: str
    accepted: float | None
    tilt: tuple[tuple[str, float, float], ...]
    rules: tuple[Rule, ...]
    drivers: tuple[Driver, ...]
    weights: tuple[Weight, ...]
    base: Base | None
    changes: tuple[Change, ...]
    ranges: tuple[Ranges, ...]
    told: tuple[Verdict, ...]
    verdicts: tuple[Verdict, ...]
    missing: tuple[str, ...]
    place: str = ""
    unsourced: int = 0


Data = TypeVar("Data")


def document(facts: Any) -> Any:
    """Return facts as JSON's types."""
    if dataclasses.is_dataclass(facts):
        return {one.name: document(getattr(facts, one.name)) for one in dataclasses.fields(facts)}
    if isinstance(facts, tuple | list):
        return [document(one) for one in facts]
    if isinstance(facts, Mapping):
        return {str(key): document(one) for key, one in facts.items()}
    return None if isinstance(facts, float) and not math.isfinite(facts) else facts


def read(kind: type[Data], data: Any) -> Data:
    """Return the facts of a kind that :func:`document` wrote."""
    hints = typing.get_type_hints(kind)
    names = [one.name for one in dataclasses.fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: _read(hints[name], data[name]) for name in names if name in data})


def _read(hint: Any, data: Any) -> Any:
    if data is None:
        return None
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _read(next(one for one in inside if one is not type(None)), data)
    if origin is tuple:
        kinds = [inside[0]] * len(data) if len(inside) == 2 and inside[1] is Ellipsis else inside
        return tuple(_read(one, value) for one, value in zip(kinds, data, strict=True))
    if isinstance(hint, type) and issubclass(hint, tuple):  # a named tuple
        return hint(*data)
    return read(hint, data) if isinstance(hint, type) and dataclasses.is_dataclass(hint) else data
