"""Where the command ``gametheory`` begins.

Most of the first moments go into importing. Python would answer an interrupt there by a traceback through whatever is
being imported just then; it is a line and the exit code, as it is later. So this module imports as little as it can
before it has said that.
"""

import signal

from gametheory.commands.interrupt import interrupted

__all__ = ["main"]


def main() -> int:
    """Run the command line, as the program of this process, and return its exit code."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # where it is ignored it stays so
        signal.signal(signal.SIGINT, interrupted)
    from gametheory.cli import main as run

    return run()
