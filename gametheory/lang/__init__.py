"""Expressions and conditions in named parameters: exact, closed, decidable.

Text becomes rational functions over the integers (:mod:`~gametheory.lang.grammar`,
:mod:`~gametheory.lang.expression`); relations between them become conditions (:mod:`~gametheory.lang.condition`);
ranges and assumptions a domain (:mod:`~gametheory.lang.domain`); and :func:`decide` answers whether a condition is
possible there.
"""

from gametheory.lang.algebraic import Algebraic
from gametheory.lang.condition import (
    FALSE,
    TRUE,
    And,
    Atom,
    Condition,
    Or,
    all_of,
    any_of,
    parse_condition,
    relation,
)
from gametheory.lang.deciding.logic import Decision, decide, implies
from gametheory.lang.deciding.readable import readable
from gametheory.lang.deciding.simplify import Simplifier, generic, simplify
from gametheory.lang.domain import Domain, Interval
from gametheory.lang.expression import Expression, common_names, constant, exact, number, number_text, parameter
from gametheory.lang.floats import nice
from gametheory.lang.grammar import parse
from gametheory.lang.names import check_name
from gametheory.lang.writing.symbolic import condition_latex, latex, symbols

__all__ = [
    "FALSE",
    "TRUE",
    "Algebraic",
    "And",
    "Atom",
    "Condition",
    "Decision",
    "Domain",
    "Expression",
    "Interval",
    "Or",
    "Simplifier",
    "all_of",
    "any_of",
    "check_name",
    "common_names",
    "condition_latex",
    "constant",
    "decide",
    "exact",
    "generic",
    "implies",
    "latex",
    "nice",
    "number",
    "number_text",
    "parameter",
    "parse",
    "parse_condition",
    "readable",
    "relation",
    "simplify",
    "symbols",
]
