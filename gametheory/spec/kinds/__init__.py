"""The kinds of games that documents have, one file each; a new kind is a new file and a line in this table."""

from gametheory.spec.kinds.extensive import EXTENSIVE
from gametheory.spec.kinds.kind import Kind
from gametheory.spec.kinds.signaling import SIGNALING
from gametheory.spec.kinds.strategic import STRATEGIC

__all__ = ["KINDS", "Kind"]

KINDS: dict[str, Kind] = {kind.word: kind for kind in (SIGNALING, EXTENSIVE, STRATEGIC)}
"""The kinds by the word that a document gives; a package beside this one may add its own."""
