"""The table of outcomes: a row an outcome, a column a rule of each model.

Many models, and models that are not about the same, have a row each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gametheory.lang.writing.markup import Child, Markup, element
from gametheory.show.answer.signs import bar
from gametheory.study.answers.facts import ModelFacts, Rule, Spread
from gametheory.study.answers.numbers import percent, percents, points

__all__ = ["MANY", "outcomes"]

MANY = 3
"""With more models than these the table has a row a model."""

Column = tuple[int, ModelFacts, Rule]


def outcomes(models: Sequence[ModelFacts]) -> Markup:
    """Return the table."""
    told = [(i, one) for i, one in enumerate(models, start=1) if any(rule.spreads for rule in one.rules)]
    cases = any(one.cases for _, one in told)
    unit = " (chances averaged over the cases)" if cases else ""
    caption = element("caption", f"Outcomes, in %{' of all cases' if cases else ''}", element("span", unit))
    if len(models) > MANY or len({one.headline.noun for one in models}) > 1:
        return element("table", caption, _by_model(told), class_="out")
    columns = [(i, one, rule) for i, one in told for rule in one.rules if rule.spreads]
    return element("table", caption, _head(columns, len(models) > 1), _bodies(columns), class_="out")


def _colour(number: int) -> str:
    return f"m{min(number, 4)}"


def _head(columns: Sequence[Column], numbered: bool) -> Markup:
    cells: list[Child] = [element("td")]
    for number, model, rule in columns:
        lines: list[Child] = [f"Model {number}", element("br")] if numbered else []
        alone = sum(one is model for _, one, _ in columns) == 1
        words = _column(rule, model, alone)
        cells.append(element("th", lines, element("span", words), scope="col", class_=_colour(number)))
    return element("thead", element("tr", cells))


def _column(rule: Rule, model: ModelFacts, alone: bool) -> str:
    """Return what stands over a column: where its rule holds, or that it runs over all outcomes."""
    if alone:
        several = not all(spread.mean[0] == spread.mean[1] for spread in rule.spreads)
        return "lowest to highest" if several else "one outcome" if model.cases else "its outcome"
    if rule is model.rules[-1]:
        return "either (lowest to highest)"
    return f"{rule.holds} ({rule.label})" if rule.holds else f"by the rule {rule.label}"


def _bodies(columns: Sequence[Column]) -> Iterator[Markup]:
    models = list({id(model): (number, model) for number, model, _ in columns}.values())
    rows: dict[tuple[str, str], dict[int, int]] = {}
    for number, model in models:
        for i, one in enumerate(model.outcomes):
            rows.setdefault((one.name, one.does), {})[number] = i
    heads = {(model.headline.name, model.headline.does) for _, model in models}
    for name in dict.fromkeys(name for name, _ in rows):
        lines: list[Child] = []
        if name:
            group = element("th", name, colspan=len(columns) + 1, scope="rowgroup")
            lines.append(element("tr", group, class_="group"))
        for (owner, does), places in rows.items():
            if owner == name:
                lines.append(_row(does, places, columns, strong=(owner, does) in heads))
        yield element("tbody", lines)
    if any(model.cases for _, model in models):
        yield element("tbody", _splits(columns))


def _row(does: str, places: dict[int, int], columns: Sequence[Column], *, strong: bool) -> Markup:
    cells = []
    for number, _, rule in columns:
        if number not in places:
            hidden = element("span", "not in this model", class_="hidden")
            cells.append(element("td", hidden, element("span", "–", aria_hidden="true"), class_=_colour(number)))
            continue
        spread = rule.spreads[places[number]]
        cells.append(_cell(spread, number, width=strong))
    return element("tr", element("th", does, scope="row"), cells, class_="strong" if strong else None)


def _cell(spread: Spread, number: int, *, width: bool = False) -> Markup:
    low, high = spread.mean
    halves = [x for x in spread.half_width if x is not None]
    half = element("small", f" ±{points(max(halves))}") if width and halves and low == high else None
    return element("td", percents(spread.mean).replace(" to ", "–"), half, bar(low, high), class_=_colour(number))


def _splits(columns: Sequence[Column]) -> Iterator[Markup]:
    """Yield how the cases split: never, and likelier than not."""
    nouns = {model.headline.noun for _, model, _ in columns}
    noun = nouns.pop() if len(nouns) == 1 else "it"
    bare = noun.removeprefix("a ").removeprefix("an ")
    title = element("th", "How the cases split", colspan=len(columns) + 1, scope="rowgroup")
    yield element("tr", title, class_="group")
    for words, key in ((f"no {bare} at all", "never"), (f"{bare} at least as likely as not", "even")):
        cells = []
        for number, model, rule in columns:
            pair = getattr(rule.headline, key) if model.cases else (None, None)
            low, high = sorted(pair) if None not in pair else (None, None)
            text = "–" if low is None else percents((low, high)).replace(" to ", "–")
            cells.append(element("td", text, bar(low, high), class_=_colour(number)))
        yield element("tr", element("th", words, scope="row"), cells)


def _by_model(told: Sequence[tuple[int, ModelFacts]]) -> Iterator[Markup]:
    heads = ("", "what is asked about", "strictest rule", "lowest to highest", "outcomes")
    yield element("thead", element("tr", (element("th", head, scope="col") for head in heads)))
    rows = []
    for number, model in told:
        strict, every = model.rules[0].headline, model.rules[-1].headline
        cells = (
            element("td", model.headline.noun),
            element("td", percents(strict.mean).replace(" to ", "–"), bar(*strict.mean)),
            element("td", percents(every.mean).replace(" to ", "–"), bar(*every.mean)),
            element("td", "one in every case" if (model.rules[-1].single or 0) >= 1 else _several(model)),
        )
        rows.append(element("tr", element("th", f"{number}. {model.title}", scope="row"), cells))
    yield element("tbody", rows)


def _several(model: ModelFacts) -> str:
    share = model.rules[-1].several
    return "at the base numbers" if share is None else f"several in {percent(share)}%"
