"""Knife edges and borders: where the list of regimes is not exact, and exact points on each to try a claim at.

A proof about every equilibrium covers the points at which the list of regimes is exact. The rest is a set of equalities
between parameters. Most are linear in some parameter, so points on them come from solving for it at sample points of
the domain; the same points serve every claim about the solution.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gametheory.concepts import Solution
from gametheory.lang import FALSE, Atom, Condition, all_of, relation
from gametheory.lang.deciding.logic import Prover, prover_for
from gametheory.lang.expression import value
from gametheory.lang.memory import Same, task
from gametheory.study.claims.counterexample import Point, fails_at
from gametheory.study.claims.language import Range, Trend
from gametheory.study.claims.question import Question
from gametheory.study.claims.verdict import Gap

__all__ = ["gaps"]

_POINTS = 3
_SAMPLES = 64


@dataclass(frozen=True)
class _Edge:
    condition: Condition
    points: tuple[Point, ...]


def gaps(question: Question, budget: int) -> Iterator[Gap]:
    """Yield the knife edges and borders that the claim's region may meet, each with what is seen at points on it.

    A claim about the course of a quantity compares points, and is not tried on edges.
    """
    course = isinstance(question.sentence.assertion, Trend | Range)
    for edge in _edges(Same(question.solution)):
        points = [point for point in edge.points if question.where.at(point)]
        met = bool(points) or _crossed(question, edge.condition)
        if not met and question.prover.refuted(all_of((question.where, edge.condition)), budget=budget):
            continue
        if course or not points:
            yield Gap(edge.condition)
            continue
        failing = next((i for i, point in enumerate(points) if fails_at(question, point) is not None), None)
        shown = points[failing or 0]
        tried = len(points) if failing is None else failing + 1
        yield Gap(edge.condition, failing is not None, {**question.fixed, **shown}, tried)


def _crossed(question: Question, edge: Condition) -> bool:
    """Return whether sample points of the claim's region lie on both sides of an edge."""
    prover = question.prover
    inside = prover.mask(question.where)
    sides = (relation(atom.expression, sign) for atom in edge.atoms() for sign in "<>")
    return all(bool((inside & prover.mask(side)).any()) for side in sides)


@functools.lru_cache(maxsize=8)
@task
def _edges(key: Same[Solution]) -> tuple[_Edge, ...]:
    solution = key.subject
    prover = prover_for(solution.domain)
    known: dict[Condition, None] = dict.fromkeys(solution.knife_edges)
    known |= dict.fromkeys(relation(atom.expression, "=") for eq in solution for atom in eq.when.atoms())
    found = []
    for edge in known:
        if edge != FALSE and not prover.refuted(edge):
            points = _points_on(edge, prover) if isinstance(edge, Atom) else ()
            found.append(_Edge(edge, points))
    return tuple(found)


def _points_on(edge: Atom, prover: Prover) -> tuple[Point, ...]:
    poly = edge.poly
    names = [str(name) for name in poly.context().names()]
    linear = [name for i, name in enumerate(names) if int(poly.degrees()[i]) == 1]
    found: list[Point] = []
    rng = np.random.default_rng(0)
    for point in prover.points[:_SAMPLES]:
        if len(found) == _POINTS or not linear:
            break
        name = linear[int(rng.integers(len(linear)))]
        slope = value(poly.derivative(names.index(name)), point)
        if slope == 0:
            continue
        moved = {**point, name: point[name] - value(poly, point) / slope}
        if moved not in found and prover.domain.condition.at(moved):
            found.append(moved)
    return tuple(found)
