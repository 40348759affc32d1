"""What an interrupt does before there is a program to interrupt, and after its end.

Imported before everything else, so it imports next to nothing itself.
"""

import os

__all__ = ["INTERRUPTED", "interrupted"]

INTERRUPTED = 130
"""The exit code."""


def interrupted(*_: object) -> None:
    """End the program at an interrupt: at once, and with one line."""
    try:
        os.write(2, b"gametheory: interrupted\n")
    finally:
        os._exit(INTERRUPTED)
