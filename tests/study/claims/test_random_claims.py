"""Random claims about random games: what is proved holds at random exact points, what is refuted fails at its witness.

The truth comes from ``claims_by_hand``: the numeric game at a point is solved by itself and the claim is read off its
equilibria. Points are random with large denominators, and small ones, so that some lie on knife edges; there a proof
says nothing, and the point is left out only where the verdict itself names the edge.
"""

import random
from fractions import Fraction
from itertools import product

import pytest
from helpers.claims_by_hand import (
    ALL,
    Claim,
    assert_fails_at_witness,
    here,
    on_edge,
    trend_holds_near,
)

import gametheory as gt

F = Fraction
PARAMETERS = ("x", "y")
RANGE = ("(0", "1)")
GAMES = 15
CLAIMS = 16
POINTS = 14
COURSES = ("rising", "falling", "never rising", "never falling", "constant")


def linear(rng):
    """A payoff: a small number, at times plus a multiple of a parameter."""
    text = str(rng.randint(-2, 3))
    if rng.random() < 0.4:
        text += f" + {rng.choice([-3, -2, -1, 1, 2, 3])}*{rng.choice(PARAMETERS)}"
    return text


def signaling(rng):
    types = {"high": "x", "low": "1 - x"} if rng.random() < 0.7 else {"high": "1/3", "low": "2/3"}
    messages = {"loud": ("yes", "no"), "still": ("yes", "no")}
    if rng.random() < 0.3:
        messages["still"] = ("rest",)
    cells = {(t, m, r): (linear(rng), linear(rng)) for t, m in product(types, messages) for r in messages[m]}
    game = gt.SignalingGame("s", "r", types, messages, cells)
    return game, ("high", "low", "loud", "still", "yes", "no"), ("s", "r")


def strategic(rng):
    game = gt.StrategicGame(
        {"row": ("up", "down"), "column": ("left", "right")},
        {profile: (linear(rng), linear(rng)) for profile in product(("up", "down"), ("left", "right"))},
    )
    return game, ("up", "down", "left", "right"), ("row", "column")


def tree(rng):
    def end():
        return gt.Payoff(one=linear(rng), two=linear(rng))

    game = gt.ExtensiveGame(
        "start",
        {
            "start": gt.Move("one", go="fate", stay=end()),
            "fate": gt.Chance(sun=("1/3", "fine"), rain=("2/3", "wet")),
            "fine": gt.Move("two", take=end(), leave=end()),
            "wet": gt.Move("two", take=end(), leave="last"),
            "last": gt.Move("one", fight=end(), yield_=end()),
        },
    )
    return game, ("go", "stay", "take", "leave", "fight", "yield_"), ("one", "two")


KINDS = {"signaling": signaling, "strategic": strategic, "tree": tree}


def model_of(rng, kind):
    game, labels, players = KINDS[kind](rng)
    free = [name for name in PARAMETERS if name in game.parameters]
    if not free:
        return model_of(rng, kind)
    assume = ["x < y"] if len(free) == 2 and rng.random() < 0.3 else []
    parameters = {name: {"range": RANGE, "value": value} for name, value in zip(free, ("1/3", "3/5"), strict=False)}
    return gt.Model("random", game, parameters=parameters, assume=assume), labels, players


class Random:
    """Makes claims about a model."""

    def __init__(self, rng, model, labels, players):
        self.rng, self.labels, self.players = rng, labels, players
        self.names = tuple(model.parameters)

    def number(self):
        return ("number", self.rng.choice([F(0), F(1), F(1, 2), F(1, 3), F(-1), F(2), F(2, 3)]))

    def quantity(self):
        kind = self.rng.random()
        if kind < 0.5:
            return ("P", self.rng.sample(self.labels, self.rng.choice([1, 1, 1, 2])), [])
        if kind < 0.65:
            return ("P", [self.rng.choice(self.labels)], [self.rng.choice(self.labels)])
        if kind < 0.9:
            return ("payoff", self.rng.choice(self.players))
        return ("sum", self.quantity(), self.number())

    def part(self):
        right = self.number() if self.rng.random() < 0.8 else ("parameter", self.rng.choice(self.names))
        if self.rng.random() < 0.1:
            right = self.quantity()
        return (self.quantity(), self.rng.choice(["<", "<=", "=", "!=", ">=", ">", ">", "="]), right)

    def pattern(self):
        shape = self.rng.choice([[1], [1], [1], [2], [1, 1]])
        return [[self.part() for _ in range(n)] for n in shape]

    def relation(self):
        left = ("parameter", self.rng.choice(self.names))
        right = ("number", F(self.rng.randint(1, 11), 12))
        if len(self.names) > 1 and self.rng.random() < 0.3:
            right = ("parameter", self.rng.choice([n for n in self.names if n != left[1]]))
        return (left, self.rng.choice(["<", ">", "<=", ">="]), right)

    def condition(self):
        return [[self.relation()] for _ in range(self.rng.choice([1, 1, 2]))]

    def claim(self, kind):
        where = self.condition() if self.rng.random() < 0.5 else None
        name = self.rng.choice(self.names)
        more = {"where": where}
        if kind in ("some", "no", "one"):
            return Claim(kind, self.pattern() if self.rng.random() < 0.85 else ALL, **more)
        if kind == "only":
            return Claim(kind, self.pattern(), **more)
        if kind == "iff":
            return Claim(kind, self.pattern(), condition=self.condition(), **more)
        if kind in ("above", "below"):
            return Claim(kind, self.pattern(), parameter=name, value=F(self.rng.randint(1, 11), 12), **more)
        if kind == "every":
            return Claim(kind, self.pattern(), given=self.pattern() if self.rng.random() < 0.5 else None, **more)
        given = self.pattern() if kind == "trend" and self.rng.random() < 0.4 else None
        course = self.rng.choice(COURSES if kind == "trend" else COURSES[2:])
        return Claim(kind, given=given, quantity=self.quantity(), course=course, parameter=name, **more)


ASSERTIONS = ("some", "no", "one", "only", "iff", "above", "below", "every", "trend", "range")


def points(rng, model):
    """Random admissible points, half of them with small denominators."""
    found = []
    while len(found) < POINTS:
        size = rng.choice([6, 12, 9973, 99991])
        point = {name: F(rng.randint(1, size - 1), size) for name in model.parameters}
        if not list(model.domain.outside(point)):
            found.append(point)
    return found


def against(model, claim, rng, seen):
    """Yield the points at which the claim is false by hand."""
    for at in seen:
        if claim.kind == "trend":
            if trend_holds_near(model, claim, at.point) is False:
                yield at.point
        elif claim.kind == "range":
            name = claim.parameter
            other = {**at.point, name: F(rng.randint(1, 9972), 9973)}
            if other[name] == at.point[name] or list(model.domain.outside(other)):
                continue
            pair = sorted((at, here(model, other)), key=lambda one: one.point[name])
            if claim.holds_between(*pair) is False:
                yield pair[0].point
                yield pair[1].point
        elif claim.holds_at(at) is False:
            yield at.point


@pytest.mark.compares
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(GAMES // 3))
def test_what_is_proved_holds_and_what_is_refuted_fails(kind, seed, size):
    for one in size.seeds(seed):
        compare(kind, one)


def compare(kind, seed):
    """Make a game and claims about it, and hold every verdict against the claim's meaning at points."""
    rng = random.Random(f"{kind} {seed}")
    model, labels, players = model_of(rng, kind)
    solution = gt.solve(model)
    maker = Random(rng, model, labels, players)
    seen = [here(model, point) for point in points(rng, model)]
    statuses = set()
    for i in range(CLAIMS):
        claim = maker.claim(ASSERTIONS[(i + seed) % len(ASSERTIONS)])
        verdict = gt.prove(solution, claim.text, draws=256, seed=seed)
        statuses.add(verdict.status)
        if verdict.status == "refuted":
            assert_fails_at_witness(model, claim, verdict)
        elif verdict.status == "proved":
            wrong = [point for point in against(model, claim, rng, seen) if not on_edge(verdict, point)]
            assert not wrong, (claim.text, wrong[0], str(verdict))
    assert statuses & {"proved", "refuted"}
