"""All regimes: the equilibria for all values of the parameters, and how often each exists under the priors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gametheory.concepts import Solution
from gametheory.concepts.abbreviations import abbreviated
from gametheory.concepts.words.statement import completeness
from gametheory.lang import TRUE, Condition, Or
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Child, element, shown
from gametheory.show import latex
from gametheory.show.report.equilibria import stated, title
from gametheory.show.report.markup import condition, listed, soft, table
from gametheory.show.report.part import Part, Rows, Show, Table, register
from gametheory.show.report.study import Study
from gametheory.study import sweep
from gametheory.study.answers.happening import happening
from gametheory.study.answers.wording import Wording
from gametheory.study.sweeps.priors import accepted_text

__all__ = ["RegimesPart", "Shares"]


@dataclass(frozen=True)
class Shares:
    """How often each regime exists.

    Attributes
    ----------
    of : mapping of a regime's number to float
        The share of the draws from the priors at which it exists; empty without draws.
    accepted : float or None
        The share of the declared priors that the assumptions accept.
    """

    of: Mapping[int, float] = field(default_factory=dict)
    accepted: float | None = None


@register
class RegimesPart(Part[Shares]):
    """Finds how often each regime exists."""

    name = "regimes"
    stage = "sensitivity"
    share = 0.4
    place = 30
    nothing = Shares()

    def find(self, study: Study) -> Shares:
        solution = study.solved
        if not solution.parameters or not len(solution):
            return Shares()
        drawn = study.attempt("draws from the priors", sweep, solution, draws=study.draws, seed=study.seed)
        if drawn is None:
            return Shares()
        inside, exists = drawn["admissible"].values, drawn["exists"].values
        shares = {i: float(exists[i][inside].mean()) for i in range(len(solution))}
        return Shares(shares, drawn.attrs["accepted"])

    def section(self, study: Study, show: Show) -> Child:
        if study.solution is None or not study.solution.parameters:
            return None
        shares = study[RegimesPart].of
        solution, definitions = abbreviated(study.solution)
        parts: list[Child] = [element("h3", "All regimes"), element("p", f"{completeness(solution)}.")]
        if definitions:
            parts.append(soft("Written with the definitions above."))
        groups: dict[str, list[list[Child]]] = {}
        wording = Wording(study.solution) if len(study.solution) else None
        for i, (eq, stored) in enumerate(zip(solution, study.solution, strict=True)):
            share = shares.get(i)
            row: list[Child] = [i + 1, _named(title(eq)), _where(eq.when), "" if share is None else f"{share:.1%}"]
            groups.setdefault(happening(wording, stored) if wording is not None else "", []).append(row)
        accepted = study[RegimesPart].accepted
        caption = ""
        if accepted is not None:
            caption = f"Share: of draws from the priors at which the regime exists; {accepted_text(accepted)}"
        head = ["", "Regime", "exists where", "share"]
        for rank, (what, rows) in enumerate(groups.items()):
            parts.append(element("h4", what or "Nothing that the answer is about") if len(groups) > 1 else None)
            parts.append(table(head, rows, "nssn", caption if rank == 0 else ""))
        parts.append(
            element(
                "details",
                element("summary", "Strategies, beliefs and payoffs of every regime, in closed form"),
                ([element("h4", f"{i}. {title(eq)}"), stated(eq)] for i, eq in enumerate(solution, start=1)),
            )
        )
        edges = len(study.solution.knife_edges)
        if edges:
            found = f"{count(edges, 'knife edge')} on which further equilibria may exist: see tables/solution.json."
            parts.append(soft(found))
        return parts

    def tables(self, study: Study) -> Iterator[Table]:
        solution = study.solution
        if solution is None:
            return
        yield "solution.json", solution.document()
        if solution.parameters:
            yield "regimes.csv", _rows(solution, study[RegimesPart].of)
            yield "regimes.tex", latex.regimes(solution)


LONGEST_NAME = 59
"""Signs of a name in the table; the whole name stands with the strategies below it."""

LONGEST_CONDITION = 420
"""Signs of a condition that stands open: more would be higher than two hundred pixels."""


def _named(name: str) -> str:
    """Return a name short enough for the table: without what stands in brackets, else cut."""
    if len(name) <= LONGEST_NAME:
        return name
    bare = re.sub(r" \(.*?\)(?=$| )", "", name)
    return bare if len(bare) <= LONGEST_NAME else f"{bare[: LONGEST_NAME - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _where(when: Condition) -> Child:
    """Return where a regime exists; a long condition is folded below a line that says what it is made of."""
    if when == TRUE:
        return "always"
    written = condition(when)
    if len(shown(written)) <= LONGEST_CONDITION:
        return written
    ways = len(when.parts) if isinstance(when, Or) else 1
    made = (
        f"{count(ways, 'way')} to exist"
        if ways > 1
        else f"{count(len(getattr(when, 'parts', (when,))), 'requirement')}"
    )
    names = sorted(when.names)
    few = [*listed(names[:4]), *([f" and {len(names) - 4} more"] if len(names) > 4 else [])]
    return element("details", element("summary", f"{made}, in ", few), written)


def _rows(solution: Solution, shares: Mapping[int, float]) -> Rows:
    return [
        {
            "number": i + 1,
            "regime": one.name,
            "exists": "always" if one.when == TRUE else str(one.when),
            "isolated": int(one.isolated),
            "share_of_draws": shares.get(i, ""),
        }
        for i, one in enumerate(solution)
    ]
