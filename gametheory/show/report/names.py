"""Names of files, made from labels that may hold anything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

__all__ = ["file_name", "folder_name"]

LONGEST = 60
_FOLDER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,79}")
_PLAIN = re.compile(r"[A-Za-z0-9_]+(\([A-Za-z0-9_]+\)|(\.[A-Za-z0-9_]+)*)")


def file_name(*parts: str) -> str:
    """Return a name of letters, digits, ``-`` and ``_`` for the parts, a different one for different parts.

    Brackets and dots of quantities go; where the parts hold other signs or are long, the name ends in eight digits of
    their hash.

    >>> file_name("line", "P(strike)", "distraction"), file_name("P(no strike)")
    ('line-P-strike-distraction', 'P-no-strike-bd628931')
    """
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", "-".join(part.rstrip(")") for part in parts)).strip("-")
    if len(plain) <= LONGEST and all(_PLAIN.fullmatch(part) for part in parts):
        return plain
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain[:LONGEST].strip('-')}-{digest}".lstrip("-")


def folder_name(model: str, taken: Collection[str]) -> str:
    """Return a folder's name for a model, none of those taken (whatever the case of letters)."""
    name = model if _FOLDER.fullmatch(model) else file_name(model)
    used = {other.lower() for other in taken}
    n, found = 1, name
    while found.lower() in used or found.lower() in ("", "index", "manifest", "references"):
        n += 1
        found = f"{name}-{n}"
    return found
