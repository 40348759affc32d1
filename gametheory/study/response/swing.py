"""What one parameter does to a quantity: at the two ends of its range, at most in between, and in jumps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gametheory.lang import Interval
from gametheory.lang.algebraic import Real, real_document
from gametheory.lang.writing.numbers import brief
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import Line, Row, Unbroken
from gametheory.study.response.line_values import Extended, less

__all__ = ["End", "Envelope", "Jump", "Swing"]


@dataclass(frozen=True)
class Envelope:
    """The smallest and the largest value of a quantity over a set of equilibria.

    ``low`` and ``high`` are exact (fractions, algebraic numbers), or plus or minus infinity as a limit.
    """

    low: Extended
    high: Extended

    def __str__(self) -> str:
        return brief(self.low) if self.low == self.high else f"[{brief(self.low)}, {brief(self.high)}]"

    def document(self) -> list[Any]:
        """Return the two ends for JSON."""
        return [_document(self.low), _document(self.high)]


@dataclass(frozen=True)
class End:
    """The quantity at one end of a parameter's range.

    Attributes
    ----------
    value : Fraction, Algebraic, or None
        Of the parameter; None at infinity.
    envelope : Envelope or None
        None where no equilibrium has a value there.
    approached : bool
        Whether ``value`` itself is not admissible, so that the envelope is the limit from inside.
    clipped : bool
        Whether an assumption keeps the parameter from reaching the end of its range.
    """

    value: Real | None
    envelope: Envelope | None
    approached: bool
    clipped: bool

    def __str__(self) -> str:
        """Return the value and the envelope there; ``*`` clipped by an assumption, ``~`` only approached."""
        where = "infinity" if self.value is None else brief(self.value)
        marks = f"{'*' if self.clipped else ''}{'~' if self.approached else ''}"
        return f"{where}{marks}: {'none' if self.envelope is None else self.envelope}"

    def document(self) -> dict[str, Any]:
        """Return the end as a mapping of JSON's types."""
        return {
            "value": None if self.value is None else real_document(self.value),
            "envelope": None if self.envelope is None else self.envelope.document(),
            "approached": self.approached,
            "clipped": self.clipped,
        }


@dataclass(frozen=True)
class Jump:
    """A value of the parameter at which the envelope is not continuous.

    ``before`` and ``after`` are the limits from below and above, ``at`` the envelope there; None where there is no
    value (or, for the limits, where that side is not admissible).
    """

    value: Real
    before: Envelope | None
    at: Envelope | None
    after: Envelope | None

    def __str__(self) -> str:
        sides = (("from", self.before), ("there", self.at), ("to", self.after))
        return f"{brief(self.value)}: {', '.join(f'{word} {one}' for word, one in sides if one is not None)}"

    def document(self) -> dict[str, Any]:
        """Return the jump as a mapping of JSON's types."""
        sides = {"before": self.before, "at": self.at, "after": self.after}
        return {
            "value": real_document(self.value),
            **{side: None if one is None else one.document() for side, one in sides.items()},
        }


@dataclass(frozen=True)
class Swing(Short):
    """What one parameter does to the quantity.

    Attributes
    ----------
    parameter : str
    range : Interval
        That was asked about.
    low, high : End
    lower, upper : Envelope or None
        The extremes, over the admissible part of the range, of the envelope's lower end and of its upper end; None
        where the quantity has no value anywhere on it.
    jumps : tuple of Jump
    gaps : bool
        Whether somewhere on the admissible part there is no value.
    """

    parameter: str
    range: Interval
    low: End
    high: End
    lower: Envelope | None
    upper: Envelope | None
    jumps: tuple[Jump, ...]
    gaps: bool
    notes: tuple[str, ...] = ()

    def in_short(self) -> str:
        return f"{self.parameter} over {self.range}"

    @property
    def width(self) -> float:
        """How far the quantity moves: the larger of the movements of the envelope's two ends."""
        moves = [
            float(one.high) - float(one.low) for one in (self.lower, self.upper) if one and less(one.low, one.high)
        ]
        return max(moves, default=0.0)

    def row(self) -> Row:
        """Return the two ends and the extremes, with the jumps below."""
        lines = [Line(Unbroken(str(jump)), "      jumps at ") for jump in self.jumps]
        if self.gaps:
            lines.append(Line("somewhere no equilibrium has a value", "      "))
        lines += [Line(note, "      ") for note in self.notes]
        extremes = "none" if self.lower is None or self.upper is None else f"{self.lower} / {self.upper}"
        return Row((self.parameter, str(self.low), str(self.high), extremes), tuple(lines))

    def document(self) -> dict[str, Any]:
        """Return the swing as a mapping of JSON's types."""
        return {
            "parameter": self.parameter,
            "range": str(self.range),
            "low": self.low.document(),
            "high": self.high.document(),
            "lower_end": None if self.lower is None else self.lower.document(),
            "upper_end": None if self.upper is None else self.upper.document(),
            "jumps": [jump.document() for jump in self.jumps],
            "gaps": self.gaps,
            "notes": list(self.notes),
        }


def _document(value: Extended) -> Any:
    if isinstance(value, float):
        return "inf" if value > 0 else "-inf"
    return real_document(value)
