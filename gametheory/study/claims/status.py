"""What can become of a claim: three words."""

from __future__ import annotations

import enum

__all__ = ["Status"]


class Status(enum.StrEnum):
    """What became of a claim; each member is its word, and equal to it."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"

    def __repr__(self) -> str:
        return repr(self.value)  # as the word is shown
