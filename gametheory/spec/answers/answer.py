"""What a reader of a model is to be told first: the table ``[answer]`` of a document.

It says nothing about the game and changes no equilibrium; what shows answers to readers, reports above all, goes by it.
Every key is optional::

    [answer]
    question = "What can Moscow do for Caracas, and what does Washington do then?"
    headline = { quantity = "P(strike)", noun = "a strike", by = "us" }      # what the answer is about
    outcomes = ["P(sustainment)", "P(air_defense)", "P(coerce)", "P(strike)"]  # the mildest first, player by player
    drivers  = ["distraction", "escalation_cost"]    # the parameters to vary first, in this order
    claims   = [{ name = "S5 the threat tempers", plain = "After a threat a strike is never certain" }]
    missing  = ["what Washington might hide", "time"]   # what the model leaves out, a noun phrase each
    lead     = true                                  # leads where several models are reported in no given order
    uniform  = true                                  # parameters without a prior count as uniform on their ranges
    [answer.because.distraction]                     # why a driver does what it does, and the claim that proves it
    plain    = "a Moscow that fears a clash sends less of what deters"
    claim    = "C10 a clash dearer to Moscow"
    [answer.words]                                   # see gametheory.spec.answers.words

What the texts name (quantities, claims) is checked where quantities are read:
``gametheory check`` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from gametheory.errors import Issue, nearest
from gametheory.lang.frozen import frozen
from gametheory.spec.answers.words import Words, read_words, said
from gametheory.spec.fields import Path, address, described, read_table, read_text, unknown_keys

__all__ = ["DRIVERS", "Answer", "Headline", "Plain", "read_answer"]

DRIVERS = 4
"""How many parameters can be drivers."""

_KEYS = (
    "question", "headline", "outcomes", "drivers", "claims", "because", "missing", "lead", "uniform", "words",
)  # fmt: skip


@dataclass(frozen=True)
class Headline:
    """What the answer is about: a quantity, what readers call it, and the player who brings it about."""

    quantity: str
    noun: str = ""
    by: str = ""


@dataclass(frozen=True)
class Plain:
    """A claim of the document, and what it says in plain words."""

    claim: str
    plain: str


@dataclass(frozen=True)
class Answer:
    """What a document says about how its answers are told.

    Attributes
    ----------
    question : str
    headline : Headline or None
    outcomes : tuple of str
        Quantities, the mildest first, those of one player together.
    drivers : tuple of str
        The parameters to vary first, in order; where there are none a report chooses by rule.
    claims : tuple of Plain
        Those to tell first.
    because : mapping of parameter to Plain
        Why it does what it does.
    missing : tuple of str
        What the model leaves out.
    lead : bool
        Whether it leads where several models are reported in no given order.
    uniform : bool
        Whether a parameter without a prior may count as uniform on its range.
    words : Words
    """

    question: str = ""
    headline: Headline | None = None
    outcomes: tuple[str, ...] = ()
    drivers: tuple[str, ...] = ()
    claims: tuple[Plain, ...] = ()
    because: Mapping[str, Plain] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    lead: bool = False
    uniform: bool = False
    words: Words = field(default_factory=Words)

    @property
    def given(self) -> dict[str, Any]:
        """The table as a document has it, without what says nothing: what is written and hashed."""
        out: dict[str, Any] = {
            "question": self.question,
            "headline": {} if self.headline is None else said(asdict(self.headline)),
            "outcomes": list(self.outcomes),
            "drivers": list(self.drivers),
            "claims": [{"name": one.claim, "plain": one.plain} for one in self.claims],
            "because": {name: asdict(one) for name, one in self.because.items()},
            "missing": list(self.missing),
            "lead": self.lead,
            "uniform": self.uniform,
            "words": self.words.given,
        }
        return said(out)

    def __hash__(self) -> int:
        return hash((self.question, self.headline, self.outcomes, self.drivers, self.claims, self.words))


def read_answer(raw: Any, parameters: Iterable[str], issues: list[Issue], players: Iterable[str] = ()) -> Answer:
    """Read ``[answer]`` (in Python also an :class:`Answer`) of a model with these parameters; none for None."""
    table = raw.given if isinstance(raw, Answer) else read_table(raw, ("answer",), issues)
    parameters, players = tuple(parameters), tuple(players)
    unknown_keys(table, _KEYS, ("answer",), issues)
    return Answer(
        question=read_text(table.get("question"), ("answer", "question"), issues),
        headline=_headline(table.get("headline"), players, issues),
        outcomes=_texts(table.get("outcomes"), "outcomes", "quantity", issues),
        drivers=_drivers(table, parameters, issues),
        claims=_claims(table.get("claims"), issues),
        because=_because(table.get("because"), parameters, issues),
        missing=_texts(table.get("missing"), "missing", "noun phrase", issues),
        lead=_switch(table, "lead", issues),
        uniform=_switch(table, "uniform", issues),
        words=read_words(table.get("words"), players, parameters, issues),
    )


def _headline(raw: Any, players: tuple[str, ...], issues: list[Issue]) -> Headline | None:
    if raw is None:
        return None
    path = ("answer", "headline")
    table = read_table(raw, path, issues)
    unknown_keys(table, ("quantity", "noun", "by"), path, issues)
    quantity, noun, by = (read_text(table.get(key), (*path, key), issues) for key in ("quantity", "noun", "by"))
    if not quantity.strip():
        if not isinstance(raw, Mapping) or not isinstance(table.get("quantity", ""), str):
            return None  # which is said
        issues.append(Issue(address((*path, "quantity")), "missing: what the answer is about, such as 'P(strike)'"))
        return None
    if by and by not in players:
        issues.append(Issue(address((*path, "by")), f"unknown player {by!r}{nearest(by, players)}"))
    return Headline(quantity, noun, by)


def _texts(raw: Any, key: str, what: str, issues: list[Issue]) -> tuple[str, ...]:
    if raw is None:
        return ()
    path = ("answer", key)
    if not isinstance(raw, list | tuple):
        issues.append(Issue(address(path), f"expected a list of texts, each a {what}, got {described(raw)}"))
        return ()
    found: list[str] = []
    for i, one in enumerate(raw, start=1):
        here = (*path, str(i))
        text = read_text(one, here, issues)
        if isinstance(one, str) and not text.strip():
            issues.append(Issue(address(here), f"expected a {what}, got an empty text"))
        elif text in found:
            issues.append(Issue(address(here), f"{text!r} is given twice"))
        elif text:
            found.append(text)
    return tuple(found)


def _claims(raw: Any, issues: list[Issue]) -> tuple[Plain, ...]:
    path = ("answer", "claims")
    if raw is not None and not isinstance(raw, list | tuple):
        issues.append(Issue(address(path), f"expected a list of tables with name and plain, got {described(raw)}"))
        return ()
    found = [_plain(one, "name", (*path, str(i)), issues) for i, one in enumerate(raw or (), start=1)]
    return tuple(one for one in found if one is not None)


def _because(raw: Any, parameters: tuple[str, ...], issues: list[Issue]) -> Mapping[str, Plain]:
    path = ("answer", "because")
    found = {}
    for name, one in read_table(raw, path, issues).items():
        here = (*path, str(name))
        if name not in parameters:
            issues.append(Issue(address(here), f"unknown parameter {name!r}{nearest(str(name), parameters)}"))
            continue
        plain = _plain(one, "claim", here, issues)
        if plain is not None:
            found[str(name)] = plain
    return frozen(found)


def _plain(raw: Any, key: str, path: Path, issues: list[Issue]) -> Plain | None:
    """Read a table that names a claim (under ``key``) and says in plain words what it says."""
    table = read_table(raw, path, issues)
    unknown_keys(table, (key, "plain"), path, issues)
    claim, plain = (read_text(table.get(one), (*path, one), issues) for one in (key, "plain"))
    missing = [one for one, text in ((key, claim), ("plain", plain)) if not text.strip()]
    if missing and isinstance(raw, Mapping):
        issues.append(Issue(address(path), f"missing: {' and '.join(missing)}"))
    return None if missing else Plain(claim, plain.strip().rstrip("."))


def _switch(table: Mapping[str, Any], key: str, issues: list[Issue]) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        issues.append(Issue(address(("answer", key)), f"expected true or false, got {described(value)}"))
        return False
    return value


def _drivers(table: Mapping[str, Any], parameters: tuple[str, ...], issues: list[Issue]) -> tuple[str, ...]:
    raw = table.get("drivers")
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple) or not 0 < len(raw) <= DRIVERS:
        got = f"{len(raw)} of them" if isinstance(raw, list | tuple) else described(raw)
        issues.append(Issue("answer.drivers", f"expected a list of 1 to {DRIVERS} names of parameters, got {got}"))
        return ()
    found: list[str] = []
    for i, name in enumerate(raw, start=1):
        if not isinstance(name, str):
            what = f"expected the name of a parameter, got {described(name)}"
        elif name not in parameters:
            what = f"unknown parameter {name!r}{nearest(name, parameters)}"
        elif name in found:
            what = f"{name!r} is given twice"
        else:
            found.append(name)
            continue
        issues.append(Issue(address(("answer", "drivers", str(i))), what))
    return tuple(found)
