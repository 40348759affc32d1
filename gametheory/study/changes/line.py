"""A walk along one parameter: open pieces on which nothing changes, and the exact points between them.

Every condition on the line is decided by the signs of finitely many irreducible polynomials in the one free parameter.
Their real roots, isolated exactly, cut the line into open intervals on each of which every sign is constant: one
rational point decides for the whole interval, and the roots themselves are decided by the exact signs there.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from flint import fmpz_poly

from gametheory.lang.algebraic import Real, ascending, between, real_roots, sign_at
from gametheory.study.changes.slice import Slice

__all__ = ["Stop", "univariate", "walk"]

Present = frozenset[int]


@dataclass(frozen=True)
class Stop:
    """A point of the line and its two open neighbourhoods.

    ``before``, ``at``, ``after`` hold the numbers of the regimes whose conditions hold there, None where the point or
    the interval is not admissible; ``edge`` says whether the point lies on a knife edge, where more equilibria may
    exist than the regimes. ``value`` None stands for a line without any such point. At an ``end`` of the domain, where
    a probability of nature's is zero, ``at`` is empty: none of the regimes is one of the game there.
    """

    value: Real | None
    before: Present | None
    at: Present | None
    after: Present | None
    edge: bool = False
    end: bool = False


def univariate(poly: Any) -> Any:
    """Return a polynomial of a ring in one variable as ``fmpz_poly``."""
    terms = {int(powers[0]): int(c) for powers, c in poly.to_dict().items()}
    return fmpz_poly([terms.get(i, 0) for i in range(max(terms, default=0) + 1)])


def walk(line: Slice, *, ends: bool = False) -> tuple[Stop, ...]:
    """Return every point of the line at which some condition could change, in ascending order.

    The intervals between them overlap: the ``after`` of one stop is the ``before`` of the next. A line without any
    point gives one stop without a value. With ``ends`` those of the domain beside an admissible piece are admissible.
    """
    polys = [univariate(factor) for factor in line.factors]
    roots: list[tuple[Real, int]] = [(root, i) for i, poly in enumerate(polys) for root in real_roots(poly)]
    roots.sort(key=lambda item: ascending(item[0]))
    cuts: list[Real | None] = [None, *(root for root, _ in roots), None]
    open_pieces = [
        line.present([sign_at(poly, between(low, high)) for poly in polys]) for low, high in itertools.pairwise(cuts)
    ]
    if not roots:
        return (Stop(None, open_pieces[0], None, open_pieces[0]),)
    stops = []
    for k, (root, i) in enumerate(roots):
        signs = [0 if j == i else sign_at(poly, root) for j, poly in enumerate(polys)]
        here = line.present(signs)
        edge = here is not None and line.on_edge(signs)
        beside = open_pieces[k] is not None or open_pieces[k + 1] is not None
        end = ends and here is None and beside and line.at_end(signs)
        here = frozenset() if end else here
        stops.append(Stop(root, open_pieces[k], here, open_pieces[k + 1], edge or end, end))
    return tuple(stops)
