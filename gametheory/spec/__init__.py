"""The document: parameters with their sources, a game, claims; strict reader, writer, and the catalogue of models."""

from gametheory.spec.answer import Answer
from gametheory.spec.claim import Claim
from gametheory.spec.library import Entry, catalogue, check, load
from gametheory.spec.model import Model
from gametheory.spec.parameter import Parameter, Prior

__all__ = ["Answer", "Claim", "Entry", "Model", "Parameter", "Prior", "catalogue", "check", "load"]
