"""What would have to be true for a requirement to hold: its readings, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from gametheory.concepts import Solution
from gametheory.concepts.words.signs import parameter_tex
from gametheory.concepts.words.statement import called, subject
from gametheory.lang import TRUE, Domain
from gametheory.lang.writing.statement import Display, Heading, Line, Part, Stated, Unbroken
from gametheory.study.claims.required import READINGS, Required, on_edges

__all__ = ["Requirement"]


@dataclass(frozen=True)
class Requirement(Stated):
    """What would have to be true for a requirement to hold; made by :func:`~gametheory.study.claims.require.require`.

    Attributes
    ----------
    text : str
        The requirement.
    vary : tuple of str
        The parameters that may change.
    start : mapping of parameter to Fraction, or None
        From where changes are measured: the baseline, or what ``at`` says; None where a varied parameter has no value.
    fixed : mapping of parameter to Fraction
        Where the other parameters are held.
    answers : tuple of Required
        Of a pattern such as ``P(strike) = 0``: that it holds in every equilibrium, then that it does in at least one.
        Of a claim: that the claim holds.
    same : bool
        Whether it is proved that the two readings have the same region, off the borders.
    domain : Domain
        The ranges of the varied parameters, and what the assumptions say about them.
    """

    text: str
    vary: tuple[str, ...]
    start: Mapping[str, Fraction] | None
    fixed: Mapping[str, Fraction]
    answers: tuple[Required, ...]
    same: bool
    domain: Domain
    place: str
    solution: Solution

    def __iter__(self) -> Iterator[Required]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    def __getitem__(self, key: int | str) -> Required:
        if isinstance(key, int):
            return self.answers[key]
        return next(one for one in self.answers if one.reading == key)

    @property
    def every(self) -> Required:
        """What it takes for the requirement to hold in every equilibrium; of a claim, for the claim."""
        return self.answers[0]

    @property
    def some(self) -> Required:
        """What it takes for the requirement to hold in at least one equilibrium; of a claim, for the claim."""
        return self.answers[-1]

    def in_short(self) -> str:
        return f"{called(self.solution)}, {self.text} by {', '.join(self.vary)}"

    def statement(self) -> tuple[Part, ...]:
        """Return the region in each reading, its share, the nearest point, and the cheapest change of one parameter."""
        varied = _listed(self.vary)
        assumed = [] if self.domain.assume == TRUE else [Line((self.domain.assume,), "  assuming ")]
        base = self.solution.baseline
        off = self.start is not None and any(base.get(name, x) != x for name, x in self.start.items())
        start = "where the changes start" if off else "at the baseline"
        shown = self._shown()
        entries = [one.entry(READINGS[one.reading], start, varied) for one in shown]
        rest = f"; {self.place}" if self.place else ""
        open_list = "" if self.solution.exhaustive else "; the list of equilibria is not proved complete"
        rows = tuple((READINGS[one.reading], one.condition) for one in shown)
        return (
            Heading(f"{subject(self.solution)}: what would have to be true for {self.text}", Unbroken("")),
            Line(f"{varied} may change{rest}{open_list}", "  "),
            *assumed,
            *entries,
            Display(rows, signs=parameter_tex(self.solution)),
        )

    def _shown(self) -> tuple[Required, ...]:
        """Return the answers, as one where the two readings have the same one."""
        every, some = self.every, self.some
        if not self.same or every.here != some.here:
            return self.answers
        proved = replace(every.region, borders_too=every.region.borders_too and some.region.borders_too)
        outside = on_edges(some.gaps, some.reading, some.condition) if some.gaps else ""
        return (replace(every, reading="both", region=proved, beyond=outside),)

    def rows(self) -> list[dict[str, Any]]:
        """Return regions and changes as a table, for CSV.

        A row of kind ``region`` says where the requirement holds in one reading, and its share of the priors. Rows of
        kind ``nearest`` (a parameter that moves each) and ``alone`` say what leads there: ``size`` is the share of its
        range by which the parameter moves that moves most, ``at_least`` what is proved of the smallest one.
        """
        return [row for one in self for row in one.rows()]

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types."""
        return {
            "format": "gametheory-requirement/1",
            "requirement": self.text,
            "vary": list(self.vary),
            "start": None if self.start is None else {name: str(x) for name, x in self.start.items()},
            "fixed": {name: str(x) for name, x in self.fixed.items()},
            "assuming": str(self.domain.assume),
            "exhaustive": self.solution.exhaustive,
            "same": self.same,
            "answers": [one.document() for one in self],
        }


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
