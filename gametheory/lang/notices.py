"""What is noticed while numbers are read, and said once the whole is read: computed floats, and assumptions of SymPy.

A game reads many numbers; one warning names all of them. While :func:`noticing` is on, what
:func:`gametheory.lang.exact` notices is collected; where reading ends in an error, the error alone is said.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.errors import GameTheoryWarning
from gametheory.lang.floats import looks_computed, printed

__all__ = ["Notices", "computed_floats", "notice_float", "notice_symbol", "noticing", "say", "unnoticed"]

_SHOWN = 6


@dataclass
class Notices:
    """What was noticed.

    Attributes
    ----------
    floats : dict of text to Fraction
        Floats that look computed, as they print, and the small fraction near each.
    signs : dict of name to set of signs
        What SymPy's symbols assume: ``>``, ``>=``, ``<``, ``<=``, ``!=``, each against zero.
    unused : dict of name to set of words
        What they assume that a parameter cannot: ``integer``, ...
    """

    floats: dict[str, Fraction] = field(default_factory=dict)
    signs: dict[str, set[str]] = field(default_factory=dict)
    unused: dict[str, set[str]] = field(default_factory=dict)

    def sentences(self) -> Iterator[str]:
        """Yield what is worth a warning."""
        if self.floats:
            shown = [f"{text} (near {small})" for text, small in list(self.floats.items())[:_SHOWN]]
            more = len(self.floats) - len(shown)
            shown += [f"{more} more"] if more else []
            one = len(self.floats) == 1
            text, small = next(iter(self.floats.items()))
            yield (
                f"{', '.join(shown)} {'looks' if one else 'look'} computed, and an exact answer describes the rounding "
                f"too: write '{small}', or gt.nice({text}) for the small fraction"
            )
        for name, words in self.unused.items():
            yield (
                f"the symbol {name} assumes {', '.join(sorted(words))}, which is not used: "
                "a parameter takes every real number of its range"
            )


_ACTIVE: ContextVar[Notices | None] = ContextVar("gametheory_notices", default=None)


@contextmanager
def noticing() -> Iterator[Notices]:
    """Collect what is noticed inside the ``with`` block, and warn of it at the end, if the end is reached."""
    mine = Notices()
    outer = _ACTIVE.get()
    token = _ACTIVE.set(mine)
    try:
        yield mine
    finally:
        _ACTIVE.reset(token)
    if outer is not None:
        outer.floats.update(mine.floats)
        for ours, theirs in ((mine.signs, outer.signs), (mine.unused, outer.unused)):
            for name, words in ours.items():
                theirs.setdefault(name, set()).update(words)
        return
    for sentence in mine.sentences():
        say(sentence)


@contextmanager
def unnoticed() -> Iterator[None]:
    """Read numbers without noticing anything: where computed floats are the rule, as on the axes of a sweep."""
    token = _ACTIVE.set(Notices())
    try:
        yield
    finally:
        _ACTIVE.reset(token)


def notice_float(value: Any) -> None:
    """Warn of a float that looks computed, or collect it."""
    small = looks_computed(value)
    if small is None:
        return
    active = _ACTIVE.get()
    found = Notices(floats={printed(value): small})
    if active is not None:
        active.floats.update(found.floats)
        return
    for sentence in found.sentences():
        say(sentence)


def notice_symbol(name: str, sign: str | None, unused: set[str]) -> None:
    """Collect what a symbol assumes; what no parameter can assume is warned of."""
    active = _ACTIVE.get()
    found = Notices() if active is None else active
    if sign is not None:
        found.signs.setdefault(name, set()).add(sign)
    if unused:
        found.unused.setdefault(name, set()).update(unused)
    if active is None:
        for sentence in found.sentences():
            say(sentence)


def computed_floats(values: Any) -> str:
    """Return what to say of probabilities that do not sum to one, where floats among them look computed; else ``""``.

    >>> computed_floats([1 / 3, 1 / 3, 1 / 3])
    "; 0.3333333333333333 looks computed: write '1/3'"
    """
    from gametheory.lang.floats import is_float

    found: Mapping[str, Fraction] = {
        printed(x): small for x in values if is_float(x) and (small := looks_computed(x)) is not None
    }
    if not found:
        return ""
    (text, small), *_ = found.items()
    return f"; {text} looks computed: write '{small}'"


def say(sentence: str) -> None:
    """Warn whoever called this package."""
    level, frame = 1, sys._getframe(0)
    while frame.f_back is not None and _inside(frame):
        frame, level = frame.f_back, level + 1
    warnings.warn(sentence, GameTheoryWarning, stacklevel=level)


def _inside(frame: Any) -> bool:
    name = str(frame.f_globals.get("__name__", ""))
    return name.partition(".")[0] == "gametheory" or name == "contextlib"
