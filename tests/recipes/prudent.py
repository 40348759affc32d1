"""A refinement from outside the package: nobody gains by an unsent message whatever best response it gets.

An equilibrium is prudent at an unsent message if no response that is optimal under any belief on the types is better
than the equilibrium for any type. It asks for more than every other refinement of the package.
"""

from typing import ClassVar

from gametheory.concepts.refinements.refinement import Refinement, register
from gametheory.lang import any_of


@register
class Prudent(Refinement):
    """No type likes any best response to an unsent message."""

    name: ClassVar[str] = "prudent"
    label: ClassVar[str] = "prudence"
    short: ClassVar[str] = "prudent"
    because: ClassVar[str] = "likes a best response to the message"
    otherwise: ClassVar[str] = "some type likes a best response to it"
    aliases: ClassVar[tuple[str, ...]] = ("cautious",)

    def struck(self, unsent):
        return tuple(unsent.likes_some(t, unsent.everyone) for t in range(unsent.n_types))

    def passes(self, unsent):
        return ~any_of(self.struck(unsent))
