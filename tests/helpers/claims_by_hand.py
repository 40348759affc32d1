"""Claims evaluated from scratch at one exact point: solve the numeric game there, list its equilibria, count.

Nothing of :mod:`gametheory.study.claims` or of the language of quantities is used. A claim is made of plain tuples,
from which both the text for the program and the meaning for the test come:

- a *quantity* is ``("number", x)``, ``("parameter", name)``, ``("P", labels, given labels)``, ``("payoff", player)`` or
  ``("type", player, type)``, ``("sum", a, b)``, ``("ratio", a, b)``;
- a *part* is ``(quantity, sign, quantity)``; a *pattern* is a list of alternatives, each a list of parts;
- conditions on the parameters are patterns of numbers and parameters.
"""

from __future__ import annotations

import operator
import random
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import gametheory as gt

F = Fraction
SIGNS = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
ALL = [[]]


@dataclass(frozen=True)
class Here:
    """The equilibria of the numeric game at one point, a continuum by its extreme points; ``between``: some others."""

    point: dict
    outcomes: tuple
    continuum: bool
    complete: bool
    between: tuple = ()


@dataclass(frozen=True)
class Mixed:
    """An equilibrium between the extreme points of a continuum."""

    outcome: dict
    payoffs: dict
    type_payoffs: dict


def here(model, point, refine=()):
    """Solve the game at a full parameter point."""
    exact = {str(name): Fraction(value) for name, value in point.items()}
    found = gt.solve(model.game.subs(exact))
    if refine:
        found = gt.refine(found, refine)
    assert all(audited.valid is True for audited in found.certificates())
    outcomes, between = [], []
    for eq in found:
        outcomes += list(eq.vertices) or [eq]
        between += mixtures(found.game, eq.vertices)
    return Here(exact, tuple(outcomes), any(not eq.isolated for eq in found), found.exhaustive, tuple(between))


# -- between extreme points -------------------------------------------------------------------------------------------


def mixtures(game, corners, count=6):
    """Return some equilibria of a piece: one player's strategies mixed with some weights, the other's with others."""
    if not corners or isinstance(game, gt.ExtensiveGame):
        return []
    rng = random.Random(0)
    found = []
    for k in range(count):
        weights = [[F(1) if k == 0 else F(rng.randint(0, 6)) for _ in corners] for _ in range(2)]
        if any(sum(row) == 0 for row in weights):
            continue
        mixed = (_signaling if isinstance(game, gt.SignalingGame) else _strategic)(game, corners, *weights)
        if mixed is not None:
            found.append(mixed)
    return found


def _mix(rows, weights):
    total, found = sum(weights), {}
    for row, weight in zip(rows, weights, strict=True):
        for action, probability in row.items():
            found[action] = found.get(action, F(0)) + weight * probability / total
    return {action: x for action, x in found.items() if x}


def _strategic(game, corners, first, second):
    one, two = (
        _mix([eq.strategy[p][p] for eq in corners], weights)
        for p, weights in zip(game.players, (first, second), strict=True)
    )
    outcome = {f"{a}/{b}": x * y for a, x in one.items() for b, y in two.items()}
    payoffs = {
        p: sum(x * game.payoffs[tuple(h.split("/"))][i] for h, x in outcome.items()) for i, p in enumerate(game.players)
    }
    for a in game.strategies[game.players[0]]:
        assert sum(y * game.payoffs[a, b][0] for b, y in two.items()) <= payoffs[game.players[0]]
    for b in game.strategies[game.players[1]]:
        assert sum(x * game.payoffs[a, b][1] for a, x in one.items()) <= payoffs[game.players[1]]
    return Mixed(outcome, payoffs, {})


def _signaling(game, corners, first, second):
    sender = {t: _mix([eq.strategy[game.sender][t] for eq in corners], first) for t in game.types}
    sent = {m for t in game.types for m in sender[t]}
    answer = {}
    for m in sent:  # answers of the extreme points at which the message is sent
        rows = [
            (eq.strategy[game.receiver][m], w)
            for eq, w in zip(corners, second, strict=True)
            if any(h.split("/")[1] == m for h in eq.outcome)
        ]
        if not any(w for _, w in rows):
            rows = [(row, F(1)) for row, _ in rows]
        answer[m] = _mix([row for row, _ in rows], [w for _, w in rows])
    worth = {t: {m: sum(y * game.payoffs[t, m, r][0] for r, y in answer[m].items()) for m in sent} for t in game.types}
    kinds = {t: max(worth[t].values()) for t in game.types}
    for t in game.types:
        assert all(worth[t][m] == kinds[t] for m in sender[t])
    for m in sent:
        value = {
            r: sum(F(p) * sender[t].get(m, 0) * game.payoffs[t, m, r][1] for t, p in game.types.items())
            for r in game.messages[m]
        }
        assert all(value[r] == max(value.values()) for r in answer[m])
    outcome = {
        f"{t}/{m}/{r}": F(p) * x * y
        for t, p in game.types.items()
        for m, x in sender[t].items()
        for r, y in answer[m].items()
    }
    payoffs = {
        player: sum(x * game.payoffs[tuple(h.split("/"))][i] for h, x in outcome.items())
        for i, player in enumerate((game.sender, game.receiver))
    }
    return Mixed(outcome, payoffs, kinds)


# -- meaning ----------------------------------------------------------------------------------------------------------


def mass(outcome, labels):
    total = Fraction(0)
    for history, probability in outcome.items():
        parts = history.split("/")
        if all(label in parts for label in labels):
            total += Fraction(probability)
    return total


def number(quantity, eq, point):
    """Return a quantity's value in a numeric equilibrium; None where it is undefined."""
    if callable(quantity):
        return quantity(eq, point)
    if isinstance(quantity, Fraction):
        return quantity
    kind = quantity[0]
    if kind == "number":
        return Fraction(quantity[1])
    if kind == "parameter":
        return point[quantity[1]]
    if kind == "P":
        _, labels, given = quantity
        if not given:
            return mass(eq.outcome, labels)
        below = mass(eq.outcome, given)
        return None if below == 0 else mass(eq.outcome, [*labels, *given]) / below
    if kind == "payoff":
        return Fraction(eq.payoffs[quantity[1]])
    if kind == "type":
        return Fraction(eq.type_payoffs[quantity[2]])
    left, right = number(quantity[1], eq, point), number(quantity[2], eq, point)
    if left is None or right is None:
        return None
    if kind == "sum":
        return left + right
    assert kind == "ratio"
    return None if right == 0 else left / right


def has(pattern, eq, point):
    """Return whether an equilibrium has a pattern."""
    if callable(pattern):
        return pattern(eq, point)
    for every in pattern:
        fits = True
        for left, sign, right in every:
            a, b = number(left, eq, point), number(right, eq, point)
            fits = fits and a is not None and b is not None and SIGNS[sign](a, b)
        if fits:
            return True
    return False


@dataclass(frozen=True)
class Claim:
    """``kind`` is some, no, one, only, every, iff, above, below, trend or range."""

    kind: str
    pattern: Any = None
    given: Any = None
    condition: Any = None
    quantity: Any = None
    parameter: str = ""
    value: Fraction = Fraction(0)
    course: str = ""
    where: Any = None

    def applies(self, point):
        return self.where is None or has(self.where, None, point)

    def holds_at(self, at):
        """Return True or False; None where it says nothing at the point.

        Of a continuum all extreme points are looked at, and some equilibria between them.
        """
        if not at.complete or not self.applies(at.point):
            return None
        everything = (*at.outcomes, *at.between)
        found = [eq for eq in everything if self.pattern is None or has(self.pattern, eq, at.point)]
        if self.kind in ("iff", "above", "below"):
            if self.kind == "iff":
                inside = has(self.condition, None, at.point)
            else:
                x, edge = at.point[self.parameter], number(self.value, None, at.point)
                if x == edge:
                    return None
                inside = (x > edge) == (self.kind == "above")
            return bool(found) == inside
        if self.kind == "every":
            meant = [eq for eq in everything if self.given is None or has(self.given, eq, at.point)]
            return all(has(self.pattern, eq, at.point) for eq in meant)
        if self.kind == "some":
            return bool(found)
        if self.kind == "no":
            return not found
        if self.kind == "one":
            return len(distinct(found)) == 1
        assert self.kind == "only"
        return len(distinct(everything)) == 1 and bool(found)

    def holds_between(self, low, high):
        """Return the same of a claim about a range, for two points that differ in its parameter."""
        assert self.kind == "range"
        assert low.point[self.parameter] < high.point[self.parameter]
        if not (low.complete and high.complete and self.applies(low.point) and self.applies(high.point)):
            return None
        ends = []
        for at in (low, high):
            values = [number(self.quantity, eq, at.point) for eq in (*at.outcomes, *at.between)]
            known = [value for value in values if value is not None]
            if not known:
                return None
            ends.append((min(known), max(known)))
        return all(moves_right(self.course, ends[0][i], ends[1][i]) for i in (0, 1))

    @property
    def text(self):
        named = "" if self.pattern in (None, ALL) else f" has {pattern_text(self.pattern)}"
        if self.kind in ("some", "no", "one"):
            body = f"{self.kind} equilibrium{named}"
        elif self.kind == "only":
            body = f"the only equilibrium{named}"
        elif self.kind == "iff":
            body = f"some equilibrium{named} iff {pattern_text(self.condition)}"
        elif self.kind in ("above", "below"):
            body = f"some equilibrium{named} {self.kind} {self.parameter} = {self.value}"
        elif self.kind == "range":
            body = f"the range of {quantity_text(self.quantity)} is {self.course} in {self.parameter}"
        else:
            given = "" if self.given is None else f" with {pattern_text(self.given)}"
            what = (
                pattern_text(self.pattern)
                if self.kind == "every"
                else f"{quantity_text(self.quantity)} {self.course} in {self.parameter}"
            )
            body = f"every equilibrium{given} has {what}"
        return body + ("" if self.where is None else f" where {pattern_text(self.where)}")


def distinct(equilibria):
    """Return the outcomes, each once."""
    return {frozenset((h, Fraction(x)) for h, x in eq.outcome.items() if x) for eq in equilibria}


def moves_right(course, first, second):
    """Return whether a value may go from ``first`` to ``second`` as the parameter grows."""
    return {
        "rising": second > first,
        "falling": second < first,
        "never rising": second <= first,
        "never falling": second >= first,
        "constant": second == first,
    }[course]


# -- text -------------------------------------------------------------------------------------------------------------


def quantity_text(quantity):
    kind = quantity[0]
    if kind == "number":
        return str(Fraction(quantity[1]))
    if kind == "parameter":
        return quantity[1]
    if kind == "P":
        given = f" | {', '.join(quantity[2])}" if quantity[2] else ""
        return f"P({', '.join(quantity[1])}{given})"
    if kind in ("payoff", "type"):
        return ".".join(("payoff", *quantity[1:]))
    sign = {"sum": "+", "ratio": "/"}[kind]
    return f"({quantity_text(quantity[1])}) {sign} ({quantity_text(quantity[2])})"


def pattern_text(pattern):
    return " or ".join(
        " and ".join(f"{quantity_text(left)} {sign} {quantity_text(right)}" for left, sign, right in every)
        for every in pattern
    )


# -- claims written as text -------------------------------------------------------------------------------------------


class UndefinedError(Exception):
    """A quantity has no value in an equilibrium."""


def _value(text):
    """Return a quantity's text as a function of an equilibrium and a point, by way of Python's own expressions."""
    code = re.sub(r"(?<![\w.])\d+(?![\w.])", lambda m: f"F({m[0]})", text)
    code = re.sub(r"P\(([^()]*)\)", lambda m: f"P({m[1]!r})", code)
    code = re.sub(r"(payoff|belief)\.(\w+)(?:\.(\w+))?", lambda m: f"{m[1]}({m[2]!r}, {m[3]!r})", code)
    compiled = compile(code, text, "eval")

    def value(eq, point):
        def probability(given):
            labels, _, when = given.partition("|")
            split = [[x.strip() for x in part.split(",") if x.strip()] for part in (labels, when)]
            found = number(("P", *split), eq, point)
            if found is None:
                raise UndefinedError
            return found

        def payoff(player, kind):
            return F(eq.payoffs[player] if kind is None else eq.type_payoffs[kind])

        def belief(message, kind):
            return probability(f"{kind} | {message}")

        try:
            return eval(compiled, {"F": F, "P": probability, "payoff": payoff, "belief": belief, **point})
        except (UndefinedError, ZeroDivisionError):
            return None

    return value


def _pattern(text):
    alternatives = [
        [re.split(r"\s(<=|>=|!=|<|>|=)\s", part) for part in every.split(" and ")] for every in text.split(" or ")
    ]
    read = [
        [[_value(x) if i % 2 == 0 else x for i, x in enumerate(chain)] for chain in every] for every in alternatives
    ]

    def fits(eq, point):
        def holds(chain):
            values = [number(x, eq, point) for x in chain[::2]]
            signs = chain[1::2]
            return None not in values and all(SIGNS[s](values[i], values[i + 1]) for i, s in enumerate(signs))

        return any(all(holds(chain) for chain in every) for every in read)

    return fits


_COURSE = r"(?P<course>(?:never )?(?:rising|falling)|constant) in (?P<parameter>\w+)"
_FORMS = (
    r"(?P<kind>some) equilibrium has (?P<pattern>.+) (?P<side>above|below) (?P<parameter>\w+) = (?P<value>.+)",
    r"(?P<kind>some) equilibrium has (?P<pattern>.+) iff (?P<condition>.+)",
    r"(?P<kind>some|no|one) equilibrium(?: has (?P<pattern>.+))?",
    r"the (?P<kind>only) equilibrium has (?P<pattern>.+)",
    rf"(?P<kind>every) equilibrium(?: with (?P<given>.+?))? has (?P<quantity>.+?) {_COURSE}",
    r"(?P<kind>every) equilibrium(?: with (?P<given>.+?))? has (?P<pattern>.+)",
    rf"the (?P<kind>range) of (?P<quantity>.+?) is {_COURSE}",
)


@dataclass(frozen=True)
class Written(Claim):
    """A claim that was read from its text here, by regular expressions."""

    words: str = ""

    @property
    def text(self):
        return self.words


def written(text, where=""):
    """Read a claim; ``where`` is one more condition."""
    body, _, inside = text.partition(" where ")
    found = next(match for form in _FORMS if (match := re.fullmatch(form, body))).groupdict()
    kind = "iff" if found.get("condition") else found.get("side") or found["kind"]
    if kind == "every" and found.get("course"):
        kind = "trend"
    conditions = [_pattern(one) for one in (inside, where) if one]
    return Written(
        kind,
        pattern=_pattern(found["pattern"]) if found.get("pattern") else None,
        given=_pattern(found["given"]) if found.get("given") else None,
        condition=_pattern(found["condition"]) if found.get("condition") else None,
        quantity=_value(found["quantity"]) if found.get("quantity") else None,
        parameter=found.get("parameter") or "",
        value=_value(found["value"]) if found.get("value") else F(0),
        course=found.get("course") or "",
        where=(lambda eq, point: all(one(eq, point) for one in conditions)) if conditions else None,
        words=text,
    )


# -- what a verdict shows ---------------------------------------------------------------------------------------------


def on_edge(verdict, point):
    """Return whether a proof excludes a point itself: it lies on a knife edge that the verdict names."""
    return any(gap.edge.at(point) for gap in verdict.gaps)


def assert_fails_at_witness(model, claim, verdict, refine=()):
    """Check a refutation by hand: the game solved anew at the witness goes against the claim."""
    assert verdict.status == "refuted"
    witness = dict(verdict.witness)
    assert not list(model.domain.outside(witness)), witness
    low = here(model, witness, refine)
    assert claim.applies(witness), (claim.text, witness)
    if claim.kind not in ("trend", "range"):
        assert claim.holds_at(low) is False, (claim.text, witness)
        solved = {frozenset((h, x) for h, x in eq.outcome.items() if x) for eq in low.outcomes}
        for eq in verdict.equilibria:
            assert frozenset((h, x) for h, x in eq.outcome.items() if x) in solved
        return
    if "is undefined" in verdict.reason:
        assert number(claim.quantity, verdict.equilibria[0], witness) is None
        return
    value = Fraction(re.search(rf"as {claim.parameter} goes to (-?[\d/]+)", verdict.reason)[1])
    high = here(model, {**witness, claim.parameter: value}, refine)
    assert not list(model.domain.outside(high.point))
    assert witness[claim.parameter] < value, (claim.text, witness, value)
    assert claim.applies(high.point)
    if claim.kind == "range":
        assert claim.holds_between(low, high) is False, (claim.text, witness, value)
        return
    first, second = verdict.equilibria
    for at, eq in ((low, first), (high, second)):
        assert any(dict(one.outcome) == dict(eq.outcome) for one in at.outcomes)
        assert claim.given is None or has(claim.given, eq, at.point)
    values = number(claim.quantity, first, low.point), number(claim.quantity, second, high.point)
    assert not moves_right(claim.course, *values), (claim.text, witness, value, values)


def trend_holds_near(model, claim, point, step=Fraction(1, 10**7)):
    """Return whether a quantity moves as claimed in every equilibrium between a point and one a little further.

    Equilibria at the two points are matched by the histories that have positive probability; None where two have the
    same, or the point or its neighbour is outside.
    """
    low = here(model, point)
    further = {**low.point, claim.parameter: low.point[claim.parameter] + step}
    if list(model.domain.outside(further)):
        return None
    high = here(model, further)
    if low.continuum or high.continuum or not (claim.applies(low.point) and claim.applies(high.point)):
        return None
    pairs = []
    for at in (low, high):
        meant = [eq for eq in at.outcomes if claim.given is None or has(claim.given, eq, at.point)]
        by_support = {frozenset(h for h, x in eq.outcome.items() if x): eq for eq in meant}
        if len(by_support) < len(meant):
            return None
        pairs.append(by_support)
    if set(pairs[0]) != set(pairs[1]):
        return None
    for support, eq in pairs[0].items():
        first = number(claim.quantity, eq, low.point)
        second = number(claim.quantity, pairs[1][support], high.point)
        if first is None or second is None or not moves_right(claim.course, first, second):
            return False
    return True
