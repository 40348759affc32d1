"""All LaTeX of a model, as a report or a paper has it; for the strict reader and for TeX itself."""

import contextlib
import functools
import itertools

import gametheory as gt
from gametheory.errors import ConceptError, GameTheoryError
from gametheory.show import latex
from gametheory.study import Verdict, Verification
from helpers.solved import solved

MODELS = ("beer_quiche", "audience_costs", "support_signal", "treaty_clause", "selten_horse", "lobbying")
ASKED = {"beer_quiche": "P(duel)", "support_signal": "P(air_defense)", "audience_costs": "payoff.target"}


def claimed(name):
    """Return the claims of a model, each with one of the three verdicts in turn, which nobody decided."""
    model = gt.load(name)
    verdicts = []
    for claim, status in zip(model.claims, itertools.cycle(("proved", "refuted", "undecided"))):
        witness = dict(list(model.baseline.items())[:2]) if status == "refuted" else None
        reason = "z3 did not answer for p < 1/2 | q" if status == "undecided" else ""
        verdicts.append(Verdict(claim.name, status, claim.statement, claim.source, witness=witness, reason=reason))
    return Verification(model, None, tuple(verdicts))


@functools.cache
def files(name):
    """Return name and text of every file."""
    model = gt.load(name)
    out = {"parameters": latex.parameters(model), "propositions": latex.propositions(claimed(name))}
    with contextlib.suppress(GameTheoryError):
        out["tree"] = latex.tree(model)
    try:
        solution = solved(name)
    except ConceptError:
        return out
    out["regimes"] = latex.regimes(solution)
    out["solution"] = latex.solution(solution)
    out["baseline"] = latex.solution(solution.at())
    out["thresholds"] = latex.thresholds([gt.thresholds(solution, solution.parameters[0])])
    if name in ASKED:
        found = gt.sensitivity(solution, of=ASKED[name], draws=256)
        out["signs"] = latex.signs(found.derivatives)
        out["tornado"] = latex.tornado(found.tornado)
        out["sobol"] = latex.sobol(found.sobol)
    return out
