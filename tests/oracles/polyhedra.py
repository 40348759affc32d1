"""Extreme rays of small cones, and membership in convex hulls, in plain fractions; for the oracles only.

A cone ``{x >= 0, rows . x >= 0, equations . x = 0}`` is cut out of the orthant one condition at a time (the
double description method of Motzkin, Raiffa, Thompson and Thrall 1953): rays on the wrong side go, and every pair of
neighbours on either side leaves the ray in between. Two rays are neighbours when no third is tight wherever both are.
"""

from fractions import Fraction
from math import gcd


def _dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def _scaled(ray):
    """Return the ray with coprime integer entries."""
    below = 1
    for x in ray:
        below = below * x.denominator // gcd(below, x.denominator)
    whole = [int(x * below) for x in ray]
    common = 0
    for x in whole:
        common = gcd(common, x)
    return tuple(x // common for x in whole) if common else tuple(whole)


def extreme_rays(n, rows=(), equations=()):
    """Return the extreme rays of the cone, as tuples of coprime integers."""
    # every ray carries the set of conditions that are tight at it, as the bits of an integer
    rays = {tuple(int(i == j) for j in range(n)): ((1 << n) - 1) ^ (1 << i) for i in range(n)}
    count = n
    for row, equation in [*((e, True) for e in equations), *((r, False) for r in rows)]:
        row = _scaled([Fraction(x) for x in row])
        side = {ray: _dot(row, ray) for ray in rays}
        bit = 1 << count
        count += 1
        kept = {}
        for ray, tight in rays.items():
            if side[ray] == 0:
                kept[ray] = tight | bit
            elif side[ray] > 0 and not equation:
                kept[ray] = tight
        ups = [ray for ray in rays if side[ray] > 0]
        downs = [ray for ray in rays if side[ray] < 0]
        for up in ups:
            for down in downs:
                common = rays[up] & rays[down]
                if any(common & t == common for ray, t in rays.items() if ray is not up and ray is not down):
                    continue
                between = _scaled([Fraction(side[up] * d - side[down] * u) for u, d in zip(up, down, strict=True)])
                kept[between] = common | bit
        rays = kept
        if not rays:
            return []
    return list(rays)


def vertices(n, rows=(), equations=()):
    """Return the vertices of a bounded ``{x >= 0, rows . (x, 1) >= 0, equations . (x, 1) = 0}`` of dimension ``n``."""
    out = []
    for ray in extreme_rays(n + 1, rows, equations):
        assert ray[n] > 0, "the polyhedron is not bounded"
        out.append(tuple(Fraction(x, ray[n]) for x in ray[:n]))
    return out


def in_hull(point, corners):
    """Return whether ``point`` is a convex combination of ``corners``."""
    if point in corners:
        return True
    n = len(corners)
    equations = [[c[i] - point[i] for c in corners] for i in range(len(point))]
    return bool(extreme_rays(n, (), equations))


def extreme_points(corners):
    """Return the points that are no convex combination of the others."""
    kept = list(dict.fromkeys(corners))
    for point in list(kept):
        others = [c for c in kept if c != point]
        if others and in_hull(point, others):
            kept = others
    return kept
