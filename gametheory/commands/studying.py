"""``gametheory new-study``: the folder that a paper on a model can be written in, and archived with."""

from __future__ import annotations

import argparse
from typing import Any

from gametheory.commands.files import at_interrupt
from gametheory.commands.options import add_command
from gametheory.commands.talk import DONE, said_warnings, say

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command."""
    study = add_command(
        commands,
        "new-study",
        "lay out a replication archive: document, script, paper, versions",
        "Lay out a folder for a paper on a model: its document, a script that makes every table and figure, a paper in "
        "LaTeX that reads them, and the versions that are installed.",
    )
    study.add_argument("place", metavar="DIR", help="a new or empty directory")
    study.add_argument("model", metavar="MODEL", nargs="?", default="support_signal", help="default: support_signal")
    study.set_defaults(run=_new_study)


def _new_study(options: argparse.Namespace) -> int:
    from gametheory.show.kit import lay_out
    from gametheory.show.report import aside

    at_interrupt(aside.clean_up)
    with said_warnings():
        names = lay_out(options.model, options.place)
    for name in names:
        print(name)
    say(f"laid out a study of {options.model} in {options.place}; next: python {options.place}/make.py")
    return DONE
