"""Equilibria and solutions as a paper states them: strategies, beliefs, payoffs, and the condition of existence.

A probability of one is left out, so a pure action is just its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.concepts.abbreviations import abbreviated
from gametheory.concepts.words.signs import parameter_tex
from gametheory.lang import FALSE, TRUE, And, Condition, Expression, Or
from gametheory.lang.writing.layout import count
from gametheory.lang.writing.numbers import whereabouts
from gametheory.lang.writing.statement import Display, Entry, Heading, Inline, Line, Note, Part, Rows, Tex, Unbroken
from gametheory.lang.writing.tex import escape

if TYPE_CHECKING:
    from gametheory.concepts.equilibrium import Equilibrium
    from gametheory.concepts.solution import Solution

__all__ = [
    "completeness",
    "differences",
    "equilibrium_rows",
    "equilibrium_statement",
    "heading",
    "place",
    "solution_statement",
    "subject",
]

MANY_SETS = 8
"""A player with more information sets than this is stated by action, not by information set."""

Distribution = Mapping[str, Any]


def _between(parts: Iterable[Inline], word: str) -> Inline:
    """Return the parts one after the other, with a word between them."""
    return tuple(piece for part in parts for piece in (word, part))[1:]


def mixture(distribution: Distribution) -> Inline:
    """Return ``a`` for certainty, else ``a with 1/3, b with 2/3``."""
    return _between(chances(distribution), ", ")


def chances(distribution: Distribution) -> list[Inline]:
    """Return the parts of a mixture."""
    positive = {label: p for label, p in distribution.items() if p != 0}
    if len(positive) == 1:
        return [next(iter(positive))]
    return [(label, " with ", p) for label, p in positive.items()]


def _values(payoffs: Distribution) -> list[Inline]:
    """Return ``a 1/3`` and ``b 2``."""
    return [(name, " ", x) for name, x in payoffs.items()]


def _belief_set(vertices: Sequence[Distribution], members: Sequence[str]) -> Inline:
    """Return one polytope of beliefs: an interval for two members, a convex hull of vertices for more."""
    if len(vertices) == 1:
        return mixture(vertices[0])
    if len(vertices) == len(members) and all(_is_certain(vertex) for vertex in vertices):
        return "any belief"
    first = [vertex.get(members[0], 0) for vertex in vertices]
    if len(members) == 2 and not any(isinstance(x, Expression) for x in first):
        return (members[0], " from ", min(first), " to ", max(first))
    return ("the convex hull of (", _between(map(mixture, vertices), "; "), ")")


def _is_certain(distribution: Distribution) -> bool:
    return sum(1 for p in distribution.values() if p != 0) == 1


def place(equilibrium: Equilibrium, player: str, information_set: str) -> tuple[str, str]:
    """Return ``("type", t)``, ``("after", m)`` or ``("at", h)``: how a statement names an information set."""
    if equilibrium.signals is not None:
        return ("type" if player == equilibrium.signals.sender else "after", information_set)
    alone = len(equilibrium.strategy[player]) == 1 and information_set == player
    return ("", "") if alone else ("at", information_set)


def equilibrium_rows(equilibrium: Equilibrium) -> Iterator[tuple[Inline, tuple[Inline, ...]]]:
    """Yield ``(subject, parts)`` for everything but the condition of existence; parts are joined by commas."""
    signals = equilibrium.signals
    for player, plan in equilibrium.strategy.items():
        if len(plan) > MANY_SETS:
            by_action: dict[Inline, list[str]] = {}
            for where, mixed in plan.items():
                by_action.setdefault(mixture(mixed), []).append(where)
            for action, places in by_action.items():
                yield (player, ": ", action), tuple(places)
            continue
        for where, mixed in plan.items():
            word, name = place(equilibrium, player, where)
            yield (player, f", {word} ", name) if word else player, tuple(chances(mixed))
    for where, belief in equilibrium.beliefs.items():
        if signals is not None and where in signals.supporting_beliefs:
            continue
        parts = chances(belief)
        if signals is not None and where not in signals.sent:
            parts[-1] = (parts[-1], " (off the path)")
        yield ("belief at " if signals is None else "belief after ", where), tuple(parts)
    for where, sets in signals.supporting_beliefs.items() if signals is not None else ():
        members = tuple(signals.type_payoffs) if signals is not None else ()
        beliefs = _between((_belief_set(vertices, members) for vertices in sets), "; or ")
        yield ("nobody sends ", where), (("deterred by beliefs: ", beliefs),)
    if equilibrium.payoffs:
        yield "payoffs", tuple(_values(equilibrium.payoffs))
    if signals is not None:
        yield "payoffs of the types", tuple(_values(signals.type_payoffs))
    if equilibrium.outcome and not _parametric(equilibrium.outcome):
        yield "outcome", tuple(chances(equilibrium.outcome))
    for i, vertex in enumerate(equilibrium.vertices, start=1):
        yield f"extreme point {i}", tuple(chances(vertex.outcome))
        yield "its payoffs", tuple(_values(vertex.payoffs))
    yield from _survival_rows(equilibrium)
    if equilibrium.count > 1:
        yield "profiles", (f"{equilibrium.count} pure strategy profiles have this outcome",)
    for note in equilibrium.notes:
        yield "note", (note,)


def _survival_rows(equilibrium: Equilibrium) -> Iterator[tuple[Inline, tuple[Inline, ...]]]:
    verdicts = {True: "survives", False: "does not survive", None: "not decided"}
    for verdict, word in verdicts.items():
        names = [name for name, found in equilibrium.survives.items() if found is verdict]
        if names:
            reasons = equilibrium.reasons
            yield word, tuple(f"{name} ({reasons[name]})" if name in reasons else name for name in names)
    for name, where in equilibrium.survives.items():
        if isinstance(where, Condition):
            yield f"survives {name}", (("where ", where),)


def _parametric(distribution: Distribution) -> bool:
    return any(isinstance(p, Expression) for p in distribution.values())


def _title(equilibrium: Equilibrium) -> Unbroken:
    return Unbroken(equilibrium.name if equilibrium.isolated else f"{equilibrium.name} (a continuum of outcomes)")


def equilibrium_statement(equilibrium: Equilibrium) -> tuple[Part, ...]:
    """Return an equilibrium or regime as a statement."""
    return (Heading(_title(equilibrium)), *_parts(equilibrium, {}))


def _parts(equilibrium: Equilibrium, signs: Mapping[str, str]) -> Iterator[Part]:
    """Yield what is said of an equilibrium, without its name."""
    rows = tuple(equilibrium_rows(equilibrium))
    if equilibrium.when != TRUE:
        yield Line(equilibrium.when, "exists where ")
    yield Rows(rows)
    for message, ways in equilibrium.signals.deterrence.items() if equilibrium.signals is not None else ():
        yield Line(Unbroken(f"nobody sends {message}: deterred by"), "  ")
        for i, (responses, condition) in enumerate(ways):
            yield Line(mixture(responses), "    or " if i else "       ")
            if condition != TRUE:
                yield Line(condition, "         where ")
    shown: list[tuple[Inline, ...]] = [(Tex(rf"\rlap{{\textbf{{{escape(equilibrium.name)}}}}} &"),)]
    shown += [(subject, _between(parts, ", ")) for subject, parts in rows]
    yield Display((*shown, *_shown_where(equilibrium.when)), signs=signs)


def _shown_where(condition: Condition) -> Iterator[tuple[Inline, ...]]:
    """Yield the condition of existence for a display, a part a row."""
    if condition == TRUE:
        return
    parts = condition.parts if isinstance(condition, And) else (condition,)
    for i, part in enumerate(parts):
        text = (Tex(r"\left("), part, Tex(r"\right)")) if isinstance(part, Or) and len(parts) > 1 else part
        yield ("exists where", text) if i == 0 else ("", (Tex(r"\land\; "), text))


def differences(solution: Solution) -> dict[str, Fraction]:
    """Return the parameters in which the solution's point differs from its model's baseline (all, without a model)."""
    point = solution.point or {}
    base = solution.model.baseline if solution.model is not None else {}
    return {name: x for name, x in point.items() if base.get(name) != x}


def heading(solution: Solution) -> str:
    """Return one sentence: which game, which concept, which point."""
    model = solution.model
    about = (model.title or model.name) if model is not None else str(solution.game)
    concept = solution.concept.noun
    noun = concept.replace("equilibrium", "equilibria")
    if solution.point is None:
        return f"{about}: {noun}{' as functions of the parameters' if solution.domain.names else ''}"
    if not solution.point:
        return f"{about}: {noun}"
    base = solution.model.baseline if solution.model is not None else {}
    return f"{about}: {noun} {whereabouts(solution.point, base)}"


def called(solution: Solution) -> str:
    """Return the name of the solution's document; for a game without one, what the game is."""
    return solution.model.name if solution.model is not None else str(solution.game)


def subject(solution: Solution) -> str:
    """Return what the solution is about, in a few words."""
    return heading(solution).split(":")[0]


def completeness(solution: Solution) -> str:
    """Return one sentence: how many equilibria, and whether the list is proved complete."""
    parametric = solution.point is None and bool(solution.domain.names)
    n = len(solution)
    found = count(n, "regime") if parametric else count(n, "equilibrium outcome")
    if not solution.exhaustive:
        return f"{found} found; not proved to be all: {solution.why or 'no reason was given'}"
    if parametric:
        return f"{found}; proved to be all, at every admissible point off the knife edges"
    return f"{found}; proved to be all"


def solution_statement(solution: Solution) -> tuple[Part, ...]:
    """Return a whole solution as a statement: heading, completeness, every equilibrium, and what is left open.

    Regimes of a document are written with its definitions, which are listed at the head.
    """
    if len(solution) > 1:
        solution = replace(solution, equilibria=tuple(_without_alternatives(eq) for eq in solution))
    solution, definitions = abbreviated(solution)
    signs = parameter_tex(solution)
    edges = [edge for edge in solution.knife_edges if edge != FALSE]
    head = f"{count(len(edges), 'knife edge')} on which further equilibria may exist; solve such a point by itself:"
    return (
        Heading(heading(solution), completeness(solution)),
        Display(title=f"{heading(solution)}. {completeness(solution)}."),
        *(Line((f"{name} = ", value), "  ") for name, value in definitions.items()),
        *(Display(((Tex(f"{signs[name]} = "), value),), None, signs) for name, value in definitions.items()),
        *(_entry(i, equilibrium, signs) for i, equilibrium in enumerate(solution, start=1)),
        *((Line(head, gap=True),) if edges else ()),
        *(Line(edge, "   ") for edge in edges),
        *map(Note, solution.notes),
    )


def _entry(number: int, equilibrium: Equilibrium, signs: Mapping[str, str]) -> Entry:
    lead = f"{number}. "
    where = () if equilibrium.when == TRUE else (" where ", equilibrium.when)
    title = Line(_title(equilibrium), lead)
    return Entry(title, tuple(_parts(equilibrium, signs)), inset=len(lead), more=where)


def _without_alternatives(equilibrium: Equilibrium) -> Equilibrium:
    """Leave the other ways to deter a message to the single regime's own statement, where one way serves throughout."""
    signals = equilibrium.signals
    if signals is None:
        return equilibrium
    shown = {where for plan in signals.strategy.values() for where in plan}
    return replace(signals, deterrence={m: ways for m, ways in signals.deterrence.items() if m not in shown})
