"""Conditions as a reader wants them: each relation solved for one parameter where that is shorter.

``D*d*t + W*d*t + ... > ...`` says little; ``t < (W - lam)/((1 - d)*(D + W - lam - z))`` says it. A relation that is
linear in a parameter may be solved for it wherever the sign of the coefficient is proved over the domain, so the two
say the same at every admissible point.
"""

from __future__ import annotations

import functools
from typing import Any

from gametheory.lang import deadline
from gametheory.lang.condition import Atom, Condition, Form
from gametheory.lang.deciding.ground import Ground, ground_for
from gametheory.lang.domain import Domain
from gametheory.lang.expression import Expression, parameter
from gametheory.lang.keeping.sorts import keep
from gametheory.lang.writing.written import rough_length

__all__ = ["readable", "settle"]

_TRIED = 4
_FLIP = {">": "<", ">=": "<=", "=": "=", "!=": "!="}


def readable(condition: Condition, domain: Domain) -> Condition:
    """Return the same condition, its atoms to be shown in the shortest form found (looked for when they are shown)."""
    writer = _writer(ground_for(domain))
    return condition.map(lambda atom: Atom(atom.poly, atom.sign, _Later(domain, atom, writer)))


def settle(condition: Condition) -> None:
    """Look for the forms in which a condition is shown now, for as long as there is time: later there is no limit."""
    for atom in condition.atoms():
        _ = atom.shown


@functools.lru_cache(maxsize=16)
def _writer(ground: Ground) -> _Writer:
    return _Writer(ground)


class _Later:
    """The shortest form of an atom, looked for when it is asked for; a copy in another process looks for itself."""

    def __init__(self, domain: Domain, atom: Atom, writer: _Writer | None = None) -> None:
        self.domain, self.atom, self.writer = domain, atom, writer

    def __call__(self) -> Form | None:
        writer = self.writer or _writer(ground_for(self.domain))
        return writer.shortest(self.atom)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_Later, (self.domain, self.atom))


keep(_Later, "later", ("domain", "relation"), lambda later: (later.domain, later.atom), _Later)


class _Writer:
    """Finds the shortest form of relations over one domain, each once."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.near = ground.points[0] if ground.points else {}
        self.known: dict[Atom, Form | None] = {}

    def shortest(self, atom: Atom) -> Form | None:
        """Return the atom's shortest form, or None where that is its plain one."""
        if atom not in self.known:
            with deadline.Part() as work:
                deadline.check()
                self.known[atom] = self._shortest(atom)
            if work.why:  # its plain form says the same
                return None
        return self.known[atom]

    def _shortest(self, atom: Atom) -> Form | None:
        length = len(str(Atom(atom.poly, atom.sign)))
        solved = [found for name in sorted(atom.expression.names) if (found := _solved(atom, name))]
        # a rough length first: writing an expression well takes time, and proving a sign more
        solved.sort(key=lambda found: rough_length(found[1].written_near(self.near)) + len(found[0]))
        best: Form | None = None
        for name, value, slope in solved[:_TRIED]:
            value = value.written_near(self.near)
            size = len(f"{name} {atom.sign} {value}")
            if size >= length:
                continue
            sign = self.ground.sign(slope)
            if sign in ("+", "-"):
                best, length = (parameter(name), atom.sign if sign == "+" else _FLIP[atom.sign], value), size
        return best


def _solved(atom: Atom, name: str) -> tuple[str, Expression, Any] | None:
    """Return ``(name, value, slope)`` if the atom's polynomial is ``slope * (name - value)``, else None."""
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
    return name, Expression(-b, a), a
