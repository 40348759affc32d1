"""``gametheory solve``: the equilibria of a model at a point, or its regimes."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING, Any

from gametheory.commands.options import add_command, add_limit, add_model, limit, names, values, width
from gametheory.commands.talk import DONE, FAILED, progress, say
from gametheory.errors import ParameterError
from gametheory.stages import stage

if TYPE_CHECKING:
    from gametheory.concepts import Certificate, Solution
    from gametheory.spec import Model

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command."""
    solve = add_command(
        commands,
        "solve",
        "find all equilibria of a model",
        "Find all equilibria of a model, in exact numbers: at the baseline with the values of --at put in, "
        "or with --regimes as closed forms with the conditions under which they exist.",
    )
    add_model(
        solve,
        at="parameter values, e.g. --at distraction=7/10 theta0=0.6",
        refine="say which equilibria survive refinements: names such as intuitive or d1, or all",
    )
    solve.add_argument(
        "--regimes", action="store_true", help="every regime with its condition, for all parameter values"
    )
    solve.add_argument(
        "--extend", action="store_true", help="allow values outside the parameters' ranges and assumptions"
    )
    solve.add_argument(
        "--audit", action="store_true", help="check every equilibrium by an independent road; exit 1 if one fails"
    )
    solve.add_argument("--json", action="store_true", help="print the solution as JSON (format gametheory-solution/1)")
    add_limit(solve)
    solve.set_defaults(run=_solve)


def _solve(options: argparse.Namespace) -> int:
    point = values(options.at)
    if options.regimes and (point or options.extend):
        raise ParameterError("--regimes answers for all parameter values: leave out --at and --extend")
    with limit(options, "cut after {}"):
        return _answer(options, point)


def _answer(options: argparse.Namespace, point: dict[str, str]) -> int:
    started = time.perf_counter()
    with progress(f"solving {options.model}"):
        from gametheory.concepts import concept_named, refinement_names, solve, survival
        from gametheory.lang import deadline
        from gametheory.spec import load

        with deadline.suspended():
            model = load(options.model)
        concept = None if options.concept is None else concept_named(options.concept)
        wanted = refinement_names(names(options.refine))
        # some of the time is for what is done with the equilibria
        with deadline.share(0.55 if wanted or options.audit else 0.9):
            if options.regimes:
                solution = solve(model, concept)
            else:
                solution = _at_point(model, concept, point, extend=options.extend)
        if wanted:
            with deadline.share(0.5 if options.audit else 0.9), stage("refinements"):
                solution = survival(solution, wanted)
        with stage("audit"):
            certificates = list(solution.certificates()) if options.audit else []
    _show(solution, certificates, as_json=options.json)
    return _report(solution, certificates, time.perf_counter() - started)


def _at_point(model: Model, concept: Any, point: dict[str, str], *, extend: bool) -> Solution:
    """Return the equilibria at one point: the numeric game is solved by itself, without the regimes."""
    from gametheory.concepts import Solution, default_concept

    chosen = concept or default_concept(model.game)
    frame = Solution(model.game, chosen, (), domain=model.domain, baseline=model.baseline, model=model)
    return frame.fix(frame.full_point(point, extend=extend, ends=True), extend=extend)


def _show(solution: Solution, certificates: list[Certificate], *, as_json: bool) -> None:
    if as_json:
        import json

        document = solution.document()
        for entry, certificate in zip(document["equilibria"], certificates, strict=False):
            entry["audit"] = {"valid": certificate.valid, "problems": list(certificate.problems)}
        print(json.dumps(document, indent=1, ensure_ascii=False))
        return
    from gametheory.lang.writing import plain

    with progress("writing the answer"):
        text = plain.write(solution.statement(), width())
    print(text)


def _report(solution: Solution, certificates: list[Certificate], seconds: float) -> int:
    from gametheory.concepts.words.statement import completeness, differences

    name = solution.model.name if solution.model is not None else str(solution.game)
    where = ""
    if solution.point:
        there = ", ".join(f"{k} = {v}" for k, v in differences(solution).items())
        where = f", at {there}" if there else ", at the baseline"
    elif solution.domain.names:
        where = ", for all parameter values"
    say(f"{name}, {solution.concept.name}{where}: {completeness(solution)} ({seconds:.2f} s)")
    wrong = 0
    for equilibrium, certificate in zip(solution, certificates, strict=False):
        if certificate.valid is not True:
            wrong += 1
            say(f"audit of {equilibrium.name!r}: {certificate}")
    if certificates:
        say(f"audit: {len(certificates) - wrong} of {len(certificates)} certified")
    return FAILED if wrong else DONE
