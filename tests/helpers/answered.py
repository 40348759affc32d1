"""Small documents whose answers are known in closed form, for the tests of what is said about them.

``choice``: one player; ``a`` pays k and ``b`` pays 1/2, with k uniform on [0, 1]: ``a`` where k > 1/2.
``meeting``: both want to go where the other goes; x is what going is worth, uniform on [0, 2], staying is worth 1.
Always three equilibria: both go, both stay, and both go with probability 1/(1 + x).
"""

import functools
import tempfile
from pathlib import Path

import gametheory as gt

CHOICE = """\
format = "gametheory/1"
kind = "strategic"
title = "A choice"
[players]
one = "who chooses"
[parameters.k]
meaning = "the worth of a"
range = [0, 1]
value = "2/3"
prior = { uniform = [0, 1] }
source = "assumed"
[strategies]
one = ["a", "b"]
[payoffs]
a = { one = "k" }
b = { one = "1/2" }
"""

MEETING = """\
format = "gametheory/1"
kind = "strategic"
title = "A meeting"
[players]
row = "the first"
column = "the second"
[parameters.x]
meaning = "what going is worth"
range = ["(0", 2]
value = 1
prior = { uniform = [0, 2] }
source = "assumed"
[strategies]
row = ["go", "stay"]
column = ["come", "rest"]
[payoffs.go]
come = { row = "x", column = "x" }
rest = { row = 0, column = 0 }
[payoffs.stay]
come = { row = 0, column = 0 }
rest = { row = 1, column = 1 }
"""


def written(text, *, answer="", **changes):
    """Return a document with a table ``[answer]`` and some texts replaced."""
    for old, new in changes.get("replace", {}).items():
        assert old in text, old
        text = text.replace(old, new)
    return text.replace("[players]", f"{answer}\n[players]", 1)


@functools.cache
def solution_of(text):
    """Return the solution of a document's text."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "document.toml"
        file.write_text(text, encoding="utf-8")
        return gt.solve(gt.load(file))
