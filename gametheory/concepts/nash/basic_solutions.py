r"""Basic solutions of a player's linear system in a game with parameters, in closed form.

The mixed strategies :math:`x` of the row player with the best responses to them form the polyhedron
:math:`\{(x, v) : x \ge 0, \sum x = 1, B^\top x \le v\}`. A basic solution has a support :math:`I` and as many tight
columns :math:`J`, and by Cramer's rule :math:`x` is a vector of minors of payoff differences. It is a vertex exactly
where all these minors have one sign and no other column pays more. A slack that is zero identically is a *structural
tie*: that column is a best response wherever :math:`x` exists (Shapley and Snow 1950 for zero-sum games; Mangasarian
1964).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gametheory.concepts.exact.field import Polynomials
from gametheory.lang import deadline

__all__ = ["Basic", "basic_solutions", "cleared"]


@dataclass(frozen=True, eq=False)
class Basic:
    """A basic solution of one player: support, structurally tight responses, and the weights as minors.

    The probability of strategy ``i`` is ``weights[i] / total``; ``slacks`` are those of the other responses, times
    ``total``.
    """

    support: frozenset[int]
    tight: frozenset[int]
    weights: tuple[Any, ...]
    total: Any
    slacks: tuple[Any, ...]

    def mixed(self, field: Polynomials) -> tuple[Any, ...]:
        """Return the probabilities as expressions."""
        return tuple(field.ratio(w, self.total) if w != 0 else 0 for w in self.weights)


def basic_solutions(responses: Sequence[Sequence[Any]], field: Polynomials) -> list[Basic]:
    """Return all basic solutions of one player, each once.

    Parameters
    ----------
    responses : matrix of polynomials
        ``responses[k][i]`` is what response ``k`` of the other player pays against strategy ``i``.
    field : Polynomials
    """
    count = len(responses[0])
    found: dict[tuple[Any, ...], Basic] = {}
    for size in range(1, min(count, len(responses)) + 1):
        for tight in itertools.combinations(range(len(responses)), size):
            base = responses[tight[0]]
            differences = [[a - b for a, b in zip(responses[k], base, strict=True)] for k in tight[1:]]
            for support in itertools.combinations(range(count), size):
                deadline.check()
                one = _basic(responses, differences, support, tight[0], field)
                if one is not None:
                    found.setdefault((one.support, one.tight, one.mixed(field)), one)
    return list(found.values())


def _basic(
    responses: Sequence[Sequence[Any]], rows: list[list[Any]], support: tuple[int, ...], base: int, field: Polynomials
) -> Basic | None:
    minors = _minors([[row[i] for i in support] for row in rows], field)
    if any(w == 0 for w in minors):
        return None  # a smaller support has the same solution
    common = functools.reduce(lambda a, b: a.gcd(b), minors)
    minors = [w / common for w in minors]
    total = sum(minors[1:], start=minors[0])
    if total == 0:
        return None
    weights = [field.one * 0] * len(responses[0])
    for i, w in zip(support, minors, strict=True):
        weights[i] = w
    slacks = []
    for row in responses:
        margin = field.one * 0
        for i in support:
            margin = margin + weights[i] * (responses[base][i] - row[i])
        slacks.append(margin)
    tight = frozenset(k for k, s in enumerate(slacks) if s == 0)
    return Basic(frozenset(support), tight, tuple(weights), total, tuple(s for s in slacks if s != 0))


def _minors(rows: list[list[Any]], field: Polynomials) -> list[Any]:
    """Return the vector orthogonal to ``k - 1`` rows of length ``k``: signed minors, by expansion over column sets."""
    width = len(rows) + 1
    known: dict[int, Any] = {0: field.one}
    for depth, row in enumerate(rows):
        fresh: dict[int, Any] = {}
        for columns in itertools.combinations(range(width), depth + 1):
            total = field.one * 0
            mask = sum(1 << c for c in columns)
            for position, c in enumerate(columns):
                term = row[c] * known[mask ^ 1 << c]
                total = total - term if (depth - position) % 2 else total + term
            fresh[mask] = total
        known = fresh
    everything = (1 << width) - 1
    return [known[everything ^ 1 << c] * (-1) ** c for c in range(width)]


def cleared(matrix: Sequence[Sequence[Any]], field: Polynomials) -> list[list[Any]]:
    """Return a matrix of payoffs times one positive polynomial."""
    width = len(matrix[0])
    flat = field.clear_denominators([value for row in matrix for value in row])
    return [flat[k : k + width] for k in range(0, len(flat), width)]
