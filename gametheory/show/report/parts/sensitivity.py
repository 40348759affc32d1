"""What moves the outcomes: derivatives by regime, one parameter at a time, Sobol' indices under the priors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gametheory.lang.writing.markup import Child, Markup, element, escaped
from gametheory.show import latex
from gametheory.show.report.choice import quantities
from gametheory.show.report.figures import Figure, Plan
from gametheory.show.report.markup import listed, soft, table, variable
from gametheory.show.report.names import file_name
from gametheory.show.report.part import Part, Show, Table, register
from gametheory.show.report.parts.refinements import long
from gametheory.show.report.parts.regimes import RegimesPart
from gametheory.show.report.study import Study
from gametheory.study import Quantity, Sensitivity, sensitivity
from gametheory.study.sweeps.priors import accepted_text

__all__ = ["Sensitivities", "SensitivityPart"]


@dataclass(frozen=True)
class Sensitivities:
    """The quantities that are asked about, and what was found about each, by its text."""

    asked: tuple[Quantity, ...] = ()
    found: Mapping[str, Sensitivity] = field(default_factory=dict)


@register
class SensitivityPart(Part[Sensitivities]):
    """Finds the sensitivities of the quantities that are asked about."""

    name = "sensitivity"
    stage = RegimesPart.stage
    place = 70
    nothing = Sensitivities()

    def find(self, study: Study) -> Sensitivities:
        solution, here = study.solved, study.here
        if not solution.parameters or not len(solution) or here is None:
            return Sensitivities()
        asked = study.attempt("the quantities", quantities, solution, here) or ()
        if len(asked) > 1 and long(solution):
            study.missing.append(
                f"sensitivity of {', '.join(q.text for q in asked[1:])}: the conditions of the regimes are so long "
                "that the signs of the derivatives take minutes for each quantity; gametheory sensitivity has them"
            )
            asked = asked[:1]
        given = {"seed": study.seed, "draws": study.draws}
        tried = {q.text: study.attempt(f"sensitivity of {q}", sensitivity, solution, of=q, **given) for q in asked}
        return Sensitivities(asked, {text: one for text, one in tried.items() if one is not None})

    def section(self, study: Study, show: Show) -> Child:
        found = study[SensitivityPart].found
        if not found:
            return None
        parts: list[Child] = [element("h3", "Sensitivity")]
        for name, one in found.items():
            parts += [element("h4", f"{name}: sign of the derivative within each regime"), _signs(one)]
        accepted = accepted_text(next(iter(found.values())).sobol.accepted)
        note = f"Sobol\u2019 indices: {study.draws} draws from the priors, seed {study.seed}; {accepted}."
        return [parts, show("tornado"), show("sobol"), soft(note)]

    def tables(self, study: Study) -> Iterator[Table]:
        for text, one in study[SensitivityPart].found.items():
            yield f"{file_name('sensitivity', text)}.csv", one.rows()
            yield f"{file_name('signs', text)}.tex", latex.signs(one.derivatives)
            yield f"{file_name('tornado', text)}.tex", latex.tornado(one.tornado)
            yield f"{file_name('sobol', text)}.tex", latex.sobol(one.sobol)

    def figures(self, study: Study, plot: Any) -> Iterator[Plan]:
        for text, one in study[SensitivityPart].found.items():
            widest = [swing.parameter for swing in one.tornado if swing.width > 0][:3]
            if widest:
                words = f"widest swings: {', '.join(widest)}"
                caption = f"How far {text} moves when one parameter at a time moves over its range."
                yield Figure("tornado", file_name("tornado", text), caption, words), partial(plot.tornado, one.tornado)
            for end in one.sobol.ends:
                if not end.parameters:
                    continue
                ranked = sorted(end.parameters, key=lambda index: -index.total.value)[:3]
                words = "largest total indices: " + ", ".join(f"{i.names[0]} {i.total.value:.2f}" for i in ranked)
                which = {"min": ", lowest equilibrium", "max": ", highest equilibrium"}.get(end.end, "")
                caption = f"Sobol\N{RIGHT SINGLE QUOTATION MARK} indices of {text}{which}, under the priors."
                yield (
                    Figure("sobol", file_name("sobol", text, end.end), caption, words),
                    partial(plot.sobol, one.sobol, end="max" if end.end == "value" else end.end),
                )

    def references(self, study: Study) -> tuple[str, ...]:
        return ("howard1988", "janon2014", "sobol2001") if study[SensitivityPart].found else ()


SIGNS = {"+": "+", "-": "\N{MINUS SIGN}", "0": "0", ">=0": "\u2265 0", "<=0": "\u2264 0", "+-": "\u00b1", "?": "?"}


def _signs(found: Sensitivity) -> Markup:
    regimes = [(i, regime) for i, regime in enumerate(found.derivatives, start=1) if regime.items]
    rows = []
    still = []
    for name in found.solution.parameters:
        signs = [SIGNS[regime[name].sign.text] for _, regime in regimes]
        if all(sign == "0" for sign in signs):
            still.append(name)
        else:
            rows.append([variable(name), *signs])
    parts: list[Child] = []
    if rows:
        caption = "Proved over the whole regime: + rises, \N{MINUS SIGN} falls, \u00b1 both, ? undecided"
        parts.append(table(["Parameter", *(f"{i}" for i, _ in regimes)], rows, "-" + "c" * len(regimes), caption))
    if still:
        parts.append(soft("Within every regime without effect: ", listed(still), "."))
    return escaped(parts)
