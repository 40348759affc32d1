"""The parts that every kind of model has: parameters, definitions, assumptions, and who uses which name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from gametheory.errors import ExpressionError, Issue, nearest
from gametheory.game.assumed import range_of_sign
from gametheory.lang import Expression, Interval, constant, parameter, parse, parse_condition
from gametheory.spec.claim import Claim
from gametheory.spec.fields import Path, address, described, identifiers, read_expression
from gametheory.spec.parameter import Parameter, name_problem, read_parameter
from gametheory.spec.soundness import Assumption

__all__ = [
    "read_assumptions",
    "read_definitions",
    "read_parameters",
    "read_references",
    "relation_sides",
    "unknown_references",
    "unused_parameters",
    "with_signs",
]

MAX_PARAMETERS = 200
_KEY = re.compile(r"[A-Za-z0-9_:.+-]{1,80}")
_SIGN = re.compile(r"<=|>=|==|!=|<|>|=")


def read_parameters(
    raw: Mapping[str, Any], issues: list[Issue], *, bare: bool = False
) -> tuple[dict[str, Parameter], dict[str, Expression]]:
    """Read the parameters; with ``bare`` a number alone is a baseline.

    Returns
    -------
    (parameters, known)
        Those that are well formed; and every declared name as an expression, so that one issue does not bring others.
    """
    parameters: dict[str, Parameter] = {}
    if len(raw) > MAX_PARAMETERS:
        issues.append(Issue("parameters", f"{len(raw)} parameters: a model can have {MAX_PARAMETERS}"))
        return {}, {}
    ring = tuple(name for name in raw if name_problem(name) is None)
    known = {name: parameter(name, ring) for name in ring}
    for name, given in raw.items():
        if isinstance(given, Parameter):
            if given.name != name:
                issues.append(Issue(f"parameters.{name}", f"holds the parameter {given.name!r}: give both one name"))
            parameters[name] = given
            continue
        table = {"value": given} if bare and not isinstance(given, Mapping) else given
        found = read_parameter(str(name), table, issues)
        if found is not None:
            parameters[name] = found
    return parameters, known


def with_signs(
    parameters: Mapping[str, Parameter], signs: Mapping[str, str], issues: list[Issue]
) -> tuple[dict[str, Parameter], list[str]]:
    """Give parameters without a range the one that the signs of their SymPy symbols leave.

    Returns
    -------
    (parameters, assumptions)
        The assumptions are those that no range can say: ``"c != 0"``.
    """
    out, nonzero = dict(parameters), []
    for name, sign in signs.items():
        given = parameters.get(name)
        if given is None:
            continue
        own, sure = given.range, range_of_sign(sign)
        if sign == "!=":
            if Fraction(0) in own:
                nonzero.append(f"{name} != 0")
        elif own == Interval():
            if given.value is not None and given.value not in sure:
                what = f"{given.value} is against the symbol {name}, which assumes {name} {sign} 0"
                issues.append(Issue(f"parameters.{name}.value", what))
                continue
            out[name] = replace(given, range=sure)
        elif not _within(own, sure):
            what = (
                f"the range {own} is wider than what the symbol {name} assumes, {name} {sign} 0: "
                f"narrow it, or make the symbol with gt.symbols({name!r})"
            )
            issues.append(Issue(f"parameters.{name}.range", what))
    return out, nonzero


def _within(inner: Interval, outer: Interval) -> bool:
    """Return whether one range keeps within another with one end, which is zero."""
    if outer.low is not None:
        return inner.low is not None and (inner.low > 0 or (inner.low == 0 and (inner.open_low or not outer.open_low)))
    return inner.high is not None and (inner.high < 0 or (inner.high == 0 and (inner.open_high or not outer.open_high)))


def read_definitions(
    raw: Mapping[str, Any] | None, known: Mapping[str, Expression], issues: list[Issue]
) -> tuple[dict[str, Expression], dict[Path, str]]:
    """Read shared subexpressions, in order; each may use the parameters and the definitions before it."""
    defined: dict[str, Expression] = {}
    texts: dict[Path, str] = {}
    given = dict(raw or {})
    ring = tuple(known)
    for index, (name, value) in enumerate(given.items()):
        path = ("definitions", name)
        problem = name_problem(name)
        if problem is None and name in known:
            problem = f"{name!r} is a parameter already: take another name"
        if problem:
            issues.append(Issue(address(path), problem))
            continue
        later = list(given)[index:]
        here: list[Issue] = []
        found = read_expression(value, {**known, **defined}, path, here, ring)
        issues += [_order(issue, name, later, value) for issue in here]
        # after an issue the name stands for itself, so that its uses are not reported too
        if found is None:
            defined[name] = parameter(name)
        else:
            defined[name] = found if isinstance(found, Expression) else constant(found, ring)
        if isinstance(value, str):
            texts[path] = value
    return defined, texts


def _order(issue: Issue, name: str, later: list[str], value: Any) -> Issue:
    match = re.match(r"unknown name '(\w+)'", issue.what)
    if not match or match[1] not in later:
        return issue
    rest = issue.what[issue.what.index("\n") :] if "\n" in issue.what else ""
    why = "is defined by itself" if match[1] == name else "is defined later: definitions are read in order"
    return Issue(issue.where, f"{match[1]!r} {why}{rest}")


def read_assumptions(raw: Any, known: Mapping[str, Expression], issues: list[Issue]) -> tuple[Assumption, ...]:
    """Read ``[assume]``: a name and a list of relations (or a single one) each."""
    found = []
    for name, given in dict(raw or {}).items():
        if not isinstance(given, str | list | tuple):
            what = f'expected a list of relations such as ["a > b"], got {described(given)}'
            issues.append(Issue(f"assume.{name}", what))
            continue
        for index, text in enumerate([given] if isinstance(given, str) else given):
            path = ("assume", str(name), str(index + 1))
            if not isinstance(text, str):
                issues.append(Issue(address(path), f'expected a relation such as "a > b", got {described(text)}'))
                continue
            try:
                found.append(Assumption(path, text, parse_condition(text, known)))
            except ExpressionError as error:
                issues.append(Issue(address(path), str(error)))
            except (ValueError, OverflowError, ZeroDivisionError) as error:
                issues.append(Issue(address(path), f"not a relation: {error}"))
    return tuple(found)


def relation_sides(
    assumptions: Iterable[Assumption], known: Mapping[str, Expression]
) -> Iterator[tuple[Path, Expression]]:
    """Yield the sides of assumptions that divide by something: clearing the fraction hides what must not be zero."""
    for a in assumptions:
        if "/" in a.text or "**" in a.text:
            for side in _SIGN.split(a.text):
                yield a.path, parse(side, known)


def read_references(raw: Any, issues: list[Issue]) -> tuple[str, ...]:
    """Read the keys of a bibliography: letters, digits and ``_ : . + -``, each once."""
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple):
        issues.append(Issue("references", f"expected a list of keys of a bibliography, got {described(raw)}"))
        return ()
    keys: list[str] = []
    for i, key in enumerate(raw, start=1):
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            what = f"a key of a bibliography has letters, digits and _ : . + -, got {described(key)}"
            issues.append(Issue(f"references.{i}", what))
        elif key in keys:
            issues.append(Issue(f"references.{i}", f"{key!r} is given twice"))
        else:
            keys.append(key)
    return tuple(keys)


def unknown_references(references: Iterable[str], known: Collection[str]) -> list[Issue]:
    """Return an issue for every key that a bibliography lacks."""
    return [
        Issue(f"references.{i}", f"the bibliography has no entry {key!r}{nearest(key, known)}")
        for i, key in enumerate(references, start=1)
        if key not in known
    ]


def unused_parameters(
    declared: Iterable[str], used: Iterable[str], assumptions: Iterable[Assumption], claims: Iterable[Claim]
) -> list[Issue]:
    """Return a note for every parameter that occurs in no number, definition, assumption or claim."""
    declared = tuple(declared)
    names = set(used)
    for a in assumptions:
        names |= identifiers(a.text)
    for claim in claims:
        names |= _formal_names(claim.formal)
    return [
        Issue(f"parameters.{name}", "used nowhere: in no number, definition, assumption or claim", level="note")
        for name in declared
        if name not in names
    ]


def _formal_names(value: Any) -> frozenset[str]:
    if isinstance(value, str):
        return identifiers(value)
    if isinstance(value, Mapping):
        parts: Iterable[Any] = [*value, *value.values()]
    elif isinstance(value, tuple):
        parts = value
    else:
        return frozenset()
    return frozenset().union(*(_formal_names(part) for part in parts))
