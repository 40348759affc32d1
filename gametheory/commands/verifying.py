"""``gametheory verify``: a document's claims proved, refuted or left undecided."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING, Any

from gametheory.commands.asking import add_priors, spoken
from gametheory.commands.options import add_cache, add_command, add_limit, integer, limit, width
from gametheory.commands.talk import DONE, FAILED, progress, say

if TYPE_CHECKING:
    from gametheory.study import Verification, Weakenings

__all__ = ["add"]

MOST = 1_000_000_000
"""The largest number of draws: hours."""

WEAKENING = 100_000
"""The most draws that measure how much a threshold keeps."""


def add(commands: Any) -> None:
    """Add the command."""
    verify = add_command(
        commands,
        "verify",
        "prove or refute the claims of a model, for all parameter values",
        "Decide every claim of a model: proved for all parameter values off the knife edges, refuted at an exact "
        "point, or undecided. "
        "Exit code 1 if a claim that is expected to hold is refuted, or one that is expected to fail is proved.",
    )
    verify.add_argument(
        "model", metavar="MODEL", help="a name of the catalogue (see 'gametheory models') or a TOML file"
    )
    verify.add_argument("--draws", metavar="N", default="1000000", help="draws from the priors; default 1000000")
    verify.add_argument("--seed", metavar="K", default="0", help="of the draws, an integer from 0 on; default 0")
    add_priors(verify)
    verify.add_argument(
        "--weaken",
        action="store_true",
        help="also find conditions on one parameter, else on a few, under which refuted claims hold",
    )
    verify.add_argument("--json", action="store_true", help="print the verdicts as JSON")
    add_limit(verify)
    add_cache(verify)
    verify.set_defaults(run=spoken(_verify))


def _verify(options: argparse.Namespace) -> int:
    draws = integer("--draws", options.draws, 0, MOST)
    seed = integer("--seed", options.seed, 0)
    with limit(options, "cut to keep within {}"):
        return _answer(options, draws, seed)


def _answer(options: argparse.Namespace, draws: int, seed: int) -> int:
    started = time.perf_counter()
    with progress(f"verifying {options.model}"):
        from gametheory.spec import load
        from gametheory.study import verify

        found = verify(load(options.model), draws=draws, seed=seed, priors=options.priors)
    weaker = _weakened(found, draws, seed) if options.weaken else {}
    if options.json:
        import json

        document = found.document()
        for claim in document["claims"]:
            if claim["name"] in weaker:
                claim["weaker"] = weaker[claim["name"]].document()
        print(json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False))
    else:
        from gametheory.lang.writing import plain
        from gametheory.lang.writing.layout import wrap

        print(plain.write(found.statement(), width()))
        for name, conditions in weaker.items():
            print(f"\n{name} {'holds where' if conditions else 'is not weakened'}:")
            print("\n".join(f"  {line}" for text in str(conditions).split("\n") for line in wrap(text, width() - 2)))
    for verdict in found.surprises:
        say(f"{verdict.name}: {verdict.status}, though the document expects that it {verdict.expected}")
    say(f"{found.model.name}: {len(found)} claims in {time.perf_counter() - started:.1f} s")
    return FAILED if found.surprises else DONE


def _weakened(found: Verification, draws: int, seed: int) -> dict[str, Weakenings]:
    """Return the thresholds of every claim that is refuted, by its name."""
    from gametheory.study import weaken
    from gametheory.study.claims.status import Status

    with progress(f"weakening claims of {found.model.name}"):
        return {
            verdict.name: weaken(verdict, draws=min(draws, WEAKENING), seed=seed)
            for verdict in found
            if verdict.status is Status.REFUTED and verdict.question is not None
        }
