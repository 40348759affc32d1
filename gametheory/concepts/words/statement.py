"""Equilibria and solutions as a paper states them: strategies, beliefs, payoffs, and the condition of existence.

One list of rows (:func:`equilibrium_rows`) is written with one of two pens: plain text here, LaTeX in
:mod:`gametheory.concepts.words.typeset`. A probability of one is left out, so a pure action is just its label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory.concepts.equilibrium import Equilibrium, SignalingEquilibrium
from gametheory.lang import FALSE, TRUE, Condition, Expression
from gametheory.lang.writing.layout import WIDTH, condition_lines, count, hang, two_columns, wrap
from gametheory.lang.writing.numbers import whereabouts

if TYPE_CHECKING:
    from gametheory.concepts.equilibrium import Equilibrium
    from gametheory.concepts.solution import Solution

__all__ = ["equilibrium_latex", "equilibrium_rows", "equilibrium_text", "solution_latex", "solution_text"]

MANY_SETS = 8
"""A player with more information sets than this is stated by action, not by information set."""

Distribution = Mapping[str, Any]


class TextPen:
    """Writes labels, numbers and lists in plain text."""

    def label(self, text: str) -> str:
        """Write a player's, type's, message's or action's name."""
        return text

    def number(self, value: Any) -> str:
        """Write a number or closed form."""
        return str(value)

    def condition(self, condition: Condition) -> str:
        """Write a condition."""
        return str(condition)

    def words(self, text: str) -> str:
        """Write words of our own."""
        return text

    def mixture(self, distribution: Distribution) -> str:
        """Write ``a`` for certainty, else ``a with 1/3, b with 2/3``."""
        return self.words(", ").join(self.chances(distribution))

    def chances(self, distribution: Distribution) -> list[str]:
        """Write the parts of a mixture."""
        positive = {label: p for label, p in distribution.items() if p != 0}
        if len(positive) == 1:
            return [self.label(next(iter(positive)))]
        return [f"{self.label(a)}{self.words(' with ')}{self.number(p)}" for a, p in positive.items()]

    def values(self, payoffs: Distribution) -> list[str]:
        """Write ``a 1/3`` and ``b 2``."""
        return [f"{self.label(name)}{self.words(' ')}{self.number(x)}" for name, x in payoffs.items()]

    def belief_sets(self, polytopes: Sequence[Sequence[Distribution]], members: Sequence[str]) -> str:
        """Write a union of polytopes of beliefs: intervals for two members, convex hulls of vertices for more."""
        return self.words("; or ").join(self.belief_set(vertices, members) for vertices in polytopes)

    def belief_set(self, vertices: Sequence[Distribution], members: Sequence[str]) -> str:
        """Write one polytope of beliefs."""
        if len(vertices) == 1:
            return self.mixture(vertices[0])
        if len(vertices) == len(members) and all(_is_certain(vertex) for vertex in vertices):
            return self.words("any belief")
        chances = [vertex.get(members[0], 0) for vertex in vertices]
        if len(members) == 2 and not any(isinstance(x, Expression) for x in chances):
            low, high = self.number(min(chances)), self.number(max(chances))
            return f"{self.label(members[0])}{self.words(' from ')}{low}{self.words(' to ')}{high}"
        corners = self.words("; ").join(self.mixture(v) for v in vertices)
        return f"{self.words('the convex hull of (')}{corners}{self.words(')')}"


def _is_certain(distribution: Distribution) -> bool:
    return sum(1 for p in distribution.values() if p != 0) == 1


def place(equilibrium: Equilibrium, player: str, information_set: str) -> tuple[str, str]:
    """Return ``("type", t)``, ``("after", m)`` or ``("at", h)``: how a statement names an information set."""
    if not isinstance(equilibrium, SignalingEquilibrium):
        return (
            ("", "")
            if len(equilibrium.strategy[player]) == 1 and information_set == player
            else ("at", information_set)
        )
    return ("type" if player == equilibrium.sender else "after", information_set)


def equilibrium_rows(equilibrium: Equilibrium, pen: TextPen) -> Iterator[tuple[str, list[str]]]:
    """Yield ``(subject, parts)`` for everything but the condition of existence; parts are joined by commas."""
    words = pen.words
    signals = equilibrium if isinstance(equilibrium, SignalingEquilibrium) else None
    for player, plan in equilibrium.strategy.items():
        if len(plan) > MANY_SETS:
            by_action: dict[str, list[str]] = {}
            for where, mixture in plan.items():
                by_action.setdefault(pen.mixture(mixture), []).append(pen.label(where))
            for action, places in by_action.items():
                yield f"{pen.label(player)}{words(': ')}{action}", places
            continue
        for where, mixture in plan.items():
            word, name = place(equilibrium, player, where)
            subject = f"{pen.label(player)}{words(f', {word} ')}{pen.label(name)}" if word else pen.label(player)
            yield subject, pen.chances(mixture)
    for where, belief in equilibrium.beliefs.items():
        if signals is not None and where in signals.supporting_beliefs:
            continue
        parts = pen.chances(belief)
        if signals is not None and where not in signals.sent:
            parts[-1] += words(" (off the path)")
        yield f"{words('belief at ' if signals is None else 'belief after ')}{pen.label(where)}", parts
    for where, sets in signals.supporting_beliefs.items() if signals is not None else ():
        beliefs = pen.belief_sets(sets, tuple(signals.type_payoffs) if signals is not None else ())
        yield f"{words('nobody sends ')}{pen.label(where)}", [f"{words('deterred by beliefs: ')}{beliefs}"]
    if equilibrium.payoffs:
        yield words("payoffs"), pen.values(equilibrium.payoffs)
    if signals is not None:
        yield words("payoffs of the types"), pen.values(signals.type_payoffs)
    if equilibrium.outcome and not _parametric(equilibrium.outcome):
        yield words("outcome"), pen.chances(equilibrium.outcome)
    for i, vertex in enumerate(equilibrium.vertices, start=1):
        yield words(f"extreme point {i}"), pen.chances(vertex.outcome)
        yield words("its payoffs"), pen.values(vertex.payoffs)
    yield from _survival_rows(equilibrium, pen)
    if equilibrium.count > 1:
        yield words("profiles"), [words(f"{equilibrium.count} pure strategy profiles have this outcome")]
    for note in equilibrium.notes:
        yield words("note"), [words(note)]


def _survival_rows(equilibrium: Equilibrium, pen: TextPen) -> Iterator[tuple[str, list[str]]]:
    verdicts = {True: "survives", False: "does not survive", None: "not decided"}
    for verdict, word in verdicts.items():
        names = [name for name, found in equilibrium.survives.items() if found is verdict]
        if names:
            reasons = [
                f"{name} ({equilibrium.reasons[name]})" if name in equilibrium.reasons else name for name in names
            ]
            yield pen.words(word), [pen.words(text) for text in reasons]
    for name, where in equilibrium.survives.items():
        if isinstance(where, Condition):
            yield pen.words(f"survives {name}"), [f"{pen.words('where ')}{pen.condition(where)}"]


def _parametric(distribution: Distribution) -> bool:
    return any(isinstance(p, Expression) for p in distribution.values())


def equilibrium_text(equilibrium: Equilibrium, width: int = WIDTH) -> str:
    """Return an equilibrium or regime as a readable statement, at most ``width`` characters a line."""
    out = [equilibrium.name if equilibrium.isolated else f"{equilibrium.name} (a continuum of outcomes)"]
    if equilibrium.when != TRUE:
        out += hang("exists where ", condition_lines(equilibrium.when, width - 13))
    out += two_columns(list(equilibrium_rows(equilibrium, TextPen())), width)
    for message, ways in equilibrium.deterrence.items() if isinstance(equilibrium, SignalingEquilibrium) else ():
        out.append(f"  nobody sends {message}: deterred by")
        for i, (responses, condition) in enumerate(ways):
            out += hang("    or " if i else "       ", wrap(TextPen().mixture(responses), width - 7))
            if condition != TRUE:
                out += hang("         where ", condition_lines(condition, width - 15))
    return "\n".join(out)


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


def solution_text(solution: Solution, width: int = WIDTH) -> str:
    """Return a whole solution as readable text: heading, completeness, every equilibrium, and what is left open.

    Regimes of a document are written with its definitions, which are listed at the head.
    """
    from gametheory.concepts.abbreviations import abbreviated

    if len(solution) > 1:
        solution = replace(solution, equilibria=tuple(_without_alternatives(eq) for eq in solution))
    solution, definitions = abbreviated(solution)
    out = [*wrap(heading(solution), width), *wrap(completeness(solution), width)]
    for name, value in definitions.items():
        out += hang("  ", wrap(f"{name} = {value}", width - 2))
    for i, equilibrium in enumerate(solution, start=1):
        out += ["", *hang(f"{i}. ", equilibrium_text(equilibrium, width - 3).split("\n"))]
    edges = [edge for edge in solution.knife_edges if edge != FALSE]
    if edges:
        head = f"{count(len(edges), 'knife edge')} on which further equilibria may exist; solve such a point by itself:"
        out += ["", *wrap(head, width)]
        out += [line for edge in edges for line in hang("   ", condition_lines(edge, width - 3))]
    for note in solution.notes:
        out += ["", *hang("note: ", wrap(note, width - 6))]
    return "\n".join(out)


def _without_alternatives(equilibrium: Equilibrium) -> Equilibrium:
    """Leave the other ways to deter a message to the single regime's own statement, where one way serves throughout."""
    if not isinstance(equilibrium, SignalingEquilibrium):
        return equilibrium
    shown = {where for plan in equilibrium.strategy.values() for where in plan}
    open_ones = {m: ways for m, ways in equilibrium.deterrence.items() if m not in shown}
    return replace(equilibrium, deterrence=open_ones)


def equilibrium_latex(equilibrium: Equilibrium, tex: Mapping[str, str] | None = None) -> str:
    """Return an equilibrium as a LaTeX display that MathJax reads too; see :mod:`gametheory.concepts.words.typeset`."""
    from gametheory.concepts.words.typeset import equilibrium_display

    return equilibrium_display(equilibrium, tex)


def solution_latex(solution: Solution) -> str:
    """Return a whole solution as LaTeX displays, one an equilibrium."""
    from gametheory.concepts.words.typeset import solution_displays

    return solution_displays(solution)
