"""What a page's data say instead of a number: its place among the page's closed forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

__all__ = ["Numbers"]


class Numbers(Protocol):
    """Keeps closed forms, each once, and says where each is kept."""

    def number(self, value: Any) -> Any:
        """Return what stands for a number or closed form."""
        ...

    def pairs(self, values: Mapping[str, Any]) -> list[Any]:
        """Return ``[label, number]`` for every entry."""
        ...
