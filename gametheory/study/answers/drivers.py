"""The sentences about drivers: which way the headline goes with a number, and how far.

What is said follows the strongest fact there is: a proof of the direction; else what the cases show, which is said
to be that. Models that disagree are named, each with what the number means there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gametheory.study.answers.courses import MOST as ADMISSIBLE
from gametheory.study.answers.facts import Course, Driver, ModelFacts, Moves
from gametheory.study.answers.item import PROVED, SHARE, Item, Mark
from gametheory.study.answers.numbers import percent

__all__ = ["MOST", "direction_words", "driver_items", "ends", "one_way", "same_way", "turning"]

MOST = 2
"""Items about drivers."""

USUALLY = 0.9
"""From this share of the cases that move on, a direction is the usual one."""

FEW = 0.01
"""Where fewer cases than these move, a number makes nearly no difference."""

TURN = 0.03
"""A course turns where it has an inner extreme further than this beyond both ends."""


def driver_items(models: Sequence[ModelFacts]) -> Iterator[Item]:
    """Yield an item for the first driver of the leading model, and one for the rest of them."""
    drivers = models[0].drivers
    if drivers:
        yield _item(models, drivers[:1])
    if len(drivers) > 1:
        yield _item(models, drivers[1:3])


def _item(models: Sequence[ModelFacts], drivers: Sequence[Driver]) -> Item:
    """Return one item about a driver, or about two of them, then in short."""
    leads: list[str] = []
    texts: list[str] = []
    marks: list[Mark] = []
    for driver in drivers:
        having = _having(models, driver)
        agree = same_way([one for _, one in having])
        if agree:
            # the weakest of what can be said is so in all of them
            _, weakest = min(having, key=lambda one: _strength(one[1]))
            leads.append(f"When {driver.more}, {direction_words(weakest, models[0].headline.noun)}")
        else:
            leads.append(f"When {driver.more}, {models[0].headline.noun} does not go the same way in every model")
        texts += _told_of(models, driver, having, agree=agree, alone=len(drivers) == 1)
        if driver.because and agree:
            texts.append(f"The reason: {driver.because}")
        marks += _marks(models, having)
    texts = [text[:1].upper() + text[1:] for text in texts]
    kept = tuple(dict.fromkeys(marks))
    return Item("driver", f"{_one_lead(leads)}.", " ".join(f"{text}." for text in texts), kept)


def _told_of(
    models: Sequence[ModelFacts],
    driver: Driver,
    having: Sequence[tuple[ModelFacts, Driver]],
    *,
    agree: bool,
    alone: bool,
) -> list[str]:
    """Return what is said below the lead: how often which way, where models differ, and how far the average goes."""
    several = len(models) > 1
    if not agree:
        clauses = []
        for model, one in having:
            found = ends(one)
            means = f", where it is {one.pays}," if one.pays else ""
            far = "" if found is None else f" ({_between(*found[0][1:])} to {_between(*found[1][1:])})"
            clauses.append(f"{_shortly(one)} in model {1 + list(models).index(model)}{means}{far}")
        return [f"{driver.noun}, from lowest to highest: {', '.join(clauses)}"]
    counted = _counted(having[0][1])
    told = []
    if counted and alone:
        where = f"In model {1 + list(models).index(having[0][0])} it becomes" if several else "It becomes"
        told.append(f"{where} {counted}")
    return told + _courses(models, driver, having, several=not alone)


def _shortly(driver: Driver) -> str:
    """Return in two words which way the headline goes."""
    known = driver.directions[-1]
    sure = "always " if known.proved else ""
    if known.kind == "constant":
        return f"{sure}the same"
    if known.kind in ("rises", "falls"):
        return f"{sure}{'likelier' if known.kind == 'rises' else 'less likely'}"
    way = _usual(driver)
    return f"usually {'likelier' if way == 'rises' else 'less likely'}" if way else "either way"


def one_way(drivers: Sequence[Driver]) -> bool:
    """Whether a number has one direction, the same in several models."""
    return same_way(drivers) and _way(drivers[0]) != "mixed"


def same_way(drivers: Sequence[Driver]) -> bool:
    """Whether a number does the same in several models."""
    return len({_way(one) for one in drivers}) == 1


def _one_lead(leads: Sequence[str]) -> str:
    """Return several leads as one: what is so in both cases is said once."""
    if len(leads) == 1:
        return leads[0]
    (when, first), (again, second) = (lead.split(", ", 1) for lead in leads)
    if first == second:
        return f"{when}, or {again[:1].lower()}{again[1:]}, {first}"
    return f"{leads[0]}; {leads[1][:1].lower()}{leads[1][1:]}"


def _having(models: Sequence[ModelFacts], driver: Driver) -> list[tuple[ModelFacts, Driver]]:
    """Return the models in which the number drives the same headline, each with what it does there."""
    return [
        (model, one)
        for model in models
        for one in model.drivers
        if one.parameter == driver.parameter and model.headline.noun == models[0].headline.noun
    ]


def direction_words(driver: Driver, noun: str) -> str:
    """Return which way the headline goes when there is more of the driver."""
    known, moves = driver.directions[-1], driver.moves
    if known.proved:
        form = " (by the form assumed)" if known.form else ""
        if known.kind == "constant":
            return f"that makes no difference to {noun}{form}"
        likelier = "likelier" if known.kind == "rises" else "less likely"
        return f"{noun} becomes {likelier}, and never the reverse{form}"
    if any(one is None for one in moves):
        return f"nothing is known of the direction in which {noun} goes"
    if not any(_moving(one) for one in moves):
        return f"{noun} stays as likely in every case tried"
    if known.kind in ("rises", "falls"):
        return f"{noun} becomes {'likelier' if known.kind == 'rises' else 'less likely'} in every case tried that moves"
    if all(_moving(one) < FEW for one in moves):
        return f"{noun} hardly ever changes"
    way = _usual(driver)
    if way:
        return f"{noun} usually becomes {'likelier' if way == 'rises' else 'less likely'}, but not always"
    turn = turning(driver)
    if turn is not None:
        return f"{noun} first becomes {turn[0]}"
    return f"{noun} can become likelier or less likely"


def _counted(driver: Driver) -> str:
    """Return in how many cases the headline goes which way, where it does not go one way only; else empty."""
    moves = driver.moves[0]
    if driver.directions[-1].kind != "mixed" or moves is None or not _moving(moves):
        return ""
    parts = ((moves.up, "likelier"), (moves.down, "less likely"), (moves.both, "first one, then the other,"))
    told = [f"{words} in {percent(part)}" for part, words in parts if part]
    return f"{', '.join(told)} of 100 cases".replace(",,", ",").replace(", in", " in")


def _moving(moves: Moves | None) -> float:
    return 0.0 if moves is None else moves.up + moves.down + moves.both


def _usual(driver: Driver) -> str:
    """Return the direction that the cases usually take, whatever the outcome; empty if there is none."""
    moves = [one for one in driver.moves if one is not None and _moving(one)]
    if moves and all(one.up >= USUALLY * _moving(one) for one in moves):
        return "rises"
    return "falls" if moves and all(one.down >= USUALLY * _moving(one) for one in moves) else ""


def _strength(driver: Driver) -> int:
    known = driver.directions[-1]
    return 2 if known.proved else 1 if known.kind in ("rises", "falls", "constant") else 0


def _way(driver: Driver) -> str:
    """Return the direction in one word, for comparing models."""
    known = driver.directions[-1]
    return known.kind if known.kind in ("rises", "falls", "constant") else _usual(driver) or "mixed"


def _told(driver: Driver, course: Course) -> list[tuple[float, float, float]]:
    """Return the values at which enough cases are admissible, with lowest and highest."""
    return [
        (value, low, high)
        for value, low, high, share in zip(driver.values, course.low, course.high, driver.admissible, strict=True)
        if share >= ADMISSIBLE and low is not None and high is not None
    ]


def turning(driver: Driver) -> tuple[str, float, float] | None:
    """Return in which way the course turns, where, and how high it is there; None if it does not."""
    told = _told(driver, driver.courses[0])
    if len(told) < 3:
        return None
    inner = told[1:-1]
    first, last = told[0][1], told[-1][1]
    least, most = min(inner, key=lambda one: one[1]), max(inner, key=lambda one: one[1])
    if min(first, last) - least[1] > TURN:
        return "less likely, then likelier", least[0], least[1]
    if most[1] - max(first, last) > TURN:
        return "likelier, then less likely", most[0], most[1]
    return None


def ends(driver: Driver) -> tuple[tuple[str, float, float], tuple[str, float, float]] | None:
    """Return the outermost values that are quoted, in words, with lowest and highest there."""
    told = _told(driver, driver.courses[0])
    if len(told) < 2:
        return None
    words = [f"{told[0][0]:.3g}", f"{told[-1][0]:.3g}"]
    if driver.ends:
        whole = (told[0][0] == driver.values[0], told[-1][0] == driver.values[-1])
        words = [name if at_end else word for name, at_end, word in zip(driver.ends, whole, words, strict=True)]
    return (words[0], *told[0][1:]), (words[1], *told[-1][1:])


def _courses(
    models: Sequence[ModelFacts], driver: Driver, having: Sequence[tuple[ModelFacts, Driver]], *, several: bool
) -> list[str]:
    """Return one sentence on how far the average goes, a clause a model; ``several`` drivers are told by name."""
    clauses, names = [], []
    for model, one in having:
        found = ends(one)
        if found is None:
            continue
        (first, low, high), (last, low_2, high_2) = found
        turn = turning(one)
        over = f" over {_between(turn[2], turn[2])} at {turn[1]:.3g}" if turn else ""
        where = f" in model {1 + list(models).index(model)}" if len(models) > 1 else ""
        clauses.append(f"from {_between(low, high)}{over} to {_between(low_2, high_2)}{where}")
        names.append((first, last))
    if not clauses:
        return []
    with_what = f"{driver.noun[:1].upper()}{driver.noun[1:]}: from" if several else "From"
    return [f"{with_what} {names[0][0]} to {names[0][1]} the average chance goes {', '.join(clauses)}"]


def _between(low: float, high: float) -> str:
    return f"{percent(low)}%" if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}%"


def _marks(models: Sequence[ModelFacts], having: Sequence[tuple[ModelFacts, Driver]]) -> Iterator[Mark]:
    proved = [model for model, one in having if one.directions[-1].proved]
    if proved:
        which = "both models" if len(proved) == len(models) == 2 else "all models" if len(proved) == len(models) else ""
        names = which or ", ".join(f"model {1 + list(models).index(model)}" for model in proved)
        yield Mark(PROVED, "direction" + (f" · {names}" if len(models) > 1 else ""), (proved[0].name, "claims"))
    if having:
        yield Mark(SHARE, "averages over the cases", (having[0][0].name, "outcomes"))
