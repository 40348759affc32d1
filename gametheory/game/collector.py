"""Python's cyclic garbage collector, out of the way while a large game is read or solved.

Building some hundred thousand objects at once makes the collector look through all of them again and again, which takes
as long as the work itself; none of them is garbage.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cyclic collector inside the ``with`` block, and leave it as it was found."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
