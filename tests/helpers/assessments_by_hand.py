"""Is an assessment of a small tree a perfect Bayesian equilibrium? By its definition, with every plan tried.

Beliefs follow Bayes' rule at every information set that is reached within the smallest subgame around it, and at every
information set no plan of its owner for the whole game does better given the belief there and what the others do.
"""

import itertools
from fractions import Fraction

from gametheory.game import Chance, Move, Payoff

__all__ = ["flat", "is_perfect_bayesian", "weights_in_subgame"]


def flat(strategy):
    """Return a strategy of all players by information set."""
    return {key: mix for sets in strategy.values() for key, mix in sets.items()}


def worth(tree, target, profile, player):
    """Return what a player expects from a node on."""
    node = tree.nodes[target] if isinstance(target, str) else target
    if isinstance(node, Payoff):
        return Fraction(node.values[player])
    if isinstance(node, Chance):
        return sum((p * worth(tree, to, profile, player) for p, to in node.branches.values()), Fraction(0))
    mix = profile[tree.information_set(target)]
    return sum((p * worth(tree, node.actions[a], profile, player) for a, p in mix.items() if p), Fraction(0))


def below(tree, name):
    """Return the nodes from one on."""
    return {name}.union(*(below(tree, to) for _, to in tree.children(name) if isinstance(to, str)))


def smallest_subgame(tree, key):
    """Return the node at which the smallest subgame around an information set starts."""
    members = set(tree.information_sets[key])
    around = []
    for name in tree.order:
        inside = below(tree, name)
        closed = all(inside.isdisjoint(nodes) or inside.issuperset(nodes) for nodes in tree.information_sets.values())
        if closed and members <= inside:
            around.append((len(inside), name))
    return min(around)[1]


def weights_in_subgame(tree, profile, key):
    """Return, by history, with what probability the nodes of a set are reached once its smallest subgame is."""
    start = smallest_subgame(tree, key)
    found = {}

    def follow(target, path, chance, inside):
        inside = inside or target == start
        if isinstance(tree.nodes[target], Move) and tree.information_set(target) == key:
            found["/".join(path)] = chance
            return
        node = tree.nodes[target]
        for label, to in tree.children(target):
            if isinstance(to, str):
                p = node.branches[label][0] if isinstance(node, Chance) else None
                p = profile[tree.information_set(target)].get(label, 0) if p is None else p
                follow(to, (*path, label), chance * p if inside else chance, inside)

    follow(tree.root, (), Fraction(1), False)
    return found


def is_perfect_bayesian(tree, strategy, beliefs):
    """Return the verdict on a complete behaviour profile with a belief at every set of several nodes."""
    profile = flat(strategy)
    for key, members in tree.information_sets.items():
        weights = weights_in_subgame(tree, profile, key)
        total = sum(weights.values())
        belief = {history: Fraction(1) for history in weights}
        if len(members) > 1:
            belief = {history: beliefs[key].get(history, Fraction(0)) for history in weights}
            if total and any(belief[history] * total != chance for history, chance in weights.items()):
                return False
        # weights hold the nodes in the tree's order, as the members stand
        places = [*zip(members, belief.values(), strict=True)]
        player = tree.owner(key)
        own = [other for other in tree.information_sets if tree.owner(other) == player]
        plans = itertools.product(*(tree.actions(other) for other in own))
        best = max(
            sum(
                p * worth(tree, n, {**profile, **{k: {a: 1} for k, a in zip(own, plan, strict=True)}}, player)
                for n, p in places
            )
            for plan in plans
        )
        if best > sum(p * worth(tree, n, profile, player) for n, p in places):
            return False
    return True
