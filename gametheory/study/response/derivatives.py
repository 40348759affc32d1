"""Comparative statics within regimes: derivatives and elasticities of a quantity, in closed form.

In a regime a quantity is a rational function ``Q`` of the parameters, so its partial derivative in a parameter ``x`` is
one too, and so is the elasticity ``(x/Q) dQ/dx``, the percentage by which ``Q`` changes for one percent of ``x``. The
sign of a derivative over the *whole* regime, all parameters free within their ranges and assumptions, is a question of
real arithmetic that is decided (:mod:`gametheory.study.response.derivative_sign`): always positive, always negative,
zero throughout, or of both signs, then with an exact point for each.

A derivative speaks about one regime. Where a parameter moves across a border, the quantity may jump:
:func:`~gametheory.study.response.tornado.tornado` shows jumps, :func:`~gametheory.study.changes.thresholds.thresholds`
where they are.

Reference: Samuelson (1947), *Foundations of Economic Analysis*, chapters 2 and 3 (comparative statics); Milgrom and
Shannon (1994), "Monotone comparative statics", Econometrica 62, on signs as the conclusions that do not depend on
numbers.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.concepts import Equilibrium, Solution
from gametheory.concepts.solution import edge_notes
from gametheory.concepts.words.signs import parameter_tex
from gametheory.concepts.words.statement import called, subject
from gametheory.errors import ParameterError, nearest
from gametheory.lang import Condition, Domain, Expression, constant, parameter
from gametheory.lang.memory import task
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.numbers import brief, whereabouts
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import Display, Entry, Heading, Inline, Line, Part, Row, Stated, Table, Tex
from gametheory.study.compiled.program import regime_names
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.quantities.subject import varying
from gametheory.study.response.derivative_sign import Sign, sign_over

__all__ = ["Derivative", "Derivatives", "RegimeDerivatives", "derivative", "derivatives"]


def derivative(function: Expression | Fraction, name: str) -> Expression:
    """Return the partial derivative of a rational function in a parameter.

    >>> from gametheory.lang import parse
    >>> print(derivative(parse("x/(1 - x*y)"), "x"))
    1/(1 - x*y)**2
    """
    if not isinstance(function, Expression) or name not in function.names:
        return constant(0)
    above, below = function.numerator, function.denominator
    index = above.context().names().index(name)
    return Expression(above.derivative(index) * below - above * below.derivative(index), below * below)


@dataclass(frozen=True)
class Derivative(Short):
    """The derivative of a quantity in one parameter, within one regime.

    Attributes
    ----------
    parameter : str
    form : Expression
        ``dQ/dx`` in closed form.
    elasticity : Expression or None
        ``(x/Q) dQ/dx``; None where ``Q`` is zero throughout the regime.
    value, elasticity_value : Fraction or None
        Both at the point; None where the regime does not exist there (or ``Q`` is zero there).
    sign : Sign
        Over the whole regime, proved.
    """

    parameter: str
    form: Expression
    elasticity: Expression | None
    value: Fraction | None
    elasticity_value: Fraction | None
    domain: Domain = field(repr=False)
    when: Condition = field(repr=False)

    def in_short(self) -> str:
        return f"{self.parameter}: {self.form}"

    @functools.cached_property
    def sign(self) -> Sign:
        return sign_over(self.form, self.domain, self.when)

    def witnesses(self) -> str:
        """Return where the quantity rises and where it falls, for a derivative of both signs."""
        sides = []
        for word, point in (("rises", self.sign.positive), ("falls", self.sign.negative)):
            assert point is not None
            there = ", ".join(f"{x} = {point[x]}" for x in sorted(self.form.names))
            sides.append(f"{word} at {there}")
        return f"in {self.parameter}: {'; '.join(sides)}"

    def document(self) -> dict[str, Any]:
        """Return the derivative as a mapping of JSON's types; numbers are exact texts."""
        return {
            "parameter": self.parameter,
            "derivative": str(self.form),
            "elasticity": None if self.elasticity is None else str(self.elasticity),
            "value": None if self.value is None else str(self.value),
            "elasticity_value": None if self.elasticity_value is None else str(self.elasticity_value),
            **self.sign.document(),
        }


@dataclass(frozen=True)
class RegimeDerivatives(Short):
    """All derivatives within one regime, in the model's order; ``regime["distraction"]`` is one of them.

    Attributes
    ----------
    name : str
        The regime's, numbered where it occurs again.
    regime : Equilibrium
    form : Expression, Fraction or None
        The quantity in closed form; None where it is undefined throughout the regime (then there are no ``items``).
    exists : bool
        Whether the regime exists at the point.
    value : Fraction or None
        The quantity at the point, where the regime exists.
    """

    name: str
    regime: Equilibrium
    form: Expression | Fraction | None
    exists: bool
    value: Fraction | None
    items: tuple[Derivative, ...]

    def in_short(self) -> str:
        return f"{self.name}, {count(len(self.items), 'parameter')}"

    def __iter__(self) -> Iterator[Derivative]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, name: str) -> Derivative:
        found = next((item for item in self.items if item.parameter == name), None)
        if found is None:
            raise ParameterError(f"unknown parameter {name!r}{nearest(name, [i.parameter for i in self.items])}")
        return found

    @property
    def moving(self) -> list[Derivative]:
        """The derivatives that are not zero throughout."""
        return [one for one in self if one.form != 0]

    def entry(self, number: int, quantity: Quantity) -> Entry:
        """Return the closed form, and the derivatives with their signs."""
        title = Line(self.name, f"{number}. ")
        if self.form is None:
            return Entry(title, (Line(f"{quantity} is undefined", "   "),))
        if not self.moving:
            return Entry(title, (Line((f"{quantity} = ", self.form, " throughout"), "   "),))
        still = ", ".join(one.parameter for one in self if one.form == 0)
        parts = [
            Line((f"{quantity} = ", self.form), "   "),
            *(() if self.exists else (Line("(does not exist at the point)", "   "),)),
            self._table(),
            *(Line(one.witnesses(), "     ") for one in self.moving if one.sign.text == "+-"),
            *((Line(still, "     no effect: "),) if still else ()),
        ]
        return Entry(title, tuple(parts))

    def _table(self) -> Table:
        head = ("parameter", "derivative", "sign", *(("slope", "elasticity") if self.exists else ()))
        rows = []
        for one in self.moving:
            numbers = (one.value, one.elasticity_value) if self.exists else ()
            cells = ("-" if x is None else brief(x) for x in numbers)
            rows.append(Row((one.parameter, one.form, one.sign.words, *cells)))
        return Table(head, tuple(rows), indent=5, wide=(1,))

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types."""
        return {
            "regime": self.name,
            "quantity": None if self.form is None else str(self.form),
            "exists_at_point": self.exists,
            "value": None if self.value is None else str(self.value),
            "derivatives": [item.document() for item in self.items],
        }


@dataclass(frozen=True)
class Derivatives(Stated):
    """The derivatives of a quantity in every regime, in the solution's order.

    Attributes
    ----------
    quantity : Quantity
    regimes : tuple of RegimeDerivatives
    point : mapping of parameter to value
        Where ``value`` and ``elasticity_value`` are taken.
    """

    quantity: Quantity
    regimes: tuple[RegimeDerivatives, ...]
    point: Mapping[str, Fraction]
    solution: Solution = field(repr=False)

    def __iter__(self) -> Iterator[RegimeDerivatives]:
        return iter(self.regimes)

    def __len__(self) -> int:
        return len(self.regimes)

    def __getitem__(self, key: int | str) -> RegimeDerivatives:
        if isinstance(key, int):
            return self.regimes[key]
        found = next((one for one in self.regimes if one.name == key), None)
        if found is None:
            raise ParameterError(f"no regime {key!r}{nearest(key, [one.name for one in self.regimes])}")
        return found

    def in_short(self) -> str:
        return f"{called(self.solution)}, {self.quantity.text}: {count(len(self), 'regime')}"

    def statement(self) -> tuple[Part, ...]:
        """Return, for every regime, the quantity's closed form and a table of its derivatives."""
        base = self.solution.model.baseline if self.solution.model is not None else {}
        place = f"slope and elasticity {whereabouts(self.point, base)}"
        return (
            Heading(f"{subject(self.solution)}: derivatives of {self.quantity} within each regime; {place}"),
            Line("Signs are proved over the whole regime, all parameters free."),
            *(
                Line(f"Note: {note}; no derivative speaks about equilibria that are no regime.")
                for note in edge_notes(self.solution, self.point)
            ),
            *(one.entry(number, self.quantity) for number, one in enumerate(self, start=1)),
            *self._displays(),
        )

    def _displays(self) -> Iterator[Display]:
        """Yield a display for every regime in which the quantity moves: its closed form and its derivatives."""
        signs = parameter_tex(self.solution)
        moving = [(regime, regime.moving) for regime in self if regime.moving]
        for regime, ones in moving:
            rows: list[tuple[Inline, ...]] = [(self.quantity.text, (Tex("= "), regime.form))]
            for one in ones:
                left = (Tex(rf"\frac{{\partial}}{{\partial {signs[one.parameter]}}} "), self.quantity.text)
                rows.append((left, (Tex("= "), one.form, Tex(r" \quad"), f"({one.sign.words})")))
            yield Display(tuple(rows), "", signs, title=regime.name)
        if not moving:
            yield Display(title=f"{self.quantity} does not move within any regime.")

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types; numbers are exact texts."""
        return {
            "quantity": self.quantity.text,
            "point": {name: str(value) for name, value in self.point.items()},
            "regimes": [one.document() for one in self.regimes],
        }


@task
def derivatives(solution: Solution, *, of: str | Quantity, at: Mapping[str, Any] | None = None) -> Derivatives:
    """Return the derivatives and elasticities of a quantity in every parameter, within every regime.

    Parameters
    ----------
    solution : Solution
        Of a parametric game.
    of : str or Quantity
        See :mod:`gametheory.study.quantities.quantity`.
    at : mapping of parameter to number or text, optional
        The point at which values are taken; the rest is at the baseline.

    Raises
    ------
    ParameterError
        For unknown parameters, parameters without a value, points outside ranges or assumptions, a solution without
        parameters.
    QuantityError
        For a quantity that cannot be read, or that is the same number in every regime.

    Examples
    --------
    >>> import gametheory as gt
    >>> signal = gt.solve(gt.load("support_signal"))
    >>> slope = derivatives(signal, of="P(strike)")[5]["exposure_cost"]
    >>> slope.sign.words, slope.value
    ('always negative', Fraction(-1, 2))
    """
    solution, asked = varying(solution, of)
    point = solution.full_point(at or {})
    found = []
    for name, regime in zip(regime_names(solution), solution, strict=True):
        form, exists = asked.of(regime), regime.when.at(point)
        items = () if form is None else tuple(_slope(solution, regime, form, x, point, exists) for x in point)
        found.append(RegimeDerivatives(name, regime, form, exists, _at(form, point) if exists else None, items))
    return Derivatives(asked, tuple(found), point, solution)


def _slope(
    solution: Solution,
    regime: Equilibrium,
    form: Expression | Fraction,
    name: str,
    point: Mapping[str, Fraction],
    exists: bool,
) -> Derivative:
    slope = derivative(form, name)
    elasticity = None if form == 0 else slope * parameter(name) / form
    here = _at(slope, point) if exists else None
    percent = _at(elasticity, point) if exists and elasticity is not None and _at(form, point) else None
    return Derivative(name, slope, elasticity, here, percent, solution.domain, regime.when)


def _at(form: Expression | Fraction | None, point: Mapping[str, Fraction]) -> Fraction | None:
    """Return the value at a point; None where there is none, as at a pole."""
    if not isinstance(form, Expression):
        return form
    try:
        return form.at(point)
    except ParameterError:
        return None
