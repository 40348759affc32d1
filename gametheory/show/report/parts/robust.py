"""What holds over the whole range, what near the baseline only, and what the numbers decide.

A statement holds *over the whole range* if it is proved for every admissible point. It holds *near the baseline* if it
holds there and a change of any single parameter by less than a tenth of its range leaves it; if a smaller change of one
parameter undoes it, *the numbers decide* it, and the parameter is named. Changes of several parameters at once are not
looked at here: the shares of draws from the priors are.
"""

from __future__ import annotations

from gametheory.lang import TRUE
from gametheory.lang.writing.markup import Child, element
from gametheory.lang.writing.plain import inline
from gametheory.show.report.markup import bullets, number
from gametheory.show.report.part import Part, Show, register
from gametheory.show.report.parts.claims import ClaimsPart
from gametheory.show.report.parts.regimes import RegimesPart
from gametheory.show.report.parts.sensitivity import SensitivityPart
from gametheory.show.report.parts.thresholds import ThresholdsPart
from gametheory.show.report.study import Study
from gametheory.study import Sensitivity
from gametheory.study.changes.reach import Reach
from gametheory.study.claims.status import Status

__all__ = ["RobustPart"]


@register
class RobustPart(Part[None]):
    """Sorts what the parts before it found; nothing for a game in numbers."""

    name = "robust"
    place = 90

    def section(self, study: Study, show: Show) -> Child:
        if study.solution is None or not study.solution.parameters:
            return None
        whole, near, decided, refuted = _sorted(study)
        parts: list[Child] = [element("h3", "What this rests on")]
        for name, lines in (
            ("Over the whole range", whole),
            ("Near the baseline, not everywhere", near),
            ("Decided by the numbers", decided),
            ("Claimed, and not so", refuted),
        ):
            if lines:
                parts += [element("h4", name), bullets(lines)]
        if not (whole or near or decided or refuted):
            parts.append(element("p", "Nothing was found to hold beyond a point."))
        return parts


def _sorted(study: Study) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return sentences that hold over the whole range, near the baseline only, by the numbers; and refuted claims."""
    solution, shares = study.solved, study[RegimesPart].of
    whole: list[str] = []
    near: list[str] = []
    decided: list[str] = []
    refuted: list[str] = []
    for eq in solution:
        if eq.when == TRUE:
            whole.append(f"{eq.name} is an equilibrium.")
    for text, one in study[SensitivityPart].found.items():
        whole += _signs(text, one)
    for reach in study[ThresholdsPart].reaches:
        if reach.regime.when == TRUE:
            continue
        share = next((shares.get(i) for i, eq in enumerate(solution) if eq is reach.regime), None)
        drawn = "" if share is None else f" At {share:.1%} of the draws from the priors it exists."
        if reach.thin:
            decided.append(f"{reach.regime.name} is an equilibrium: {_ends(reach)}.{drawn}")
        else:
            near.append(f"{reach.regime.name} is an equilibrium: {_farthest(reach)}.{drawn}")
    proved: dict[str, list[str]] = {}
    for verdict in study[ClaimsPart] or ():
        if verdict.automatic:
            continue
        if verdict.status == Status.PROVED:
            proved.setdefault(verdict.scope or "for this game", []).append(verdict.name)
        elif verdict.status == Status.REFUTED:
            share_ = "" if verdict.share is None else f": it {verdict.share}"
            refuted.append(f"{verdict.name}{share_}.")
    for scope, names in proved.items():
        listed = whole if scope.startswith("at every admissible point") else near
        listed.append(f"Proved {scope}: {'; '.join(names)}.")
    return whole, near, decided, refuted


def _signs(text: str, one: Sensitivity) -> list[str]:
    """Return sentences about parameters whose effect has one sign in every regime in which they have any."""
    out = []
    groups: dict[str, list[str]] = {}
    for name in one.solution.parameters:
        signs = {regime[name].sign.text for regime in one.derivatives if regime.items} - {"0"}
        if signs and signs <= {"+", ">=0"}:
            groups.setdefault("rises", []).append(name)
        elif signs and signs <= {"-", "<=0"}:
            groups.setdefault("falls", []).append(name)
    for verb, names in groups.items():
        out.append(f"Within every regime {text} {verb}, or stays, as {' or '.join(names)} rises.")
    return out


def _ends(reach: Reach) -> str:
    parts = []
    for one in reach.thin:
        assert one.nearest is not None
        parts.append(
            f"moving {one.parameter} from {one.value} to {inline(number(one.nearest))}, "
            f"{float(one.relative or 0):.1%} of its range, ends it"
        )
    return "; ".join(parts)


def _farthest(reach: Reach) -> str:
    first = next((one for one in reach if one.relative is not None), None)
    if first is None or first.nearest is None:
        return "no single parameter ends it within its range"
    return (
        f"the nearest end is at {first.parameter} = {inline(number(first.nearest))}, "
        f"{float(first.relative or 0):.0%} of its range away"
    )
