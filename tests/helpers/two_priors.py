"""A choice whose shares under the document's priors and under a scenario's are known in closed form.

``a`` pays k and ``b`` pays 1/2, so ``a`` is chosen where k > 1/2; k < l is assumed. By its own priors k and l are
uniform on [0, 1]: the assumption accepts 1/2, and a is chosen in 1/4 of that. Under the scenario "late" l is uniform on
[1/2, 1]: it accepts 3/4, and a is chosen in 1/3 of that. Under "early" k is uniform on [0, 1/2] besides: a is never
chosen, and the assumption accepts all.
"""

import functools

import gametheory as gt

TEXT = """\
format = "gametheory/1"
kind = "strategic"
title = "A choice"
[players]
one = "who chooses"
[parameters.k]
value = "2/3"
range = [0, 1]
prior = { uniform = [0, 1] }
[parameters.l]
value = "3/4"
range = [0, 1]
[assume]
order = ["k < l"]
[strategies]
one = ["a", "b"]
[payoffs]
a = { one = "k" }
b = { one = "1/2" }
[scenarios.late]
about = "before anything was seen"
priors = { l = { uniform = ["1/2", 1] } }
[scenarios.early]
priors = { k = { uniform = [0, "1/2"] }, l = { uniform = ["1/2", 1] } }
values = { k = "1/3" }
[scenarios.quiet]
values = { k = "1/4" }
"""

ACCEPTED = {None: 1 / 2, "late": 3 / 4, "early": 1.0}
CHOSEN = {None: 1 / 4, "late": 1 / 3, "early": 0.0}


def document(folder):
    """Write the document into a folder and return its path."""
    path = folder / "choice.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@functools.cache
def read(path):
    """Return the solution of the document at a path."""
    return gt.solve(gt.load(path))
