"""``gametheory cache``: where solutions are kept between runs, how many there are, and an end to them."""

from __future__ import annotations

import argparse
from typing import Any

from gametheory.cache import VARIABLE, usual_folder
from gametheory.commands.options import add_command
from gametheory.commands.talk import DONE, say

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command."""
    cache = add_command(
        commands,
        "cache",
        "say where solutions are kept, how many and how large; clear removes them",
        "A game that was solved is kept on disk, and the next question about it costs no solving: the answer is the "
        "same, letter for letter. Say where solutions are kept, how many and how large they are together. The "
        f"environment variable {VARIABLE} names another folder; {VARIABLE}=off keeps nothing.",
    )
    cache.add_argument(
        "action",
        metavar="clear",
        nargs="?",
        choices=("clear",),
        help="remove the kept solutions, and nothing else that is in the folder",
    )
    cache.set_defaults(run=_cache)


def _cache(options: argparse.Namespace) -> int:
    folder = usual_folder()
    if folder is None:
        say(f"nothing is kept: {VARIABLE} turns it off")
        return DONE
    from gametheory.concepts.keeping.shelf import Shelf
    from gametheory.lang.writing.layout import count

    shelf = Shelf(folder)
    if options.action == "clear":
        found = shelf.clear()
        print(f"removed {count(found.count, 'solution')}, {_size(found.size)}, from {folder}")
        return DONE
    found = shelf.inventory()
    print(f"{folder}\n{count(found.count, 'solution')}, {_size(found.size)}")
    return DONE


def _size(size: int) -> str:
    """Return a number of bytes in words."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"
