"""Equilibria: closed forms with the condition under which they exist, or exact numbers at a point.

An :class:`Equilibrium` is one *regime*: a closed form family of equilibria of a parametric game with its existence
condition ``when``. At a point, or for a game without parameters, ``when`` is ``TRUE`` and every number is a plain
``int`` or ``Fraction``. One equilibrium stands for one outcome: assessments that differ only off the path are one.
Where the equilibria form a continuum of outcomes, each maximal convex piece of it is one entry with ``isolated`` False
and its extreme points in ``vertices``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Self, TypeVar

from gametheory.concepts.supports import Support
from gametheory.concepts.words.statement import equilibrium_statement
from gametheory.game import Outcome
from gametheory.lang import TRUE, Condition, Expression
from gametheory.lang.frozen import deep_frozen
from gametheory.lang.keeping.sorts import kept
from gametheory.lang.writing.statement import Part, Stated

__all__ = ["Equilibrium", "SignalingEquilibrium", "mapped", "signaling_equilibria"]

Number = int | Fraction | Expression
Distribution = Mapping[str, Number]
T = TypeVar("T")
Transform = Callable[[T], T]


def mapped(number: Callable[[Any], Any], value: Any) -> Any:
    """Return a mapping, or mappings or tuples in one another, with ``number`` applied to every leaf."""
    if isinstance(value, Mapping):
        return {key: mapped(number, inside) for key, inside in value.items()}
    if isinstance(value, tuple):
        return tuple(mapped(number, inside) for inside in value)
    return number(value)


def leaves(value: Any) -> Iterator[Any]:
    """Yield what stands at the ends of mappings in one another."""
    if isinstance(value, Mapping):
        for inside in value.values():
            yield from leaves(inside)
    else:
        yield value


@kept("equilibrium")
@dataclass(frozen=True)
class Equilibrium(Stated):
    """One equilibrium at a point, or one regime of a parametric game.

    Attributes
    ----------
    name : str
        ``pooling on sustainment``, ``separating: ...``, a path ``ask/air_defense/coerce``, ...
    strategy : mapping of player to information set to action to probability
        Actions of probability zero are left out. In a signaling game the sender's information sets are the types and
        the receiver's the messages.
    beliefs : mapping of information set to member to probability
        Members are types (signaling) or histories (extensive). On the path by Bayes' rule; off it one belief that
        supports the equilibrium.
    payoffs : mapping of player to expected payoff
    outcome : Outcome
        Terminal history to probability.
    when : Condition
        Where the regime exists, given the domain of the solution: exact off the solution's knife edges.
    isolated : bool
        False where the outcome lies in a continuum of outcomes; then ``vertices`` holds the extreme points of the
        piece. A regime is False if that is so somewhere in it: each extreme outcome is then a regime of its own, and
        ``at`` puts the pieces together.
    component : int
        Pieces with the same number are connected.
    count : int
        How many pure strategy profiles have this outcome (subgame-perfect only; 1 otherwise).
    survives : mapping of refinement to True, False, None or Condition
        Filled in by :func:`~gametheory.concepts.refinements.judge.survival`: whether (in a regime: where) the
        equilibrium survives; None where the refinement is not defined or, on a continuum, not decided.
    reasons : mapping of refinement to text
        At a point: why the equilibrium does not survive, or why that is not decided.
    notes : tuple of str
        What a reader must know besides, e.g. that a tie admits mixing.
    point : mapping of parameter to value, or None
        For an equilibrium that ``solution.at`` returned: where. What checks an equilibrium puts these numbers into a
        game with parameters.
    support : Support or None
        For a regime of a tree that states the path only: how play goes on off it. ``map`` leaves it out.
    """

    name: str
    strategy: Mapping[str, Mapping[str, Distribution]]
    beliefs: Mapping[str, Distribution]
    payoffs: Mapping[str, Number]
    outcome: Outcome
    when: Condition = TRUE
    isolated: bool = True
    vertices: tuple[Equilibrium, ...] = ()
    component: int = 0
    count: int = 1
    survives: Mapping[str, bool | Condition | None] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    point: Mapping[str, Fraction] | None = field(default=None, compare=False, repr=False)
    support: Support | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.outcome, Outcome):
            object.__setattr__(self, "outcome", Outcome(self.outcome))
        self._freeze("strategy", "beliefs", "payoffs", "survives", "reasons")

    def _freeze(self, *names: str) -> None:
        for name in names:
            object.__setattr__(self, name, deep_frozen(getattr(self, name)))

    def __hash__(self) -> int:
        return hash((self.name, self.when, frozenset(self.outcome.items())))

    def map(self, number: Transform[Any], condition: Transform[Condition] | None = None) -> Self:
        """Return the equilibrium with ``number`` applied to every closed form, and ``condition`` to every condition."""
        return replace(self, **self._mapped(number, condition or (lambda same: same)))

    @property
    def signals(self) -> SignalingEquilibrium | None:
        """Itself, if it is an equilibrium of a signaling game."""
        return None

    def payoff(self, player: str, kind: str | None = None) -> Number | None:
        """Return a player's expected payoff, or as one type of the player's; None where there is none."""
        return self.payoffs.get(player) if kind is None else None

    def conditions(self) -> Iterator[Condition]:
        """Yield the conditions that a statement of the regime shows."""
        yield self.when

    def numbers(self) -> Iterator[Number]:
        """Yield the closed forms that the equilibrium consists of."""
        for part in (self.strategy, self.beliefs, self.payoffs, self.outcome):
            yield from leaves(part)

    def document(self, *, regime: bool = False) -> dict[str, Any]:
        """Return it as a mapping of JSON's types; a regime also has ``when``."""
        return {**self._stated(), **self._judged(regime)}

    def _stated(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "isolated": self.isolated,
            "component": self.component,
            "strategy": mapped(str, self.strategy),
            "beliefs": mapped(str, self.beliefs),
            "outcome": mapped(str, self.outcome),
            "payoffs": mapped(str, self.payoffs),
        }

    def _judged(self, regime: bool) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if not self.isolated:
            out["vertices"] = [mapped(str, vertex.outcome) for vertex in self.vertices]
        if self.count > 1:
            out["count"] = self.count
        if self.survives:
            out["survives"] = {n: str(c) if isinstance(c, Condition) else c for n, c in self.survives.items()}
        if self.reasons:
            out["reasons"] = dict(self.reasons)
        if self.notes:
            out["notes"] = list(self.notes)
        if regime:
            out["when"] = str(self.when)
        return out

    def _mapped(self, number: Transform[Any], condition: Transform[Condition]) -> dict[str, Any]:
        def held(verdict: Any) -> Any:
            return condition(verdict) if isinstance(verdict, Condition) else verdict

        return {
            "strategy": mapped(number, self.strategy),
            "beliefs": mapped(number, self.beliefs),
            "payoffs": mapped(number, self.payoffs),
            "outcome": Outcome(mapped(number, self.outcome)),
            "when": condition(self.when),
            "vertices": tuple(vertex.map(number, condition) for vertex in self.vertices),
            "survives": mapped(held, self.survives),
            "support": None,
        }

    def statement(self) -> tuple[Part, ...]:
        """Return it as a paper states it."""
        return equilibrium_statement(self)

    def in_short(self) -> str:
        return self.name if self.when == TRUE else f"{self.name}, where {self.when}"


@kept("equilibrium of a signaling game")
@dataclass(frozen=True)
class SignalingEquilibrium(Equilibrium):
    """An equilibrium of a signaling game, at a point or as a regime.

    Attributes
    ----------
    sender, receiver : str
        The players in these roles.
    pattern : {"pooling", "babbling", "separating", "partially pooling", "semi-separating"}
        See :mod:`gametheory.concepts.perfect_bayesian.patterns`.
    type_payoffs : mapping of type to the sender's expected payoff
    supporting_beliefs : mapping of message to polytopes of beliefs
        For every message that nobody sends: the set of beliefs under which some optimal response deters every type, as
        a union of polytopes, each a tuple of its vertices (mappings of type to probability).
    deterrence : mapping of message to alternatives ``(responses, condition)``
        Regimes only: the ways to deter every type from a message that nobody sends, and where each works. In a regime
        ``strategy`` answers such a message only where one answer serves throughout.
    """

    sender: str = ""
    receiver: str = ""
    pattern: str = ""
    type_payoffs: Mapping[str, Number] = field(default_factory=dict)
    supporting_beliefs: Mapping[str, tuple[tuple[Distribution, ...], ...]] = field(default_factory=dict)
    deterrence: Mapping[str, tuple[tuple[Distribution, Condition], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._freeze("type_payoffs", "supporting_beliefs", "deterrence")

    __hash__ = Equilibrium.__hash__

    @property
    def signals(self) -> SignalingEquilibrium:
        return self

    @property
    def sent(self) -> tuple[str, ...]:
        """The messages that some type sends, in the order of the outcome."""
        return tuple(dict.fromkeys(history.labels[1] for history in self.outcome.histories))

    def conditions(self) -> Iterator[Condition]:
        yield from super().conditions()
        yield from (where for ways in self.deterrence.values() for _, where in ways)

    def numbers(self) -> Iterator[Number]:
        yield from super().numbers()
        yield from self.type_payoffs.values()

    def payoff(self, player: str, kind: str | None = None) -> Number | None:
        return super().payoff(player) if kind is None else self.type_payoffs.get(kind)

    def _stated(self) -> dict[str, Any]:
        out = super()._stated() | {"type_payoffs": mapped(str, self.type_payoffs)}
        if self.supporting_beliefs:
            out["supporting_beliefs"] = {
                message: [[mapped(str, vertex) for vertex in polytope] for polytope in sets]
                for message, sets in self.supporting_beliefs.items()
            }
        return out

    def _judged(self, regime: bool) -> dict[str, Any]:
        out = super()._judged(regime)
        if regime and self.deterrence:
            out["deterrence"] = {
                message: [{"responses": mapped(str, mixture), "when": str(where)} for mixture, where in ways]
                for message, ways in self.deterrence.items()
            }
        return out

    def _mapped(self, number: Transform[Any], condition: Transform[Condition]) -> dict[str, Any]:
        return {
            **super()._mapped(number, condition),
            "type_payoffs": mapped(number, self.type_payoffs),
            "supporting_beliefs": mapped(number, self.supporting_beliefs),
            "deterrence": {
                message: tuple((mapped(number, mixture), condition(where)) for mixture, where in ways)
                for message, ways in self.deterrence.items()
            },
        }


def signaling_equilibria(equilibria: Collection[Equilibrium]) -> tuple[SignalingEquilibrium, ...]:
    """Return equilibria that are those of a signaling game, as such.

    Raises
    ------
    TypeError
        If one is not.
    """
    found = tuple(eq.signals for eq in equilibria if eq.signals is not None)
    if len(found) != len(equilibria):
        raise TypeError("expected equilibria of a signaling game")
    return found
