"""The document: parameters with their sources, a game, claims; strict reader, writer, and the catalogue of models."""

from gametheory.spec.answers.answer import Answer
from gametheory.spec.claim import Claim
from gametheory.spec.library import Entry, catalogue, check, load, load_statements
from gametheory.spec.model import Model
from gametheory.spec.parameter import Parameter, Prior
from gametheory.spec.scenario import Scenario
from gametheory.spec.statements import Statement, Statements

__all__ = [
    "Answer",
    "Claim",
    "Entry",
    "Model",
    "Parameter",
    "Prior",
    "Scenario",
    "Statement",
    "Statements",
    "catalogue",
    "check",
    "load",
    "load_statements",
]
