"""HTML of models and answers, as notebooks show them: compact tables, closed forms as MathML, no scripts.

Everything that comes from a model document is escaped. The objects show themselves in a notebook; these functions are
for pages of your own.
"""

from __future__ import annotations

from gametheory.concepts.words.markup import equilibrium_markup as equilibrium
from gametheory.concepts.words.markup import solution_markup as solution
from gametheory.spec.model_markup import model_markup as model

__all__ = [
    "equilibrium",
    "model",
    "solution",
]
