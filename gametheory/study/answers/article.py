"""A text sentence by sentence: what became of each in the models, in a word, a share, and the claims behind it.

A verdict is about the argument, not about the facts: whether the sentence follows from the models, in how many cases it
is so, whether it was put in as an assumption, or whether it is not tested.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gametheory.spec.statements import Statement, Statements
from gametheory.study.answers.facts import ModelFacts, Verdict
from gametheory.study.answers.numbers import often, percent
from gametheory.study.claims.status import Status

__all__ = ["FOLLOWS", "Article", "Behind", "Sentence", "article"]

FOLLOWS, IN_PART, CONTRADICTED, OPEN, PUT_IN, NOT_TESTED = (
    "Follows", "In part", "Contradicted", "Open", "Put in", "Not tested",
)  # fmt: skip


@dataclass(frozen=True)
class Behind:
    """A claim behind a sentence: of which model, what it says, and what became of it."""

    model: str
    claim: str
    text: str
    verdict: str


@dataclass(frozen=True)
class Sentence:
    """One sentence of the text.

    Attributes
    ----------
    id, text : str
        The quotation or the paraphrase.
    quoted : bool
    models : tuple of int
        The numbers of the models that test it, or have it put in.
    verdict : str
        In a word or two.
    detail : str
        The share of cases, or how many claims.
    share : float or None
        Between 0 and 1: how full its mark is.
    says : str
        What the models say, or why none does.
    behind : tuple of Behind
    """

    id: str
    text: str
    quoted: bool
    models: tuple[int, ...]
    verdict: str
    detail: str
    share: float | None
    says: str
    behind: tuple[Behind, ...]


@dataclass(frozen=True)
class Article:
    """A text, sentence by sentence."""

    title: str
    source: str
    sentences: tuple[Sentence, ...]


def article(statements: Statements, models: Sequence[ModelFacts]) -> Article:
    """Return what became of every sentence in these models."""
    found = tuple(_sentence(one, models) for one in statements.statements)
    return Article(statements.title, statements.source, found)


def _sentence(one: Statement, models: Sequence[ModelFacts]) -> Sentence:
    by_name: Mapping[str, int] = {model.name: i for i, model in enumerate(models)}
    tested: list[tuple[int, Verdict]] = []
    for named in one.claims:
        if named.model in by_name:
            number = by_name[named.model]
            found = next((v for v in models[number].verdicts if v.claim == named.claim), None)
            if found is not None:
                tested.append((number, found))
    free = [(number, verdict) for number, verdict in tested if not verdict.put_in]
    behind = tuple(Behind(models[number].name, v.claim, v.statement, _word(v)) for number, v in tested)
    numbers = tuple(sorted({number + 1 for number, _ in tested}))
    verdict, detail, share = _verdict([v for _, v in free], bool(tested or one.put_in))
    if free:
        says = _says(free)
    elif tested:
        says = _says(tested)
    elif one.put_in:
        says = "It is a parameter or an assumption of the models."
    else:
        elsewhere = [named.model for named in one.claims if named.model not in by_name]
        says = one.why_not or (
            "Models that are not in this report test it." if elsewhere else "No model of this report states it."
        )
    text = one.quote or one.paraphrase
    return Sentence(one.id, text, bool(one.quote), numbers, verdict, detail, share, says, behind)


def _verdict(free: Sequence[Verdict], put_in: bool) -> tuple[str, str, float | None]:
    """Return the verdict, its detail and how full its mark is."""
    if not free:
        return (PUT_IN, "", None) if put_in else (NOT_TESTED, "", None)
    proved = [one for one in free if one.status == Status.PROVED]
    refuted = [one for one in free if one.status == Status.REFUTED]
    if len(proved) == len(free):
        applies = [one.applies for one in proved if one.applies is not None]
        least = max(applies, default=1.0)
        return FOLLOWS, "in every case" if least > 1 - 1e-12 else "where it applies", 1.0
    if len(refuted) == len(free):
        shares = [one.share for one in refuted if one.share is not None]
        if not shares:
            return CONTRADICTED, "", 0.0
        low, high = min(shares), max(shares)
        if high <= 1e-12:
            return CONTRADICTED, "in every case", 0.0
        words = often(low) if often(low) == often(high) else "in some cases, by the claim"
        numbers = percent(low) if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}"
        return words[:1].upper() + words[1:], f"{numbers} of 100 cases", (low + high) / 2
    if proved and refuted:
        return IN_PART, f"{len(proved)} of {len(free)} claims hold always", len(proved) / len(free)
    if proved:
        return IN_PART, f"{len(proved)} of {len(free)} claims proved, the rest open", len(proved) / len(free)
    return OPEN, "", None


def _word(one: Verdict) -> str:
    form = ", by the form assumed" if one.form else ""
    if one.status == Status.PROVED:
        return f"put in{form}" if one.put_in else f"proved{form}"
    if one.status == Status.REFUTED:
        return f"holds in {percent(one.share)} of 100 cases" if one.share is not None else "refuted"
    return "open"


def _says(found: Sequence[tuple[int, Verdict]]) -> str:
    """Return what the models say: the first claim that is proved, and the first that fails."""
    first = next((v for _, v in found if v.status == Status.PROVED), None)
    against = next((v for _, v in found if v.status == Status.REFUTED), None)
    said = []
    if first is not None:
        said.append(f"{'Put in' if first.put_in else 'Proved'}: {_plain(first)}")
    if against is not None:
        share = "" if against.share is None else f" It holds in {percent(against.share)} of 100 cases."
        said.append(f"Not always: {_plain(against)}{share}")
    if not said:
        said.append(f"Open: {_plain(found[0][1])}")
    return " ".join(said)


def _plain(one: Verdict) -> str:
    text = one.plain or one.statement or one.claim
    return text if text.endswith((".", "!", "?")) else f"{text}."
