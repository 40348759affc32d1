"""Where solutions are kept: the folder in use, if any. On the lowest floor, so that it can be set before anything runs.

Nothing is kept unless somebody asks for it: the command line does, unless it is told not to, and ``gt.solve`` with
``cache=True``. What is kept there, and in which form, stands in :mod:`gametheory.concepts.keeping`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextvars import ContextVar

__all__ = ["VARIABLE", "folder_in_use", "using", "usual_folder"]

VARIABLE = "GAMETHEORY_CACHE"
"""The environment variable that names the folder, or turns keeping off."""

_OFF = ("off", "no", "0", "false", "none")

_folder: ContextVar[str | None] = ContextVar("_folder", default=None)


def usual_folder() -> str | None:
    """Return the folder that the environment asks for, by default the user's cache; None if nothing is to be kept."""
    asked = os.environ.get(VARIABLE, "").strip()
    if asked.lower() in _OFF:
        return None
    if asked:
        return os.path.abspath(os.path.expanduser(asked))
    from platformdirs import user_cache_dir

    return os.path.join(user_cache_dir("gametheory", appauthor=False), "solutions")


def folder_in_use() -> str | None:
    """Return the folder in which answers are kept; None if they are not."""
    return _folder.get()


@contextlib.contextmanager
def using(cache: bool | str | os.PathLike[str] | None = True) -> Iterator[None]:
    """Keep answers, and take those that are kept, in what is done inside.

    Parameters
    ----------
    cache : bool, str, path or None
        True for the folder that the environment asks for; the path of another one; False for none; None for what is in
        use already.
    """
    if cache is None:
        yield
        return
    folder = usual_folder() if cache is True else None if cache is False else os.path.abspath(os.fspath(cache))
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)
