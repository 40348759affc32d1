r"""Sequential equilibrium: is a given assessment consistent and sequentially rational? Decided exactly.

An assessment is consistent if it is the limit of fully mixed strategies with the beliefs that Bayes' rule gives them.
Kreps and Wilson (1982, Econometrica 50, Appendix, Lemmas A1 and A2; on the proof see Streufert 2006) show that this is
so exactly if the actions of probability zero can be given orders :math:`K(a) \ge 1` and weights :math:`\xi(a) > 0` such
that

- at every information set the nodes that the belief weights are those of least order, where a node's order is the sum
  of the orders of the actions of probability zero on its path;
- among these, beliefs are in proportion to the products of chance, of the positive probabilities, and of the weights.

The orders are a linear system. The weights are one in their logarithms, with the logarithms of rational numbers on the
right: it has a solution exactly if every integer combination of rows that cancels on the left multiplies to 1 on the
right. So both are decided without any limit being taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory.concepts.equilibrium import Equilibrium, leaves
from gametheory.concepts.exact.simplex import feasible_point
from gametheory.concepts.placing import needs_numbers, placed, plain_game
from gametheory.errors import ConceptError, GameError, Issue, nearest
from gametheory.game import Chance, ExtensiveGame, History, Move
from gametheory.game.forms import signaling_of, tree_of
from gametheory.lang import exact

__all__ = ["Consistency", "consistent"]

Strategy = Mapping[str, Mapping[str, Mapping[str, Any]]]
Beliefs = Mapping[str, Mapping[str, Any]]
Action = tuple[str, str]  # information set, action


@dataclass(frozen=True)
class Consistency:
    """The verdict on an assessment: ``valid``, and where it is not, ``why``.

    ``orders`` maps ``(information set, action)`` of probability zero to an order that shows consistency.
    """

    valid: bool
    why: str = ""
    orders: Mapping[Action, Fraction] | None = None

    def __str__(self) -> str:
        return "consistent" if self.valid else f"not consistent: {self.why}"


def consistent(game: Any, strategy: Strategy | Equilibrium, beliefs: Beliefs | None = None) -> Consistency:
    """Decide whether an assessment of a game without parameters is consistent (Kreps and Wilson 1982).

    Parameters
    ----------
    game : ExtensiveGame
        Or a signaling game, if the assessment is an equilibrium; or a model of one of these.
    strategy : mapping of player to information set to action to probability, or Equilibrium
        Exact numbers; actions left out have probability zero. Of an equilibrium strategy and beliefs are taken, and the
        numbers of one that ``solution.at`` returned are put into a game with parameters.
    beliefs : mapping of information set to history to probability
        Histories are the labels on the path to a node, joined by ``/``. Information sets of one node may be left out.

    Raises
    ------
    ConceptError
        If the game or the assessment has parameters: put in numbers first.
    GameError
        If the strategy or the beliefs do not fit the game.
    """
    stated = plain_game(game, lambda one: signaling_of(one) or tree_of(one), "game that moves in time", "consistent")
    if isinstance(strategy, Equilibrium):
        stated, strategy, beliefs = _assessment(placed(stated, strategy), strategy, beliefs)
    tree = tree_of(stated)
    if tree is None:
        raise ConceptError("consistent() takes an extensive game: game.extensive() is this signaling game as a tree")
    game = tree
    if game.parameters:
        names = ", ".join(game.parameters)
        raise ConceptError(
            f"consistency is decided at a point: give values to {names} ({needs_numbers(game.parameters)})"
        )
    if beliefs is None:
        raise TypeError("consistent(): beliefs are missing")
    letters = sorted({name for x in (*leaves(strategy), *leaves(beliefs)) for name in getattr(x, "names", ())})
    if letters:
        raise ConceptError(
            f"consistency is decided at a point, and the assessment has {', '.join(letters)} in it: put numbers in, "
            f"with solution.at({', '.join(f'{name}=...' for name in letters)})"
        )
    sigma = _probabilities(game, strategy)
    paths = _paths(game)
    mu = _beliefs(game, beliefs, paths)
    zero = sorted({(key, a) for key in game.information_sets for a in game.actions(key) if not sigma[key].get(a)})
    column = {action: i for i, action in enumerate(zero)}
    orders = _orders(game, sigma, mu, paths, column)
    if orders is None:
        return Consistency(False, "no orders of the trembles put the belief's nodes first everywhere at once")
    clash = _weights(game, sigma, mu, paths, column)
    if clash:
        return Consistency(False, clash)
    return Consistency(True, "", {action: orders[i] for action, i in column.items()})


def _assessment(game: Any, eq: Equilibrium, beliefs: Beliefs | None) -> tuple[ExtensiveGame, Strategy, Beliefs]:
    """Return an equilibrium's strategy and beliefs in the words of the tree."""
    signaling = signaling_of(game)
    if signaling is None:
        return game, eq.strategy, eq.beliefs if beliefs is None else beliefs
    seen = signaling.information_after
    strategy = {
        game.sender: eq.strategy.get(game.sender, {}),
        game.receiver: {seen(m): mixture for m, mixture in eq.strategy.get(game.receiver, {}).items()},
    }
    stated = eq.beliefs if beliefs is None else beliefs
    shown = {seen(m): {f"{t}/{m}": p for t, p in belief.items()} for m, belief in stated.items()}
    return game.extensive(), strategy, shown


def _probabilities(game: ExtensiveGame, strategy: Strategy) -> dict[str, dict[str, Fraction]]:
    issues, out = [], {}
    given = {key: mixture for plan in strategy.values() for key, mixture in plan.items()}
    for key in game.information_sets:
        if key not in given:
            issues.append(Issue(f"strategy.{key}", f"no strategy here{nearest(key, given)}"))
            continue
        mixture = {a: exact(p).fraction() for a, p in given[key].items()}
        unknown = [a for a in mixture if a not in game.actions(key)]
        if unknown or sum(mixture.values()) != 1 or min(mixture.values()) < 0:
            expected = ", ".join(game.actions(key))
            issues.append(Issue(f"strategy.{key}", f"not a distribution over {expected}: {mixture}"))
        out[key] = mixture
    if issues:
        raise GameError(issues, "the assessment")
    return out


def _paths(game: ExtensiveGame) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return for every node the ``(node, label)`` steps that lead to it."""
    paths: dict[str, tuple[tuple[str, str], ...]] = {game.root: ()}
    for name in game.order:
        for label, target in game.children(name):
            if isinstance(target, str):
                paths[target] = (*paths[name], (name, label))
    return paths


def _beliefs(
    game: ExtensiveGame, beliefs: Beliefs, paths: Mapping[str, tuple[tuple[str, str], ...]]
) -> dict[str, dict[str, Fraction]]:
    """Return beliefs by information set and node, checked."""
    issues, out = [], {}
    for key, members in game.information_sets.items():
        named: dict[str, str] = {History(label for _, label in paths[node]): node for node in members}
        if len(members) == 1:
            out[key] = {members[0]: Fraction(1)}
            continue
        if key not in beliefs:
            issues.append(Issue(f"beliefs.{key}", f"no belief here{nearest(key, beliefs)}"))
            continue
        wrong = [h for h in beliefs[key] if h not in named]
        mine = {named[h]: x for h, p in beliefs[key].items() if h in named and (x := exact(p).fraction())}
        if wrong or sum(mine.values()) != 1 or min(mine.values(), default=Fraction(-1)) < 0:
            issues.append(Issue(f"beliefs.{key}", f"not a distribution over the histories {', '.join(named)}"))
        out[key] = mine
    if issues:
        raise GameError(issues, "the assessment")
    return out


def _steps(game: ExtensiveGame, path: tuple[tuple[str, str], ...]) -> Iterator[Action | Fraction]:
    """Yield a path's own actions, and the probabilities of its chance moves."""
    for name, label in path:
        node = game.nodes[name]
        if isinstance(node, Move):
            yield (game.information_set(name), label)
        elif isinstance(node, Chance):
            yield Fraction(node.branches[label][0])


def _trembles(
    game: ExtensiveGame, sigma: Mapping[str, Mapping[str, Fraction]], path: tuple[tuple[str, str], ...]
) -> tuple[list[Action], Fraction]:
    """Return the actions of probability zero on a path, and the product of everything else on it."""
    zero, weight = [], Fraction(1)
    for step in _steps(game, path):
        if isinstance(step, Fraction):
            weight *= step
            continue
        p = sigma[step[0]].get(step[1], Fraction(0))
        if p:
            weight *= p
        else:
            zero.append(step)
    return zero, weight


def _orders(
    game: ExtensiveGame,
    sigma: Mapping[str, Mapping[str, Fraction]],
    mu: Mapping[str, Mapping[str, Fraction]],
    paths: Mapping[str, tuple[tuple[str, str], ...]],
    column: Mapping[Action, int],
) -> tuple[Fraction, ...] | None:
    n = len(column)
    inequalities = [[-1, *(int(j == i) for j in range(n))] for i in range(n)]
    equations = []
    for key, members in game.information_sets.items():
        rows = {}
        for node in members:
            row = [0] * n
            for action in _trembles(game, sigma, paths[node])[0]:
                row[column[action]] += 1
            rows[node] = row
        first = next(iter(mu[key]))
        for node in members:
            if node == first:
                continue
            more = [a - b for a, b in zip(rows[node], rows[first], strict=True)]
            if node in mu[key]:
                equations.append([0, *more])
            else:
                inequalities.append([-1, *more])
    return feasible_point(inequalities, equations, dimension=n)


def _weights(
    game: ExtensiveGame,
    sigma: Mapping[str, Mapping[str, Fraction]],
    mu: Mapping[str, Mapping[str, Fraction]],
    paths: Mapping[str, tuple[tuple[str, str], ...]],
    column: Mapping[Action, int],
) -> str:
    """Return why no weights give the beliefs, or an empty text if some do."""
    rows: list[tuple[list[Fraction], Fraction, str]] = []
    for key, belief in mu.items():
        first, *others = belief
        zero_first, weight_first = _trembles(game, sigma, paths[first])
        for node in others:
            zero, weight = _trembles(game, sigma, paths[node])
            row = [Fraction(0)] * len(column)
            for action in zero:
                row[column[action]] += 1
            for action in zero_first:
                row[column[action]] -= 1
            rows.append((row, belief[node] / belief[first] * weight_first / weight, key))
    return _contradiction(rows)


def _contradiction(rows: list[tuple[list[Fraction], Fraction, str]]) -> str:
    """Eliminate a system that is linear in logarithms; a row of zeros must have 1 on the right."""
    # each row carries the combination of original rows that made it, so that powers are taken once, of the originals
    work = [(row, [Fraction(int(i == j)) for j in range(len(rows))]) for i, (row, _, _) in enumerate(rows)]
    used = 0
    width = len(rows[0][0]) if rows else 0
    for c in range(width):
        pivot = next((i for i in range(used, len(work)) if work[i][0][c]), None)
        if pivot is None:
            continue
        work[used], work[pivot] = work[pivot], work[used]
        top, made = work[used]
        for i in range(used + 1, len(work)):
            row, mix = work[i]
            if row[c]:
                q = row[c] / top[c]
                work[i] = (
                    [x - q * y for x, y in zip(row, top, strict=True)],
                    [x - q * y for x, y in zip(mix, made, strict=True)],
                )
        used += 1
    for _, mix in work[used:]:
        scale = 1
        for x in mix:
            scale = scale * x.denominator
        product = Fraction(1)
        for x, (_, right, _) in zip(mix, rows, strict=True):
            product *= right ** int(x * scale)
        if product != 1:
            where = sorted({rows[i][2] for i, x in enumerate(mix) if x})
            return f"the beliefs at {' and '.join(repr(k) for k in where)} ask for contradicting relative trembles"
    return ""
