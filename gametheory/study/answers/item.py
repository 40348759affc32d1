"""A sentence of the answer, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BASE", "DEPENDS", "PROVED", "SHARE", "Item", "Mark"]

PROVED, SHARE, BASE, DEPENDS = "proved", "share", "base", "depends"
"""What a sentence can rest on: a proof for every value; a share of cases; the base numbers; the choice of outcome."""


@dataclass(frozen=True)
class Mark:
    """What a sentence rests on: its kind, what is said of it, and where its evidence is.

    ``evidence`` is a model's name and the part of its page: ``("support_signal", "claims")``.
    """

    kind: str
    text: str
    evidence: tuple[str, str]


@dataclass(frozen=True)
class Item:
    """One item of the answer.

    Attributes
    ----------
    kind : str
        Which question it answers: ``who``, ``headline``, ``driver``, ``claim``, ``base``.
    lead : str
        The sentence in bold.
    text : str
        What follows it.
    marks : tuple of Mark
    """

    kind: str
    lead: str
    text: str
    marks: tuple[Mark, ...]

    @property
    def plain(self) -> str:
        """The item as one paragraph of text, its marks in brackets."""
        marks = "; ".join(f"{mark.kind}: {mark.text}" if mark.text else mark.kind for mark in self.marks)
        said = " ".join(filter(None, (self.lead, self.text)))
        return f"{said} [{marks}]" if marks else said
