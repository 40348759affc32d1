"""What the README shows is what happens."""

import doctest
import re
import shlex
from pathlib import Path

from gametheory import cli

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, flags=re.M | re.S)


def test_the_readme_opens_with_two_commands_of_one_line():
    assert README.startswith("# gametheory-toolkit\n\n```sh\n")
    (first, job), (second, tests) = BLOCKS[:2]
    assert first == second == "sh"
    assert job.count("\n") == tests.count("\n") == 1
    assert job.rstrip().endswith("gametheory report support_signal support_sequence --out report")
    assert "pytest" in tests


def test_the_python_in_the_readme_prints_what_it_says():
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert failed == 0
    assert tried >= 10


def test_the_commands_in_the_readme_work(capsys):
    commands = [line for kind, text in BLOCKS[2:] if kind == "sh" for line in text.splitlines()]
    assert len(commands) >= 5
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "gametheory"
        assert cli.main(arguments) == 0, command
        assert capsys.readouterr().out


def test_the_links_in_the_readme_lead_somewhere():
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target
