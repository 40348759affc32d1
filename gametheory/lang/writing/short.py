"""What a prompt shows of an object: its class and a few words on one line, ``<Margins: beer_quiche, 1 parameter>``.

A dataclass writes itself a ``repr`` of all that it holds, which for an answer are thousands of characters: the game,
the solution, every equilibrium with its strategies. ``print`` shows those in order; the prompt shows which object this
is.
"""

from __future__ import annotations

from typing import Any

__all__ = ["MOST", "Short"]

MOST = 160
"""Characters that a prompt shows of one object, at most."""


class Short:
    """An object of which a prompt shows one line."""

    def __init_subclass__(cls, **more: Any) -> None:
        """Keep ``@dataclass`` from writing a ``repr``: it does so where the class has none of its own."""
        super().__init_subclass__(**more)
        if "__repr__" not in vars(cls):
            cls.__repr__ = cls.__repr__  # type: ignore[method-assign]

    def in_short(self) -> str:
        """Return in a few words which one of its class it is; by default the first line of its text."""
        if type(self).__str__ is object.__str__:  # which asks for the repr
            return ""
        return str(self).partition("\n")[0]

    def __repr__(self) -> str:
        words = f"{type(self).__name__}: {' '.join(self.in_short().split())}".removesuffix(": ")
        return f"<{words if len(words) <= MOST else words[: MOST - 3].rstrip() + '...'}>"
