"""Sums and products of quantities, built so that they can be worked out: neither too large nor too deep.

Numbers and expressions in the parameters are worked out while a text is read, where that hides no denominator. What has
a value only in an equilibrium is measured as if it were one more parameter: the same limits hold as for expressions
(:mod:`gametheory.lang.sizes`). A long sum or product is a balanced tree, so that its depth is the logarithm of its
length; its value is the same, for the arithmetic is exact.
"""

from __future__ import annotations

from collections.abc import Sequence

from gametheory.lang import Expression
from gametheory.lang.sizes import OPAQUE, Size, result_size, size_of
from gametheory.study.quantities.quantity import ARITHMETIC, Arithmetic, Constant, Node

__all__ = ["Arithmetician", "TooLargeError"]

_CHAIN = 8
MAX_LEVELS = 200

Part = tuple[str, Node, int]


class TooLargeError(Exception):
    """A sum or product that is too large or too deep, and where its sign stands."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.reason, self.at = reason, at


class Arithmetician:
    """Builds the arithmetic of one text, and remembers how large and how deep each part is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[int, tuple[Node, Size, int]] = {}  # the node itself keeps its number from being used again

    def combined(self, parts: Sequence[Part]) -> Node:
        """Return a sum or a product.

        Parameters
        ----------
        parts : sequence of (sign, node, place of the sign)
            The first sign is ``+`` or ``*``.

        Raises
        ------
        TooLargeError
        """
        slim = self._folded(parts)
        if len(slim) <= _CHAIN:
            whole = slim[0][1]
            for sign, node, at in slim[1:]:
                whole = self._pair(sign, whole, node, at)
            return whole
        forward, back = ("+", "-") if slim[0][0] in "+-" else ("*", "/")
        above = self._balanced([part for part in slim if part[0] == forward], forward)
        below = [part for part in slim if part[0] == back]
        return self._pair(back, above, self._balanced(below, forward), below[0][2]) if below else above

    def _folded(self, parts: Sequence[Part]) -> list[Part]:
        """Return the parts with neighbours worked out that are numbers or expressions in the parameters."""
        found = [parts[0]]
        for sign, node, at in parts[1:]:
            before, last, place = found[-1]
            # a - b + c is no a - (b + c): only where nothing was taken away or divided by
            if before in "+*" and isinstance(last, Constant) and isinstance(node, Constant):
                worked = self._worked_out(sign, last, node, at)
                if worked is not None:
                    found[-1] = (before, worked, place)
                    continue
            found.append((sign, node, at))
        return found

    def _worked_out(self, sign: str, left: Constant, right: Constant, at: int) -> Constant | None:
        if result_size(sign, size_of(left.value), size_of(right.value)) is None:
            raise TooLargeError("this quantity is too large to write out", at)
        # x*(1/x) has no value at x = 0: what may be zero in a denominator stays to be seen
        if not _whole(left) or not _whole(right) or (sign == "/" and isinstance(right.value, Expression)):
            return None
        value = ARITHMETIC[sign](left.value, right.value)
        return Constant(value.fraction() if isinstance(value, Expression) and value.is_constant else value)

    def _balanced(self, parts: Sequence[Part], sign: str) -> Node:
        if len(parts) == 1:
            return parts[0][1]
        half = len(parts) // 2
        left, right = self._balanced(parts[:half], sign), self._balanced(parts[half:], sign)
        return self._pair(sign, left, right, parts[half][2])

    def _pair(self, sign: str, left: Node, right: Node, at: int) -> Node:
        (size_left, deep_left), (size_right, deep_right) = self._measured(left), self._measured(right)
        size, depth = result_size(sign, size_left, size_right), 1 + max(deep_left, deep_right)
        if size is None:
            raise TooLargeError("this quantity is too large to write out", at)
        if depth > MAX_LEVELS:
            raise TooLargeError(f"nested deeper than {MAX_LEVELS} operations", at)
        node = Arithmetic(sign, left, right, self.text, at)
        self._known[id(node)] = (node, size, depth)
        return node

    def _measured(self, node: Node) -> tuple[Size, int]:
        if isinstance(node, Arithmetic):
            _, size, depth = self._known[id(node)]
            return size, depth
        return (size_of(node.value) if isinstance(node, Constant) else OPAQUE), 0


def _whole(node: Constant) -> bool:
    return not isinstance(node.value, Expression) or bool(node.value.denominator.is_constant())
