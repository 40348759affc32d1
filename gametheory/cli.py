"""The command ``gametheory``: its commands, messages and exit codes; everything else is the library's.

Data goes to standard output, talk to standard error. Exit codes: 0 done; 1 a check failed; 2 misuse or a bad document;
130 interrupted; 141 the reader of standard output went away; 129 and 143 told to end (SIGHUP, SIGTERM).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from gametheory.cache import using
from gametheory.commands import (
    caching,
    documents,
    exploring,
    questions,
    reporting,
    requiring,
    solving,
    studying,
    sweeping,
    telling,
    verifying,
)
from gametheory.commands.faults import fault, named_output
from gametheory.commands.files import clean_up, on_end
from gametheory.commands.interrupt import interrupted
from gametheory.commands.talk import BROKEN_PIPE, INTERRUPTED, MISUSE, say
from gametheory.errors import GameTheoryError

__all__ = ["command_parser", "main"]

_DIGITS = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; ``arguments`` defaults to the program's own."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        with named_output():
            return _run(arguments)
    except GameTheoryError as error:
        return _complain(str(error))
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:
        return _complain(fault(error, "gametheory"))
    except MemoryError:
        return _complain("not enough memory")
    except OverflowError:  # where it can be said which number it is, it was
        return _complain("a number of the answer is too large for a double: choose other units for the payoffs")
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    finally:
        _drop_what_nobody_takes()


def _run(arguments: Sequence[str] | None) -> int:
    try:
        options = command_parser().parse_args(arguments)
    except SystemExit as stop:  # argparse: 0 after --help, 2 after misuse
        return stop.code if isinstance(stop.code, int) else MISUSE
    with _interruptible(), _long_numbers(), using(getattr(options, "cache", False)):
        code: int = options.run(options)
        sys.stdout.flush()
    return code


def _open_closed_streams() -> None:
    """Give a stream that the caller has closed (``>&-``) to nowhere: Python has None for it, and its number is free."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - as long as the program


def _drop_what_nobody_takes() -> None:
    """Send nowhere what a stream still holds and cannot print: the interpreter's last flush is quiet then."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except ValueError:  # closed
            continue
        except OSError:  # its reader has gone, or the disk that it is sent to is full
            with contextlib.suppress(OSError, ValueError):  # a stream that is no file
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _complain(message: str) -> int:
    say(f"error: {message}")
    return MISUSE


def command_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, as the documentation shows it too."""
    parser = argparse.ArgumentParser(
        prog="gametheory",
        description="Parametric games of crisis, solved exactly for every parameter value.",
        epilog="Exit codes: 0 done, 1 a check failed, 2 misuse or a bad document.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for part in (
        reporting,
        solving,
        questions,
        requiring,
        sweeping,
        telling,
        verifying,
        exploring,
        studying,
        documents,
        caching,
    ):
        part.add(commands)
    return parser


class _Version(argparse.Action):
    """Prints the version when asked, so that building the parser need not look it up."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from gametheory.version import __version__

        print(f"gametheory {__version__}")
        parser.exit()


@contextlib.contextmanager
def _long_numbers() -> Iterator[None]:
    """Let exact answers be written out that have more digits than Python converts by default (4300).

    What is read is limited by the readers themselves, long before that.
    """
    usual = sys.get_int_max_str_digits()
    if usual:
        sys.set_int_max_str_digits(max(usual, _DIGITS))
    try:
        yield
    finally:
        sys.set_int_max_str_digits(usual)


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let an interrupt end the program at once, and nothing unfinished stay behind, at a signal to end neither.

    An exception would not do: raised while an object of z3 is being deleted it is ignored, and inside ctypes it becomes
    another one.
    """

    def stop(number: int, *_: Any) -> None:
        clean_up()
        word = b"interrupted" if number == signal.SIGINT else b"told to end"
        with contextlib.suppress(OSError):  # after a hang-up there may be no terminal
            os.write(2, b"gametheory: " + word + b"\n")  # print is not safe here: it may be what was interrupted
        os._exit(INTERRUPTED if number == signal.SIGINT else 128 + number)

    main = threading.current_thread() is threading.main_thread()
    was = signal.getsignal(signal.SIGINT)
    # what somebody else handles, or ignores (nohup), stays theirs
    ours = main and was in (signal.default_int_handler, interrupted)
    if ours:
        signal.signal(signal.SIGINT, stop)
    try:
        with on_end(stop):
            yield
    finally:
        if ours:
            signal.signal(signal.SIGINT, was)
