"""All pure subgame-perfect equilibria of games with perfect information, at a point and for every parameter value.

In a game of perfect information every node starts a subgame, and a profile is subgame perfect (Selten 1965, 1975)
exactly if no player gains by a change of one action at any node. Let ``V(n)`` be the outcomes of pure subgame-perfect
equilibria of the subgame at ``n``; without chance an outcome is a path.

**Proposition.** At a move of player ``i``, "``a``, then ``h``" is in ``V(n)`` if and only if ``h`` is in ``V(a)``
and, for every other action ``b``, some ``h'`` in ``V(b)`` has ``u_i(h') <= u_i(h)``.

*Proof.* "If": take an equilibrium of the subgame after ``a`` with outcome ``h`` and one after each ``b`` with such an
``h'``; they concern different nodes, so they form one profile. It is an equilibrium of every proper subgame, and at
``n`` no action gives ``i`` more than ``u_i(h)``. "Only if": an equilibrium with this outcome restricts to an
equilibrium after ``a``, with outcome ``h``, and after every ``b``, with an outcome ``h'`` in ``V(b)``; if that is worth
more to ``i`` than ``h``, then ``i`` gains by playing ``b``. ∎

So the condition for an outcome is an AND over the moves on its path of ORs over what may follow each alternative, and
nothing off the path has to be listed: the equilibria that share an outcome are one regime. Mixed actions off the path
deter no more than pure ones, since a mixture is worth no less than the worst action in its support, so no pure
outcome is missed by leaving them out. What is not listed are equilibria that mix *on* the path, which need a tie
there. Such a tie is flagged in ``notes`` of the equilibria at a point; their outcomes stay ``isolated``, that is,
isolated among the outcomes of pure equilibria, which are finitely many.

References: Selten, R. (1965), "Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit", Zeitschrift
für die gesamte Staatswissenschaft 121; Kuhn, H. W. (1953), "Extensive games and the problem of information".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar

from gametheory.concepts.certify import subgame_perfect
from gametheory.concepts.certify.certificate import Findings, Ledger
from gametheory.concepts.concept import Concept, register
from gametheory.concepts.equilibrium import Equilibrium
from gametheory.concepts.regimes import Assembly, knife_edges
from gametheory.concepts.solution import Solution
from gametheory.concepts.subgame_perfect.backward_induction import (
    Continuation,
    Found,
    histories,
    induct,
    outcomes_of,
    pure_profiles,
    supporting,
)
from gametheory.concepts.subgame_perfect.conditions import ParametricInduction
from gametheory.errors import ConceptError
from gametheory.game import ExtensiveGame, Game, History, Move, Outcome, Payoff
from gametheory.game.collector import collector_paused
from gametheory.game.forms import tree_of
from gametheory.lang import FALSE, Condition, Domain, deadline
from gametheory.lang.deciding.readable import readable
from gametheory.lang.frozen import deep_frozen
from gametheory.lang.keeping.sorts import stands_for

__all__ = ["SubgamePerfect"]

Plans = Mapping[str, Mapping[str, Mapping[str, int]]]

_BORDERS = (
    "Where an inequality of a condition is an equality, a player is indifferent and further outcomes may exist: "
    "at() solves such points by themselves."
)


@register
@dataclass(frozen=True)
class SubgamePerfect(Concept):
    """Subgame-perfect equilibrium in pure strategies, by backward induction that keeps every tie.

    One equilibrium stands for one outcome. At a point its strategy is a whole profile, one that supports the outcome,
    and ``count`` is the number of pure profiles that do (:meth:`profiles` lists them). A regime's strategy is what
    happens on the path.

    Parameters
    ----------
    limit : int
        The most outcomes that are followed at one node. A game that has more (chance multiplies the ties of its
        branches) is refused, never cut short.
    """

    limit: int = 100_000

    name: ClassVar[str] = "subgame-perfect"
    noun: ClassVar[str] = "subgame-perfect equilibrium"
    games: ClassVar[str] = "extensive games with perfect information"
    scope: ClassVar[str] = ", among pure strategies"
    weaker: ClassVar[tuple[str, ...]] = ("perfect-bayesian", "nash")
    references: ClassVar[tuple[str, ...]] = ("kuhn1953", "selten1965")

    def refusal(self, game: Game) -> str | None:
        tree = tree_of(game)
        if tree is None:
            return ""
        if tree.perfect_information:
            return None
        name, members = next((k, m) for k, m in tree.information_sets.items() if len(m) > 1)
        nodes = ", ".join(repr(member) for member in members)
        return (
            f"the information set {name!r} holds {len(members)} nodes ({nodes}), where no subgame starts: "
            "use Nash() (two players, through the strategic form), or PerfectBayesian() on a SignalingGame"
        )

    def undefined(self, game: Game) -> str | None:
        return "" if tree_of(game) is None else None

    def check(self, game: Any, equilibrium: Equilibrium, ledger: Ledger) -> Findings:
        return subgame_perfect.check(game, equilibrium, ledger)

    def solve(self, game: Any, domain: Domain) -> Solution:
        """Return all pure subgame-perfect equilibria; see :meth:`Concept.solve`."""
        with collector_paused():
            self.accept(game)
            if not game.parameters:
                return self._numeric(game)
        return self._regimes(game, domain)

    def _numeric(self, game: ExtensiveGame) -> Solution:
        equilibria: list[Equilibrium] = []
        assembly = Assembly(self, game, Domain())
        with assembly.part():
            found = induct(game, self.limit)
            ties = _Ties(game, found)
            for outcome in outcomes_of(game.root, found):
                deadline.check()
                equilibria.append(_at_point(game, found, outcome, ties))
        return assembly.solution(equilibria)

    def profiles(self, game: ExtensiveGame, outcome: Equilibrium | None = None) -> Iterator[Plans]:
        """Yield every pure subgame-perfect profile of a game without parameters, one at a time.

        Parameters
        ----------
        game : ExtensiveGame
            With perfect information and without parameters.
        outcome : Equilibrium, optional
            Only the profiles with this equilibrium's outcome: ``outcome.count`` of them.

        Raises
        ------
        ConceptError
            If the game has information sets with several nodes, or parameters.
        """
        self.accept(game)
        if game.parameters:
            raise ConceptError(f"profiles() needs numbers, and {', '.join(game.parameters)} have none: use subs()")
        found = induct(game, self.limit)
        for end in outcomes_of(game.root, found):
            if outcome is None or _outcome(end) == dict(outcome.outcome):
                for chosen in pure_profiles(game, found, end):
                    yield _by_player(game, chosen)

    def _regimes(self, game: ExtensiveGame, domain: Domain) -> Solution:
        assembly = Assembly(self, game, domain)
        found = ParametricInduction(game, assembly, self.limit).found
        outcomes = [h for h in outcomes_of(game.root, found) if h.when != FALSE]
        edges = knife_edges(assembly.short, (), [h.when for h in outcomes])
        if len(outcomes) > 1 or edges:
            assembly.notes[_BORDERS] = None
        return assembly.solution((_regime(game, h, readable(h.when, domain)) for h in outcomes), edges)


def _regime(game: ExtensiveGame, outcome: Continuation, when: Condition) -> Equilibrium:
    return Equilibrium(
        name=_name(outcome),
        strategy=_by_player(game, {move.node: move.action or "" for move in _on_path(outcome)}),
        beliefs={},
        payoffs=dict(outcome.values),
        outcome=_outcome(outcome),
        when=when,
    )


def _at_point(game: ExtensiveGame, found: Found, outcome: Continuation, ties: _Ties) -> Equilibrium:
    return Equilibrium(
        name=_name(outcome),
        strategy=_Profile(game, found, outcome),
        beliefs={},
        payoffs=dict(outcome.values),
        outcome=_outcome(outcome),
        count=outcome.count,
        notes=tuple(note for move in _on_path(outcome) for note in ties.at(move)),
    )


def _name(outcome: Continuation) -> str:
    return " | ".join(History(labels) for labels, _ in histories(outcome)) or "the end"


def _outcome(outcome: Continuation) -> Outcome:
    return Outcome({History(labels): weight for labels, weight in histories(outcome)})


def _on_path(outcome: Continuation) -> Iterator[Continuation]:
    """Yield the moves that an outcome passes through."""
    stack: list[Any] = [outcome]
    while stack:
        at = stack.pop()
        if isinstance(at, Payoff):
            continue
        if at.action is not None:
            yield at
            stack.append(at.after)
        else:
            stack += [h for _, _, h in reversed(at.after or ())]


def _by_player(game: ExtensiveGame, chosen: Mapping[str, str]) -> Plans:
    """Return a choice of actions by node as ``{player: {information set: {action: 1}}}``, in the tree's order."""
    plans: dict[str, dict[str, Mapping[str, int]]] = {player: {} for player in game.players}
    certain: dict[str, Mapping[str, int]] = {}
    nodes = game.nodes
    for name in game.order:
        action = chosen.get(name)
        if action is not None:
            node = nodes[name]
            assert isinstance(node, Move)
            # read-only, so that the many nodes with the same action can share it
            if action not in certain:
                certain[action] = MappingProxyType({action: 1})
            plans[node.player][node.information or name] = certain[action]
    return {player: MappingProxyType(plan) for player, plan in plans.items()}


class _Ties:
    """Where a mover on the path is indifferent to what an alternative may lead to."""

    def __init__(self, game: ExtensiveGame, found: Found) -> None:
        self.game, self.found = game, found
        self._worths: dict[tuple[str, str], set[Any]] = {}

    def at(self, move: Continuation) -> list[str]:
        node = self.game.nodes[move.node]
        assert isinstance(node, Move)
        tied = [
            label
            for label in node.actions
            if label != move.action and move.values[node.player] in self._possible(move.node, node, label)
        ]
        if not tied:
            return []
        others = " and ".join([str(move.action), *tied])
        return [f"a tie at {move.node} admits mixing: {node.player} is indifferent between {others}"]

    def _possible(self, name: str, node: Move, label: str) -> set[Any]:
        key = (name, label)
        if key not in self._worths:
            self._worths[key] = {h.values[node.player] for h in outcomes_of(node.actions[label], self.found)}
        return self._worths[key]


class _Profile(Mapping[str, Mapping[str, Mapping[str, int]]]):
    """One profile with an outcome, worked out when it is looked at: a game may have many outcomes and many nodes."""

    def __init__(self, game: ExtensiveGame, found: Found, outcome: Continuation) -> None:
        self._parts = (game, found, outcome)

    @cached_property
    def _plans(self) -> Plans:
        game, found, outcome = self._parts
        return _by_player(game, supporting(game, found, outcome))

    def __getitem__(self, player: str) -> Mapping[str, Mapping[str, int]]:
        return self._plans[player]

    def __iter__(self) -> Iterator[str]:
        return iter(self._plans)

    def __len__(self) -> int:
        return len(self._plans)

    def __repr__(self) -> str:
        return repr(self._plans)

    def __reduce__(self) -> tuple[Any, ...]:
        return (deep_frozen, (self._plans,))


stands_for(_Profile, lambda profile: deep_frozen(dict(profile)))
