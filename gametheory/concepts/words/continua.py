"""What a continuum of equilibria is called."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["between"]


def between(names: Sequence[str]) -> str:
    """Return the name of a continuum whose extreme points have these names."""
    if len(set(names)) == 1:
        return f"continuum: {names[0]}"
    if len(names) == 2:
        return f"continuum: {names[0]} to {names[1]}"
    return f"continuum of {len(names)} extreme equilibria: {names[0]} among them"
