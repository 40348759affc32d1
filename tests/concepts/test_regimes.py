"""Solutions put together from regimes: what is said of a list that may lack something, and where more may exist."""

import pytest

import gametheory as gt
from gametheory.concepts.regimes import Assembly, knife_edges
from gametheory.lang import FALSE, TRUE, Domain, Interval, Simplifier, deadline, parse_condition

SQUARE = Domain({"x": Interval(0, 1), "y": Interval(0, 1)})


@pytest.fixture
def assembly():
    game = gt.StrategicGame({"row": ["a"], "column": ["b"]}, {("a", "b"): ("x", "y")})
    return Assembly(gt.Nash(), game, SQUARE)


def test_what_was_worked_out_whole_is_called_exhaustive(assembly):
    with assembly.part():
        pass
    solution = assembly.solution(())
    assert (solution.exhaustive, solution.why, solution.notes, solution.domain) == (True, "", (), SQUARE)


def test_the_first_cut_is_the_one_that_is_told_before_other_gaps(assembly):
    assembly.gaps.append("a continuum is too large")
    with deadline.limited(1000):
        for why in ("cut first", "cut second"):
            with assembly.part() as work:
                raise deadline.CutError(why)
            assert work.why == why
    solution = assembly.solution(())
    assert not solution.exhaustive
    assert solution.why == "the search was cut first; a continuum is too large"


def test_errors_are_no_cuts(assembly):
    with pytest.raises(ZeroDivisionError), assembly.part():
        raise ZeroDivisionError
    assert assembly.cut == ""


def test_conditions_are_said_in_short_form(assembly):
    assert str(assembly.said(parse_condition("2*x > y") & parse_condition("x + 1 > y/2"))) == "2*x > y"
    assert assembly.said(parse_condition("x > -1")) == TRUE
    assert assembly.said(parse_condition("x = y")) == FALSE  # on a knife edge at most


def test_a_knife_edge_was_met_or_comes_from_short_forms():
    short = Simplifier(SQUARE)
    above, lost, met = parse_condition("x > 1/2"), parse_condition("x = y"), parse_condition("2*x = 1")
    assert short(above | lost) == above
    assert knife_edges(short, [met, met]) == (met, lost)
    assert knife_edges(short, [met], [lost]) == (met,)  # one that is expected is not told
