"""The game that is asked about: its players, parameters, definitions and assumptions, and a drawing of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from gametheory.concepts import Equilibrium
from gametheory.errors import GameTheoryError
from gametheory.lang.writing.html import inline
from gametheory.lang.writing.markup import Child, element
from gametheory.show import latex
from gametheory.show.games import drawing_of
from gametheory.show.report.figures import Figure, Plan
from gametheory.show.report.markup import interval, table, unbroken, variable
from gametheory.show.report.part import Part, Rows, Show, Table, register
from gametheory.show.report.study import Study
from gametheory.show.symbols import claim_texts, symbols_in
from gametheory.show.tables import endings
from gametheory.spec import Model

__all__ = ["GamePart"]

PICTURES = 4
"""The most equilibria at the baseline that are drawn on the game."""


@register
class GamePart(Part[None]):
    """What is assumed. Its drawings show the equilibria at the baseline, and stand with them where there are any."""

    name = "game"
    place = 0

    def section(self, study: Study, show: Show) -> Child:
        model = study.model
        parts: list[Child] = [
            element("h3", "Players"),
            table(["Player", "stands for"], [[name, meaning] for name, meaning in model.players.items()], "-s"),
        ]
        if model.parameters:
            rows = [
                [
                    variable(name),
                    p.meaning,
                    p.unit,
                    "" if p.value is None else inline(p.value),
                    unbroken(inline(interval(p.range))),
                    "" if p.prior is None else unbroken(str(p.prior)),
                    p.source,
                ]
                for name, p in model.parameters.items()
            ]
            head = ["Parameter", "meaning", "unit", "baseline", "range", "prior", "source"]
            parts += [element("h3", "Parameters"), table(head, rows, "-s-nw-s")]
        if model.definitions:
            written = [[variable(name), inline(x)] for name, x in model.definitions.items()]
            parts += [element("h3", "Definitions"), table(["Name", "stands for"], written)]
        if signs := symbols_in(model, claim_texts(model)):
            written = [[variable(sign), variable(x) if isinstance(x, str) else inline(x)] for sign, x in signs]
            parts += [element("h3", "Symbols in the statements"), table(["Symbol", "stands for"], written)]
        if model.assume:
            told = iter(model.assumptions)  # one a text, in the same order
            held = [[name, [element("div", inline(next(told))) for _ in lines]] for name, lines in model.assume.items()]
            parts += [element("h3", "Assumptions"), table(["Assumption", "holds throughout"], held)]
        return [parts, show("game") if study.solution is None else None]

    def tables(self, study: Study) -> Iterator[Table]:
        if study.model.parameters:
            yield "parameters.csv", _parameters(study.model)
            yield "parameters.tex", latex.parameters(study.model)
        with contextlib.suppress(GameTheoryError):  # a game without a tree, or with one that no page holds
            yield "tree.tex", latex.tree(study.model)

    def figures(self, study: Study, plot: Any) -> Iterator[Plan]:
        here, game = study.here, study.model.game
        name = drawing_of(game).picture
        if not name:
            return
        picture: Callable[..., Any] = getattr(plot, name)
        if here is None or not len(here):
            caption = "The game."
            yield Figure("game", "game", caption, f"a drawing of the game {study.model.title}"), partial(picture, game)
            return
        shown = list(here)[:PICTURES]
        for i, eq in enumerate(shown, start=1):
            caption = f"Equilibrium {i} at the baseline: {eq.name}."
            yield Figure("game", f"game-{i}", caption, _path(eq)), partial(picture, here.game, eq)


def _parameters(model: Model) -> Rows:
    return [
        {
            "parameter": name,
            "tex": p.tex,
            "meaning": p.meaning,
            "unit": p.unit,
            "baseline": "" if p.value is None else str(p.value),
            "range": str(p.range),
            "prior": "" if p.prior is None else str(p.prior),
            "source": p.source,
        }
        for name, p in model.parameters.items()
    ]


def _path(eq: Equilibrium) -> str:
    return f"the game with the equilibrium {eq.name} marked; it ends in {endings(eq)}"
