"""What a solver returns: equilibria, each with the condition under which it exists, and how complete the list is.

An :class:`Equilibrium` is one *regime*: a closed form family of equilibria of a parametric game with its existence
condition ``when``. At a point, or for a game without parameters, ``when`` is ``TRUE`` and every number is a plain
``int`` or ``Fraction``. One equilibrium stands for one outcome: assessments that differ only off the path are one.
Where the equilibria form a continuum of outcomes, each maximal convex piece of it is one entry with ``isolated`` False
and its extreme points in ``vertices``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.errors import ParameterError
from gametheory.lang import TRUE, Condition, Domain, Expression
from gametheory.lang.frozen import deep_frozen, frozen

if TYPE_CHECKING:
    from gametheory.concepts.concept import Concept
    from gametheory.spec import Model

__all__ = ["ON_EDGE", "Equilibrium", "Solution", "edge_notes"]

Number = int | Fraction | Expression
Distribution = Mapping[str, Number]

_EMPTY: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Equilibrium:
    """One equilibrium at a point, or one regime of a parametric game.

    Attributes
    ----------
    name : str
        ``pooling on sustainment``, ``separating: ...``, a path ``ask/air_defense/coerce``, ...
    strategy : mapping of player to information set to action to probability
        Actions of probability zero are left out. In a signaling game the sender's information sets are the types and
        the receiver's the messages. In a regime, answers to messages that nobody sends are given only where one answer
        serves throughout the regime; ``deterrence`` lists the alternatives.
    beliefs : mapping of information set to member to probability
        Members are types (signaling) or histories (extensive). On the path by Bayes' rule; off it one belief that
        supports the equilibrium.
    payoffs : mapping of player to expected payoff
    outcome : mapping of terminal history (labels joined by ``/``) to probability
    when : Condition
        Where the regime exists, given the domain of the solution: exact off the solution's knife edges.
    isolated : bool
        False where the outcome lies in a continuum of outcomes; then ``vertices`` holds the extreme points of the
        piece. A regime is False if that is so somewhere in it: each extreme outcome is then a regime of its own, and
        ``at`` puts the pieces together.
    component : int
        Pieces with the same number are connected.
    type_payoffs : mapping of type to the sender's expected payoff (signaling games only)
    supporting_beliefs : mapping of message to polytopes of beliefs
        For every message that nobody sends: the set of beliefs under which some optimal response deters every type, as
        a union of polytopes, each a tuple of its vertices (mappings of type to probability).
    deterrence : mapping of message to alternatives ``(responses, condition)``
        Regimes only: the ways to deter every type from a message that nobody sends, and where each works.
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
    """

    name: str
    strategy: Mapping[str, Mapping[str, Distribution]]
    beliefs: Mapping[str, Distribution]
    payoffs: Mapping[str, Number]
    outcome: Distribution
    when: Condition = TRUE
    isolated: bool = True
    vertices: tuple[Equilibrium, ...] = ()
    component: int = 0
    type_payoffs: Mapping[str, Number] = field(default_factory=dict)
    supporting_beliefs: Mapping[str, tuple[tuple[Distribution, ...], ...]] = field(default_factory=dict)
    deterrence: Mapping[str, tuple[tuple[Distribution, Condition], ...]] = field(default_factory=dict)
    count: int = 1
    survives: Mapping[str, bool | Condition | None] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    point: Mapping[str, Fraction] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("strategy", "beliefs", "payoffs", "outcome", "type_payoffs", "supporting_beliefs", "deterrence"):
            object.__setattr__(self, name, deep_frozen(getattr(self, name)))
        for name in ("survives", "reasons"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def __hash__(self) -> int:
        return hash((self.name, self.when, frozenset(self.outcome.items())))

    def _repr_html_(self) -> str:
        from gametheory.concepts.words.markup import equilibrium_markup

        return equilibrium_markup(self)

    def __str__(self) -> str:
        from gametheory.concepts.words.statement import equilibrium_text

        return equilibrium_text(self)

    def _repr_latex_(self) -> str:
        from gametheory.concepts.words.statement import equilibrium_latex

        return equilibrium_latex(self)


@dataclass(frozen=True)
class Solution:
    """All equilibria of a game under one concept, with what is known about the completeness of the list.

    Attributes
    ----------
    game : SignalingGame, ExtensiveGame or StrategicGame
    concept : Concept
    equilibria : tuple of Equilibrium
    exhaustive : bool
        Whether the list is proved to be complete: at every point of the domain off the knife edges and off the regimes'
        own borders, on which a tie may add to it (at the point, for a game without parameters). ``at`` is exact there
        too.
    why : str
        Where ``exhaustive`` is False: why.
    domain : Domain
        The parameters' ranges and assumptions; empty for a game without parameters.
    knife_edges : tuple of Condition
        Equalities between parameters on which further equilibria may exist. ``at`` solves such points by themselves.
    baseline, point : mapping of parameter to value
        What ``at`` fills in; and the point, for a solution at a point.
    model : Model or None
        The document, where the game came from one.
    """

    game: Any
    concept: Concept
    equilibria: tuple[Equilibrium, ...]
    exhaustive: bool = True
    why: str = ""
    domain: Domain = field(default_factory=Domain)
    knife_edges: tuple[Condition, ...] = ()
    baseline: Mapping[str, Fraction] = field(default_factory=dict)
    point: Mapping[str, Fraction] | None = None
    model: Model | None = None
    notes: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.concept, self.equilibria, self.exhaustive))

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    def __len__(self) -> int:
        return len(self.equilibria)

    def __getitem__(self, index: int) -> Equilibrium:
        return self.equilibria[index]

    @functools.cached_property
    def parameters(self) -> tuple[str, ...]:
        """The parameters of the game, in the document's order."""
        return self.domain.names

    def full_point(self, values: Mapping[str, Any], *, extend: bool = False) -> dict[str, Fraction]:
        """Return the baseline with ``values`` put in, exact and checked.

        Raises
        ------
        ParameterError
            For unknown names, values that are no numbers, parameters that have neither a value nor a baseline, and
            (unless
            ``extend``) points outside the ranges or against the assumptions.
        """
        if self.point is not None and not self.domain.ranges:
            for name in values:
                if name in self.point:
                    there = ", ".join(f"{n} = {x}" for n, x in self.point.items())
                    raise ParameterError(
                        f"this solution is solved at a point ({there}): ask the solution of the parametric game"
                    )
        point = {**self.baseline, **self.domain.point(values)}
        missing = [name for name in self.domain.names if name not in point]
        if missing:
            raise ParameterError(f"no value for {', '.join(missing)}: there is no baseline, give one")
        if not extend:
            wrong = list(self.domain.outside(point))
            if wrong:
                raise ParameterError("; ".join(wrong) + " (extend=True solves there all the same)")
        return point

    def at(self, values: Mapping[str, Any] | None = None, /, *, extend: bool = False, **more: Any) -> Solution:
        """Return the equilibria at one parameter point, in exact numbers; the rest is at the baseline.

        On a knife edge ``notes`` says so.

        Parameters
        ----------
        values, **more : numbers or text such as ``"7/10"``
        extend : bool
            Allow points outside the parameters' ranges and assumptions.

        Raises
        ------
        ParameterError
            See :meth:`full_point`.
        """
        given = {str(name): value for name, value in (values or {}).items()}  # symbols name parameters too
        point = self.full_point({**given, **more}, extend=extend)
        found = self.concept.at(self, point).located(point, self.model)
        return replace(found, notes=(*found.notes, *edge_notes(self, point)))

    def located(self, point: Mapping[str, Fraction], model: Model | None) -> Solution:
        """Return the solution of a game with numbers put in as one at their point, which its equilibria know too."""
        where = frozen(dict(point))

        def there(eq: Equilibrium) -> Equilibrium:
            return replace(eq, point=where, vertices=tuple(replace(v, point=where) for v in eq.vertices))

        equilibria = tuple(there(eq) for eq in self.equilibria)
        return replace(self, equilibria=equilibria, point=point, baseline=point, model=model)

    def _repr_html_(self) -> str:
        from gametheory.concepts.words.markup import solution_markup

        return solution_markup(self)

    def __str__(self) -> str:
        from gametheory.concepts.words.statement import solution_text

        return solution_text(self)

    def _repr_latex_(self) -> str:
        from gametheory.concepts.words.statement import solution_latex

        return solution_latex(self)


ON_EDGE = "this point lies on the knife edge "
"""How the note begins that ``at`` adds on a knife edge."""


def edge_notes(solution: Solution, point: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Return a sentence about the knife edges of a parametric solution that a point lies on; none for no edge."""
    edges = [str(edge) for edge in solution.knife_edges if edge.at(point)]
    if not edges:
        return ()
    return (f"{ON_EDGE}{' and '.join(edges)}: what exists here need not exist at any point beside it",)
