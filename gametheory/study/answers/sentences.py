"""The sentences of an answer, made from facts: who does what, how likely the headline is, what holds always, the base.

Words come from the documents, numbers and verdicts from the facts, and a sentence for which either is missing is left
out. A lead must be true in every column of the table of outcomes, or say unless when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gametheory.study.answers.drivers import driver_items
from gametheory.study.answers.facts import ModelFacts, OutcomeWords, Rule, Spread
from gametheory.study.answers.item import BASE, DEPENDS, PROVED, SHARE, Item, Mark
from gametheory.study.answers.numbers import chance, often, percent, percents, points, share
from gametheory.study.claims.status import Status

__all__ = ["MOST", "items", "leads", "model_words", "pure", "selected"]

MOST = 6
"""Items at most."""

MAIN = 0.85
"""The actions that make up so much of a player's play are told first."""

OFTEN = 0.6
"""From here on a player mostly does a thing."""

RARE, SELDOM = 0.4, 0.2
"""Below the first a chance is the smaller one, below the second it is rare."""

WIDE = 0.05
"""Averages that differ by more than this depend on the rule."""

CLOSE = 0.015
"""Averages that differ by no more than this are said as one."""

WIDEST = 0.02
"""Shares with a wider interval than this are not told."""


def items(models: Sequence[ModelFacts]) -> tuple[Item, ...]:
    """Return the items of the answer, the leading model first."""
    first = models[0]
    found = [*_who(models), *_headline(models), *driver_items(models), *_claims(models), *_base(first, models)]
    return tuple(found)[:MOST]


def leads(models: Sequence[ModelFacts]) -> tuple[str, ...]:
    """Return the leads about what is done, which a change of ranges may change."""
    found = [item.lead for item in (*_who(models[:1]), *_headline(models))] if models else []
    return tuple(found)


def model_words(models: Sequence[ModelFacts], model: ModelFacts) -> str:
    """Return ``model 2`` where there are several, else nothing."""
    return f"model {1 + list(models).index(model)}" if len(models) > 1 else ""


def selected(model: ModelFacts) -> Rule | None:
    """Return the rule that sentences go by: the strictest; None where there are no numbers that can be told."""
    if not model.rules or not model.rules[0].spreads:
        return None
    widths = [x for x in model.rules[0].headline.half_width if x is not None]
    return None if widths and max(widths) > WIDEST else model.rules[0]


def pure(spread: Spread) -> bool:
    """Whether the quantity is 0 or 1 in (nearly) every case, so that its average is a share of cases."""
    return any(
        never is not None and sure is not None and never + sure >= 0.99
        for never, sure in zip(spread.never, spread.sure, strict=True)
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(parts: Sequence[str], last: str = "or") -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def _who(models: Sequence[ModelFacts]) -> Iterator[Item]:
    """Yield what the first player besides the headline's does, in the leading model."""
    model = models[0]
    rule = selected(model)
    player = next((one.player for one in model.outcomes if one.player and one.player != model.headline.player), "")
    if rule is None or not player:
        return
    acts = [(one, rule.spreads[i], i) for i, one in enumerate(model.outcomes) if one.player == player]
    known = [(one, spread, i) for one, spread, i in acts if spread.mean[0] is not None]
    if not known:
        return
    known.sort(key=lambda act: -(act[1].mean[0] or 0.0) - (act[1].mean[1] or 0.0))
    if model.cases == 0:
        yield from _who_at_base(model, known)
        return
    name = known[0][0].name
    told: list[str] = []
    total = 0.0
    main: list[tuple[OutcomeWords, Spread]] = []
    for one, spread, _ in known:
        if total >= MAIN or not (spread.mean[1] or 0) >= 0.01:
            break
        main.append((one, spread))
        total += spread.mean[0] or 0.0
    rest = [(one, spread) for one, spread, _ in known[len(main) :] if (spread.mean[1] or 0) >= 0.01]
    single = all(spread.mean[0] == spread.mean[1] for _, spread, _ in known)
    in_play = sum((spread.mean[1] or 0) >= 0.01 for _, spread, _ in known)
    lead = _lead_who(model, [(one, i) for one, _, i in known[: 2 if in_play > 2 else 1]], name)
    sure = single and all(pure(spread) for _, spread, _ in known)
    if sure:
        first = f"In {share(min(total, 1.0))} it {_joined([one.does for one, _ in main])}"
        if len(main) == 2 and (main[0][1].mean[0] or 0) + (main[1][1].mean[0] or 0) <= 1 + 1e-9:
            parts = [f"{one.noun} in {percent(spread.mean[0])} of 100" for one, spread in main]
            first += f" ({' and '.join(parts)})"
        told.append(first)
        if rest:
            told.append(
                _joined([f"{one.noun} comes in {percent(spread.mean[0])} of 100" for one, spread in rest], "and")
            )
    else:
        parts = [f"it {one.does} with a chance of {_average(spread)}" for one, spread in main]
        told.append(f"On average over the cases {_joined(parts, 'and')}")
        if rest:
            told.append(
                _joined([f"the average chance of {one.noun} is {_average(spread)}" for one, spread in rest], "and")
            )
    said = f"{percent(min(total, 1.0))} of 100 cases" if sure else f"{percent(min(total, 1.0))}% on average"
    marks = [Mark(SHARE, _of(models, model, said), (model.name, "outcomes"))]
    wide = _wide(model, known[0][2])
    if wide:
        marks.append(Mark(DEPENDS, _of(models, model, f"{known[0][0].noun} {wide}"), (model.name, "outcomes")))
    yield Item("who", _upper(lead), f"{'; '.join(told)}.", tuple(marks))


def _who_at_base(model: ModelFacts, known: Sequence[tuple[OutcomeWords, Spread, int]]) -> Iterator[Item]:
    """Yield the same for a model without cases: at the base numbers, or of a game in numbers."""
    name = known[0][0].name
    certain = [one for one, spread, _ in known if spread.mean == (1.0, 1.0)]
    kind = _ground(model)
    if certain:
        text = "" if not model.parameters else "At the base numbers."
        mark = Mark(kind, "the base numbers" if model.parameters else _only(model), (model.name, "outcomes"))
        yield Item("who", f"{_upper(name)} {_joined([one.does for one in certain], 'and')}.", text, (mark,))
        return
    parts = [
        f"{one.does} with a chance of {_percents(spread)}" for one, spread, _ in known if (spread.mean[1] or 0) > 0
    ]
    if not parts:
        return
    where = " at the base numbers" if model.parameters else ""
    marks = [Mark(kind, "", (model.name, "outcomes"))]
    if model.rules[0].name == model.rules[-1].name and any(a.mean[0] != a.mean[1] for _, a, _ in known):
        marks = [Mark(DEPENDS, "several outcomes", (model.name, "outcomes"))]
    several = any(spread.mean[0] != spread.mean[1] for _, spread, _ in known)
    lead = f"{name} has more than one way to play{where}." if several else f"{name} leaves it to chance{where}."
    yield Item("who", _upper(lead), f"{_upper(name)} {_joined(parts, 'or')}.", tuple(marks))


def _ground(model: ModelFacts) -> str:
    """Return what is said without cases rests on: the base numbers; in numbers a proof, if the list is complete."""
    return PROVED if not model.parameters and model.complete else BASE


def _only(model: ModelFacts) -> str:
    if not model.complete:
        return "of the outcomes that were found"
    return "the only outcome" if model.patterns == 1 and model.complete else "in every outcome"


def _percents(spread: Spread) -> str:
    return f"{percents(spread.mean)}%"


def _average(spread: Spread) -> str:
    low, high = spread.mean
    if low is None or high is None:
        return "unknown"
    if high - low <= CLOSE:
        return chance((low + high) / 2)
    return f"between {percent(low)}% and {percent(high)}%"


def _lead_who(model: ModelFacts, acts: Sequence[tuple[OutcomeWords, int]], name: str) -> str:
    """Return a lead that is true in every column: about the first action, else about the first two."""
    fails = model.rules[0].fails
    for taken in dict.fromkeys((tuple(acts[:1]), tuple(acts))):
        least = [sum(rule.spreads[i].mean[0] or 0.0 for _, i in taken) for rule in model.rules]
        does = _joined([one.does for one, _ in taken])
        if min(least) >= 1 - 1e-12 and len(taken) == 1:
            return f"{name} {does}, in every case tried."
        if min(least) >= OFTEN:
            return f"{name} mostly {does}."
        if least[0] >= OFTEN and fails:
            return f"{name} mostly {does}, unless {fails}."
    return f"{name} does not always do the same."


def _wide(model: ModelFacts, index: int) -> str:
    """Return the lowest and highest average over all outcomes, where they differ from the rule's."""
    low, high = model.rules[-1].spreads[index].mean
    return "" if low is None or high is None or high - low <= WIDE else f"{percents((low, high))}%"


def _of(models: Sequence[ModelFacts], model: ModelFacts, text: str) -> str:
    words = model_words(models, model)
    return f"{text} · {words}" if words else text


def _headline(models: Sequence[ModelFacts]) -> Iterator[Item]:
    """Yield how likely the headline is, a clause a model."""
    first = models[0]
    same = [one for one in models if one.headline.noun == first.headline.noun and selected(one) is not None]
    same = [one for one in same if None not in one.rules[0].headline.mean]
    if first not in same or first.cases == 0:
        if first.cases == 0:
            yield from _headline_at_base(first)
        return
    same = [one for one in same if one.cases]
    clauses, shares, wide = [], [], []
    for model in same[:3]:
        rule = model.rules[0]
        spread = rule.headline
        words = model_words(models, model)
        clauses.append(f"{'in ' + words + ', ' if words else ''}{_how_likely(model, spread)}")
        shares.append(f"{percents(spread.mean)}%")
        ends = _wide(model, len(model.outcomes))
        if ends:
            wide.append(f"{ends}{' in ' + words if words else ''}")
    width = max((x for one in same for x in one.rules[0].headline.half_width if x is not None), default=0.0)
    marks = [Mark(SHARE, f"{' · '.join(shares)} (±{points(width)})", (first.name, "outcomes"))]
    marks += [Mark(DEPENDS, text, (first.name, "outcomes")) for text in wide[:1]]
    text = "; ".join(clauses)
    yield Item("headline", _upper(_lead_headline(same)), f"{_upper(text)}.", tuple(marks))


def _how_likely(model: ModelFacts, spread: Spread) -> str:
    rule, last = model.rules[0], model.rules[-1].headline
    low, high = spread.mean
    by, does, noun = model.headline.name, model.headline.does, model.headline.noun
    if low is None or high is None:
        return f"{noun} has no chance that could be told"
    valued = (
        ""
        if spread.valued is None or spread.valued > 0.995
        else f", where it has one ({percent(spread.valued)} of 100 cases)"
    )
    if high - low > CLOSE:
        return f"the average chance of {noun} lies between {percent(low)}% and {percent(high)}%{valued}"
    middle = (low + high) / 2
    if by and pure(spread) and not valued:
        said = f"{by} {does} in {share(middle)}"
    else:
        certain = middle in (0.0, 1.0)
        said = f"the chance of {noun} {'is' if certain else 'averages'} {chance(middle)}{valued}"
    ends = last.mean
    if len(model.rules) > 1 and ends[0] is not None and ends[1] is not None and ends[1] - ends[0] > WIDE:
        where = f" where {rule.holds}" if rule.holds else f" by the rule {rule.label}"
        said += f"{where}, and anything from {percent(ends[0])}% to {percent(ends[1])}% over all outcomes"
    return said


def _lead_headline(models: Sequence[ModelFacts]) -> str:
    """Return what the headline's player does more often, if that is so in every column of every model."""
    first = models[0]
    by = first.headline.name
    doing = first.headline.does
    verdicts: list[tuple[bool, bool, bool, bool]] = []
    rival: OutcomeWords | None = None
    for model in models:
        mine = [i for i, one in enumerate(model.outcomes) if one.player == model.headline.player]
        others = [i for i in mine if model.outcomes[i].quantity != model.headline.quantity]
        if not others:
            return _plain_headline(first)
        best = max(others, key=lambda i: model.rules[0].spreads[i].mean[0] or 0.0)
        rival = model.outcomes[best] if rival is None else rival
        same = next((i for i in others if model.outcomes[i].does == rival.does), None)
        if same is None:
            return _plain_headline(first)
        verdicts.append(
            (
                _less(model.rules[0], -1, same),
                all(_less(rule, -1, same) for rule in model.rules),
                _less(model.rules[0], same, -1),
                all(_less(rule, same, -1) for rule in model.rules),
            )
        )
    assert rival is not None
    for often_one, seldom_one, strict, always in ((rival.does, doing, 0, 1), (doing, rival.does, 2, 3)):
        if all(verdict[strict] for verdict in verdicts):
            # those models in which another outcome may turn it round name the exception, and it is one
            needing = [model for model, verdict in zip(models, verdicts, strict=True) if not verdict[always]]
            exceptions = {model.rules[0].fails for model in needing}
            if not exceptions or (len(exceptions) == 1 and "" not in exceptions):
                unless = f", unless {exceptions.pop()}" if exceptions else ""
                return f"{by} {often_one} more often than it {seldom_one}{unless}."
    if all(
        len(model.rules) == 1 and model.rules[0].headline.mean[0] == model.rules[0].headline.mean[1] for model in models
    ):
        if len(models) == 1:
            return f"{by} {rival.does} about as often as it {doing}."
        return f"Whether {by} {rival.does} or {doing} more often depends on the model."
    conflict = any(verdict[1] for verdict in verdicts) and any(verdict[3] for verdict in verdicts)
    which = "the model" if conflict else "which outcome comes about"
    return f"Whether {by} {rival.does} or {doing} more often depends on {which}."


def _less(rule: Rule, one: int, other: int) -> bool:
    """Whether the first outcome's average is below the other's, whatever the equilibrium and the sample."""
    most, least = rule.spreads[one].mean[1], rule.spreads[other].mean[0]
    half = [x or 0.0 for i in (one, other) for x in rule.spreads[i].half_width]
    if most is None or least is None:
        return False
    return most + max(half) < least - max(half)


def _plain_headline(model: ModelFacts) -> str:
    """Return a lead about the headline alone, which is so in every column."""
    means = [x for rule in model.rules for x in rule.headline.mean if x is not None]
    noun = model.headline.noun
    if max(means) < RARE:
        return f"{noun} is the rarer outcome."
    return (
        f"{noun} is neither rare nor certain."
        if min(means) > SELDOM and max(means) < 1 - SELDOM
        else f"{noun} can come about."
    )


def _headline_at_base(model: ModelFacts) -> Iterator[Item]:
    rule = model.rules[0] if model.rules and model.rules[0].spreads else None
    if rule is None:
        return
    low, high = rule.headline.mean
    if low is None or high is None:
        return
    where = " at the base numbers" if model.parameters else ""
    by, does, noun = model.headline.name, model.headline.does, model.headline.noun
    if low == high:
        word = f"{by} {does}" if low == 1 and by else f"The chance of {noun} is {percent(low)}%"
        kind = _ground(model)
        text = "the base numbers" if model.parameters else _only(model)
        yield Item("headline", f"{_upper(word)}{where}.", "", (Mark(kind, text, (model.name, "outcomes")),))
        return
    count = len({rule.name for rule in model.rules})
    mark = Mark(DEPENDS, "several outcomes" if count else "", (model.name, "outcomes"))
    text = f"The chance of {noun} is anything from {percent(low)}% to {percent(high)}%{where}"
    yield Item("headline", f"{text}.", "Which outcome comes about decides.", (mark,))


def _claims(models: Sequence[ModelFacts]) -> Iterator[Item]:
    """Yield the first claim that the documents tell and that says something for sure."""
    for model in models:
        for one in sorted(model.told, key=lambda one: one.put_in):
            put_in = " (this was put in)" if one.put_in else " (by the form assumed)" if one.form else ""
            where = (model.name, "claims")
            if one.status == Status.PROVED:
                yield Item(
                    "claim", f"{_upper(one.plain)}{put_in}.", "", (Mark(PROVED, model_words(models, model), where),)
                )
                return
            if one.status == Status.REFUTED and one.share is not None:
                text = f"It holds {often(one.share)}: in {percent(one.share)} of 100."
                mark = Mark(SHARE, _of(models, model, f"{percent(one.share)} of 100 cases"), where)
                yield Item("claim", f"Not always: {one.plain}{put_in}.", text, (mark,))
                return


def _base(model: ModelFacts, models: Sequence[ModelFacts]) -> Iterator[Item]:
    """Yield what happens at the base numbers, and whether that is typical."""
    base = model.base
    if base is None or base.share is None or not model.cases or (not base.play and None in base.value):
        return
    typical = (
        bool(base.play)
        and base.share >= 0.5
        and not any(_against(driver.slice.low, driver.courses[0].low) for driver in model.drivers)
    )
    lead = f"The base numbers are one case, and {'a' if typical else 'not the'} typical one."
    happens = f"in {model_words(models, model)} " if len(models) > 1 else ""
    value = f"the chance of {model.headline.noun} is {percents(base.value)}%"
    said = f"{base.play}; {value}" if base.play and 0 < (base.value[0] or 0) < 1 else base.play or value
    text = f"With them {happens}{said}."
    if base.play:
        text += f" The same is done in {share(base.share)}."
    marks = [Mark(BASE, "one case", (model.name, "baseline"))]
    if base.every != base.value:
        marks.append(Mark(DEPENDS, f"{percents(base.every)}% over all outcomes", (model.name, "baseline")))
    elif base.several:
        marks.append(Mark(DEPENDS, "several outcomes", (model.name, "baseline")))
    yield Item("base", lead, text, tuple(marks))


def _against(one: Sequence[float | None], other: Sequence[float | None]) -> bool:
    """Whether two courses go opposite ways from end to end."""
    first, second = ([x for x in course if x is not None] for course in (one, other))
    if len(first) < 2 or len(second) < 2:
        return False
    return (first[-1] - first[0]) * (second[-1] - second[0]) < 0
