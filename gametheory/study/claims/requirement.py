"""What would have to be true: the region in which a requirement holds, and what it takes to get there; what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from gametheory.concepts import Solution
from gametheory.concepts.words.signs import parameter_tex
from gametheory.concepts.words.statement import subject
from gametheory.lang import TRUE, Condition, Domain
from gametheory.lang.algebraic import Real, ascending
from gametheory.lang.writing.csv import decimal, exactly
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.statement import Display, Entry, Heading, Inline, Line, Note, Part, Stated, Unbroken
from gametheory.study.claims.nearest import Change
from gametheory.study.claims.question import Question
from gametheory.study.claims.region import Region
from gametheory.study.claims.verdict import Gap, Share

__all__ = ["READINGS", "Required", "Requirement"]

READINGS = {
    "every": "in every equilibrium",
    "some": "in at least one equilibrium",
    "both": "in every equilibrium, or in at least one: here that is the same",
    "claim": "the claim",
}


@dataclass(frozen=True)
class Required:
    """What one reading of a requirement takes.

    Attributes
    ----------
    reading : {"every", "some", "claim"}
        The requirement holds in every equilibrium (of which there is at least one), in at least one, or is a claim of
        its own.
    region : Region
    here : bool or None
        Whether it holds at the start; None where that is not decided, or there is no start.
    share : Share or None
        Of the draws from the priors of the varied parameters, the others held.
    nearest : Change or None
        The smallest change of all varied parameters together; None where it holds already, nowhere, or there is no
        start.
    alone : mapping of parameter to Change or None
        The smallest change of each by itself, the cheapest first; None where none is enough.
    gaps : tuple of Gap
        Knife edges on which the region is not exact: for "in at least one" those outside of it, on which it may hold
        too, else those inside, on which it may fail.
    notes : tuple of str
    beyond : Inline
        What is to be said besides of the knife edges, where two readings are stated as one.
    """

    reading: str
    region: Region
    here: bool | None
    share: Share | None
    nearest: Change | None
    alone: Mapping[str, Change | None]
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    beyond: Inline = field(default="", repr=False)

    @property
    def condition(self) -> Condition:
        """Where it holds, in the varied parameters, within their ranges and the assumptions; exact off the borders."""
        return self.region.condition

    @property
    def status(self) -> str:
        """``everywhere`` and ``nowhere`` are proved; ``somewhere``; ``undecided``."""
        if self.region.everywhere:
            return "everywhere"
        return {True: "nowhere", False: "somewhere", None: "undecided"}[self.region.empty]

    @property
    def cheapest(self) -> Change | None:
        """The smallest change of a single parameter."""
        return next((change for change in self.alone.values() if change is not None), None)

    def lines(self, start: str, varied: str) -> Iterator[tuple[str, Inline]]:
        """Yield what there is to say, each with its label."""
        region = self.region
        scope = "proved, knife edges included" if region.borders_too else "proved off the knife edges"
        if self.status == "everywhere":
            yield "always", f"at all values of {varied} within ranges and assumptions: {scope}"
        elif self.status == "nowhere":
            yield "never", f"at no values of {varied} within ranges and assumptions: {scope}; {_IMPOSSIBLE}"
        elif region.condition.names or self.status == "somewhere":
            yield "where", region.condition
        if self.status == "undecided":
            yield "open", f"whether it holds anywhere is undecided: {region.why}"
        elif region.open:
            yield "open", "where this does not hold it is undecided whether the requirement does"
        if self.share is not None and self.status not in ("everywhere", "nowhere"):
            yield "share", _share(self.share, varied, region.question)
        if self.here is None:
            yield "now", f"whether it holds {start} is not decided"
        elif self.here:
            yield "now", f"it holds {start}: nothing has to change"
        if self.nearest is not None:
            yield "nearest", _nearest(self.nearest)
        for name, change in self.alone.items():
            yield "alone", _alone(name, change)
        if self.gaps:
            yield "edges", _gaps(self.gaps, self.reading, region.condition)
        if self.beyond:
            yield "edges", self.beyond

    def entry(self, title: str, start: str, varied: str) -> Entry:
        """Return it as an item of a list."""
        lines = tuple(Line(text, f"  {label:<9}") for label, text in self.lines(start, varied))
        return Entry(Line(Unbroken(title)), (*lines, *map(Note, self.notes)))

    def document(self) -> dict[str, Any]:
        """Return it as a mapping of JSON's types."""
        return {
            "reading": self.reading,
            "status": self.status,
            "where": str(self.condition),
            "why": self.region.why,
            "open_elsewhere": self.region.open,
            "here": self.here,
            "share": None if self.share is None else self.share.document(),
            "nearest": None if self.nearest is None else self.nearest.document(),
            "alone": {name: None if one is None else one.document() for name, one in self.alone.items()},
            "knife_edges": [gap.document() for gap in self.gaps],
            "notes": list(self.notes),
        }

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the region with its share, then the changes, a row each."""
        blank = dict.fromkeys(("parameter", "from", "to", "size", "at_least", "attained", "exact_to", "exact_size"), "")
        share = self.share
        yield {
            "reading": self.reading,
            "kind": "region",
            "status": self.status,
            "where": str(self.condition),
            "share": "" if share is None else share.value,
            "half_width": "" if share is None else share.half_width,
            **blank,
        }
        changes = [("nearest", self.nearest), *(("alone", one) for one in self.alone.values())]
        for kind, change in changes:
            if change is None:
                continue
            for name in change.moved or tuple(change.start):
                there = change.border[name]
                yield {
                    "reading": self.reading,
                    "kind": kind,
                    "status": "",
                    "where": "",
                    "share": "",
                    "half_width": "",
                    "parameter": name,
                    "from": decimal(change.start[name]),
                    "to": decimal(there),
                    "size": decimal(change.size),
                    "at_least": decimal(change.least),
                    "attained": {True: "yes", False: "just beyond", None: ""}[change.attained],
                    "exact_to": exactly(there),
                    "exact_size": exactly(change.size),
                }


_IMPOSSIBLE = "what it would take is at odds with itself, the ranges or the assumptions"


def _share(share: Share, varied: str, question: Question) -> str:
    if share.value in (0.0, 1.0):
        part = "none" if share.value == 0.0 else "all"
    else:
        part = f"{100 * share.value:.3g}% (+- {100 * share.half_width:.2g})"
    whose = "" if share.scenario is None else f" under the scenario {share.scenario!r}"
    priors = "its prior" if len(question.domain.names) == 1 else "their priors"
    held = ", the other parameters held" if question.fixed else ""
    return f"{part} of {share.draws:,} draws of {varied} from {priors}{whose}{held}"


def percent(size: Real) -> str:
    """Return a share of a range in words."""
    return f"{100 * float(size):.3g}%"


def _nearest(change: Change) -> str:
    if not change.moved:
        return f"as near as one likes to where it starts; {change.just_beyond()}"
    size = percent(change.size)
    by = f"none moves by more than {size}" if len(change.moved) > 1 else f"{size}"
    parts = [f"{by} of its range"]
    if not change.exact:
        least = "" if change.least is None else percent(change.least)
        parts.append(f"proved: less than {least} is not enough" if least else "not proved to be the least")
    parts += [change.just_beyond()] if change.just_beyond() else []
    return f"{change.where()}: {'; '.join(parts)}"


def _alone(name: str, change: Change | None) -> str:
    if change is None:
        return f"{name}: no value within its range is enough"
    if not change.moved:
        return f"{name}: as near as one likes to where it starts; {change.just_beyond()}"
    beyond = change.just_beyond()
    return f"{change.where()}, {percent(change.size)} of its range{'; ' if beyond else ''}{beyond}"


def _gaps(gaps: tuple[Gap, ...], reading: str, condition: Condition) -> Inline:
    tried = sum(gap.tried for gap in gaps)
    side, seen = (" outside the region or along it", "hold") if reading == "some" else (" inside the region", "fail")
    text = (
        f"on {count(len(gaps), 'knife edge')}{side if condition.names else ''} equilibria tie, and there may be more: "
    )
    found = [gap.edge for gap in gaps if gap.fails]
    if not tried:
        return f"{text}no point was tried there"
    if not found:
        where = "the one point" if tried == 1 else f"any of {tried} points"
        return f"{text}it was not seen to {seen} at {where} tried there"
    listed = tuple(part for edge in found for part in (", ", edge))[1:]
    return (f"{text}of {count(tried, 'point')} tried there it was seen to {seen} on ", *listed)


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
        outside = _gaps(some.gaps, some.reading, some.condition) if some.gaps else ""
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


def ranked(alone: Mapping[str, Change | None]) -> dict[str, Change | None]:
    """Return the changes of single parameters, the cheapest first; those without one last."""
    met = {name: one for name, one in alone.items() if one is not None}
    first = sorted(met.items(), key=lambda item: ascending(item[1].size))
    return {**dict(first), **{name: None for name in alone if name not in met}}


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
