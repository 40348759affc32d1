"""The page itself: question, answer, outcomes, figures; then what would change it, how sure it is, and the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gametheory.lang.writing.markup import Child, Markup, element, joined
from gametheory.show.answer.figure import panel
from gametheory.show.answer.outcomes import MANY, outcomes
from gametheory.show.answer.signs import MARKS, chip, defined, pie, swing
from gametheory.study.answers.answer import Answered
from gametheory.study.answers.article import Article, Sentence
from gametheory.study.answers.drivers import direction_words
from gametheory.study.answers.facts import Change, ModelFacts
from gametheory.study.answers.item import Item, Mark
from gametheory.study.answers.numbers import percent, percents

__all__ = ["body"]

CHANGES = 5
WEIGHTS = 5


def body(answer: Answered, folders: Mapping[str, str], summaries: Child, footer: Child, tables: Child = None) -> Markup:
    """Return the body of the page.

    Parameters
    ----------
    answer : Answer
    folders : mapping of model's name to its folder, whose ``index.html`` has the evidence
    summaries : Child
        A paragraph of facts a model.
    footer, tables : Child
        How it was made; links to the files beside it.
    """
    models = answer.models
    figures = [*_figures(models)]
    return element(
        "body",
        defined(),
        element(
            "header",
            _nav(answer, folders),
            element("h1", answer.question),
            element("p", answer.standfirst, class_="stand"),
            (element("p", text, class_="warn") for text in answer.warnings),
        ),
        element(
            "main",
            element(
                "section",
                element("div", element("h2", "The answer"), _answer(answer.items, folders), _key(answer.items)),
                element("div", element("div", outcomes(models), class_="wide"), _under(models, tables)),
                class_="top",
                aria_label="The answer",
            ),
            element("section", figures, _notes(models), class_="figs", aria_label="What drives it")
            if figures
            else None,
            _change(models),
            _sure(answer),
            _article(answer.article, folders) if answer.article is not None else None,
            _list(answer, folders, summaries),
        ),
        element("footer", footer),
    )


def _nav(answer: Answered, folders: Mapping[str, str]) -> Markup:
    links: list[Child] = []
    if any(one.changes or one.weights for one in answer.models):
        links.append(element("a", "What would change this", href="#change"))
    links.append(element("a", "How sure", href="#sure"))
    if answer.article is not None:
        links.append(element("a", "The text, sentence by sentence", href="#article"))
    links.append(element("a", "All the evidence", href="#models"))
    title = answer.models[0].title if len(answer.models) == 1 else f"{len(answer.models)} models"
    return element("nav", element("span", title), links, aria_label="This report")


def _answer(items: Sequence[Item], folders: Mapping[str, str]) -> Markup:
    lines = []
    for item in items:
        chips = [[" ", chip(mark, _evidence(mark, folders))] for mark in item.marks]
        lines.append(element("li", element("p", element("b", item.lead), " ", item.text, chips)))
    return element("ol", lines, class_="answer", role="list")


def _evidence(mark: Mark, folders: Mapping[str, str]) -> str:
    name, part = mark.evidence
    return f"{folders[name]}/index.html#{part}" if name in folders else ""


def _key(items: Sequence[Item]) -> Markup:
    used = {mark.kind for item in items for mark in item.marks}
    parts = [[element("span", chip(kind), f" {MARKS[kind][1]}", class_="k"), " "] for kind in MARKS if kind in used]
    return element("p", element("b", "Marks "), parts, class_="key")


def _under(models: Sequence[ModelFacts], tables: Child) -> Markup:
    said = ["“–”: not in that model." if len(models) > 1 else ""]
    for i, one in enumerate(models, start=1):
        if one.cases == 0 and one.parameters:
            where = f"Model {i}" if len(models) > 1 else "The table"
            said.append(f"{where} is at the base numbers: {one.refused}.")
    glosses = {p.noun: p.gloss for one in models for p in one.outcomes if p.gloss}
    said += [f"{noun[:1].upper()}{noun[1:]}: {gloss}." for noun, gloss in glosses.items()]
    return element("p", " ".join(filter(None, said)), " ", tables, class_="note")


def _figures(models: Sequence[ModelFacts]) -> Iterator[Markup]:
    if len(models) > MANY:
        return
    first = models[0]
    for k, driver in enumerate(first.drivers):
        panels = []
        for number, model in enumerate(models, start=1):
            one = next((d for d in model.drivers if d.parameter == driver.parameter), None)
            if one is not None and model.headline.noun == first.headline.noun:
                title = f"Model {number}" if len(models) > 1 else ""
                panels.append(panel(model, one, title or "All cases", number, f"f{k}m{number}"))
        found = f"When {driver.more}, {direction_words(driver, first.headline.noun)}"
        under = f"Average chance of {first.headline.noun} when this number alone moves"
        if len(panels) > 1:
            under += "; the heading is about model 1"
        caption = element("figcaption", element("b", found), element("span", under))
        yield element("figure", caption, element("div", panels, class_="panels"))


def _notes(models: Sequence[ModelFacts]) -> Markup:
    said = ["▼ base number; dashed: the base numbers alone. Shaded: from the lowest to the highest outcome."]
    if any(share < 0.5 for one in models for d in one.drivers for share in d.admissible):
        said.append("Dotted: more than half of the cases drop out there, because the assumptions exclude such numbers.")
    for number, one in enumerate(models, start=1):
        name = f"In model {number}" if len(models) > 1 else "Here"
        head = one.rules[0].headline if one.rules and one.rules[0].spreads else None
        if head is not None and (head.never[0] or 0) > 0.25 and (head.even[0] or 0) > 0.25:
            noun = one.headline.noun
            said.append(
                f"An average hides a split: {name[:1].lower()}{name[1:]} {noun} has no chance in "
                f"{percent(head.never[0])} of 100 cases, and at least an even one in {percent(head.even[0])}."
            )
        parts = [
            f"{percent(1 - d.moves[0].flat)} of 100 cases ({d.noun})" for d in one.drivers if d.moves and d.moves[0]
        ]
        if parts:
            said.append(f"{name} such a number alone changes the chance in {', '.join(parts)}.")
    return element("p", " ".join(said), class_="note across")


def _change(models: Sequence[ModelFacts]) -> Child:
    told = [(i, one) for i, one in enumerate(models, start=1) if one.changes]
    weighed = [(i, one) for i, one in enumerate(models, start=1) if one.weights]
    if not told and not weighed:
        return None
    several = len(models) > 1
    head = (*(("Model",) if several else ()), "If …", "from", "to", "of its range", "then …")
    rows = [row for number, model in told for row in _changes(number, model, several)]
    columns = element("thead", element("tr", (element("th", cell, scope="col") for cell in head)))
    table = element("table", columns, element("tbody", rows), class_="cards")
    nearest = element("h3", "The nearest changes, one number at a time, from the base numbers")
    left = (
        element("div", nearest, table)
        if rows
        else element("div", element("p", "No change of one number changes what is done."))
    )
    right = element("div", _weights(weighed, several)) if weighed else None
    return element(
        "section", element("h2", "What would change this"), element("div", left, right, class_="two"), id="change"
    )


def _changes(number: int, model: ModelFacts, several: bool) -> Iterator[Markup]:
    chosen = list(model.changes[:CHANGES])
    for one in model.changes[CHANGES:]:
        if (
            one.driver
            and sum(not c.driver for c in chosen) > 0
            and not any(c.parameter == one.parameter and c.above == one.above for c in chosen)
        ):
            last = max(i for i, c in enumerate(chosen) if not c.driver)
            chosen[last] = one
    chosen.sort(key=lambda one: (one.share is None, one.share or 0.0))
    before = ""
    for one in chosen:
        then = _then(model, one)
        cells: list[Child] = [element("td", str(number), data_label="Model", class_="short")] if several else []
        side = "above" if one.above else "below"
        cells += [
            element("td", one.words[:1].upper() + one.words[1:], data_label="If"),
            element("td", one.start, data_label="from", class_="short"),
            element("td", f"{side} {one.threshold}", data_label="to", class_="short"),
            element(
                "td", "" if one.share is None else f"{percent(one.share)}%", data_label="of its range", class_="short"
            ),
            element("td", "the same" if then == before else then, data_label="then"),
        ]
        before = then
        yield element("tr", cells)


def _then(model: ModelFacts, one: Change) -> str:
    low, high = one.value
    chance = f"the chance of {model.headline.noun} is {percents(one.value)}%" if low is not None else ""
    said = one.play or ("several outcomes" if one.several else "")
    if said and chance:
        return f"{said}; {chance}" if not one.play or 0 < (high or 0) < 1 else said
    return said or chance or "nothing that could be told"


def _weights(weighed: Sequence[tuple[int, ModelFacts]], several: bool) -> Iterator[Markup]:
    yield element("h3", "Which numbers matter most, over all cases")
    noun = weighed[0][1].headline.noun
    yield element(
        "p", f"The average chance of {noun} as one number goes from its lowest to its highest value.", class_="note"
    )
    for number, model in weighed:
        if several:
            yield element("h4", f"Model {number}", class_=f"m{min(number, 4)}")
        lines = []
        for one in model.weights[:WEIGHTS]:
            if one.first is None or one.last is None or one.least is None or one.most is None:
                continue
            over = (
                one.least
                if min(one.first, one.last) - one.least > 0.03
                else one.most
                if one.most - max(one.first, one.last) > 0.03
                else None
            )
            middle = f" → {percent(over)}%" if over is not None else ""
            lines.append(
                element(
                    "li",
                    element("span", one.noun),
                    swing(one.first, one.last, one.least, one.most),
                    element("span", f"{percent(one.first)}%{middle} → {percent(one.last)}%", class_="v"),
                )
            )
        yield element("ul", lines, class_=f"swing m{min(number, 4)}", role="list")
    yield element("p", "Bar: from the lowest to the highest average; ring: where the number is highest.", class_="note")


def _sure(answer: Answered) -> Markup:
    asked = [element("div", element("dt", one.question), element("dd", one.answer)) for one in answer.sureness]
    right: list[Child] = []
    other = answer.elsewhere
    if other is not None:
        head = element("thead", element("tr", (element("th", cell, scope="col") for cell in other.head)))
        rows = (
            element("tr", element("th", name, scope="row"), (element("td", cell) for cell in cells))
            for name, *cells in other.rows
        )
        right += [
            element("h3", "With other ranges"),
            element("table", head, element("tbody", rows), class_="cards keep"),
        ]
        if other.stays:
            right.append(element("p", element("b", "What stays: "), " ".join(other.stays)))
        if other.fails:
            right.append(element("p", element("b", "What does not: "), " ".join(other.fails)))
    if answer.missing:
        title = "What the model leaves out" if len(answer.models) == 1 else "What no model has"
        text = "; ".join(answer.missing)
        right += [element("h3", title), element("p", f"{text[:1].upper()}{text[1:]}.")]
    return element(
        "section",
        element("h2", "How sure is this"),
        element("div", element("dl", asked), element("div", right) if right else None, class_="two"),
        id="sure",
    )


def _article(text: Article, folders: Mapping[str, str]) -> Markup:
    head = ("", "The text says", "Model", "Verdict", "What the models say")
    rows = [_sentence(one, folders) for one in text.sentences]
    lead = (
        f"“{text.title}”. A verdict is about the argument, not about the facts: whether the sentence follows from the "
        "models, in how many cases it is so, whether it was put in as an assumption, or whether it is not tested."
    )
    top = element(
        "thead",
        element(
            "tr", (element("th", cell or element("span", "Number", class_="hidden"), scope="col") for cell in head)
        ),
    )
    return element(
        "section",
        element("h2", "The text, sentence by sentence"),
        element("p", lead),
        element("table", top, element("tbody", rows), class_="cards art"),
        id="article",
    )


def _sentence(one: Sentence, folders: Mapping[str, str]) -> Markup:
    kind = "put in" if one.verdict == "Put in" else ""
    verdict = element(
        "span",
        pie(one.share, kind),
        element("span", one.verdict, element("small", one.detail) if one.detail else None),
        class_="verdict",
    )
    behind: Child = None
    if one.behind:
        lines = (element("li", f"{claim.verdict}: {claim.claim}") for claim in one.behind)
        noun = "claim" if len(one.behind) == 1 else "claims"
        pages = [name for name in dict.fromkeys(claim.model for claim in one.behind) if name in folders]
        links = joined((element("a", name, href=f"{folders[name]}/index.html#claims") for name in pages), ", ")
        summary = element("summary", f"{len(one.behind)} {noun}")
        behind = element("details", summary, element("ul", lines), element("p", "In full: ", links) if pages else None)
    models = ", ".join(map(str, one.models)) or "none"
    return element(
        "tr",
        element("td", one.id, class_="id", id=one.id),
        element("td", f"“{one.text}”" if one.quoted else one.text, class_="q"),
        element("td", models, data_label="Model:", class_="short"),
        element("td", verdict),
        element("td", one.says, behind),
    )


def _list(answer: Answered, folders: Mapping[str, str], summaries: Child) -> Markup:
    """Return the models with links to their pages, and what each number is called there."""
    items = []
    for number, model in enumerate(answer.models, start=1):
        folder = folders.get(model.name, "")
        name = element("a", model.title or model.name, href=f"{folder}/index.html") if folder else model.title
        what = f" ({model.concept}; {model.parameters} numbers, {model.patterns} patterns of behavior)"
        lead = f"Model {number}: " if len(answer.models) > 1 else ""
        explore = element("a", "try your own numbers", href=f"{folder}/explorer.html") if folder else None
        items.append(element("li", lead, name, what, ", " if explore else None, explore, "."))
    fold = element("details", element("summary", "Each model in a paragraph"), summaries)
    return element("section", element("h2", "All the evidence"), element("ul", items), fold, id="models")
