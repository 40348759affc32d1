"""``{command-line}``: the help of every command, from the parser that the program itself uses."""

from __future__ import annotations

import argparse
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from gametheory.cli import command_parser

WIDTH = 88


def setup(app: Any) -> dict[str, Any]:
    """Add the directive."""
    app.add_directive("command-line", CommandLine)
    return {"parallel_read_safe": True}


class CommandLine(SphinxDirective):
    """A section for every command: what it does, how it is called, its arguments and options."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        return [_section(name, parser) for name, parser in _commands(command_parser())]


def _commands(parser: argparse.ArgumentParser) -> list[tuple[str, argparse.ArgumentParser]]:
    (choices,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return list(choices.choices.items())


def _section(name: str, parser: argparse.ArgumentParser) -> nodes.section:
    parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=WIDTH)
    out = nodes.section("", nodes.title("", f"gametheory {name}"), ids=[f"command-{nodes.make_id(name)}"])
    out += nodes.paragraph("", parser.description or "")
    out += nodes.literal_block("", parser.format_usage().strip(), language="text")
    rows = [action for action in parser._actions if action.help != argparse.SUPPRESS and action.dest != "help"]
    entries = nodes.definition_list()
    for action in rows:
        term = nodes.term("", "", nodes.literal("", _called(action)))
        text = (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%")
        entries += nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", text)))
    out += entries
    return out


def _called(action: argparse.Action) -> str:
    values = action.metavar or (action.dest.upper() if action.nargs != 0 and action.option_strings else "")
    shown = " ".join(values) if isinstance(values, tuple) else str(values)
    if not action.option_strings:
        return shown or action.dest
    repeated = f"{shown} [{shown} ...]" if action.nargs == "+" else shown
    return (
        f"{', '.join(action.option_strings)} {repeated}".strip()
        if action.nargs != 0
        else ", ".join(action.option_strings)
    )
