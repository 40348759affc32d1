"""Pages of Markdown, run: every block of code on a page, from top to bottom, in one empty directory.

=============  =====================================================================================================
``python``     a doctest; names live on from block to block
``console``    commands after ``$``, and exactly what they print on standard output
``sh``         commands, one a line: each succeeds and prints something, or leaves a file
``toml``       a document: with ``# name.toml`` as its first line it is written there, else it has to be TOML
``json``       has to be JSON
``text``       not run
=============  =====================================================================================================

A set-up line (``python3 -m venv ...``) is not run here, but by ``.ci/run``.
"""

from __future__ import annotations

import doctest
import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from gametheory import cli

FENCE = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", flags=re.M | re.S)
SET_UP = ("python3 -m venv", ".venv/bin/", "bash .ci/run")


class Block(NamedTuple):
    """One fenced block."""

    kind: str
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    """Return a page's fenced blocks; those of Sphinx's directives left out."""
    text = page.read_text(encoding="utf-8")
    found = [Block(m[1], m[2], text.count("\n", 0, m.start()) + 2) for m in FENCE.finditer(text)]
    return [block for block in found if not block.kind.startswith("{")]


def is_set_up(block: Block) -> bool:
    """Whether a block sets an environment up."""
    return block.kind == "sh" and block.text.startswith(SET_UP)


def run(page: Path, folder: Path, capsys: Any) -> int:
    """Run a page in a folder that is the current directory; return how many examples and commands were tried."""
    names: dict[str, Any] = {}
    tried = 0
    for block in blocks(page):
        if block.kind == "python":
            tried += _python(block, names, page)
        elif block.kind in ("sh", "console"):
            tried += 0 if is_set_up(block) else _commands(block, page, folder, capsys)
        elif block.kind == "toml":
            tomllib.loads(block.text)
            if head := re.match(r"# (\w+\.toml)\n", block.text):
                (folder / head[1]).write_text(block.text, encoding="utf-8")
        elif block.kind == "json":
            json.loads(block.text)
        else:
            assert block.kind == "text", f"{page.name}, line {block.line}: no way to run {block.kind!r}"
    return tried


def _python(block: Block, names: dict[str, Any], page: Path) -> int:
    test = doctest.DocTestParser().get_doctest(block.text, names, page.name, str(page), block.line)
    assert test.examples, f"{page.name}, line {block.line}: no example in this block"
    report: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(test, out=report.append, clear_globs=False)
    names.update(test.globs)
    assert runner.failures == 0, "".join(report)
    return len(test.examples)


def _commands(block: Block, page: Path, folder: Path, capsys: Any) -> int:
    if block.kind == "console":
        parts = [part.partition("\n") for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]]
        wanted = [(command, shown) for command, _, shown in parts]
    else:
        wanted = [(line, None) for line in block.text.splitlines()]
    assert wanted, f"{page.name}, line {block.line}: no command in this block"
    for command, shown in wanted:
        program, *arguments = shlex.split(command)
        assert program == "gametheory", command
        capsys.readouterr()
        before = set(folder.iterdir())
        assert cli.main(arguments) == 0, command
        out = capsys.readouterr().out
        assert out or set(folder.iterdir()) - before, command
        if shown is not None:
            assert out == shown, command
    return len(wanted)
