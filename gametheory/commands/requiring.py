"""``gametheory require``: what would have to be true of a few parameters for a requirement to hold."""

from __future__ import annotations

import argparse
from typing import Any

from gametheory.commands.asking import Question, add_places, add_priors, add_question, document_of, spoken
from gametheory.commands.options import add_command, integer, names, width
from gametheory.commands.talk import DONE, progress

__all__ = ["add"]

MOST = 100_000_000
"""The largest number of draws: minutes."""


def add(commands: Any) -> None:
    """Add the command."""
    require = add_command(
        commands,
        "require",
        "say what would have to be true for a conclusion",
        "Say what would have to be true of one to four parameters for a requirement to hold in every equilibrium, and "
        "in at least one: where exactly, in what share of the priors, at which point nearest to the baseline, and by "
        "which change of a single parameter. That it holds nowhere is said with a proof.",
    )
    add_question(
        require,
        at="where the other parameters are held, and from where changes are measured, e.g. --at distraction=7/10; the "
        "rest is at the baseline",
    )
    require.add_argument(
        "requirement", metavar="REQUIREMENT", help='e.g. "P(strike) = 0", or a claim such as "one equilibrium"'
    )
    require.add_argument(
        "--vary", metavar="NAME", nargs="+", action="extend", required=True, help="a parameter that may change"
    )
    require.add_argument("--draws", metavar="N", help="draws from the priors; default 100000, 0 for no share")
    require.add_argument("--seed", metavar="K", default="0", help="of the draws, an integer from 0 on; default 0")
    add_priors(require)
    add_places(require)
    require.set_defaults(run=_require)


@spoken
def _require(options: argparse.Namespace) -> int:
    question = Question(options)
    seed = integer("--seed", options.seed, 0)
    draws = None if options.draws is None else integer("--draws", options.draws, 0, MOST)
    vary = names(options.vary)
    solution = question.solve(*vary)
    with progress(f"what {options.requirement} takes"):
        from gametheory.study import require
        from gametheory.study.claims.require import DRAWS

        found = require(
            solution,
            options.requirement,
            vary=vary,
            at=question.at,
            draws=DRAWS if draws is None else draws,
            seed=seed,
            priors=options.priors,
        )
    from gametheory.lang.writing import plain
    from gametheory.lang.writing.csv import csv_lines

    question.answer(
        lambda: plain.write(found.statement(), width()), lambda: csv_lines(found.rows()), lambda: document_of(found)
    )
    question.report(solution, f"{found.text} by {', '.join(found.vary)}")
    return DONE
