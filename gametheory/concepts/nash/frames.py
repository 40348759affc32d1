"""Two players' view of a game: what a pair of their strategies means in the game's own words.

A *frame* turns a pair of mixed strategies (of a game in strategic form), or of realization plans (of a tree), into an
:class:`~gametheory.concepts.equilibrium.Equilibrium`. Players without a choice are carried along.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.concepts.equilibrium import Equilibrium, SignalingEquilibrium
from gametheory.concepts.nash.sequence_form import Sequences, sequences
from gametheory.concepts.perfect_bayesian.patterns import pattern, pattern_name
from gametheory.game import Game, History, Outcome, SignalingGame, StrategicGame
from gametheory.game.forms import StrategicForm, signaling_of, strategic_form, strategic_of, tree_of
from gametheory.lang import Expression

__all__ = ["Frame", "StrategicFrame", "TreeFrame", "frame_of"]

Mixed = tuple[Any, ...]
Matrix = list[list[Any]]


class Frame:
    """What the solver of Nash equilibria asks of a game."""

    by_outcome: bool
    """Whether strategies with the same outcome count as one equilibrium."""

    def matrices(self) -> tuple[Matrix, Matrix]:
        """Return the payoffs of both players in (reduced) strategic form."""
        raise NotImplementedError

    def equilibrium(self, x: Mixed, y: Mixed) -> Equilibrium:
        """Return the equilibrium in which the two players use ``x`` and ``y``, named."""
        raise NotImplementedError

    def from_mixed(self, side: int, mixed: Mixed) -> Mixed:
        """Return a mixed strategy of the (reduced) strategic form as what :meth:`equilibrium` takes."""
        return mixed


def _plain(value: Any) -> Any:
    """Return a constant expression as a number."""
    return value.fraction() if isinstance(value, Expression) and value.is_constant else value


def _values(mapping: Mapping[Any, Any]) -> dict[Any, Any]:
    return {key: _plain(value) for key, value in mapping.items()}


def _axes(choices: Mapping[str, int]) -> tuple[str, str]:
    """Return the two players who are to be solved for, of whom at most two have a choice."""
    active = [player for player, count in choices.items() if count > 1]
    chosen = active + [player for player in choices if player not in active][: 2 - len(active)]
    # a name that no player can have stands for the second player of a game with only one
    ordered = sorted(chosen, key=list(choices).index)
    return (ordered[0], ordered[1]) if len(ordered) == 2 else (ordered[0], "")


@dataclass(frozen=True)
class StrategicFrame(Frame):
    """A strategic game in which at most two players have more than one strategy."""

    game: StrategicGame
    axes: tuple[str, str]
    by_outcome = False

    def labels(self, side: int) -> Sequence[str]:
        """Return the strategies of the first or second player."""
        return self.game.strategies.get(self.axes[side], ("",))

    def _profile(self, i: int, j: int) -> tuple[str, ...]:
        own = {self.axes[0]: i, self.axes[1]: j}
        return tuple(labels[own.get(player, 0)] for player, labels in self.game.strategies.items())

    def matrices(self) -> tuple[Matrix, Matrix]:
        players = self.game.players
        size = [range(len(self.labels(side))) for side in (0, 1)]

        def payoff(side: int, i: int, j: int) -> Any:
            if self.axes[side] not in players:
                return 0
            return self.game.payoffs[self._profile(i, j)][players.index(self.axes[side])]

        first: Matrix = [[payoff(0, i, j) for j in size[1]] for i in size[0]]
        second: Matrix = [[payoff(1, i, j) for j in size[1]] for i in size[0]]
        return first, second

    def equilibrium(self, x: Mixed, y: Mixed) -> Equilibrium:
        players = self.game.players
        outcome: dict[History, Any] = {}
        payoffs: dict[str, Any] = dict.fromkeys(players, Fraction(0))
        for (i, p), (j, q) in itertools.product(enumerate(x), enumerate(y)):
            if p != 0 and q != 0:
                profile = self._profile(i, j)
                outcome[History(profile)] = p * q
                for player, value in zip(players, self.game.payoffs[profile], strict=True):
                    payoffs[player] = payoffs[player] + p * q * value
        strategy: dict[str, dict[str, dict[str, Any]]] = {}
        for player in players:
            if player in self.axes:
                side = self.axes.index(player)
                mixed = {s: _plain(p) for s, p in zip(self.labels(side), (x, y)[side], strict=True) if p != 0}
            else:
                mixed = {self.game.strategies[player][0]: Fraction(1)}
            strategy[player] = {player: mixed}
        used = [list(sets[player]) for player, sets in strategy.items()]
        pure = all(len(labels) == 1 for labels in used)
        name = "/".join(labels[0] for labels in used) if pure else "mixed: " + " / ".join(map(", ".join, used))
        return Equilibrium(name, strategy, {}, _values(payoffs), Outcome(_values(outcome)))


@dataclass(frozen=True)
class TreeFrame(Frame):
    """A tree, or a signaling game as one, in which at most two players have a choice."""

    signaling: SignalingGame | None
    form: Sequences
    by_outcome = True

    @functools.cached_property
    def _strategic(self) -> StrategicForm:
        return strategic_form(self.form.tree)

    def matrices(self) -> tuple[Matrix, Matrix]:
        return StrategicFrame(self._strategic.game, self.form.axes).matrices()

    def from_mixed(self, side: int, mixed: Mixed) -> Mixed:
        total: list[Any] = [Fraction(0)] * self.form.length(side)
        plans = self._strategic.plans.get(self.form.axes[side], {"-": {}})
        for p, plan in zip(mixed, plans.values(), strict=True):
            if p != 0:
                total = [t + p if used else t for t, used in zip(total, self.form.realization(side, plan), strict=True)]
        return tuple(map(_plain, total))

    def equilibrium(self, x: Mixed, y: Mixed) -> Equilibrium:
        tree, plans = self.form.tree, (x, y)
        outcome = self.form.outcome(x, y)
        strategy: dict[str, dict[str, dict[str, Any]]] = {player: {} for player in tree.players}
        for side, axis in enumerate(self.form.axes):
            for where, mixed in self.form.behaviour(side, plans[side]).items():
                strategy[axis][where] = _values(mixed)
        for where in tree.information_sets:
            strategy[tree.owner(where)].setdefault(where, {tree.actions(where)[0]: Fraction(1)})
        payoffs = _values(self.form.payoffs(outcome))
        found = Equilibrium(self._name(outcome, strategy), strategy, {}, payoffs, Outcome(_values(outcome)))
        return found if self.signaling is None else self._in_its_words(self.signaling, found)

    def _name(self, outcome: Mapping[str, Any], strategy: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
        """Return the path of play, or what is done along it where chance or a mixture makes several paths."""
        if len(outcome) == 1:
            return next(iter(outcome)) or "the end"
        met: dict[str, str] = {}
        tree = self.form.tree
        reached = [tree.root]
        for name in reached:
            node = tree.nodes[name]
            used = None
            if name in tree.order and hasattr(node, "player"):
                where = tree.information_set(name)
                used = strategy[tree.owner(where)][where]
                met[where] = f"{where}: {' or '.join(used)}"
            reached += [t for label, t in tree.children(name) if isinstance(t, str) and (used is None or label in used)]
        mixing = any(len(strategy[tree.owner(where)][where]) > 1 for where in met)
        return ("mixed: " if mixing else "") + "; ".join(met.values())

    def _in_its_words(self, game: SignalingGame, found: Equilibrium) -> Equilibrium:
        """Return the equilibrium in the words of signaling games."""
        sender: Mapping[str, Any] = found.strategy.get(game.sender, {})
        said = found.strategy.get(game.receiver, {})
        replies = {m: said[game.information_after(m)] for m in game.messages}
        by_type: dict[str, Any] = {}
        for t in game.types:
            by_type[t] = sum(
                (p * q * game.payoffs[t, m, r][0] for m, p in sender[t].items() for r, q in replies[m].items()),
                start=Fraction(0),
            )
        sends = {t: list(sender[t]) for t in game.types}
        return SignalingEquilibrium(
            pattern_name(sends),
            {game.sender: sender, game.receiver: replies},
            {},
            found.payoffs,
            found.outcome,
            sender=game.sender,
            receiver=game.receiver,
            pattern=pattern(sends),
            type_payoffs=_values(by_type),
        )


def frame_of(game: Game) -> Frame:
    """Return the frame of a game in which at most two players have a choice."""
    choices = dict.fromkeys(game.players, 1)
    for where in game.information_sets:
        choices[game.owner(where)] *= len(game.actions(where))
    axes = _axes(choices)
    strategic, signaling = strategic_of(game), signaling_of(game)
    if strategic is not None:
        return StrategicFrame(strategic, axes)
    tree = tree_of(game) if signaling is None else signaling.extensive()
    assert tree is not None
    return TreeFrame(signaling, sequences(tree, axes))
