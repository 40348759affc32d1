"""The drafts of the crisis models, as they stand: read, solved for every parameter value, their claims as known.

They are copies in ``tests/data/drafts``. What is known of each was measured by programs of their own before this
package could solve it: how many outcomes there are, and which claims hold.
"""

from pathlib import Path

import pytest

import gametheory as gt

DRAFTS = Path(__file__).parent.parent / "data" / "drafts"
# outcomes over all parameter values; claims proved (coverage among them) and refuted
KNOWN = {
    "treaty_clause": (5, 9, 2),
    "treaty_clause_babbling": (4, 4, 1),
    "missile_bluff": (6, 8, 3),
    "two_theatres": (7, 6, 1),
    "us_buildup": (5, 11, 0),
    "us_buildup_commit": (3, 3, 0),
    "us_buildup_tree": (4, 3, 0),
}


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow) for name in KNOWN])
def test_drafts(name):
    model = gt.load(DRAFTS / f"{name}.toml")
    solution = gt.solve(model)
    assert solution.exhaustive, solution.why
    found = gt.verify(model, solution=solution, draws=2_000)
    assert found.surprises == ()
    status = [verdict.status for verdict in found]
    assert (len(solution), status.count("proved"), status.count("refuted")) == KNOWN[name]
    assert len(status) == sum(KNOWN[name][1:])


@pytest.mark.slow
def test_the_draft_of_the_whole_crisis():
    model = gt.load(DRAFTS / "support_crisis.toml")
    solution = gt.solve(model)
    assert solution.exhaustive, solution.why
    assert len(solution) == 18
    assert len({eq.name for eq in solution}) == 18
    (base,) = solution.at()
    assert base.outcome == {"ask_air_defense/air_defense/coerce": 1}
