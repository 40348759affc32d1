"""Sobol' indices as a result: of each parameter, of groups that assumptions tie together, and of pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.concepts import Solution
from gametheory.concepts.words.signs import parameter_tex
from gametheory.concepts.words.statement import subject
from gametheory.errors import ParameterError, nearest
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.statement import (
    Display,
    Heading,
    Inline,
    Line,
    Note,
    Part,
    Row,
    Stated,
    Table,
    Tex,
    Unbroken,
)
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.response.pick_freeze import Estimate
from gametheory.study.sweeps.priors import Priors, accepted_text

__all__ = ["Indices", "Interaction", "Sobol", "SobolEnd"]

Pair = tuple[str, str]


@dataclass(frozen=True)
class Indices:
    """First-order and total index of one parameter, or of a group of parameters taken together.

    Attributes
    ----------
    names : tuple of str
    first, total : Estimate
    tied : tuple of str
        The other parameters that assumptions tie it to: then ``first`` may exceed ``total``.
    """

    names: tuple[str, ...]
    first: Estimate
    total: Estimate
    tied: tuple[str, ...] = ()


@dataclass(frozen=True)
class Interaction:
    """The second-order index of two parameters.

    Attributes
    ----------
    pair : (str, str)
    second : Estimate
        ``Var(E[Q | x, y])/Var(Q)`` less the two first-order indices.
    joint : Estimate
        ``Var(E[Q | x, y])/Var(Q)``: what learning both would remove.
    tied : bool
        Whether assumptions (or the need for a value) tie the two together. If not, ``second`` is the share of their
        interaction in the variance (:mod:`gametheory.study.response.interaction`), and not negative but for noise; if
        so, it is also lowered by what the two say about each other.
    """

    pair: Pair
    second: Estimate
    joint: Estimate
    tied: bool


@dataclass(frozen=True)
class SobolEnd:
    """The indices of one end of the envelope.

    Attributes
    ----------
    end : {"min", "max", "value"}
        Of the quantity over all equilibria; ``value`` where both ends are the same at every draw.
    mean, variance : float
        Over the draws.
    parameters, groups : tuple of Indices
        Empty where the quantity does not vary: there is no variance to divide.
    pairs : tuple of Interaction
    """

    end: str
    mean: float
    variance: float
    parameters: tuple[Indices, ...]
    groups: tuple[Indices, ...]
    pairs: tuple[Interaction, ...]

    def __getitem__(self, name: str) -> Indices:
        found = next((one for one in self.parameters if one.names == (name,)), None)
        if found is None:
            known = [one.names[0] for one in self.parameters]
            raise ParameterError(f"no indices of {name!r}{nearest(name, known)}")
        return found

    def interaction(self, x: str, y: str) -> Interaction:
        """Return the interaction of a pair that was asked for, in either order.

        Raises
        ------
        ParameterError
            If it was not asked for.
        """
        found = next((one for one in self.pairs if set(one.pair) == {x, y}), None)
        if found is None:
            raise ParameterError(f"no interaction of {x} and {y} was asked for: name it in pairs=")
        return found

    def parts(self) -> Iterator[Part]:
        """Yield the indices as a table, then those of groups and pairs."""
        which = {"min": "smallest over all equilibria", "max": "largest over all equilibria"}.get(self.end)
        yield Line(
            Unbroken(f"{which or 'the same in all'}: mean {self.mean:.4g}, variance {self.variance:.4g}"), gap=True
        )
        if not self.parameters:
            yield Line(f"{self.mean:.6g} at every draw: nothing to divide up", "  ")
            return
        ranked = sorted(self.parameters, key=lambda one: -one.total.value)
        rows = (Row((f"{one.names[0]}{'*' if one.tied else ''}", str(one.first), str(one.total))) for one in ranked)
        yield Table(("parameter", "first-order", "total"), tuple(rows))
        for group in self.groups:
            yield Line(", ".join(group.names), "  group ")
            yield Line(Unbroken(f"first-order {group.first}   total {group.total}"), "        ")
        for pair in self.pairs:
            tied = " (tied by assumptions)" if pair.tied else ""
            number = f"{pair.second.value:.2g} [{pair.second.low:.2g}, {pair.second.high:.2g}]"
            yield Line(Unbroken(f"interaction of {pair.pair[0]} and {pair.pair[1]}{tied}: {number}"), "  ")

    def display(self, signs: Mapping[str, str]) -> Display:
        """Return the indices as an array."""
        rows: list[tuple[Inline, ...]] = [(self.end, Tex("S"), Tex("S_T"))]
        for one in self.parameters:
            numbers = (rf"{x.value:.3f}\;[{x.low:.3f}, {x.high:.3f}]" for x in (one.first, one.total))
            rows.append((Tex(signs[one.names[0]]), *map(Tex, numbers)))
        return Display(tuple(rows), "lll")


@dataclass(frozen=True)
class Sobol(Stated):
    """Sobol' indices of a quantity at both ends of its envelope; ``sobol["max"]`` is one of them.

    Attributes
    ----------
    quantity : Quantity
    ends : tuple of SobolEnd
        One (``value``) or two (``min``, ``max``).
    names : tuple of str
        The parameters that were drawn.
    fixed : mapping of parameter to value
    draws, seed, resamples : int
    level : float
        Of the confidence intervals.
    defined : float
        The share of draws at which there is a value.
    several : float
        The share of draws (with a value) at which equilibria differ in it.
    groups : tuple of tuple of str
        The parameters that assumptions tie together.
    accepted : float
        The share of the declared priors that the assumptions accept, the fixed parameters at their values.
    priors : Priors
        What was drawn from.
    """

    quantity: Quantity
    ends: tuple[SobolEnd, ...]
    names: tuple[str, ...]
    fixed: Mapping[str, Fraction]
    draws: int
    seed: int
    level: float
    resamples: int
    defined: float
    several: float
    groups: tuple[tuple[str, ...], ...]
    accepted: float
    solution: Solution = field(repr=False)
    priors: Priors = field(default=Priors(), repr=False)
    notes: tuple[str, ...] = ()

    def __getitem__(self, end: str) -> SobolEnd:
        found = next((one for one in self.ends if one.end == end), None)
        if found is None and end in ("min", "max") and self.ends[0].end == "value":
            return self.ends[0]
        if found is None:
            raise ParameterError(f"no end {end!r}: there are {', '.join(one.end for one in self.ends)}")
        return found

    def in_short(self) -> str:
        return f"{self.quantity.text}, {count(len(self.names), 'parameter')}, {self.draws:,} draws"

    def statement(self) -> tuple[Part, ...]:
        """Return a table of indices for each end of the envelope, the largest total index first."""
        fixed = "".join(f", {name} = {value}" for name, value in self.fixed.items())
        what = f"where the variance of {self.quantity} comes from, parameters drawn from {self.priors.text}{fixed}"
        level = f"{float(self.level):.4g}"
        parts: list[Part] = [
            Heading(f"{subject(self.solution)}: {what}"),
            Line(f"{self.draws} draws, seed {self.seed}; estimates with {level} confidence intervals"),
            Line(accepted_text(self.accepted)),
        ]
        if self.defined < 1:
            share = f"{1 - self.defined:.2%} of the draws have no value; everything is conditional on there being one"
            parts.append(Line(f"{share}, which ties all parameters together"))
        if self.several:
            parts.append(Line(f"at {self.several:.1%} of the draws equilibria differ in {self.quantity}"))
        for end in self.ends:
            parts += end.parts()
        if self.groups:
            text = (
                "tied by assumptions, so not independent: the first-order index of one says also what it tells about "
                "the others, and may exceed its total index; a group as a whole is independent of the rest"
            )
            parts.append(Line(text, "* ", gap=True))
        signs = parameter_tex(self.solution)
        return (*parts, *map(Note, self.notes), *(end.display(signs) for end in self.ends if end.parameters))

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types."""
        return {
            "quantity": self.quantity.text,
            "draws": self.draws,
            "seed": self.seed,
            "priors": self.priors.scenario,
            "accepted": self.accepted,
            "confidence_level": self.level,
            "resamples": self.resamples,
            "fixed": {name: str(value) for name, value in self.fixed.items()},
            "defined": self.defined,
            "several": self.several,
            "tied": [list(group) for group in self.groups],
            "ends": [_end_document(end) for end in self.ends],
            "notes": list(self.notes),
        }


def _end_document(end: SobolEnd) -> dict[str, Any]:
    def both(one: Indices) -> dict[str, Any]:
        return {"parameters": list(one.names), "first": one.first.document(), "total": one.total.document()}

    return {
        "end": end.end,
        "mean": end.mean,
        "variance": end.variance,
        "indices": [both(one) for one in end.parameters],
        "groups": [both(one) for one in end.groups],
        "pairs": [
            {
                "pair": list(p.pair),
                "second": p.second.document(),
                "joint": p.joint.document(),
                "tied": p.tied,
            }
            for p in end.pairs
        ],
    }
