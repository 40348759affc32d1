"""Sobol' indices as a result: of each parameter, of groups that assumptions tie together, and of pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory.concepts import Solution
from gametheory.errors import ParameterError, nearest
from gametheory.study.quantities.quantity import Quantity
from gametheory.study.response.pick_freeze import Estimate

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


@dataclass(frozen=True)
class Sobol:
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
    solution: Solution = field(repr=False)
    notes: tuple[str, ...] = ()

    def __getitem__(self, end: str) -> SobolEnd:
        found = next((one for one in self.ends if one.end == end), None)
        if found is None and end in ("min", "max") and self.ends[0].end == "value":
            return self.ends[0]
        if found is None:
            raise ParameterError(f"no end {end!r}: there are {', '.join(one.end for one in self.ends)}")
        return found

    def _repr_html_(self) -> str:
        from gametheory.study.markup import sobol_markup

        return sobol_markup(self)

    def __str__(self) -> str:
        from gametheory.study.response.sensitivity_text import sobol_text

        return sobol_text(self)

    def document(self) -> dict[str, Any]:
        """Return all of it as a mapping of JSON's types."""
        return {
            "quantity": self.quantity.text,
            "draws": self.draws,
            "seed": self.seed,
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
