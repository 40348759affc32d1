"""Citations: the BibTeX of what an answer used, from the one bibliography beside the models.

An answer used the toolkit, the sources of its solution concept and of the refinements that were applied, the sources
that its document names by key, FLINT for exact arithmetic, and Z3 where conditions on parameters were proved.
"""

from __future__ import annotations

from collections.abc import Iterable

from gametheory.concepts import Solution
from gametheory.concepts.refinements.refinement import REFINEMENTS
from gametheory.spec import Model
from gametheory.spec.library import TOOLKIT
from gametheory.spec.library import bibliography as entries

__all__ = ["TOOLKIT", "bibliography", "cite", "entries", "sources"]


def sources(subject: Solution | Model) -> list[str]:
    """Return the keys of what was used, sorted; those that a document names and the bibliography lacks included."""
    model = subject if isinstance(subject, Model) else subject.model
    keys = {TOOLKIT, *(() if model is None else model.references)}
    if isinstance(subject, Solution):
        applied = {*getattr(subject.concept, "refine", ()), *(name for eq in subject for name in eq.survives)}
        keys |= {
            "hart2010",
            *subject.concept.references,
            *(key for name in applied for key in REFINEMENTS[name].references),
        }
        keys |= {"demourabjorner2008"} if subject.parameters or subject.game.parameters else set()
    return sorted(keys)


def bibliography(keys: Iterable[str]) -> str:
    """Return entries as the text of a ``.bib`` file; keys that the bibliography lacks in a comment at its head."""
    known, wanted = entries(), dict.fromkeys(keys)
    lacking = [key for key in wanted if key not in known]
    head = f"% not in the bibliography of gametheory-toolkit: {', '.join(lacking)}\n\n" if lacking else ""
    return head + "\n\n".join(known[key] for key in wanted if key in known) + "\n"


def cite(solution: Solution) -> str:
    r"""Return the BibTeX of what a solution used: the toolkit, its concept, refinements, model and tools.

    Raises
    ------
    TypeError
        For something that is no solution.

    Examples
    --------
    >>> import gametheory as gt
    >>> print(*(line for line in cite(gt.solve(gt.load("chicken"))).splitlines() if line.startswith("@")), sep="\n")
    @article{aumann1974,
    @misc{gametheory_toolkit,
    @inproceedings{hart2010,
    @article{nash1951,
    @article{vonstengel1996,
    """
    if not isinstance(solution, Solution):
        raise TypeError(f"cite(): expected a solution, as solve() returns it, got {type(solution).__name__}")
    return bibliography(sources(solution))
