"""From one form of a game to another: signaling to extensive, extensive to strategic.

The strategic form is the *reduced* one: a plan says what to do only at the information sets that the plan itself lets
its owner reach, so plans that differ nowhere it matters are one strategy. By Kuhn's theorem (1953) mixed plans and
behaviour strategies are equivalent under perfect recall, which every :class:`~gametheory.game.extensive.ExtensiveGame`
has.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.game.assumed import carry_assumed
from gametheory.game.extensive import Chance, ExtensiveGame, Move, Payoff
from gametheory.game.form import Game
from gametheory.game.signaling import SignalingGame
from gametheory.game.strategic import StrategicGame

__all__ = [
    "StrategicForm",
    "answering_nodes",
    "signaling_of",
    "signaling_to_extensive",
    "strategic_form",
    "strategic_of",
    "tree_of",
]

Plan = Mapping[str, str]


@dataclass(frozen=True)
class StrategicForm:
    """An extensive game's reduced strategic form, with what each strategy means.

    ``plans[player][strategy]`` is a mapping of information set to action.
    """

    tree: ExtensiveGame
    game: StrategicGame
    plans: Mapping[str, Mapping[str, Plan]]


def signaling_of(game: Game) -> SignalingGame | None:
    """Return the game as a signaling game, or None if it is none."""
    return game if isinstance(game, SignalingGame) else None


def tree_of(game: Game) -> ExtensiveGame | None:
    """Return the game as it was stated as a tree, or None if it was not (``extensive()`` unfolds a signaling game)."""
    return game if isinstance(game, ExtensiveGame) else None


def strategic_of(game: Game) -> StrategicGame | None:
    """Return the game as it was stated in strategic form, or None if it was not (``game.strategic()`` reduces it)."""
    return game if isinstance(game, StrategicGame) else None


def signaling_to_extensive(game: SignalingGame) -> ExtensiveGame:
    """Return a signaling game as a tree: nature, the sender (one information set a type), the receiver (one a message).

    Histories read ``type/message/response``. The sender's information sets carry the types' names and the receiver's
    the messages'; where a message has a type's name, the receiver's set is called ``after MESSAGE``.
    """
    nodes: dict[str, Any] = {
        "nature": Chance({t: (p, f"type {t}") for t, p in game.types.items()}),
    }
    answers = answering_nodes(game.types, game.messages)
    for t in game.types:
        nodes[f"type {t}"] = Move(game.sender, {m: answers[t, m] for m in game.messages}, information=t)
        for m, responses in game.messages.items():
            ends = {}
            for r in responses:
                sent, received = game.payoffs[t, m, r]
                ends[r] = Payoff({game.sender: sent, game.receiver: received})
            nodes[answers[t, m]] = Move(game.receiver, ends, information=game.information_after(m))
    return carry_assumed(ExtensiveGame("nature", nodes, game.players), game)


def answering_nodes(types: Iterable[str], messages: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return what the receiver's nodes are called in the tree of a signaling game, by type and message."""
    types, found = tuple(types), {}
    taken = {"nature", *(f"type {t}" for t in types)}
    for t, m in itertools.product(types, messages):
        name = f"type {t}, {m}"
        while name in taken:  # a label that holds a comma
            name += "'"
        taken.add(name)
        found[t, m] = name
    return found


def strategic_form(tree: ExtensiveGame) -> StrategicForm:
    """Return the reduced strategic form of a tree with the meaning of its strategies.

    A player without moves has the one strategy ``-``. Payoffs are expected over chance, exact (and parametric where the
    tree is).
    """
    plans: dict[str, dict[str, Plan]] = {}
    for player in tree.players:
        found = _reduced_plans(tree, player)
        named: dict[str, Plan] = {}
        for plan in found:
            label = ", ".join(plan.values()).replace("/", "|") or "-"
            if label in named:
                label = ", ".join(f"{where}: {action}" for where, action in plan.items())
            named[label] = plan
        plans[player] = named
    histories = [(path, end, _chance_weight(tree, path)) for path, end in tree.paths()]
    payoffs = {}
    for profile in itertools.product(*(plans[player] for player in tree.players)):
        chosen = {
            where: action
            for player, label in zip(tree.players, profile, strict=True)
            for where, action in plans[player][label].items()
        }
        total: list[Any] = [Fraction(0)] * len(tree.players)
        for path, end, weight in histories:
            if _follows(tree, path, chosen):
                for i, player in enumerate(tree.players):
                    total[i] = total[i] + weight * end.values[player]
        payoffs[profile] = tuple(total)
    game = StrategicGame({p: tuple(plans[p]) for p in tree.players}, payoffs)
    return StrategicForm(tree, carry_assumed(game, tree), plans)


def _chance_weight(tree: ExtensiveGame, path: tuple[tuple[str, str], ...]) -> Any:
    weight: Any = Fraction(1)
    for name, label in path:
        node = tree.nodes[name]
        if isinstance(node, Chance):
            weight = weight * node.branches[label][0]
    return weight


def _follows(tree: ExtensiveGame, path: tuple[tuple[str, str], ...], chosen: Mapping[str, str]) -> bool:
    for name, label in path:
        node = tree.nodes[name]
        if isinstance(node, Move) and chosen.get(node.information or name) != label:
            return False
    return True


def _reduced_plans(tree: ExtensiveGame, player: str) -> list[Plan]:
    """List the player's plans that say only what matters: built along the tree of the player's own moves.

    By perfect recall each own information set follows one sequence of own moves, so the player's sets form a forest:
    below each (set, action) lie the own sets that become reachable by it.
    """
    below: dict[tuple[str, str] | None, list[str]] = {}
    last: dict[str, tuple[str, str] | None] = {tree.root: None}
    for name in tree.order:
        node = tree.nodes[name]
        mine = isinstance(node, Move) and node.player == player
        if mine:
            key = tree.information_set(name)
            known = below.setdefault(last[name], [])
            if key not in known:
                known.append(key)
        for label, target in tree.children(name):
            if isinstance(target, str):
                last[target] = (tree.information_set(name), label) if mine else last[name]

    def plans_below(step: tuple[str, str] | None) -> list[dict[str, str]]:
        options = []
        for key in below.get(step, []):
            branch = []
            for action in tree.actions(key):
                branch += [{key: action, **rest} for rest in plans_below((key, action))]
            options.append(branch)
        return [{k: a for part in combo for k, a in part.items()} for combo in itertools.product(*options)]

    return list(plans_below(None))
