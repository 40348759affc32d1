"""Renderers of answers: JSON documents, text tables, LaTeX, figures. Nothing here computes an equilibrium."""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["citing", "explorer", "kit", "latex", "plot", "report", "tables"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'gametheory.show' has no attribute {name!r}")
    return importlib.import_module(f"gametheory.show.{name}")


def __dir__() -> list[str]:
    return list(__all__)
