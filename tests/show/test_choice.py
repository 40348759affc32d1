"""Which parameters a report varies first."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from helpers.first import FIRST_SEQUENCE, FIRST_SIGNAL

import gametheory as gt
from gametheory.concepts import Solution, default_concept
from gametheory.show.report.choice import key_parameters


def framed(name):
    """Return a solution of a model without its equilibria: the choice looks at none."""
    model = gt.load(name)
    concept = default_concept(model.game)
    return Solution(model.game, concept, (), domain=model.domain, baseline=model.baseline, model=model)


def margins(solution):
    """Return what the choice reads of margins, the nearest change last in the document."""
    return [SimpleNamespace(parameter=name) for name in reversed(solution.parameters)]


@pytest.mark.parametrize("name", [FIRST_SIGNAL, FIRST_SEQUENCE], ids=["signal", "sequence"])
def test_the_drivers_that_the_document_names_come_first(name):
    solution = framed(name)
    assert key_parameters(solution, margins(solution)) == ("distraction", "escalation_cost")


def test_without_drivers_the_nearest_change_comes_first():
    solution = framed("lobbying")
    assert key_parameters(solution, margins(solution)) == ("gain_black", "gain_white")
    assert key_parameters(solution, None) == ("black_share", "message_cost")


def test_the_rest_is_filled_up_by_the_margins():
    solution = framed("lobbying")
    told = gt.Model("told", solution.game, solution.model.parameters, answer={"drivers": ["message_cost"]})
    assert key_parameters(replace(solution, model=told), margins(solution)) == ("message_cost", "gain_black")


def test_a_driver_that_is_fixed_is_passed_over():
    solution = framed(FIRST_SIGNAL)
    free = {name: interval for name, interval in solution.domain.ranges.items() if name != "distraction"}
    fixed = replace(solution, domain=gt.Domain(free))
    assert key_parameters(fixed, margins(fixed))[0] == "escalation_cost"


def test_a_game_that_came_from_no_document_has_no_drivers():
    solution = replace(framed(FIRST_SIGNAL), model=None)
    assert key_parameters(solution, margins(solution)) == tuple(reversed(solution.parameters))[:2]
