"""Conditions on parameters: AND and OR of signs of polynomials.

An :class:`Atom` says that an integer polynomial is ``> 0``, ``>= 0``, ``= 0`` or ``!= 0``. Conditions are built from
atoms with ``&``, ``|`` and ``~``; building already folds constants, duplicates and complementary parts. ``TRUE`` and
``FALSE`` are the empty AND and the empty OR.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from gametheory.errors import ExpressionError
from gametheory.lang.expression import Expression, Terms, exact, sign_at, terms
from gametheory.lang.grammar import MAX_LENGTH, parse
from gametheory.lang.keeping.sorts import keep
from gametheory.lang.writing.text import polynomial_text, sides

__all__ = ["FALSE", "TRUE", "And", "Atom", "Condition", "Or", "all_of", "any_of", "parse_condition", "relation"]

_HOLDS: Mapping[str, Callable[[int], bool]] = {
    ">": lambda x: x > 0,
    ">=": lambda x: x >= 0,
    "=": lambda x: x == 0,
    "!=": lambda x: x != 0,
}


Form = tuple[Expression, str, Expression]


class Condition:
    """A statement about parameters that is true or false at every point. Frozen; compares by content."""

    __slots__ = ()

    def at(self, point: Mapping[str, Fraction | int]) -> bool:
        """Return whether the condition holds at a point, exactly."""
        raise NotImplementedError

    def atoms(self) -> Iterator[Atom]:
        """Yield every atom that occurs, left to right, with repetitions."""
        raise NotImplementedError

    def map(self, change: Callable[[Atom], Condition]) -> Condition:
        """Return the condition with every atom replaced by ``change(atom)``."""
        raise NotImplementedError

    @property
    def names(self) -> frozenset[str]:
        """The parameters that occur."""
        return frozenset().union(*(atom.names for atom in self.atoms()))

    def subs(self, values: Mapping[str, Any]) -> Condition:
        """Return the condition with some parameters replaced by numbers or expressions."""
        return self.map(lambda atom: relation(atom.expression.subs(values), atom.sign))

    def __and__(self, other: Condition) -> Condition:
        return all_of((self, other))

    def __or__(self, other: Condition) -> Condition:
        return any_of((self, other))

    def __invert__(self) -> Condition:
        raise NotImplementedError

    def __str__(self) -> str:
        return condition_text(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"

    def _repr_latex_(self) -> str:
        from gametheory.lang.writing.symbolic import condition_latex

        return f"${condition_latex(self)}$"


class Atom(Condition):
    """``polynomial sign 0``. Built by :func:`relation`, which puts it into its one canonical form.

    ``shown`` is how the relation is written, ``(left, sign, right)``, where that differs from its plain form, or a
    function that returns that; it says the same and has no part in comparisons.
    """

    __slots__ = ("_hash", "_key", "_names", "_shown", "poly", "sign")

    poly: Any
    sign: str

    def __init__(self, poly: Any, sign: str, shown: Form | Callable[[], Form | None] | None = None) -> None:
        self.poly = poly
        self.sign = sign
        self._shown = shown
        self._key = (terms(poly), sign)
        self._hash = hash(self._key)
        self._names: frozenset[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """The parameters that occur."""
        if self._names is None:
            self._names = frozenset(name for powers, _ in self.terms for name, _ in powers)
        return self._names

    @property
    def degree(self) -> int:
        """The polynomial's total degree."""
        return max(sum(power for _, power in powers) for powers, _ in self.terms)

    @property
    def shown(self) -> Form | None:
        """How the relation is written, where that is not its plain form; worked out when it is first asked for."""
        if callable(self._shown):
            self._shown = self._shown()
        return self._shown

    @property
    def terms(self) -> Terms:
        """The polynomial's terms."""
        return self._key[0]

    @property
    def expression(self) -> Expression:
        """The polynomial as an expression."""
        return Expression(self.poly, self.poly.context().constant(1))

    def at(self, point: Mapping[str, Fraction | int]) -> bool:
        return _HOLDS[self.sign](sign_at(self._key[0], point))

    def atoms(self) -> Iterator[Atom]:
        yield self

    def map(self, change: Callable[[Atom], Condition]) -> Condition:
        return change(self)

    def __invert__(self) -> Condition:
        return _opposite(self, self.poly.context())

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Atom) and self._hash == other._hash and self._key == other._key)

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        return (_again, (self.expression, self.sign, self._shown))


class _Compound(Condition):
    __slots__ = ("_hash", "parts")

    parts: tuple[Condition, ...]

    def __init__(self, parts: tuple[Condition, ...]) -> None:
        self.parts = parts
        self._hash = hash((type(self).__name__, frozenset(parts)))

    def atoms(self) -> Iterator[Atom]:
        for part in self.parts:
            yield from part.atoms()

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, _Compound) or type(self) is not type(other) or self._hash != other._hash:
            return False
        return set(self.parts) == set(other.parts)

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.parts,))


class And(_Compound):
    """All of ``parts`` hold; ``TRUE`` has none."""

    __slots__ = ()

    def at(self, point: Mapping[str, Fraction | int]) -> bool:
        return all(part.at(point) for part in self.parts)

    def map(self, change: Callable[[Atom], Condition]) -> Condition:
        return all_of(part.map(change) for part in self.parts)

    def __invert__(self) -> Condition:
        return any_of(~part for part in self.parts)


class Or(_Compound):
    """At least one of ``parts`` holds; ``FALSE`` has none."""

    __slots__ = ()

    def at(self, point: Mapping[str, Fraction | int]) -> bool:
        return any(part.at(point) for part in self.parts)

    def map(self, change: Callable[[Atom], Condition]) -> Condition:
        return any_of(part.map(change) for part in self.parts)

    def __invert__(self) -> Condition:
        return all_of(~part for part in self.parts)


TRUE: Condition = And(())
FALSE: Condition = Or(())

keep(Atom, "relation", ("polynomial", "sign", "shown"), lambda atom: (atom.poly, atom.sign, atom._shown), Atom)
keep(And, "and", ("parts",), lambda both: (both.parts,), And)
keep(Or, "or", ("parts",), lambda either: (either.parts,), Or)


def _atom(poly: Any, sign: str) -> Condition:
    if poly.is_constant():
        number = 0 if poly == 0 else int(poly.leading_coefficient())
        return TRUE if _HOLDS[sign](number) else FALSE
    content = poly.content()
    if content != 1:
        poly = poly / content
    if sign in ("=", "!=") and poly.leading_coefficient() < 0:
        poly = -poly
    return Atom(poly, sign)


@functools.lru_cache(maxsize=65536)
def _opposite(atom: Atom, ring: Any) -> Condition:  # the ring too: equal atoms may lie in several
    if atom.sign in (">", ">="):
        return _atom(-atom.poly, ">=" if atom.sign == ">" else ">")
    return _atom(atom.poly, "!=" if atom.sign == "=" else "=")


def _again(expression: Expression, sign: str, shown: Form | Callable[[], Form | None] | None) -> Condition:
    """Return an atom that was taken apart for copying, to be written as it was."""
    same = relation(expression, sign)
    return Atom(same.poly, same.sign, shown) if isinstance(same, Atom) else same


def relation(left: Any, sign: str, right: Any = 0) -> Condition:
    """Return ``left sign right`` as a condition.

    Parameters
    ----------
    left, right : Expression, number or text
        Fractions are cleared: ``a/b > 0`` becomes ``a*b > 0``, which says the same wherever ``b`` is not zero.
    sign : {">", ">=", "<", "<=", "=", "==", "!="}
    """
    difference = exact(left) - (right if isinstance(right, Expression | int | Fraction) else exact(right))
    if sign in ("<", "<="):
        difference, sign = -difference, {"<": ">", "<=": ">="}[sign]
    if sign == "==":
        sign = "="
    below = difference.denominator
    poly = difference.numerator if sign in ("=", "!=") or below.is_constant() else difference.numerator * below
    return _atom(poly, sign)


def all_of(parts: Iterable[Condition]) -> Condition:
    """Return the AND of conditions, flattened; a part beside its negation makes it ``FALSE``."""
    kept: dict[Condition, None] = {}
    for part in parts:
        for piece in part.parts if isinstance(part, And) else (part,):
            if type(piece) is Or and not piece.parts:
                return FALSE
            kept[piece] = None
    for piece in kept:
        if isinstance(piece, Atom) and ~piece in kept:
            return FALSE
    # absorption: an OR that contains one of the other parts says nothing new
    slim = [p for p in kept if not (isinstance(p, Or) and any(q in kept for q in p.parts))]
    return slim[0] if len(slim) == 1 else And(tuple(slim))


def any_of(parts: Iterable[Condition]) -> Condition:
    """Return the OR of conditions, flattened; a part beside its negation makes it ``TRUE``."""
    kept: dict[Condition, None] = {}
    for part in parts:
        for piece in part.parts if isinstance(part, Or) else (part,):
            if type(piece) is And and not piece.parts:
                return TRUE
            kept[piece] = None
    for piece in kept:
        if isinstance(piece, Atom) and ~piece in kept:
            return TRUE
    slim = [p for p in kept if not (isinstance(p, And) and any(q in kept for q in p.parts))]
    return slim[0] if len(slim) == 1 else Or(tuple(slim))


_SIGNS = ("<=", ">=", "==", "!=", "<", ">", "=")


def parse_condition(text: str, known: Mapping[str, Expression] | None = None) -> Condition:
    """Read a relation, or a chain of them: ``"a > b"``, ``"0 < p < 1"``, ``"k_0 < k_S < k_A"``.

    Raises
    ------
    ExpressionError
        If there is no relation sign, or a side is not an expression.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"a relation of more than {MAX_LENGTH} characters", text, 0)
    pieces, signs, starts, start, position = [], [], [0], 0, 0
    while position < len(text):
        sign = next((s for s in _SIGNS if text.startswith(s, position)), None)
        if sign is None:
            position += 1
            continue
        pieces.append(text[start:position])
        signs.append(sign)
        position = start = position + len(sign)
        starts.append(start)
    pieces.append(text[start:])
    if not signs:
        raise ExpressionError("expected a relation (one of < <= = >= > !=)", text, len(text))
    values = []
    for piece, offset in zip(pieces, starts, strict=True):
        try:
            values.append(parse(piece, known))
        except ExpressionError as error:
            raise ExpressionError(error.reason, text, offset + error.position) from None
    return all_of(relation(values[i], sign, values[i + 1]) for i, sign in enumerate(signs))


def _atom_text(atom: Atom) -> str:
    if atom.shown is not None:
        return f"{atom.shown[0]} {atom.shown[1]} {atom.shown[2]}"
    left, sign, right = sides(atom.poly, atom.sign)
    return f"{polynomial_text(left)} {sign} {polynomial_text(right)}"


def condition_text(condition: Condition, *, atom_text: Callable[[Atom], str] = _atom_text) -> str:
    """Return a condition in words: relations joined by ``and`` and ``or``."""
    if isinstance(condition, Atom):
        return atom_text(condition)
    if condition == TRUE:
        return "always"
    if condition == FALSE:
        return "never"
    assert isinstance(condition, _Compound)
    word = " and " if isinstance(condition, And) else " or "
    texts = []
    for part in condition.parts:
        text = condition_text(part, atom_text=atom_text)
        texts.append(f"({text})" if isinstance(part, _Compound) else text)
    return word.join(texts)
