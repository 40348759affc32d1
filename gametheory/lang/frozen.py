"""Mappings that nobody can change: what frozen objects hold.

A read-only view over a copy: it compares, iterates and is a ``Mapping`` as a dict is, can be pickled and copied, and
refuses assignment.
"""

from __future__ import annotations

import copyreg
from collections.abc import Mapping, MutableMapping
from types import MappingProxyType
from typing import Any

__all__ = ["deep_frozen", "frozen"]


def frozen(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return a read-only mapping with the same entries."""
    return mapping if isinstance(mapping, MappingProxyType) else MappingProxyType(dict(mapping))


def deep_frozen(value: Any) -> Any:
    """Return ``value`` with every mapping in it, at any depth of mappings, read-only.

    A mapping that cannot be changed is taken as it is, so that one may work out its entries when they are looked at.
    """
    if isinstance(value, MutableMapping):
        return MappingProxyType({k: deep_frozen(v) if isinstance(v, Mapping) else v for k, v in value.items()})
    return value


def _pickled(view: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return frozen, (dict(view),)


copyreg.pickle(MappingProxyType, _pickled)
