"""Conditions as a reader wants them: each relation solved for one parameter where that is shorter.

``D*d*t + W*d*t + ... > ...`` says little; ``t < (W - lam)/((1 - d)*(D + W - lam - z))`` says it. A relation that is
linear in a parameter may be solved for it wherever the sign of the coefficient is proved over the domain, so the two
say the same at every admissible point.
"""

from __future__ import annotations

import functools
from typing import Any

from gametheory.lang.condition import Atom, Condition, Form
from gametheory.lang.domain import Domain
from gametheory.lang.expression import Expression, parameter
from gametheory.lang.logic import prover_for

__all__ = ["readable"]

_FLIP = {">": "<", ">=": "<=", "=": "=", "!=": "!="}


def readable(condition: Condition, domain: Domain) -> Condition:
    """Return the same condition, its atoms to be shown in the shortest form found (looked for when they are shown)."""
    return condition.map(lambda atom: Atom(atom.poly, atom.sign, functools.partial(_shortest, atom, domain)))


def _shortest(atom: Atom, domain: Domain) -> Form | None:
    best: Form | None = None
    length = len(str(Atom(atom.poly, atom.sign)))
    for name in sorted(atom.expression.names):
        solved = _solved(atom, name, domain, length)
        if solved is not None:
            best, length = solved
    return best


def _solved(atom: Atom, name: str, domain: Domain, length: int) -> tuple[Form, int] | None:
    """Return the atom solved for ``name``, if that is possible and shorter than ``length`` characters."""
    ring = atom.poly.context()
    index = ring.names().index(name)
    slope: dict[Any, int] = {}
    rest: dict[Any, int] = {}
    for powers, c in atom.poly.to_dict().items():
        power = int(powers[index])
        if power > 1:
            return None
        key = tuple(0 if i == index else int(e) for i, e in enumerate(powers))
        (slope if power else rest)[key] = int(c)
    a, b = ring.from_dict(slope), ring.from_dict(rest)
    prover = prover_for(domain)
    value = Expression(-b, a).written_near(prover.points[0] if prover.points else {})
    size = len(f"{name} {atom.sign} {value}")
    if size >= length:
        return None
    sign = prover.sign(a)
    if sign not in ("+", "-"):
        return None
    return (parameter(name), atom.sign if sign == "+" else _FLIP[atom.sign], value), size
