"""How sure an answer is: a few fixed questions, and the answer under other ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gametheory.study.answers.drivers import one_way, same_way
from gametheory.study.answers.facts import ModelFacts, Ranges
from gametheory.study.answers.numbers import percent, percents, points
from gametheory.study.answers.sentences import leads, selected

__all__ = ["Asked", "Elsewhere", "elsewhere", "sureness"]


@dataclass(frozen=True)
class Asked:
    """One question about how sure the answer is, and what there is to say."""

    question: str
    answer: str


@dataclass(frozen=True)
class Elsewhere:
    """The answer under other ranges.

    Attributes
    ----------
    head : tuple of str
        Of the table: what the numbers are drawn from, then for each model the headline by rule.
    rows : tuple of tuple of str
    stays, fails : tuple of str
        The leads that hold in every row; those that fail in some, with the row.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    stays: tuple[str, ...]
    fails: tuple[str, ...]


def _named(models: Sequence[ModelFacts], parts: Sequence[str], between: str = " In ") -> str:
    """Return one sentence a model; all in one where they say the same."""
    if len(models) == 1 or len(set(parts)) == 1:
        text = parts[0]
        return text[:1].upper() + text[1:]
    return " ".join(f"In model {i}, {part}" for i, part in enumerate(parts, start=1))


def sureness(models: Sequence[ModelFacts]) -> tuple[Asked, ...]:
    """Return the questions and their answers, in a fixed order."""
    drawn = [one for one in models if one.cases]
    found = [Asked("Is an outcome missing?", _named(models, [_complete(one) for one in models]))]
    if drawn:
        widths = [x for one in drawn for x in one.rules[0].headline.half_width if x is not None]
        width = max(widths, default=0.0)
        small = "No" if width <= 0.01 else "Partly"
        found.append(
            Asked(
                "Is it an accident of the sample?",
                f"{small}: the averages are within ±{points(width)} points, with {drawn[0].cases:,} cases.",
            )
        )
    numbered = [one for one in models if one.parameters]
    if numbered:
        found.append(Asked("Are the numbers right?", _named(numbered, [_sources(one) for one in numbered])))
    if drawn:
        found.append(Asked("Do the assumptions tilt the draw?", _named(drawn, [_tilted(one) for one in drawn])))
    found.append(Asked("Which outcome comes about?", _named(models, [_which(one) for one in models])))
    if len(drawn) > 1:
        found.append(Asked("Do the models agree?", _agreement(drawn)))
    return tuple(found)


def _complete(model: ModelFacts) -> str:
    if not model.complete:
        return f"it may be: the list of outcomes is not complete ({model.why})."
    noun = "pattern of behavior" if model.patterns == 1 else "patterns of behavior"
    return f"no. It is proved that the list is complete: {model.patterns} {noun}."


def _sources(model: ModelFacts) -> str:
    count = model.parameters
    if model.assumed == count:
        return "nobody knows. " + (
            "The one number is assumed, and not estimated."
            if count == 1
            else f"All {count} numbers are assumed, none is estimated."
        )
    without = f" {model.unsourced} of {count} have no source." if model.unsourced else ""
    if model.unsourced == count:
        return f"nobody knows. No source is given for {'the one number' if count == 1 else f'any of {count} numbers'}."
    if model.assumed:
        return f"partly assumed: {model.assumed} of {count} numbers are, by their sources.{without}"
    if without:
        return f"partly:{without}"
    if count == 1:
        return "the one number has the source that the document gives it."
    return f"the {count} numbers have the sources that the document gives them."


def _tilted(model: ModelFacts) -> str:
    if model.accepted is None:
        return "nothing was drawn."
    share = percent(model.accepted)
    if model.accepted == 1:
        return "no: every combination of numbers that was drawn satisfies them."
    if model.accepted > 0.995 and not model.tilt:
        return "no: nearly every combination of numbers that was drawn satisfies them."
    said = f"of 100 random combinations of numbers {share} satisfy them."
    if model.tilt:
        moved = "; ".join(
            f"{noun} is {after:.2g} on average instead of {before:.2g}" for noun, before, after in model.tilt
        )
        said += f" What is kept differs from what was stated: {moved}."
    return said


def _which(model: ModelFacts) -> str:
    every = model.rules[-1] if model.rules else None
    if every is None:
        return "nothing is known of it."
    if every.single is None:
        one = every.spreads and all(spread.mean[0] == spread.mean[1] for spread in every.spreads)
        return "there is one." if one else "several are possible, and the numbers do not decide."
    if every.single >= 0.99:
        return "there is one in every case." if every.single > 1 - 1e-12 else "there is one in nearly every case."
    if not every.several:
        return f"there is one in {percent(every.single)} of 100 cases, and none is known in the others."
    how_often = (
        "every case" if every.several and every.several > 1 - 1e-12 else f"{percent(every.several)} of 100 cases"
    )
    said = f"several are possible in {how_often}, and the numbers do not decide."
    low, high = every.headline.mean
    if low is not None and high is not None and percent(low) != percent(high):
        said += f" That moves the average chance of {model.headline.noun} from {percent(low)}% to {percent(high)}%."
    return said


def _agreement(models: Sequence[ModelFacts]) -> str:
    said = []
    for driver in models[0].drivers:
        having = [
            one for model in models for one in model.drivers
            if one.parameter == driver.parameter and model.headline.noun == models[0].headline.noun
        ]  # fmt: skip
        if len(having) > 1:
            if one_way(having):
                said.append(f"they agree on what more of this does: {driver.noun}")
            elif same_way(having):
                said.append(f"in none of them does this work one way only: {driver.noun}")
            else:
                said.append(f"they do not agree on what more of this does: {driver.noun}")
    if not said:
        return "They share no number whose effects could be compared."
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def elsewhere(models: Sequence[ModelFacts]) -> Elsewhere | None:
    """Return the answer under other ranges; None without cases."""
    drawn = [one for one in models if one.cases and one.ranges and selected(one) is not None]
    if not drawn:
        return None
    names = list(dict.fromkeys(row.name for one in drawn for row in one.ranges))
    head, cells = ["If the numbers are drawn …"], {name: [name] for name in names}
    for model in drawn:
        label = f"model {1 + list(models).index(model)}: " if len(models) > 1 else ""
        several = len(model.rules) > 1
        head.append(f"{label}{model.headline.noun}{', strict' if several else ''}")
        if several:
            head.append("lowest to highest")
        known = {row.name: row for row in model.ranges}
        for name in names:
            cells[name] += _cells(known.get(name), several)
    stays, fails = _kept(drawn, models)
    return Elsewhere(tuple(head), tuple(tuple(cells[name]) for name in names), stays, fails)


def _cells(row: Ranges | None, several: bool) -> list[str]:
    if row is None or not row.rules:
        return ["not drawn"] * (1 + several)
    told = (row.rules[0], *row.rules[-1:]) if several else row.rules[:1]
    means = [rule.headline.mean for rule in told]
    return ["no value" if None in pair else f"{percents(pair)}%" for pair in means]


def _kept(drawn: Sequence[ModelFacts], models: Sequence[ModelFacts]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the leads that hold under all ranges that were drawn, and those that do not, with where."""
    names = list(dict.fromkeys(row.name for one in drawn for row in one.ranges if row.rules))
    first = leads(drawn)
    lost: dict[str, list[str]] = {lead: [] for lead in first}
    for name in names:
        there = [_under(model, name) for model in drawn]
        again = leads([one for one in there if one is not None])
        plain = {one.partition(", unless")[0].rstrip(".") for one in again}
        sure = {one.rstrip(".") for one in again}
        for lead in first:
            # a lead that needs an exception holds as well where it needs none
            bare = lead.partition(", unless")[0].rstrip(".")
            if not (bare in plain if ", unless" in lead else bare in sure):
                lost[lead].append(name)
    stays = tuple(lead for lead in first if not lost[lead])
    fails = tuple(f"{lead} (not if drawn {', '.join(where)})" for lead, where in lost.items() if where)
    return stays, fails


def _under(model: ModelFacts, name: str) -> ModelFacts | None:
    row = next((row for row in model.ranges if row.name == name and row.rules), None)
    return None if row is None else replace(model, rules=row.rules)
