"""What one reading of a requirement takes: where it holds, in what share of the priors, and how far that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gametheory.lang import Condition
from gametheory.lang.algebraic import Real, ascending
from gametheory.lang.writing.csv import decimal, exactly
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import Entry, Inline, Line, Note, Unbroken
from gametheory.study.claims.nearest import Change
from gametheory.study.claims.question import Question
from gametheory.study.claims.region import Region
from gametheory.study.claims.verdict import Gap, Share

__all__ = ["READINGS", "Required", "on_edges", "ranked"]

READINGS = {
    "every": "in every equilibrium",
    "some": "in at least one equilibrium",
    "both": "in every equilibrium, or in at least one: here that is the same",
    "claim": "the claim",
}


@dataclass(frozen=True)
class Required(Short):
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

    def in_short(self) -> str:
        return f"{self.reading}, where {self.condition}"

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
            yield "edges", on_edges(self.gaps, self.reading, region.condition)
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


def _percent(size: Real) -> str:
    """Return a share of a range in words."""
    return f"{100 * float(size):.3g}%"


def _nearest(change: Change) -> str:
    if not change.moved:
        return f"as near as one likes to where it starts; {change.just_beyond()}"
    size = _percent(change.size)
    by = f"none moves by more than {size}" if len(change.moved) > 1 else f"{size}"
    parts = [f"{by} of its range"]
    if not change.exact:
        least = "" if change.least is None else _percent(change.least)
        parts.append(f"proved: less than {least} is not enough" if least else "not proved to be the least")
    parts += [change.just_beyond()] if change.just_beyond() else []
    return f"{change.where()}: {'; '.join(parts)}"


def _alone(name: str, change: Change | None) -> str:
    if change is None:
        return f"{name}: no value within its range is enough"
    if not change.moved:
        return f"{name}: as near as one likes to where it starts; {change.just_beyond()}"
    beyond = change.just_beyond()
    return f"{change.where()}, {_percent(change.size)} of its range{'; ' if beyond else ''}{beyond}"


def on_edges(gaps: tuple[Gap, ...], reading: str, condition: Condition) -> Inline:
    """Return what is to be said of the knife edges on which a region may not be exact."""
    tried = sum(gap.tried for gap in gaps)
    side, seen = (" outside the region or along it", "hold") if reading == "some" else (" inside the region", "fail")
    text = (
        f"on {count(len(gaps), 'knife edge')}{side if condition.names else ''} equilibria tie, and there may be more: "
    )
    found = [gap.edge for gap in gaps if gap.fails]
    if not tried:
        return f"{text}no point was tried there"
    if not found:
        points = "the one point" if tried == 1 else f"any of {tried} points"
        return f"{text}it was not seen to {seen} at {points} tried there"
    listed = tuple(part for edge in found for part in (", ", edge))[1:]
    return (f"{text}of {count(tried, 'point')} tried there it was seen to {seen} on ", *listed)


def ranked(alone: Mapping[str, Change | None]) -> dict[str, Change | None]:
    """Return the changes of single parameters, the cheapest first; those without one last."""
    met = {name: one for name, one in alone.items() if one is not None}
    first = sorted(met.items(), key=lambda item: ascending(item[1].size))
    return {**dict(first), **{name: None for name in alone if name not in met}}
