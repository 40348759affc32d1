"""Backward induction on numbers: every pure subgame-perfect outcome of every subgame, with how many profiles have it.

With perfect information each node starts a subgame. Write ``V(n)`` for the outcomes of the pure subgame-perfect
equilibria of the subgame at ``n``. Kuhn's (1953) construction, with every tie kept, gives them from the leaves up:

- at the end of the game the one outcome is to stop;
- at a chance node an outcome picks one of ``V`` after every branch, independently, since the branches are different
  subgames: ``V(n)`` is their product and payoffs are expected ones;
- at a move of player ``i`` the outcome "``a``, then ``h``" is in ``V(n)`` exactly if ``h`` is in ``V(a)`` and after
  every other action ``b`` there is some ``h'`` in ``V(b)`` with ``u_i(h') <= u_i(h)``. For then the profile that
  plays ``a`` and continues with the equilibria behind ``h`` and the ``h'`` leaves ``i`` no better action, and
  conversely the continuation of an equilibrium after ``b`` is an equilibrium of that subgame with an outcome that
  ``i`` does not prefer.

The profiles behind an outcome are counted the same way: the choices after different actions are independent, so their
numbers multiply, and those of the different ``h'`` that do after one action add up.

Reference: Kuhn, H. W. (1953), "Extensive games and the problem of information", Contributions to the Theory of Games
II.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, product
from math import prod
from typing import Any

from gametheory.errors import ConceptError
from gametheory.game import Chance, ExtensiveGame, Move, Payoff
from gametheory.lang import TRUE, Condition, deadline

__all__ = [
    "Continuation",
    "Found",
    "Outcomes",
    "Values",
    "bounded",
    "chance_outcomes",
    "histories",
    "induct",
    "outcomes_of",
    "pure_profiles",
    "supporting",
]

Values = Mapping[str, Any]


class Continuation:
    """One outcome of a subgame.

    Attributes
    ----------
    node : str
        Where the subgame starts.
    action : str or None
        What the mover does; None at a chance node and at the end of the game.
    after : Continuation, Payoff, None or tuple of (labels, probability, Continuation or Payoff)
        What follows the action; a branch each after chance, with the labels on the way; None at the end.
    values : mapping of player to expected payoff
    count : int
        How many pure subgame-perfect profiles of the subgame have this outcome.
    when : Condition
        Where it is one, in a game with parameters.
    """

    __slots__ = ("action", "after", "count", "node", "values", "when")

    def __init__(
        self, node: str, action: str | None, after: Any, values: Values, count: int = 1, when: Condition = TRUE
    ) -> None:
        self.node = node
        self.action = action
        self.after = after
        self.values = values
        self.count = count
        self.when = when


# A node with one outcome holds it bare: in a game without ties, one object a node is all there is.
Outcomes = Continuation | list[Continuation]
Found = Mapping[str, Outcomes]


def outcomes_of(target: str | Payoff, found: Found) -> Sequence[Continuation]:
    """Return the outcomes of what a move or a chance move leads to: of a node, or the end with its payoffs."""
    if not isinstance(target, str):
        return (Continuation("", None, None, target.values),)
    outcomes = found[target]
    return outcomes if isinstance(outcomes, list) else (outcomes,)


def induct(game: ExtensiveGame, limit: int) -> dict[str, Outcomes]:
    """Return the subgame-perfect outcomes of every subgame of a game without parameters.

    Parameters
    ----------
    game : ExtensiveGame
        With perfect information and numbers for payoffs and probabilities.
    limit : int
        The most outcomes that are followed at one node.

    Raises
    ------
    ConceptError
        If a node has more outcomes than ``limit``.
    """
    found: dict[str, Outcomes] = {}
    nodes = game.nodes
    for name in reversed(game.order):
        deadline.check()
        node = nodes[name]
        if type(node) is Move:
            found[name] = _strict_best(name, node, found) or _tied(name, node, found, limit)
        elif isinstance(node, Chance):
            found[name] = chance_outcomes(name, node, found, game.players, limit)
        else:
            assert isinstance(node, Payoff)
            found[name] = Continuation(name, None, None, node.values)
    return found


def _strict_best(name: str, node: Move, found: Found) -> Continuation | None:
    """Return the one outcome at a move where every action has one and one action is strictly best: the usual case."""
    player = node.player
    best: Any = None
    tied = False
    count = 1
    for label, target in node.actions.items():
        after: Any = target
        if type(target) is str:
            after = found[target]
            if type(after) is list:
                return None
            count *= after.count
        worth = after.values[player]
        if best is None or worth > best:
            best, action, chosen, tied = worth, label, after, False
        elif worth == best:
            tied = True
    return None if tied else Continuation(name, action, chosen, chosen.values, count)


def _tied(name: str, node: Move, found: Found, limit: int) -> Outcomes:
    player = node.player
    after = {label: outcomes_of(target, found) for label, target in node.actions.items()}
    floors = {label: min(h.values[player] for h in outcomes) for label, outcomes in after.items()}
    top = max(floors.values())
    # how many profiles after each action are worth at most x to the mover: a running total over sorted worths
    worths: dict[str, list[Any]] = {}
    totals: dict[str, list[int]] = {}
    for label, outcomes in after.items():
        ordered = sorted(outcomes, key=lambda h: h.values[player])
        worths[label] = [h.values[player] for h in ordered]
        totals[label] = list(accumulate(h.count for h in ordered))

    def at_most(label: str, worth: Any) -> int:
        return totals[label][bisect_right(worths[label], worth) - 1]

    everywhere: dict[Any, int] = {}
    kept = []
    for label, outcomes in after.items():
        for h in outcomes:
            worth = h.values[player]
            # every other action offers something no better exactly if every floor is no higher; h's own action does
            if worth < top:
                continue
            if worth not in everywhere:
                ways = 1
                for other in after:
                    ways *= at_most(other, worth)
                everywhere[worth] = ways
            count = h.count * (everywhere[worth] // at_most(label, worth))
            kept.append(Continuation(name, label, h, h.values, count))
    return bounded(name, kept, limit)


def chance_outcomes(name: str, node: Chance, found: Found, players: Sequence[str], limit: int) -> Outcomes:
    """Return the outcomes at a chance node: every combination of one outcome a branch.

    Raises
    ------
    ConceptError
        If there are more than ``limit``.
    """
    branches = [(label, p, outcomes_of(target, found)) for label, (p, target) in node.branches.items()]
    size = 1
    for _, _, outcomes in branches:
        size *= len(outcomes)
    if size > limit:
        raise _too_many(name, size, limit)
    kept = []
    for combination in product(*(outcomes for _, _, outcomes in branches)):
        deadline.check()
        after = tuple(((label,), p, h) for (label, p, _), h in zip(branches, combination, strict=True))
        values = {i: sum(p * h.values[i] for _, p, h in after) for i in players}
        kept.append(Continuation(name, None, after, values, prod(h.count for h in combination)))
    return kept[0] if size == 1 else kept


def bounded(name: str, kept: list[Continuation], limit: int) -> Outcomes:
    """Return the outcomes of a node as they are kept.

    Raises
    ------
    ConceptError
        If there are more than ``limit``.
    """
    if len(kept) > limit:
        raise _too_many(name, len(kept), limit)
    return kept[0] if len(kept) == 1 else kept


def _too_many(name: str, size: int, limit: int) -> ConceptError:
    return ConceptError(
        f"the subgame at {name!r} has {size} subgame-perfect outcomes, more than the limit of {limit}: "
        f"ties and chance multiply them; break the ties, or raise it with SubgamePerfect(limit={size})"
    )


def histories(outcome: Continuation) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield ``(labels, probability)`` for every terminal history of an outcome, in the tree's order."""
    stack: list[tuple[Any, list[str], Any]] = [(outcome, [], 1)]
    while stack:
        at, labels, weight = stack.pop()
        while isinstance(at, Continuation) and at.action is not None:
            labels.append(at.action)
            at = at.after
        if isinstance(at, Payoff) or at.after is None:
            yield tuple(labels), weight
        else:
            stack += [(h, [*labels, *more], weight * p) for more, p, h in reversed(at.after)]


def supporting(game: ExtensiveGame, found: Found, outcome: Continuation) -> dict[str, str]:
    """Return one pure subgame-perfect profile with the outcome: decision node to action, for the whole tree.

    After an action that is not taken it continues with the first outcome there that its mover does not prefer.
    """
    chosen: dict[str, str] = {}
    nodes = game.nodes
    stack: list[Any] = [outcome]
    while stack:
        at = stack.pop()
        action = at.action
        if action is None:
            stack += [h for _, _, h in at.after or ()]
            continue
        chosen[at.node] = action
        node = nodes[at.node]
        assert isinstance(node, Move)
        for label, target in node.actions.items():
            if type(target) is not str:
                continue
            after = at.after if label == action else found[target]
            if type(after) is list:
                worth, player = at.values[node.player], node.player
                after = next(h for h in after if h.values[player] <= worth)
            stack.append(after)
    return chosen


def pure_profiles(game: ExtensiveGame, found: Found, outcome: Continuation) -> Iterator[dict[str, str]]:
    """Yield every pure subgame-perfect profile with the outcome, as decision node to action; lazily.

    What is still to be chosen and what is chosen are linked lists, so that alternatives share their beginnings.
    """
    stack: list[tuple[Any, Any]] = [(([outcome], None), None)]
    while stack:
        todo, done = stack.pop()
        if todo is None:
            chosen = {}
            while done is not None:
                (name, action), done = done
                chosen[name] = action
            yield {name: chosen[name] for name in game.order if name in chosen}
            continue
        candidates, rest = todo
        for at in reversed(candidates):
            later = rest
            if at.action is None:
                for _, _, h in at.after or ():
                    later = ([h], later)
                stack.append((later, done))
                continue
            node = game.nodes[at.node]
            assert isinstance(node, Move)
            for label, target in node.actions.items():
                if isinstance(target, str):
                    may = [at.after] if label == at.action else outcomes_of(target, found)
                    worth = at.values[node.player]
                    later = ([h for h in may if h is at.after or h.values[node.player] <= worth], later)
            stack.append((later, ((at.node, at.action), done)))
