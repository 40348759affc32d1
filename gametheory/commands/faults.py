"""What the operating system refused, as a sentence: the place, the reason, and what to do about it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

__all__ = ["Output", "fault", "named_output"]

_ADVICE = {
    errno.ENOSPC: "make room on that disk, or write to another one",
    errno.EDQUOT: "your quota there is used up: make room, or write to another place",
    errno.EROFS: "write to another place",
    errno.EACCES: "write to another place, or change who may write there",
    errno.EPERM: "write to another place, or change who may write there",
    errno.EIO: "the disk or the connection to it has a fault: write to another place",
    errno.ESTALE: "the connection to that disk was lost: run again, or write to another place",
    errno.ENAMETOOLONG: "give a shorter name",
    errno.ELOOP: "its links lead in a circle: give another name",
    errno.EMFILE: "let the program open more files ('ulimit -n'), or run fewer things at a time ('--jobs 1')",
    errno.ENFILE: "the machine has too many files open: end other programs, and run again",
    errno.ENOMEM: "there is not enough memory: end other programs, or run fewer things at a time ('--jobs 1')",
    errno.EAGAIN: "the machine has too much to do: end other programs, and run again",
    errno.EEXIST: "move it away, or give another name",
    errno.ENOTDIR: "give another place",
}


def fault(error: OSError, otherwise: str) -> str:
    """Return what an error of the operating system is about, what it is, and what to do, where that is not in it.

    Parameters
    ----------
    error : OSError
    otherwise : str
        What an error is about that names nothing.
    """
    reason = error.strerror or str(error)
    named = isinstance(error.filename, str | bytes | os.PathLike)
    place = os.fsdecode(error.filename) if named else otherwise
    advice = "" if error.errno is None else _ADVICE.get(error.errno, "")
    # some reasons of ours hold their advice already: "there is a file of this name; give a directory"
    bare = error.errno is not None and reason.startswith(os.strerror(error.errno))
    return f"{place}: {reason}; {advice}" if advice and bare else f"{place}: {reason}"


class Output:
    """Standard output whose errors say that they are about it, and are remembered where somebody drops them."""

    NAME = "standard output"

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.fault: OSError | None = None

    def write(self, text: str) -> int:
        with self._named():
            written: int = self._stream.write(text)
            return written

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:  # what makes the lines may fail for reasons of its own
            self.write(line)

    def flush(self) -> None:
        with self._named():
            self._stream.flush()

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            self.fault = OSError(error.errno, error.strerror or str(error), self.NAME)
            raise self.fault from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextlib.contextmanager
def named_output() -> Iterator[Output]:
    """Have the errors of standard output say so.

    Raises
    ------
    OSError
        At the end, if what was printed got lost and nobody said so (argparse does not).
    """
    output = Output(sys.stdout)
    with contextlib.redirect_stdout(output):
        yield output
        output.flush()
        if output.fault is not None:
            raise output.fault
