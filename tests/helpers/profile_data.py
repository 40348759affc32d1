"""The extensive games and behaviour profiles of ``tests/data/profiles.json``."""

import json
from fractions import Fraction
from pathlib import Path

from gametheory.concepts import Equilibrium
from gametheory.game import Chance, ExtensiveGame, Move, Payoff

DATA = json.loads((Path(__file__).parents[1] / "data" / "profiles.json").read_text(encoding="utf-8"))
GAMES = {entry["id"]: entry for entry in DATA["games"]}
CASES = [(entry["id"], item["name"]) for entry in DATA["games"] for item in entry["profiles"]]


def tree_of(entry):
    players = entry["players"]

    def target(value):
        return value if isinstance(value, str) else Payoff(dict(zip(players, value["end"], strict=True)))

    nodes = {}
    for name, node in entry["nodes"].items():
        if "chance" in node:
            nodes[name] = Chance({label: (p, target(to)) for label, p, to in node["chance"]})
        else:
            moves = {a: target(to) for a, to in node["moves"].items()}
            nodes[name] = Move(node["player"], moves, information=f"set {node['set']}")
    return ExtensiveGame(entry["root"], nodes, players)


def case(game_id, name):
    """Return ``(tree with numbers, strategy by player and set, the stated facts)`` of one profile."""
    entry = GAMES[game_id]
    (item,) = [i for i in entry["profiles"] if i["name"] == name]
    tree = tree_of(entry)
    if "at" in item:
        tree = tree.subs(item["at"])
    strategy = {p: {} for p in tree.players}
    for key, chances in item["behavior"].items():
        key = f"set {key}"
        strategy[tree.owner(key)][key] = {a: Fraction(p) for a, p in chances.items() if Fraction(p) != 0}
    return tree, strategy, item


def play(tree, strategy):
    """Return ``(outcome, payoffs)`` of a complete behaviour profile, by following every path."""
    outcome, payoffs = {}, dict.fromkeys(tree.players, Fraction(0))

    def follow(target, path, chance):
        node = tree.nodes[target] if isinstance(target, str) else target
        if isinstance(node, Payoff):
            outcome["/".join(path)] = chance
            for p in tree.players:
                payoffs[p] += chance * node.values[p]
            return
        for label, to in tree.children(target):
            if isinstance(node, Chance):
                p = node.branches[label][0]
            else:
                p = strategy[node.player].get(tree.information_set(target), {}).get(label, 0)
            if p != 0:
                follow(to, (*path, label), chance * p)

    follow(tree.root, (), Fraction(1))
    return outcome, payoffs


def equilibrium(tree, strategy, **more):
    outcome, payoffs = play(tree, strategy)
    return Equilibrium("stated", strategy, more.pop("beliefs", {}), payoffs, outcome, **more)
