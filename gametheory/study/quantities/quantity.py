"""Quantities: what is asked of an equilibrium, in one small language.

====================================  ==================================================================================
text                                  meaning in an equilibrium
====================================  ==================================================================================
``P(strike)``                         probability of the terminal histories in which the label occurs
``P(strike, air_defense)``            ... in which all the labels occur
``P(russia.missiles)``                ... in which this player takes the action, where others have one of that name
``P(missile_threat | constrained)``   conditional probability
``payoff.russia``                     a player's expected payoff
``payoff.russia.committed``           the sender's expected payoff as this type (signaling games)
``belief.missile_threat.committed``   belief after a message, or at an information set, in a type or history
``exists("pooling on air_defense")``  1 in the regimes of that name and 0 in the others
``exists(2)``                         the same for the second regime
``resolve_prior``                     a parameter of the model, or one of its definitions
====================================  ==================================================================================

with numbers (exact: ``0.3`` is 3/10), ``+ - * /``, whole powers ``**`` and parentheses. Labels that are no identifiers
are quoted: ``P("type A")``. A label matches any component of a history ``committed/missile_threat/strike``, whoever
moves there.

A quantity has one closed form in every regime (:meth:`Quantity.of`), a rational function of the parameters; in a regime
where it makes no sense, e.g. conditional on an event that has probability zero throughout, it has none.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.errors import QuantityError
from gametheory.game import Game, History, Step
from gametheory.lang import Expression, exact
from gametheory.lang.sizes import too_large

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium, Solution

__all__ = ["Quantity", "at_corners", "quantity"]

Value = Expression | Fraction | None

ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


_SLACK = 100
"""Closed forms may be so many times larger than what a text may write out: they are not made by whoever asks."""


@dataclass(frozen=True)
class Constant:
    """A number, or an expression in the parameters alone."""

    value: Expression | Fraction

    def of(self, _: Equilibrium) -> Value:
        return self.value


@dataclass(frozen=True)
class Probability:
    """Probability of the histories that hold every label of ``event``, given those that hold every one of ``given``.

    ``game`` says who moves where, for labels with a player.
    """

    event: tuple[str | Step, ...]
    given: tuple[str | Step, ...] = ()
    game: Game | None = field(default=None, repr=False, compare=False)

    def of(self, equilibrium: Equilibrium) -> Value:
        steps = None if self.game is None else self.game.steps
        return equilibrium.outcome.probability(self.event, self.given, steps)


@dataclass(frozen=True)
class Ending:
    """Probability of one terminal history."""

    history: str

    def of(self, equilibrium: Equilibrium) -> Value:
        return _exact(equilibrium.outcome.get(self.history, 0))


@dataclass(frozen=True)
class ExpectedPayoff:
    """A player's expected payoff, or the sender's as one type."""

    player: str
    kind: str | None = None

    def of(self, equilibrium: Equilibrium) -> Value:
        found = equilibrium.payoff(self.player, self.kind)
        return None if found is None else _exact(found)


@dataclass(frozen=True)
class Belief:
    """The belief at an information set in one of its members; none where the regime does not fix one.

    ``game`` says which histories pass the information set, where it is asked whether they have positive probability.
    """

    information: str
    member: str
    game: Game | None = field(default=None, repr=False, compare=False)

    def of(self, equilibrium: Equilibrium) -> Value:
        if self.information not in equilibrium.beliefs:
            return None
        return _exact(equilibrium.beliefs[self.information].get(self.member, 0))


@dataclass(frozen=True, eq=False)
class Exists:
    """1 in the regimes asked for, 0 in the others: the largest value over all equilibria says whether one exists."""

    regimes: tuple[Equilibrium, ...]

    def of(self, equilibrium: Equilibrium) -> Value:
        return Fraction(any(equilibrium is one or equilibrium == one for one in self.regimes))


@dataclass(frozen=True)
class Arithmetic:
    """``left sign right``; none where a part has none, or the divisor is zero throughout the regime.

    ``text`` is the whole quantity and ``at`` the place of the sign in it: some closed forms are too large to combine.
    """

    sign: str
    left: Node
    right: Node
    text: str = field(default="", repr=False, compare=False)
    at: int = field(default=0, repr=False, compare=False)

    def of(self, equilibrium: Equilibrium) -> Value:
        left, right = self.left.of(equilibrium), self.right.of(equilibrium)
        if left is None or right is None or (self.sign == "/" and right == 0):
            return None
        # sizes of two numbers need no look: what a text can do with them was measured when it was read
        forms = isinstance(left, Expression) or isinstance(right, Expression)
        if forms and too_large(self.sign, exact(left), exact(right), slack=_SLACK):
            where = f" in {equilibrium.name!r}" if equilibrium.name else ""
            raise QuantityError(f"this quantity is too large to write out{where}", self.text, self.at)
        value: Value = ARITHMETIC[self.sign](left, right)
        return value


@dataclass(frozen=True)
class Corner:
    """Another quantity at the extreme point of this number, counted from 0; none where the regime has no such point."""

    number: int
    inner: Node

    def of(self, equilibrium: Equilibrium) -> Value:
        if self.number >= len(equilibrium.vertices):
            return None
        if isinstance(self.inner, Exists):  # a regime's extreme points are the regime
            return self.inner.of(equilibrium)
        if isinstance(self.inner, Arithmetic):
            left, right = (Corner(self.number, part) for part in (self.inner.left, self.inner.right))
            return Arithmetic(self.inner.sign, left, right).of(equilibrium)
        return self.inner.of(equilibrium.vertices[self.number])


Node = Constant | Probability | Ending | ExpectedPayoff | Belief | Exists | Arithmetic | Corner


@dataclass(frozen=True)
class Quantity:
    """Something that has a value in every equilibrium; see the module's table. Made by :func:`quantity`.

    Attributes
    ----------
    text : str
        As it was written.
    """

    text: str
    node: Node = field(repr=False)

    def of(self, equilibrium: Equilibrium) -> Expression | Fraction | None:
        """Return the closed form in a regime, exact; None where the quantity is undefined throughout the regime."""
        value = self.node.of(equilibrium)
        return value.fraction() if isinstance(value, Expression) and value.is_constant else value

    def labels(self) -> Iterator[str]:
        """Yield the labels of moves and information sets that it names."""
        yield from _labels(self.node)

    def __str__(self) -> str:
        return self.text


def _labels(node: Node) -> Iterator[str]:
    if isinstance(node, Probability):
        yield from (one.action if isinstance(one, Step) else one for one in (*node.event, *node.given))
    elif isinstance(node, Ending):
        yield from History.read(node.history).labels
    elif isinstance(node, Belief):
        yield from (node.information, *History.read(node.member).labels)
    elif isinstance(node, Arithmetic):
        yield from _labels(node.left)
        yield from _labels(node.right)
    elif isinstance(node, Corner):
        yield from _labels(node.inner)


def quantity(text: str | Quantity, solution: Solution) -> Quantity:
    """Read a quantity of a solution.

    Parameters
    ----------
    text : str or Quantity
        See the module's table; a quantity is returned as it is.
    solution : Solution
        Says which labels, players, types, information sets and regimes there are.

    Raises
    ------
    QuantityError
        With the sentence, the text and a caret under the place: text outside the language, labels that the game does
        not have, regimes that the solution does not have, division by zero.
    """
    from gametheory.study.quantities.reader import read_quantity

    return text if isinstance(text, Quantity) else read_quantity(text, solution)


def at_corners(solution: Solution, asked: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities at the further extreme points of regimes that are continua: all at the second, and so on.

    A regime that is a continuum is evaluated at its first extreme point.
    """
    most = max((len(e.vertices) for e in solution), default=0)
    return [Quantity(q.text, Corner(k, q.node)) for k in range(1, most) for q in asked]


def _exact(value: Any) -> Expression | Fraction:
    return value if isinstance(value, Expression) else Fraction(value)
