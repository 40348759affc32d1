"""Conditions under which a refuted claim is proved: on one parameter, or on several together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from gametheory.lang import Condition, parameter, relation
from gametheory.lang.frozen import frozen
from gametheory.lang.writing.short import Short
from gametheory.study.claims.verdict import Verdict

__all__ = ["JointWeakening", "Weakening", "Weakenings"]


@dataclass(frozen=True)
class Weakening(Short):
    """A threshold on one parameter under which a claim is proved.

    Attributes
    ----------
    parameter, sign : str
        ``sign`` is ``"<"`` or ``">"``.
    value : Fraction
    tight : bool
        Whether the claim is known to fail within a thousandth of the parameter's range beyond it.
    kept : float or None
        The share of the draws from the priors to which the claim applied that satisfy it.
    verdict : Verdict
        Of the claim with this condition.
    """

    parameter: str
    sign: str
    value: Fraction
    tight: bool
    kept: float | None
    verdict: Verdict

    @property
    def condition(self) -> Condition:
        """The threshold as a condition."""
        return relation(parameter(self.parameter), self.sign, self.value)

    def __str__(self) -> str:
        return f"{self.parameter} {self.sign} {self.value}"


@dataclass(frozen=True)
class JointWeakening(Short):
    """A condition on several parameters under which a claim is proved, where no threshold on one of them is enough.

    Attributes
    ----------
    parameters : tuple of str
        Those that it is about.
    condition : Condition
        The weakest one, off the borders of the regimes.
    kept : float or None
        The share of the draws from the priors to which the claim applied that satisfy it.
    verdict : Verdict
        Of the claim with this condition.
    """

    parameters: tuple[str, ...]
    condition: Condition
    kept: float | None
    verdict: Verdict

    def __str__(self) -> str:
        return str(self.condition)


class Weakenings(tuple[Weakening | JointWeakening, ...]):
    """The conditions that were found, the weakest first: a tuple that also says what was tried in vain.

    Attributes
    ----------
    tried : mapping of text to text
        What became of every parameter for which there is no threshold, e.g. ``{"wimp": "it fails at both ends"}``.
    why : str
        Where there is no condition at all: why, in a sentence; else empty.
    """

    tried: Mapping[str, str]
    why: str

    def __new__(
        cls, found: Iterable[Weakening | JointWeakening] = (), tried: Mapping[str, str] | None = None, why: str = ""
    ) -> Self:
        made = super().__new__(cls, found)
        made.tried, made.why = frozen(dict(tried or {})), why
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (tuple(self), dict(self.tried), self.why)

    def __str__(self) -> str:
        if not self:
            return self.why
        lines = []
        for one in self:
            kept = "" if one.kept is None else f" (keeps {100 * one.kept:.3g}% of the draws)"
            lines.append(f"{one}{kept}")
        return "\n".join(lines)

    def document(self) -> dict[str, Any]:
        """Return them as a mapping of JSON's types."""
        found = [{"condition": str(one), "tight": getattr(one, "tight", True), "kept": one.kept} for one in self]
        return {"conditions": found, "tried": dict(self.tried), "why": self.why}

    def __repr__(self) -> str:
        return f"Weakenings({list(self)!r})" if self else f"Weakenings(none: {self.why})"
