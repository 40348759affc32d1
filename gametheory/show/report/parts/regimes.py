"""All regimes: the equilibria for all values of the parameters, and how often each exists under the priors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from gametheory.concepts import Solution
from gametheory.concepts.abbreviations import abbreviated
from gametheory.concepts.words.statement import completeness
from gametheory.lang import TRUE
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.markup import Child, element
from gametheory.show import latex
from gametheory.show.report.equilibria import stated, title
from gametheory.show.report.markup import condition, soft, table
from gametheory.show.report.part import Part, Rows, Show, Table, register
from gametheory.show.report.study import Study
from gametheory.study import sweep

__all__ = ["RegimesPart"]


@register
class RegimesPart(Part[Mapping[int, float]]):
    """Finds, by a regime's number, the share of the draws from the priors at which it exists."""

    name = "regimes"
    stage = "sensitivity"
    share = 0.4
    place = 30
    nothing: ClassVar[Mapping[int, float]] = {}

    def find(self, study: Study) -> Mapping[int, float]:
        solution = study.solved
        if not solution.parameters or not len(solution):
            return {}
        drawn = study.attempt("draws from the priors", sweep, solution, draws=study.draws, seed=study.seed)
        if drawn is None:
            return {}
        inside, exists = drawn["admissible"].values, drawn["exists"].values
        return {i: float(exists[i][inside].mean()) for i in range(len(solution))}

    def section(self, study: Study, show: Show) -> Child:
        if study.solution is None or not study.solution.parameters:
            return None
        shares = study[RegimesPart]
        solution, definitions = abbreviated(study.solution)
        parts: list[Child] = [element("h3", "All regimes"), element("p", f"{completeness(solution)}.")]
        if definitions:
            parts.append(soft("Written with the definitions above."))
        rows = []
        for i, eq in enumerate(solution):
            share = shares.get(i)
            where = "always" if eq.when == TRUE else condition(eq.when)
            rows.append([i + 1, title(eq), where, "" if share is None else f"{share:.1%}"])
        caption = "Share: of the draws from the priors at which the regime exists" if shares else ""
        parts.append(table(["", "Regime", "exists where", "share"], rows, "nssn", caption))
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
            yield "regimes.csv", _rows(solution, study[RegimesPart])
            yield "regimes.tex", latex.regimes(solution)


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
