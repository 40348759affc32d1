"""Our games and profiles in pygambit (GPL: tests only), as an independent opinion about regrets."""

import io
from fractions import Fraction

import pygambit

from gametheory.game import Chance, Move, Payoff


def to_gambit(tree):
    """Return an extensive game of ours as pygambit's, by way of the .efg format (nodes in prefix order)."""
    players = list(tree.players)
    numbers = {p: {} for p in players}
    lines = [f'EFG 2 R "game" {{ {" ".join(map(_quoted, players))} }}', '""']
    count = [0, 0]  # chance sets, outcomes

    def walk(target):
        node = tree.nodes[target] if isinstance(target, str) else target
        if isinstance(node, Payoff):
            count[1] += 1
            pays = ", ".join(str(Fraction(node.values[p])) for p in players)
            lines.append(f't "" {count[1]} "" {{ {pays} }}')
        elif isinstance(node, Chance):
            count[0] += 1
            parts = " ".join(f"{_quoted(a)} {Fraction(p)}" for a, (p, _) in node.branches.items())
            lines.append(f'c "" {count[0]} "" {{ {parts} }} 0')
            for _, to in node.branches.values():
                walk(to)
        else:
            assert isinstance(node, Move)
            key = tree.information_set(target)
            known = numbers[node.player]
            number = known.setdefault(key, len(known) + 1)
            actions = " ".join(map(_quoted, tree.actions(key)))
            lines.append(f'p "" {players.index(node.player) + 1} {number} {_quoted(key)} {{ {actions} }} 0')
            for action in tree.actions(key):
                walk(node.actions[action])

    walk(tree.root)
    return pygambit.read_efg(io.StringIO("\n".join(lines)))


def _quoted(text):
    return '"' + text.replace('"', "'") + '"'


def to_gambit_profile(tree, strategy):
    """Return ``(player to regret, player to payoff)`` of a behaviour profile (player, set, action), by pygambit.

    The regret is the gain of a best mixed strategy of the whole game, so joint deviations count.
    """
    game = to_gambit(tree)
    order = {p: {} for p in tree.players}
    stack = [tree.root]
    while stack:  # information sets by first visit in prefix order, as pygambit numbers them
        name = stack.pop()
        node = tree.nodes[name]
        if isinstance(node, Move):
            order[node.player].setdefault(tree.information_set(name), None)
        keys = node.actions.values() if isinstance(node, Move) else (to for _, to in tree.children(name))
        stack += [to for to in reversed(list(keys)) if isinstance(to, str)]
    data = [
        [[str(Fraction(strategy[p].get(key, {}).get(a, 0))) for a in tree.actions(key)] for key in order[p]]
        for p in tree.players
    ]
    profile = game.mixed_behavior_profile(data=data, rational=True)
    regrets = profile.as_strategy().player_regrets
    return _by_player(regrets), _by_player(profile.payoffs)


def _by_player(table):
    found = table() if callable(table) else table
    return {player: Fraction(str(value)) for player, value in found}
