"""All equilibrium outcomes of a numeric tree that folds, where nobody is ever indifferent between its subgames.

A node's outcomes are worked out from those below it: a single move by comparing what follows, nature's by all
combinations, two moves at once by the best replies of a 2x2 game, and a signaling game by
:mod:`oracles.pbe`, which goes through all supports. Nothing is shared with the package but the tree itself.
"""

import itertools
from fractions import Fraction

from oracles.pbe import enumerate_pieces, maximal

from gametheory.game import Chance, Move, Payoff, SignalingGame

F = Fraction


class IndifferentError(Exception):
    """The tree has a tie, or a continuum, that this oracle does not follow."""


def outcomes(tree):
    """Return the outcomes of the whole tree: sets of (labels, probability)."""
    return {frozenset(chances.items()) for _, chances in _solve(tree, tree.root)}


def _below(tree, target):
    """Yield the decision nodes from a target on."""
    if isinstance(target, str) and not isinstance(tree.nodes[target], Payoff):
        yield target
        for _, to in tree.children(target):
            yield from _below(tree, to)


def _tied(tree, name):
    """Return whether information sets tie the branches of a node together."""
    sets = [
        {tree.information_set(n) for n in _below(tree, to) if isinstance(tree.nodes[n], Move)}
        for _, to in tree.children(name)
    ]
    return any(a & b for a, b in itertools.combinations(sets, 2))


def _solve(tree, target):
    """Return ``[(values, {labels: probability})]``."""
    node = tree.nodes[target] if isinstance(target, str) else target
    if isinstance(node, Payoff):
        return [({p: F(x) for p, x in node.values.items()}, {(): F(1)})]
    if _tied(tree, target):
        return list(_signal(tree, target) if isinstance(node, Chance) else _meeting(tree, target))
    after = {label: _solve(tree, to) for label, to in tree.children(target)}
    if isinstance(node, Chance):
        weights = {label: F(p) for label, (p, _) in node.branches.items()}
        return [
            _mixed(tree, [((label,), weights[label], h) for label, h in zip(after, combo, strict=True)])
            for combo in itertools.product(*after.values())
        ]
    worths = [h[0][node.player] for found in after.values() for h in found]
    if len(set(worths)) < len(worths):
        raise IndifferentError
    found = []
    for label, mine in after.items():
        for h in mine:
            if all(
                min(o[0][node.player] for o in other) <= h[0][node.player] for b, other in after.items() if b != label
            ):
                found.append(_mixed(tree, [((label,), F(1), h)]))
    return found


def _mixed(tree, parts):
    values = {p: sum(w * h[0][p] for _, w, h in parts) for p in tree.players}
    chances = {}
    for labels, w, h in parts:
        for rest, p in h[1].items():
            if w * p:
                chances[labels + rest] = chances.get(labels + rest, 0) + w * p
    return values, chances


def _one(tree, target):
    found = _solve(tree, target)
    if len(found) != 1:
        raise IndifferentError
    return found[0]


def _signal(tree, root):
    types = {t: F(p) for t, (p, _) in tree.nodes[root].branches.items()}
    speaks = {t: to for t, (_, to) in tree.nodes[root].branches.items()}
    sender = tree.nodes[next(iter(speaks.values()))].player
    ends, messages, receiver = {}, {}, None
    for t, place in speaks.items():
        for m, to in tree.nodes[place].actions.items():
            node = tree.nodes.get(to) if isinstance(to, str) else None
            heard = isinstance(node, Move) and node.information is not None
            if heard:
                receiver = node.player
            messages[m] = tuple(node.actions) if heard else ("-",)
            for r in messages[m]:
                ends[t, m, r] = _one(tree, node.actions[r] if heard else to)
    if receiver is None:
        raise IndifferentError
    payoffs = {key: (h[0][sender], h[0][receiver] if key[2] != "-" else 0) for key, h in ends.items()}
    game = SignalingGame("sender", "receiver", types, messages, payoffs)
    for piece in maximal(enumerate_pieces(game)):
        if not piece.isolated:
            raise IndifferentError
        for sigma, rho in piece.strategies():
            yield _mixed(
                tree,
                [
                    (
                        (t, m) if r == "-" else (t, m, r),
                        types[t] * sigma.get((t, m), 0) * rho.get((m, r), 0),
                        ends[t, m, r],
                    )
                    for t, m, r in ends
                ],
            )


def _meeting(tree, root):
    first, rows = tree.nodes[root].player, dict(tree.nodes[root].actions)
    second = tree.nodes[next(iter(rows.values()))].player
    cells = {(a, b): _one(tree, to) for a, node in rows.items() for b, to in tree.nodes[node].actions.items()}
    (a, c), (b, d) = [list(dict.fromkeys(key[i] for key in cells)) for i in (0, 1)]
    u = {key: h[0][first] for key, h in cells.items()}
    v = {key: h[0][second] for key, h in cells.items()}
    if any(u[a, y] == u[c, y] for y in (b, d)) or any(v[x, b] == v[x, d] for x in (a, c)):
        raise IndifferentError
    for x, y in cells:
        other, beside = c if x == a else a, d if y == b else b
        if u[x, y] > u[other, y] and v[x, y] > v[x, beside]:
            yield _mixed(tree, [((x, y), F(1), cells[x, y])])
    # both indifferent, each by the other's mixture
    one, two = v[a, b] - v[a, d] - v[c, b] + v[c, d], u[a, b] - u[c, b] - u[a, d] + u[c, d]
    if one and two:
        p, q = (v[c, d] - v[c, b]) / one, (u[c, d] - u[a, d]) / two
        if 0 < p < 1 and 0 < q < 1:
            weights = {(a, b): p * q, (a, d): p * (1 - q), (c, b): (1 - p) * q, (c, d): (1 - p) * (1 - q)}
            yield _mixed(tree, [(key, w, cells[key]) for key, w in weights.items()])
