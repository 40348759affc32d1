"""Options that several commands share, and how their texts are read."""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
from collections.abc import Sequence
from typing import Any

from gametheory.errors import ParameterError

__all__ = [
    "add_cache",
    "add_command",
    "add_concept",
    "add_limit",
    "add_model",
    "integer",
    "limit",
    "names",
    "values",
    "width",
]


def add_command(commands: Any, name: str, short: str, long: str) -> argparse.ArgumentParser:
    """Add a command to argparse's subparsers; ``short`` stands in their list, ``long`` at the head of its own help."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=short, description=long, allow_abbrev=False)
    return parser


def add_model(parser: argparse.ArgumentParser, at: str, refine: str) -> None:
    """Add the model, and how it is solved; ``at`` and ``refine`` say what these options do here."""
    parser.add_argument(
        "model", metavar="MODEL", help="a name of the catalogue (see 'gametheory models') or a TOML file"
    )
    add_concept(parser)
    parser.add_argument("--at", metavar="NAME=VALUE", nargs="+", action="extend", default=[], help=at)
    parser.add_argument("--refine", metavar="NAME", nargs="+", action="extend", default=[], help=refine)
    add_cache(parser)


def add_cache(parser: argparse.ArgumentParser) -> None:
    """Add the option that solves afresh; commands that have it take kept solutions otherwise (``gametheory.cli``)."""
    parser.add_argument(
        "--no-cache",
        dest="cache",
        action="store_false",
        help="solve afresh, and keep nothing (see 'gametheory cache'); the answer is the same",
    )


def add_concept(parser: argparse.ArgumentParser) -> None:
    """Add the option that names a concept; what is registered beside the toolkit's own has a name too."""
    parser.add_argument(
        "--concept", metavar="NAME", help="subgame-perfect, perfect-bayesian or nash; default: the strongest that fits"
    )


def add_limit(parser: argparse.ArgumentParser) -> None:
    """Add the options that end the work early."""
    parser.add_argument(
        "--seconds",
        metavar="N",
        help="answer within N seconds with what was found by then; the answer says where it was cut",
    )
    parser.add_argument(
        "--partial",
        action="store_true",
        help="let Ctrl-C end the work with what was found by then; a second Ctrl-C ends it at once",
    )


def limit(options: argparse.Namespace, why: str) -> contextlib.AbstractContextManager[None]:
    """Return the limit that the options set, for all that the command does; ``why`` says what is said of a cut.

    Raises
    ------
    ParameterError
        If ``--seconds`` is no positive number.
    """
    from gametheory.lang.deadline import checked_seconds, limited

    text = options.seconds
    given: float | str | None = text
    if text is not None and _NUMBER.fullmatch(text.strip()):
        given = float(text)
    return limited(checked_seconds(given, "--seconds"), options.partial, why=why)


_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def pair(option: str, text: str, example: str) -> tuple[str, str]:
    """Return ``NAME=VALUE`` as its two parts."""
    name, sign, value = (part.strip() for part in text.partition("="))
    if not (name and sign and value):
        raise ParameterError(f"{option} takes {example}; got {text!r}")
    return name, value


def values(given: Sequence[str]) -> dict[str, str]:
    """Return the values of ``--at``, as texts."""
    found: dict[str, str] = {}
    for text in given:
        name, value = pair("--at", text, "NAME=VALUE, e.g. distraction=7/10")
        if name in found:
            raise ParameterError(f"--at gives {name} twice: {found[name]} and {value}")
        found[name] = value
    return found


def names(given: Sequence[str]) -> list[str]:
    """Return names that were given one by one or joined by commas."""
    return [name.strip() for text in given for name in text.split(",") if name.strip()]


def integer(option: str, text: str, least: int, most: int | None = None) -> int:
    """Return an option's whole number.

    Raises
    ------
    ParameterError
        If it is none, below ``least`` or above ``most``.
    """
    digits = text.strip().removeprefix("+")
    # far fewer digits than Python refuses to convert
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 1000) or int(digits) < least:
        raise ParameterError(f"{option}: expected an integer from {least} on, got {text[:40]!r}")
    if most is not None and int(digits) > most:
        raise ParameterError(f"{option}: at most {most:,}, got {int(digits):,}")
    return int(digits)


def width() -> int:
    """Return how wide text is printed: as wide as the terminal, within reason."""
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 120))
