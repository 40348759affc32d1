"""Writing: an object as a list of nodes, each ``[word, part, ...]``, a part a text or the number of an earlier node.

What occurs twice is one node, whether it is the same object or an equal one, so that a table that all regimes of a
solution share stays shared. Integers are texts in a node of their own. A polynomial is the number of its ring, the
numbers of its monomials in the ring's list, and its coefficients.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from flint import fmpz_mpoly

from gametheory.lang.keeping.sorts import Sort, UnkeptError, instead, sort_of

__all__ = ["MOST", "Pen", "digits"]

MOST = 20_000_000
"""The most parts that are written."""

_LONG = 10**4000
"""From here on a number is written in hexadecimal digits: Python limits how long a decimal one it reads."""


def digits(number: int) -> str:
    """Return an integer as text that :func:`gametheory.lang.keeping.reader.whole` reads, however long it is."""
    return str(number) if -_LONG < number < _LONG else hex(number)


class Pen:
    """Writes objects down.

    Parameters
    ----------
    most : int
        The most parts that nodes may have together.

    Attributes
    ----------
    nodes : list of lists
    rings : list of mappings
        Of each ring of polynomials its ``names``, and as ``powers`` the monomials that occur.
    sorts : mapping of word to names of the parts
        Of the sorts that occur.
    """

    def __init__(self, most: int = MOST) -> None:
        self.nodes: list[list[Any]] = []
        self.rings: list[dict[str, Any]] = []
        self.sorts: dict[str, list[str]] = {}
        self._left = most
        self._by_content: dict[tuple[Any, ...], int] = {}
        self._by_object: dict[int, int] = {}
        self._alive: list[Any] = []  # so that no number of an object is given twice
        self._rings: dict[tuple[str, ...], int] = {}
        self._monomials: list[dict[tuple[int, ...], int]] = []

    def write(self, subject: Any) -> int:
        """Write an object, and return the number of its node.

        Raises
        ------
        UnkeptError
            If something in it is of a class that is not written to files, or it has more parts than are written.
        """
        known = self._by_object.get(id(subject))
        if known is not None:
            return known
        number = self._node(self._apart(subject))
        self._by_object[id(subject)] = number
        self._alive.append(subject)
        return number

    def _part(self, subject: Any) -> int | str:
        return subject if type(subject) is str else self.write(subject)

    def _apart(self, subject: Any) -> tuple[Any, ...]:
        """Return the content of an object's node."""
        kind = type(subject)
        if subject is None or kind is bool:
            return (str(subject).lower(),)
        if kind is int:
            return ("int", digits(subject))
        if kind is Fraction:
            return ("ratio", digits(subject.numerator), digits(subject.denominator))
        if kind is tuple:
            return ("tuple", *map(self._part, subject))
        if kind is MappingProxyType or kind is dict:
            return ("dict" if kind is dict else "view", *self._entries(subject))
        if kind is fmpz_mpoly:
            return self._polynomial(subject)
        if kind is str:
            raise UnkeptError("a text stands inside its whole")
        other = instead(subject)
        if other is not None:
            return self._apart(other(subject))
        sort = sort_of(subject)
        if sort is None:
            raise UnkeptError(f"objects of the class {kind.__module__}.{kind.__qualname__} are not written to files")
        return self._sorted(sort, subject)

    def _sorted(self, sort: Sort, subject: Any) -> tuple[Any, ...]:
        self.sorts.setdefault(sort.word, list(sort.fields))
        return (sort.word, *map(self._part, sort.apart(subject)))

    def _entries(self, subject: Mapping[Any, Any]) -> list[int | str]:
        return [self._part(one) for entry in subject.items() for one in entry]

    def _polynomial(self, poly: Any) -> tuple[Any, ...]:
        names = tuple(poly.context().names())
        ring = self._rings.setdefault(names, len(self._rings))
        if ring == len(self.rings):
            self.rings.append({"names": list(names), "powers": []})
            self._monomials.append({})
        known, powers = self._monomials[ring], self.rings[ring]["powers"]
        which, coefficients = [], []
        for monomial, coefficient in poly.to_dict().items():
            key = tuple(map(int, monomial))
            if key not in known:
                known[key] = len(powers)
                powers.append(list(key))
            which.append(known[key])
            c = int(coefficient)
            coefficients.append(c if -_LONG < c < _LONG else hex(c))
        return ("polynomial", ring, tuple(which), tuple(coefficients))

    def _node(self, content: tuple[Any, ...]) -> int:
        number = self._by_content.setdefault(content, len(self.nodes))
        if number == len(self.nodes):
            self._left -= len(content) if content[0] != "polynomial" else len(content[2])
            if self._left < 0:
                raise UnkeptError("it is too large to be written to a file")
            self.nodes.append([list(x) if isinstance(x, tuple) else x for x in content])
        return number

    def document(self) -> dict[str, Any]:
        """Return everything that was written, as a mapping of JSON's types."""
        return {"sorts": self.sorts, "rings": self.rings, "nodes": self.nodes}
