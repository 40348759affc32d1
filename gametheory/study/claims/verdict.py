"""What became of a claim: proved, refuted at an exact point, or undecided; and all the verdicts on one model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.lang import Condition
from gametheory.lang.writing import plain
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.numbers import whereabouts
from gametheory.lang.writing.short import Short
from gametheory.lang.writing.statement import Entry, Fold, Heading, Inline, Line, Part, Stated, Unbroken
from gametheory.study.claims.status import Status
from gametheory.study.sweeps.priors import Priors, accepted_text

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
    accepted : float or None
        The share of the declared priors that the assumptions accept, the claim's fixed parameters at their values.
    scenario : str or None
        Whose priors were drawn from, in place of the document's.
    """

    of: str
    value: float
    half_width: float
    draws: int
    applied: int
    seed: int
    accepted: float | None = None
    scenario: str | None = None

    def __str__(self) -> str:
        """Return it in words, e.g. ``fails in 5% (+- 0.1) of 100,000 draws``."""
        if self.value in (0.0, 1.0):
            part = {0.0: "none", 1.0: "all"}[self.value]
            return f"{self.of} in {part} of {self.applied:,} draws from {Priors(self.scenario).text}"
        whose = "" if self.scenario is None else f" from {Priors(self.scenario).text}"
        part = f"{100 * self.value:.3g}% (+- {100 * self.half_width:.2g})"
        return f"{self.of} in {part} of {self.applied:,} draws{whose}"

    def document(self) -> dict[str, Any]:
        """Return it as a mapping of JSON's types."""
        return {
            "of": self.of,
            "value": self.value,
            "half_width": self.half_width,
            "draws": self.draws,
            "applied": self.applied,
            "seed": self.seed,
            "accepted": self.accepted,
            "priors": self.scenario,
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
class Verdict(Short):
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
    states : tuple of str
        The statements of a text that the claim states, by their ids.
    put_in, form : bool
        Whether the document calls it a premise, which is no finding, and what rests on the functional form.
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
    states: tuple[str, ...] = ()
    put_in: bool = False
    form: bool = False
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

    @property
    def witness_place(self) -> str:
        """Where the witness is: the parameters that are not at the baseline, or all."""
        if not self.witness:
            return "in the game, which has no parameters"
        return whereabouts(self.witness, {} if self.question is None else self.question.asked.baseline)

    @property
    def edges_tried(self) -> str:
        """How far the claim was tried on the knife edges that a proof says nothing about."""
        points = sum(gap.tried for gap in self.gaps)
        untried = sum(not gap.tried for gap in self.gaps)
        if not points:
            return "no point on it was tried" if len(self.gaps) == 1 else "no point on them was tried"
        where = "there" if points == 1 else "at any of them"
        on = "it" if len(self.gaps) == 1 else "them"
        # not that it holds there: between the extreme points of a continuum it may not have been decided
        held = "" if any(gap.fails for gap in self.gaps) else f", and it was not seen to fail {where}"
        left = f", none on {untried} of these" if untried else ""
        return f"only {count(points, 'point')} on {on} {'was' if points == 1 else 'were'} tried{left}{held}"

    def in_short(self) -> str:
        return f"{self.name}: {self.status}"

    def __str__(self) -> str:
        return plain.write([self.entry()])

    def entry(self) -> Entry:
        """Return the status first, then what was claimed, by what it was decided, and where it fails."""
        surprise = {"holds": ", though it was expected to hold", "fails": ", though it was expected to fail"}
        more = surprise[self.expected] if self.surprise and self.expected else ""
        lines = (Line(text, f"  {label:<8}" if label else "  ") for label, text in self._lines())
        folds = {
            "source": (self.source,) if self.source else (),
            "given": () if self.scope else self.assumptions,
            "knife edges": tuple(gap.edge for gap in self.gaps),
        }
        parts: tuple[Part, ...] = (
            *lines,
            *(Fold(title, tuple(map(Line, inside))) for title, inside in folds.items() if inside),
        )
        return Entry(Line(Unbroken(f"{self.status.upper()}{more}: {self.name}")), parts)

    def _lines(self) -> Iterator[tuple[str, Inline]]:
        if self.statement:
            yield "", " ".join(self.statement.split())
        if self.states:
            yield "states", ", ".join(self.states)
        if self.put_in:
            yield "put in", "a premise of the model, and no finding"
        if self.form:
            yield "form", "rests on the functional form that the document assumes"
        if self.formal and self.formal != self.name:
            yield "claim", self.formal
        if self.scope:
            yield "proved", self.scope + (f", given {'; '.join(self.assumptions)}" if self.assumptions else "")
        if self.status == Status.REFUTED:
            yield "fails", self.witness_place
            yield "there", "; ".join(dict.fromkeys(eq.name for eq in self.equilibria)) or "no equilibrium"
        if self.reason:
            yield "by", self.reason
        if self.share is not None and self.status != Status.PROVED:
            yield "share", str(self.share)
        if self.gaps:
            meet = "meet" if len(self.gaps) > 1 else "meets"
            edges = count(len(self.gaps), "knife edge")
            broken = [part for gap in self.gaps if gap.fails for part in (" and on ", gap.edge)]
            fails = ("; it fails on ", *broken[1:]) if broken else ()
            yield "edges", (f"nothing is proved on {edges} that {meet} the region: {self.edges_tried}", *fails)

    def document(self) -> dict[str, Any]:
        """Return the verdict as a mapping of JSON's types."""
        return {
            "name": self.name,
            "status": str(self.status),
            "expected": self.expected,
            "states": list(self.states),
            "put_in": self.put_in,
            "form": self.form,
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
class Verification(Stated):
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

    def in_short(self) -> str:
        counts = ", ".join(f"{sum(v.status == status for v in self)} {status}" for status in Status)
        return f"{self.model.name}, {count(len(self), 'claim')}: {counts}"

    def statement(self) -> tuple[Part, ...]:
        """Return how many verdicts there are of each kind, then all of them."""
        counts = [f"{sum(v.status == status for v in self)} {status}" for status in ("proved", "refuted", "undecided")]
        title = " ".join((self.model.title or self.model.name).split())
        head = Heading(Unbroken(f"{title}: {count(len(self), 'claim')}: {', '.join(counts)}"))
        return (head, *map(Line, self._draws()), *(verdict.entry() for verdict in self))

    def _draws(self) -> Iterator[str]:
        """Yield what was drawn from, and how much of that the assumptions accept, where claims fix no parameter."""
        for verdict in self:
            share, question = verdict.share, verdict.question
            if share is not None and share.accepted is not None and question is not None and not question.fixed:
                drawn = f"{share.draws:,} draws from {Priors(share.scenario).text}, seed {share.seed}"
                yield f"shares: of {drawn}; {accepted_text(share.accepted)}"
                return

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
