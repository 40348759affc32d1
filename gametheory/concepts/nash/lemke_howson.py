"""One equilibrium of a two-player game that is too large for all of them.

Floating point proposes, exact arithmetic decides: nashpy's tableaux follow the path of Lemke and Howson (1964,
"Equilibrium points of bimatrix games") from every starting label, and each pair of supports at which a path ends is
kept only if the linear systems that make it an equilibrium of the exact payoffs have a solution, which is then the
answer. Rounding can send nashpy's own loop round for ever, so the paths are followed here with a bound on their
length. Where no path leads anywhere (nashpy's tableaux do not take a player with a single strategy), pure profiles are
looked at one by one.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator, Sequence
from fractions import Fraction

from gametheory.concepts.exact.simplex import feasible_point
from gametheory.concepts.nash.vertex_enumeration import positive_payoffs
from gametheory.lang import deadline

__all__ = ["one_equilibrium"]

Exact = int | Fraction
Matrix = Sequence[Sequence[Exact]]
Mixed = tuple[Fraction, ...]

_NEGLIGIBLE = 1e-9  # a probability that floating point takes for zero


def one_equilibrium(A: Matrix, B: Matrix) -> tuple[Mixed, Mixed] | None:
    """Return one equilibrium of a bimatrix game, exact, or None if no path led to one and none is pure.

    Parameters
    ----------
    A, B : matrices of int or Fraction, rows of the row player
        The payoffs of the row and of the column player.
    """
    tried = set()
    for rows, columns in itertools.chain(_path_ends(A, B), _pure(A, B)):
        if (rows, columns) in tried:
            continue
        tried.add((rows, columns))
        x = _mixture([list(column) for column in zip(*B, strict=True)], rows, columns)
        y = None if x is None else _mixture(A, columns, rows)
        if x is not None and y is not None:
            return x, y
    return None


def _path_ends(A: Matrix, B: Matrix) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the supports at the ends of the Lemke-Howson paths, as far as floating point can follow them."""
    import numpy as np
    from nashpy.linalg import create_col_tableau, create_row_tableau

    payoffs = []
    for matrix in (A, B):
        whole = positive_payoffs(matrix)
        largest = max(map(max, whole))
        payoffs.append(np.array([[x / largest for x in row] for row in whole]))
    m, n = payoffs[0].shape
    for label in range(m + n):
        deadline.check()
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            rows, columns = create_row_tableau(payoffs[1], True), create_col_tableau(payoffs[0], True)
            turns = itertools.cycle((rows, columns) if label in rows.non_basic_variables else (columns, rows))
            entering = label
            try:
                for tableau in itertools.islice(turns, 20 * (m + n)):
                    entering = tableau.pivot_and_drop_label(entering)
                    if rows.non_basic_variables | columns.non_basic_variables == rows.labels:
                        break
                x = rows.to_strategy(columns.non_basic_variables)
                y = columns.to_strategy(rows.non_basic_variables)
            except (ValueError, IndexError, KeyError, ZeroDivisionError):  # a label that rounding has lost
                continue
        if x.shape == (m,) and y.shape == (n,) and np.isfinite(x).all() and np.isfinite(y).all():
            used = [tuple(np.flatnonzero(z > _NEGLIGIBLE).tolist()) for z in (x, y)]
            if all(used):
                yield used[0], used[1]


def _pure(A: Matrix, B: Matrix) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the pure equilibria."""
    best = [max(column) for column in zip(*A, strict=True)]
    for i, (row, answers) in enumerate(zip(A, B, strict=True)):
        most = max(answers)
        for j, payoff in enumerate(row):
            if payoff == best[j] and answers[j] == most:
                yield (i,), (j,)


def _mixture(responses: Matrix, support: Sequence[int], best: Sequence[int]) -> Mixed | None:
    """Return a mixture over ``support`` to which all of ``best`` are best responses, or None.

    ``responses[k][i]`` is what response ``k`` pays against the pure strategy ``i``.
    """
    width = len(support)
    base = [responses[best[0]][i] for i in support]
    equations: list[list[Exact]] = [[-1, *([1] * width)]]
    bounds: list[list[Exact]] = [[0, *(int(i == j) for j in range(width))] for i in range(width)]
    for k, row in enumerate(responses):
        margin: list[Exact] = [0, *(b - row[i] for b, i in zip(base, support, strict=True))]
        (equations if k in best else bounds).append(margin)
    point = feasible_point(bounds, equations, dimension=width)
    if point is None:
        return None
    mixed = [Fraction(0)] * len(responses[0])
    for i, p in zip(support, point, strict=True):
        mixed[i] = p
    return tuple(mixed)
