"""Claims in plain English, and the right form of what they say.

``P(strike) rises with distraction`` is no claim: it does not say in which equilibria. The reader's error then shows the
claims that are near, here ``every equilibrium has P(strike) rising in distraction`` and ``the range of P(strike) is
never falling in distraction``. Every form that is shown has been read first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from gametheory.study.quantities.plain_words import (
    LONGEST,
    advised,
    in_plain_words,
    readable_ones,
    relation_words,
)
from gametheory.study.quantities.reader import vocabulary

if TYPE_CHECKING:
    from gametheory.concepts import Solution
    from gametheory.errors import QuantityError

__all__ = ["claim_advice", "condition_advice", "example_claim"]

Rule = tuple[str, str]

_UP = r"(?:rise|rises|rising|increase|increases|increasing|grow|grows|growing|climbs?|climbing|goes? up|going up)"
_DOWN = (
    r"(?:fall|falls|falling|decrease|decreases|decreasing|decline|declines|declining|drops?|dropping|shrinks?"
    r"|shrinking|goes? down|going down|diminish|diminishes)"
)
_WEAK = r"(?:weakly|never strictly|monotonically non-?)\s*"
_NOT = r"(?:never|does not|doesn't|do not|don't|cannot|can't|is not|isn't|is never|not|non-?)\s*"

# longer forms first: what is found is replaced by the word of the language in capitals, which no later rule finds
_COURSES: Sequence[Rule] = (
    (rf"(?:is |are |be )?{_NOT}{_UP}", "NEVER RISING"),
    (rf"(?:is |are |be )?{_NOT}{_DOWN}", "NEVER FALLING"),
    (rf"(?:is |are |be )?{_WEAK}{_UP}", "NEVER FALLING"),
    (rf"(?:is |are |be )?{_WEAK}{_DOWN}", "NEVER RISING"),
    (rf"(?:is |are |be )?(?:always |strictly |monotonically )?{_UP}", "RISING"),
    (rf"(?:is |are |be )?(?:always |strictly |monotonically )?{_DOWN}", "FALLING"),
    (r"(?:is |are |be )?(?:constant|flat|unchanged|the same|independent|unaffected)", "CONSTANT"),
    (r"(?:does not|doesn't|do not) (?:change|depend|vary|move|respond)", "CONSTANT"),
)
_OPPOSITE = {
    "RISING": "FALLING",
    "FALLING": "RISING",
    "NEVER RISING": "NEVER FALLING",
    "NEVER FALLING": "NEVER RISING",
    "CONSTANT": "CONSTANT",
}

_EQUILIBRIUM = r"(?:equilibrium|equilibria|equilibriums|eq\.?)(?: outcomes?)?"
_HAS = r"(?:has|have|having|with|where|in which|such that|that has|that have|satisf(?:y|ies)|shows?|for which)"
_COUNTS: Sequence[Rule] = (
    ("some", r"(?:some|an?|at least one|there (?:is|are|exists?|exist)(?: some| an?| at least one)?)"),
    ("no", r"(?:no|none of the|not one|there (?:is|are|exists?) no|never any)"),
    ("one", r"(?:one|exactly one|there is exactly one|a single)"),
    ("the only", r"(?:the only|only|the unique|there is a unique|the single|a unique|only one)"),
    ("every", r"(?:every|all|each|any|all the|all of the|always every)"),
)


def claim_advice(text: str, solution: Solution, error: QuantityError, reads: Callable[[str], object]) -> QuantityError:
    """Return the error about a claim with the nearest claims that can be read, or with an example.

    Parameters
    ----------
    text : str
    solution : Solution
    error : QuantityError
    reads : function
        Reads a claim, or raises QuantityError.
    """
    if len(text) > LONGEST:
        return error
    kept, quoted = _without_quotes(text)
    plain = in_plain_words(kept, solution)
    candidates = [_with_quotes(one, quoted) for one in _claims(plain, solution)]
    found = readable_ones(candidates, reads, text)
    if found:
        return advised(error, found)
    if error.reason.startswith("unknown beginning"):
        example = readable_ones([example_claim(solution)], reads, text)
        return type(error)(f"{error.reason}, as in '{example[0]}'", error.text, error.position) if example else error
    return error


def condition_advice(
    text: str, solution: Solution, error: QuantityError, reads: Callable[[str], object]
) -> QuantityError:
    """Return the error about a condition on the parameters with the nearest one that can be read."""
    if len(text) > LONGEST:
        return error
    plain = relation_words(in_plain_words(text, solution))
    bare = re.sub(r"^(?:where|if|when|for|given)\s+", "", plain, flags=re.IGNORECASE)
    return advised(error, readable_ones([plain, bare], reads, text))


def example_claim(solution: Solution) -> str:
    """Return a claim about the solution that shows the form."""
    labels = vocabulary(solution).labels
    label = next((one for one in reversed(labels) if one.isidentifier()), None)
    return "some equilibrium" if label is None else f"no equilibrium has P({label}) > 0"


def _without_quotes(text: str) -> tuple[str, list[str]]:
    quoted: list[str] = []

    def put(match: re.Match[str]) -> str:
        quoted.append(match[0])
        return f"@{len(quoted) - 1}@"

    return re.sub(r"\"[^\"]*\"|(?<!\w)'[^']*'", put, text), quoted


def _with_quotes(text: str, quoted: Sequence[str]) -> str:
    return re.sub(r"@(\d+)@", lambda m: quoted[int(m[1])], text)


def _claims(text: str, solution: Solution) -> Iterator[str]:
    """Yield claims that a text may mean, the likeliest first; not all of them can be read."""
    text = re.sub(r"\b(?:if and only if|exactly (?:if|when|where)|precisely (?:if|when|where))\b", "iff", text)
    for body, condition in _conditions(text):
        where = f" where {relation_words(condition)}" if condition else ""
        for claim in _assertions(body, solution):
            yield " ".join(f"{claim}{where}".split())


def _conditions(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a text into what is said and where."""
    match = re.fullmatch(r"(?i:if|when|where|whenever|for)\s+(.+?)\s*(?:,\s*(?:then\s+)?|\s+then\s+)(.+)", text)
    if match is not None:
        yield match[2], match[1]
    yield text, ""
    words = r"where|if|when|whenever|for|provided(?: that)?|given that|as long as|so long as|while|only if"
    for found in re.finditer(rf",?\s+(?:{words})\s+", text, flags=re.IGNORECASE):
        yield text[: found.start()], text[found.end() :]


def _assertions(text: str, solution: Solution) -> Iterator[str]:
    text = _courses(text, solution)
    for start, rest in _counted(text):
        if start == "range":
            yield f"the range of {_small(_weakly(rest, ' is '))}"
            continue
        rest = relation_words(rest)
        yield f"{start} equilibrium has {_small(rest)}" if rest else f"{start} equilibrium"
        if start == "every" and (match := re.fullmatch(r"(.+?),?\s+(?:has|have)\s+(.+)", rest)):
            yield f"every equilibrium with {match[1]} has {_small(match[2])}"
    if re.search(r"RISING|FALLING|CONSTANT", text):
        yield from (f"every equilibrium has {_small(one)}" for one in _subjects(text, solution))
        yield from (f"the range of {_small(_weakly(one, ' is '))}" for one in _subjects(text, solution))
    else:
        plain = relation_words(text)
        yield from (f"every equilibrium has {one}" for one in _subjects(plain, solution))
        yield from (f"some equilibrium has {one}" for one in _subjects(plain, solution))


def _counted(text: str) -> Iterator[tuple[str, str]]:
    """Yield how many equilibria a text speaks of, and what of them."""
    match = re.fullmatch(r"(?i:the )?(?i:range|set of values|values?) of (.+)", text)
    if match is not None:
        yield "range", match[1]
    for count, words in _COUNTS:
        # in every equilibrium ..., every equilibrium has ..., ... in every equilibrium
        for pattern in (
            rf"(?i:in {words} {_EQUILIBRIUM}),?\s*(.*)",
            rf"(?i:{words} {_EQUILIBRIUM})\s+(?i:{_HAS})\s+(.*)",
            rf"(?i:{words} {_EQUILIBRIUM}),?\s*(.*)",
            rf"(.+?),?\s+(?i:in {words} {_EQUILIBRIUM})",
        ):
            match = re.fullmatch(pattern, text)
            if match is not None:
                yield count, match[1]
    match = re.fullmatch(rf"(?i:in (?:the )?{_EQUILIBRIUM}),?\s+(.+)", text)
    if match is not None:
        yield "every", match[1]


def _courses(text: str, solution: Solution) -> str:
    """Return a text with ``rises with wimp`` and its like as ``RISING in wimp``."""
    for old, new in _COURSES:
        text = re.sub(rf"\b{old}\b", new, text, flags=re.IGNORECASE)
    name = "|".join(re.escape(one) for one in solution.parameters) or r"(?!)"
    kinds = "NEVER RISING|NEVER FALLING|RISING|FALLING|CONSTANT"
    link = r"\s*,?\s+(?:in|with|as|when|if|by|of|on|along|over|to|from)\s+(?:the |higher |larger |more |growing )?"

    def linked(match: re.Match[str]) -> str:
        turned = match[3] is not None and "FALLING" in match[3]
        return f"{_OPPOSITE[match[1]] if turned else match[1]} in {match[2]}"

    moved = rf"({kinds}){link}({name})(?:\s+({kinds}))?(?!\w)"
    turned = re.sub(moved, linked, text)
    # as wimp rises, P(duel) falls
    first = rf"(?i:as|when|if|with)\s+({name})\s+({kinds})\s*,?\s+(.+?)\s+({kinds})"
    match = re.fullmatch(first, turned)
    if match is not None:
        course = _OPPOSITE[match[4]] if "FALLING" in match[2] else match[4]
        return f"{match[3]} {course} in {match[1]}"
    match = re.fullmatch(rf"(?i:higher|larger|more)\s+({name})\s+(?i:means|brings|gives|implies)\s+"
                         rf"(?i:(higher|larger|more)|lower|smaller|less|fewer)\s+(.+)", turned)  # fmt: skip
    if match is not None:
        return f"{match[3]} {'RISING' if match[2] else 'FALLING'} in {match[1]}"
    return turned


def _subjects(text: str, solution: Solution) -> Iterator[str]:
    """Yield a text as it is, and with a label that begins it as the probability of that label."""
    text = re.sub(r"^(?i:is|does|do|can|will)\s+", "", text)
    yield text
    first, _, rest = text.partition(" ")
    if first in vocabulary(solution).labels:
        yield f"P({first}) {rest}"


def _weakly(text: str, link: str) -> str:
    """Return a course as a range can have it, after ``is``: of a range the grammar only says that it never falls."""
    text = re.sub(r"\s*(?:\bis\b\s*)?(?<!NEVER )\bRISING", f"{link}NEVER FALLING", text)
    if "NEVER FALLING" not in text:
        text = re.sub(r"\s*(?:\bis\b\s*)?(?<!NEVER )\bFALLING", f"{link}NEVER RISING", text)
    return re.sub(r"(?<! is )\b(NEVER \w+|CONSTANT)", r"is \1", text)


def _small(text: str) -> str:
    return re.sub(r"\b(?:NEVER|RISING|FALLING|CONSTANT)\b", lambda m: m[0].lower(), text)
