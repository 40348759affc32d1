"""Facts of answers made by hand, for what sentences say of them: we strike or wait, they send or sit."""

from dataclasses import replace

from gametheory.study.answers.facts import (
    Base,
    Course,
    Direction,
    Driver,
    ModelFacts,
    Moves,
    OutcomeWords,
    Rule,
    Spread,
    Verdict,
)
from gametheory.study.answers.sentences import items

N = 11
VALUES = tuple(i / (N - 1) for i in range(N))


def over(low, high=None, *, half=0.001, never=0.0, even=0.0, sure=0.0, valued=1.0):
    """Return a spread; one number for both ends unless ``high`` is given."""
    high = low if high is None else high
    if low is None:
        return Spread(*((None, None),) * 5, 0.0)
    return Spread((low, high), (half, half), (never,) * 2, (even,) * 2, (sure,) * 2, valued)


def rule(name, *spreads, single=1.0, holds="", fails=""):
    return Rule(name, name.upper(), holds, fails, single, 1 - single, 0.0, spreads)


RISES = (Direction("rises", False),)
UP = (Moves(0.1, 0.9, 0, 0),)


def driver(course=None, every=None, *, directions=RISES, moves=UP, **more):
    course = VALUES if course is None else tuple(course)
    every = course if every is None else tuple(every)
    names = ("d1", "every")[: max(len(directions), 1)] if len(directions) > 1 else ("every",)
    courses = [Course(name, low, low) for name, low in zip(names, (course, every), strict=False)]
    made = Driver(
        parameter="x",
        noun="the number",
        more="the number is higher",
        less="the number is lower",
        pays="",
        unit="",
        ends=(),
        values=VALUES,
        base=0.5,
        admissible=(1.0,) * N,
        courses=tuple(courses),
        slice=Course(names[0], course, course),
        moves=tuple(moves),
        directions=tuple(directions),
    )
    return replace(made, **more)


def model(*rules, **more):
    """Return a model about a strike by us, with what they and we do in the rules' spreads (sit, send; wait, strike)."""
    acts = [("them", "They", "sits"), ("them", "They", "sends"), ("us", "We", "waits"), ("us", "We", "strikes")]
    priced = [OutcomeWords(f"P({does})", player, name, does, f"a {does}", "") for player, name, does in acts]
    head = replace(priced[-1], noun="a strike")
    made = ModelFacts(
        name="made",
        title="Made",
        sha256="",
        concept="perfect Bayesian equilibrium",
        question="What?",
        lead=False,
        outcomes=tuple(priced),
        headline=head,
        complete=True,
        why="",
        patterns=3,
        parameters=2,
        assumed=2,
        cases=10_000,
        seed=0,
        curve_cases=1000,
        refused="",
        accepted=1.0,
        tilt=(),
        rules=rules or (plain_rule("every"),),
        drivers=(),
        weights=(),
        base=None,
        changes=(),
        ranges=(),
        told=(),
        verdicts=(),
        missing=(),
    )
    return replace(made, **more)


def plain_rule(name, strike=0.2, sends=0.3, half=0.001, **more):
    low, high = strike if isinstance(strike, tuple) else (strike, strike)
    return rule(
        name,
        over(1 - sends),
        over(sends),
        over(1 - high, 1 - low, half=half),
        over(low, high, half=half),
        over(low, high, half=half),
        **more,
    )


def of_kind(models, kind):
    return [item for item in items(models) if item.kind == kind]


def said(models):
    return " ".join(item.plain for item in items(models))


def marks(found):
    return {mark.kind for item in found for mark in item.marks}


def told(status, share=None, **more):
    return Verdict("c", status, "Statement.", share, plain="after a threat there is no strike", **more)


def base(share=0.8, **more):
    return replace(Base("They sends; We waits", (0.0, 0.0), (0.0, 0.0), share), **more)
