"""Which priors a question draws from: the document's own, or those of one of its scenarios.

A scenario's priors stand in the place of the document's for the parameters that it names; the others keep theirs.
Ranges and assumptions hold as they are. Its values stand in the place of the baseline, which no draw looks at, so a
scenario of values alone has nothing to draw from: its values are given by ``at=``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gametheory.errors import ParameterError, nearest

if TYPE_CHECKING:
    from gametheory.concepts import Solution
    from gametheory.spec import Model, Prior

__all__ = ["Priors", "accepted_text", "priors_of"]


@dataclass(frozen=True)
class Priors:
    """The priors that are drawn from; made by :func:`priors_of`.

    Attributes
    ----------
    scenario : str or None
        Whose they are; None for the document's own.
    given : mapping of parameter to Prior
        A parameter that is not in it is drawn uniformly from its range.
    """

    scenario: str | None = None
    given: Mapping[str, Prior] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What a sentence calls them."""
        return "the priors" if self.scenario is None else f"the priors of the scenario {self.scenario!r}"


def priors_of(subject: Model | Solution, asked: str | None = None) -> Priors:
    """Return the priors of a model, or those under one of its scenarios.

    Parameters
    ----------
    subject : Model or Solution
    asked : str, optional
        The scenario's name; by default the priors are the document's own.

    Raises
    ------
    ParameterError
        For what is no scenario of the document, and for a scenario that sets no prior.
    """
    model: Any = getattr(subject, "model", subject)
    own = {} if model is None else {name: p.prior for name, p in model.parameters.items() if p.prior is not None}
    if asked is None:
        return Priors(None, own)
    if model is None:
        raise ParameterError(f"priors = {asked!r}: this game comes from no document, which could name scenarios")
    if not isinstance(asked, str) or asked not in model.scenarios:
        raise ParameterError(f"priors = {asked!r}: {_there_are(model)}{nearest(str(asked), model.scenarios)}")
    scenario = model.scenarios[asked]
    if not scenario.priors:
        values = ", ".join(f"{name} = {value}" for name, value in scenario.values.items())
        raise ParameterError(f"priors = {asked!r}: this scenario sets values and no priors: give {values} by at=")
    return Priors(asked, {**own, **scenario.priors})


def _there_are(model: Model) -> str:
    names = [repr(name) for name, one in model.scenarios.items() if one.priors]
    if not names:
        return f"{model.name} has no scenario with priors"
    return f"the scenarios of {model.name} with priors are {', '.join(names)}"


def accepted_text(share: float) -> str:
    """Return in words how much of the declared priors the assumptions accept.

    Examples
    --------
    >>> accepted_text(0.3819)
    'the assumptions accept about 38% of the declared priors'
    """
    nearly = f"about {100 * share:.2g}%" if share < 0.995 else "nearly all"
    part = "all" if share == 1 else nearly
    return f"the assumptions accept {part} of the declared priors"
