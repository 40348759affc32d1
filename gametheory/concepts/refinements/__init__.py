"""Refinements: which perfect Bayesian equilibria of a signaling game survive, and where.

One file a refinement; importing this package puts them into the table, in the order in which they are reported.
"""

from gametheory.concepts.refinements import (  # noqa: I001 - the order of the table
    intuitive,
    equilibrium_dominance,
    d1,
    d2,
    universal_divinity,
    divinity,
    nwbr,
    undefeated,
)

__all__ = ["d1", "d2", "divinity", "equilibrium_dominance", "intuitive", "nwbr", "undefeated", "universal_divinity"]
