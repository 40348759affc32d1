"""What became of a claim: proved, refuted at an exact point, or undecided; and all the verdicts on one model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.lang import Condition
from gametheory.study.claims.status import Status

if TYPE_CHECKING:
    from gametheory.concepts import Equilibrium, Solution
    from gametheory.spec import Model
    from gametheory.study.claims.question import Question

__all__ = ["FORMAT", "Gap", "Share", "Verdict", "Verification"]

FORMAT = "gametheory-claims/1"

Point = Mapping[str, Fraction]


@dataclass(frozen=True)
class Share:
    """A part of the parameter space, measured by draws from the priors.

    Attributes
    ----------
    of : {"fails", "holds"}
        Where the claim fails (refuted), or where it held (proved, undecided).
    value : float
        Between 0 and 1: the part of the draws to which the claim applies.
    half_width : float
        Of the 95% confidence interval (Wilson 1927).
    draws, applied, seed : int
        Draws made, those among them that satisfy the claim's ``where``, and the seed.
    """

    of: str
    value: float
    half_width: float
    draws: int
    applied: int
    seed: int

    def document(self) -> dict[str, Any]:
        """Return it as a mapping of JSON's types."""
        return {
            "of": self.of,
            "value": self.value,
            "half_width": self.half_width,
            "draws": self.draws,
            "applied": self.applied,
            "seed": self.seed,
        }


@dataclass(frozen=True)
class Gap:
    """A knife edge that a claim's region meets, on which a proof says nothing.

    Attributes
    ----------
    edge : Condition
        An equality between parameters.
    fails : bool or None
        Whether the claim was seen to fail at a point on it; False leaves open what holds elsewhere on the edge; None
        if no point was tried.
    point : mapping of parameter to Fraction, or None
        The first that was tried, or the one at which it fails.
    tried : int
        How many points on the edge were tried; one at which the claim fails ends the search.
    """

    edge: Condition
    fails: bool | None = None
    point: Point | None = None
    tried: int = 0

    def __str__(self) -> str:
        return str(self.edge)

    def document(self) -> dict[str, Any]:
        """Return it as a mapping of JSON's types."""
        point = None if self.point is None else {name: str(x) for name, x in self.point.items()}
        return {"edge": str(self.edge), "fails": self.fails, "point": point, "points_tried": self.tried}


@dataclass(frozen=True)
class Verdict:
    """What became of one claim.

    Attributes
    ----------
    name, statement, source : str
        The claim's own.
    formal : str
        The formal part in one line, e.g. ``no equilibrium has P(russia.missiles) > 0 where w < k_A``; empty where the
        claim has none.
    status : Status
        ``proved``, ``refuted`` or ``undecided``; equal to the word.
    expected : {"holds", "fails"} or None
        What the document expects.
    automatic : bool
        A check that every solution gets, not a claim of the document.
    scope : str
        For which points it is proved, in words.
    assumptions : tuple of str
        The relations under which it is proved, besides the ranges.
    reason : str
        By which reasoning, or what was tried.
    seconds : float
        How long it took: no part of the text or of comparisons, for it is no result.
    witness : mapping of parameter to Fraction, or None
        Refuted: an exact point at which the claim fails. Proved: a point at which it speaks of something, where known.
    equilibria : tuple of Equilibrium
        Refuted: the equilibria at the witness that go against the claim, in exact numbers, each passed by the audit;
        all of them where the claim misses one.
    share : Share or None
    gaps : tuple of Gap
        Knife edges on which a proof says nothing.
    question : Question or None
        The claim as it was read, for :func:`~gametheory.study.claims.weaken.weaken`.
    """

    name: str
    status: Status
    statement: str = ""
    source: str = ""
    formal: str = ""
    expected: str | None = None
    automatic: bool = False
    scope: str = ""
    assumptions: tuple[str, ...] = ()
    reason: str = ""
    seconds: float = field(default=0.0, repr=False, compare=False)
    witness: Point | None = None
    equilibria: tuple[Equilibrium, ...] = ()
    share: Share | None = None
    gaps: tuple[Gap, ...] = field(default=(), repr=False)
    question: Question | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "status", Status(self.status))  # the plain word will do

    @property
    def surprise(self) -> bool:
        """Whether the verdict is the opposite of what was expected; an undecided claim surprises nobody."""
        return (self.expected, self.status) in (("holds", Status.REFUTED), ("fails", Status.PROVED))

    def __str__(self) -> str:
        from gametheory.study.claims.verdict_text import verdict_text

        return verdict_text(self)

    def document(self) -> dict[str, Any]:
        """Return the verdict as a mapping of JSON's types."""
        return {
            "name": self.name,
            "status": str(self.status),
            "expected": self.expected,
            "seconds": round(self.seconds, 3),
            "statement": self.statement,
            "source": self.source,
            "formal": self.formal,
            "automatic": self.automatic,
            "scope": self.scope,
            "assumptions": list(self.assumptions),
            "reason": self.reason,
            "witness": None if self.witness is None else {name: str(x) for name, x in self.witness.items()},
            "equilibria": list(dict.fromkeys(eq.name for eq in self.equilibria)),
            "share": None if self.share is None else self.share.document(),
            "knife_edges": [gap.document() for gap in self.gaps],
        }


@dataclass(frozen=True)
class Verification:
    """The verdicts on every claim of a model, in the document's order, the automatic checks last."""

    model: Model
    solution: Solution
    verdicts: tuple[Verdict, ...]

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    def __getitem__(self, key: int | str) -> Verdict:
        if isinstance(key, int):
            return self.verdicts[key]
        found = next((verdict for verdict in self.verdicts if verdict.name == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def __str__(self) -> str:
        from gametheory.study.claims.verdict_text import verification_text

        return verification_text(self)

    def _repr_html_(self) -> str:
        from gametheory.study.markup import verification_markup

        return verification_markup(self)

    @property
    def surprises(self) -> tuple[Verdict, ...]:
        """The verdicts that are the opposite of what the document expects."""
        return tuple(verdict for verdict in self.verdicts if verdict.surprise)

    def document(self) -> dict[str, Any]:
        """Return the verdicts as a mapping of JSON's types: format ``gametheory-claims/1``."""
        return {
            "format": FORMAT,
            "model": {"name": self.model.name, "sha256": self.model.sha256},
            "concept": self.solution.concept.name,
            "claims": [verdict.document() for verdict in self.verdicts],
        }
