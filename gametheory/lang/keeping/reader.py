"""Reading: nodes put together to objects; see :mod:`~gametheory.lang.keeping.pen`.

A node may name earlier nodes only, so the list is read once, from its beginning, and whatever it holds the work is in
proportion to its length.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from gametheory.lang.expression import context
from gametheory.lang.keeping.sorts import ABSENT, SORTS, UnreadError

__all__ = ["read", "whole"]

Node = Sequence[Any]


def whole(text: str) -> int:
    """Return an integer that :func:`~gametheory.lang.keeping.pen.digits` wrote."""
    return int(text, 16) if "x" in text else int(text)


def read(document: Mapping[str, Any], given: Mapping[int, Any] | None = None) -> list[Any]:
    """Return the objects of all nodes.

    Parameters
    ----------
    document : mapping
        As :meth:`gametheory.lang.keeping.pen.Pen.document` returns it.
    given : mapping of number to object, optional
        What stands for these nodes, which are not read.

    Raises
    ------
    UnreadError
        If nothing can be made of a node; the message says of which, and why.
    """
    known = {} if given is None else given
    done: list[Any] = []
    try:
        makers = _makers(document, done)
        nodes = list(document["nodes"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadError(f"not what a solution is written as ({type(error).__name__}: {error})") from None
    for number, node in enumerate(nodes):
        if number in known:
            done.append(known[number])
            continue
        try:
            make = makers.get(node[0])
            if make is None:
                raise UnreadError(f"{node[0]!r} is no sort of object that this installation knows")
            done.append(make(node))
        except UnreadError as error:
            raise UnreadError(f"node {number}: {error}") from None
        except RecursionError:
            raise UnreadError(f"node {number}: it is nested too deeply") from None
        except Exception as error:  # whatever a wrong part leads to
            raise UnreadError(f"node {number} ({node!r:.60}): {type(error).__name__}: {error}") from None
    return done


def _makers(document: Mapping[str, Any], done: list[Any]) -> dict[str, Callable[[Node], Any]]:
    """Return what makes objects of nodes, by their word."""

    def part(one: Any) -> Any:
        return one if type(one) is str else done[one]

    def mapping(node: Node) -> dict[Any, Any]:
        return {part(node[i]): part(node[i + 1]) for i in range(1, len(node), 2)}

    rings = [
        (context(tuple(map(str, ring["names"]))), [tuple(map(int, powers)) for powers in ring["powers"]])
        for ring in document["rings"]
    ]

    def polynomial(node: Node) -> Any:
        ring, monomials = rings[node[1]]
        coefficients = (c if type(c) is int else whole(c) for c in node[3])
        return ring.from_dict(dict(zip(map(monomials.__getitem__, node[2]), coefficients, strict=True)))

    return {
        "none": lambda node: None,
        "true": lambda node: True,
        "false": lambda node: False,
        "int": lambda node: whole(node[1]),
        "ratio": lambda node: Fraction(whole(node[1]), whole(node[2])),
        "tuple": lambda node: tuple([part(one) for one in node[1:]]),
        "dict": mapping,
        "view": lambda node: MappingProxyType(mapping(node)),
        "polynomial": polynomial,
        **{word: _maker(word, fields, part) for word, fields in document["sorts"].items()},
    }


def _maker(word: str, fields: Sequence[str], part: Callable[[Any], Any]) -> Callable[[Node], Any]:
    """Return what makes objects of one sort, whose parts a file has in this order."""
    sort = SORTS.get(word)

    def refused(why: str) -> Callable[[Node], Any]:
        def make(node: Node) -> Any:
            raise UnreadError(why)

        return make

    if sort is None:
        return refused(f"{word!r} is no sort of object that this installation knows")
    unknown = [name for name in fields if name not in sort.fields]
    if unknown:
        return refused(f"a {word} has no {unknown[0]!r} in this version")
    if list(fields) == list(sort.fields):
        return lambda node: sort.together(*[part(one) for one in node[1:]])
    places = [fields.index(name) + 1 if name in fields else None for name in sort.fields]
    return lambda node: sort.together(*[ABSENT if i is None else part(node[i]) for i in places])
