"""What one number does to the headline, drawn: a panel a model.

The line is the average over the cases by the strictest rule, the band runs from the lowest to the highest outcome, the
dashed line is the headline with the base numbers alone. Where fewer than half of the cases are admissible the line is
dotted, and where fewer than a fifth are there is none. Title and description say the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gametheory.lang.writing.markup import Child, Markup, element
from gametheory.study.answers.courses import MOST
from gametheory.study.answers.drivers import ends
from gametheory.study.answers.facts import Course, Driver, ModelFacts
from gametheory.study.answers.numbers import percent

__all__ = ["panel"]

WIDTH, HEIGHT = 320, 206
LEFT, RIGHT, TOP, BOTTOM = 34, 312, 26, 166

LEAST = 0.2
"""Where fewer cases are admissible nothing is drawn."""

Point = tuple[float, float]
Scale = Callable[[float], float]


def panel(model: ModelFacts, driver: Driver, title: str, number: int, key: str) -> Markup:
    """Return the panel of one model; ``key`` makes its ids unique on the page."""
    colour = f"m{min(number, 4)}"
    first, last = driver.values[0], driver.values[-1]

    def x(value: float) -> float:
        return LEFT + (RIGHT - LEFT) * (value - first) / (last - first) if last > first else LEFT

    drawn = [share >= LEAST for share in driver.admissible]
    strict, every = driver.courses[0], driver.courses[-1]
    parts: list[Child] = [
        element("title", title, id=f"{key}t"),
        element("desc", _described(model, driver), id=f"{key}d"),
        element("text", title, x=0, y=12, class_="name"),
        *_frame(driver, x),
    ]
    parts += _band(driver, every, drawn, x)
    if not _same(strict, every):
        parts += _band(driver, strict, drawn, x, opacity="0.28")
    base = _points(driver, driver.slice.low, [True] * len(drawn), x)
    parts += [_line(run, "#3a4048", "4 3", "1.3") for run in base]
    middle = [None if a is None or b is None else (a + b) / 2 for a, b in zip(strict.low, strict.high, strict=True)]
    solid = [ok and share >= MOST for ok, share in zip(drawn, driver.admissible, strict=True)]
    parts += [_line(run, "currentColor", "1.5 3", "2.2") for run in _points(driver, middle, drawn, x)]
    parts += [_line(run, "currentColor", None, "2.2") for run in _points(driver, middle, solid, x)]
    if driver.base is not None and first <= driver.base <= last:
        at = x(driver.base)
        parts.append(element("path", d=f"M{at - 4:.1f} {BOTTOM - 7}h8l-4 6z", fill="#3a4048"))
    parts += _labels(driver, x)
    return element(
        "svg",
        parts,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_labelledby=f"{key}t {key}d",
        class_=colour,
    )


def _y(value: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value


def _same(one: Course, other: Course) -> bool:
    return one.rule == other.rule


def _frame(driver: Driver, x: Scale) -> Iterator[Markup]:
    for tick in (0, 25, 50, 75, 100):
        y = f"{_y(tick / 100):.0f}"
        yield element("path", d=f"M{LEFT} {y}H{RIGHT}", class_="axis" if tick == 0 else "grid")
        yield element("text", "100%" if tick == 100 else tick, x=LEFT - 5, y=int(y) + 4, class_="k e")
    first, last = (f"{value:.2g}" for value in (driver.values[0], driver.values[-1]))
    words = driver.ends or (first, last)
    yield element("text", words[0], x=LEFT, y=BOTTOM + 15, class_="k")
    yield element("text", words[1], x=RIGHT, y=BOTTOM + 15, class_="k e")
    noun = driver.noun if len(driver.noun) <= 52 else driver.noun[:50].rsplit(" ", 1)[0] + " …"
    yield element("text", noun, x=(LEFT + RIGHT) // 2, y=BOTTOM + 33, class_="k m")


def _points(driver: Driver, values: Sequence[float | None], drawn: Sequence[bool], x: Scale) -> list[list[Point]]:
    """Return the stretches of a course that are drawn."""
    runs: list[list[Point]] = [[]]
    for at, value, ok in zip(driver.values, values, drawn, strict=True):
        if value is None or not ok:
            runs.append([])
        else:
            runs[-1].append((x(at), _y(value)))
    return [run for run in runs if len(run) > 1]


def _line(run: Sequence[Point], colour: str, dashes: str | None, width: str) -> Markup:
    d = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in run)
    return element("path", d=d, fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dashes)


def _band(driver: Driver, course: Course, drawn: Sequence[bool], x: Scale, opacity: str = "0.14") -> Iterator[Markup]:
    lows, highs = (_points(driver, values, drawn, x) for values in (course.low, course.high))
    for low, high in zip(lows, highs, strict=False):
        if all(abs(a[1] - b[1]) < 0.3 for a, b in zip(low, high, strict=False)):
            continue
        d = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in [*low, *reversed(high)]) + "z"
        yield element("path", d=d, fill="currentColor", fill_opacity=opacity)


def _labels(driver: Driver, x: Scale) -> Iterator[Markup]:
    """Yield the averages at the two outermost values that are quoted."""
    found = ends(driver)
    if found is None:
        return
    told = [v for v, share in zip(driver.values, driver.admissible, strict=True) if share >= MOST]
    for (_, low, high), value, anchor in zip(found, (told[0], told[-1]), ("start", "end"), strict=True):
        middle = (low + high) / 2
        above = _y(middle) - 7 if middle < 0.9 else _y(middle) + 15
        place = {"x": f"{x(value):.0f}", "y": f"{above:.0f}"}
        yield element("text", f"{percent(middle)}%", class_=f"v{' e' if anchor == 'end' else ''}", **place)


def _described(model: ModelFacts, driver: Driver) -> str:
    found = ends(driver)
    if found is None:
        return "Too few cases are admissible for a course."
    (first, low, high), (last, low_2, high_2) = found
    said = (
        f"From {first} to {last} the average chance of {model.headline.noun} goes from {percent((low + high) / 2)}% to "
        f"{percent((low_2 + high_2) / 2)}%."
    )
    every = driver.courses[-1]
    spans = [(a, b) for a, b in zip(every.low, every.high, strict=True) if a is not None and b is not None]
    if len(driver.courses) > 1 and spans:
        said += (
            f" Over all outcomes it lies between {percent(spans[0][0])}% and {percent(spans[0][1])}% at the left and "
            f"between {percent(spans[-1][0])}% and {percent(spans[-1][1])}% at the right."
        )
    base = [value for value in driver.slice.low if value is not None]
    if base:
        said += f" With the base numbers alone it goes from {percent(base[0])}% to {percent(base[-1])}%."
    return said
