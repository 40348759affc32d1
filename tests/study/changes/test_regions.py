"""Cells of parameter planes: against the exact solver at points, against plain evaluation, and against known curves."""

from __future__ import annotations

import json
import pickle
import random
from fractions import Fraction

import numpy as np
import pytest
from helpers.first import FIRST_SEQUENCE, FIRST_SIGNAL
from helpers.solved import made_of, solved
from helpers.synthetic import by_hand
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory as gt
from gametheory.lang import FALSE, TRUE, all_of, any_of, constant, parameter, parse, parse_condition, relation
from gametheory.study.changes.raster import ends
from gametheory.study.changes.regions import regions

F = Fraction


@pytest.fixture(scope="module")
def signal():
    return solved(FIRST_SIGNAL)


@pytest.fixture(scope="module")
def plane(signal):
    return regions(signal, x="distraction", y="escalation_cost")


def names(equilibria):
    return sorted(eq.name for eq in equilibria)


def admissible_points(found, seed, n):
    rng = random.Random(seed)
    ranges = {name: found.domain.ranges[name] for name in (found.x, found.y)}
    points = []
    while len(points) < n:
        point = {k: i.low + (i.high - i.low) * F(rng.randrange(1, 9973), 9973) for k, i in ranges.items()}
        if not list(found.domain.outside(point)):
            points.append(point)
    return points


# -- the crisis model -------------------------------------------------------------------------------------------------


def test_cells_of_distraction_and_escalation_cost(plane):
    # borders: theta = mu_C, that is (1 - d)/2 = (1/5)/(D + 1/10); and d = 1 - c0/(f - y) = 4/5
    assert {str(border.polynomial) for border in plane.borders} == {
        "5*distraction - 4",
        "10*distraction*escalation_cost + distraction + 3 - 10*escalation_cost",
    }
    assert [str(border) for border in plane.borders] == [
        "distraction = 4/5",
        "distraction = 1 - 4/(10*escalation_cost + 1)",
    ]
    assert len(plane) == 4
    assert all(len(cell.regimes) == 2 for cell in plane)
    base = plane.at(distraction="3/5", escalation_cost="4/5")
    assert str(base.condition) == "distraction < 4/5 and distraction > 1 - 4/(10*escalation_cost + 1)"
    curve = plane.borders[1]
    assert names(curve.regimes) == [
        "pooling on missile_threat, answered coerce",
        "semi-separating (committed: missile_threat; constrained: air_defense or missile_threat)",
        "semi-separating (committed: missile_threat; constrained: sustainment or missile_threat)",
    ]


def test_a_second_proof_that_the_cells_are_all_there_is(signal):
    found = regions(signal, x="strike_gain", y="coercion_gain")
    off_walls = all_of(relation(gt.Expression(wall, wall.context().constant(1)), "!=") for wall in found.plane.factors)
    nowhere = all_of([off_walls, *(~cell.exact for cell in found)])
    assert gt.decide(nowhere, found.domain).answer is False
    for cell in found:
        differs = any_of([cell.exact & ~cell.condition, ~cell.exact & cell.condition])
        assert gt.decide(off_walls & differs, found.domain).answer is False
        assert gt.decide(off_walls & cell.exact, found.domain).answer is True


@pytest.mark.parametrize(
    ("x", "y", "at"),
    [
        ("distraction", "escalation_cost", {}),
        ("strike_gain", "coercion_gain", {}),
        ("distraction", "stock_cost", {}),
        ("strike_gain_air_defense", "distraction", {"resolve_prior": "9/10"}),
        ("resolve_prior", "entanglement_cost", {"distraction": "1/5"}),
    ],
)
def test_membership_is_what_the_solver_says(signal, x, y, at):
    found = regions(signal, x=x, y=y, at=at)
    for point in admissible_points(found, 7, 25):
        cell = found.at(**point)
        assert names(cell.regimes) == names(signal.at({**at, **point}))
        assert [c.condition.at(point) for c in found] == [c is cell for c in found]
    for cell in found:
        assert names(cell.regimes) == names(signal.at({**at, **cell.witness}))


@pytest.mark.slow
def test_the_plane_of_the_sequence_model():
    sequence = solved(FIRST_SEQUENCE)
    found = regions(sequence, x="distraction", y="escalation_cost")
    borders = {str(border) for border in found.borders}
    assert {"escalation_cost = 1/4", "distraction = 7/9"} <= borders  # e_F, and the floor of a struck Caracas (P1.4)
    for point in admissible_points(found, 11, 40):
        cell = found.at(**point)
        assert names(cell.regimes) == names(sequence.at(point))
        assert [c.condition.at(point) for c in found] == [c is cell for c in found]
    # distraction = 7/9 is no border where air defense is supplied on both sides of it: the cell runs through
    air_defense = found.at(distraction="3/5", escalation_cost=1)
    assert air_defense.condition.at({"distraction": F(7, 9), "escalation_cost": F(1)})
    assert found.at(distraction="7/9", escalation_cost=1) is air_defense


def test_slivers_are_found(plane):
    # d > 4/5 with pooling on the threat needs D > 19/10: less than a thousandth of the plane
    sliver = next(
        c for c in plane if names(c.regimes) == ["pooling on missile_threat, answered coerce", "pooling on sustainment"]
    )
    assert sliver.witness["escalation_cost"] > F(19, 10)
    assert sliver.exact.at(sliver.witness)


def test_a_plane_inside_a_knife_edge_is_solved_again(signal):
    at = {"strike_gain_air_defense": "1/5"}  # equal to coercion_gain
    found = regions(signal, x="distraction", y="escalation_cost", at=at)
    assert "knife edge" in found.notes[0]
    continua = 0
    for cell in found:
        here = signal.at({**at, **cell.witness})
        continua += sum(not eq.isolated for eq in here)
        extremes = {frozenset(v.outcome.items()) for eq in here for v in (eq.vertices if not eq.isolated else (eq,))}
        point = {**found.fixed, **cell.witness}
        assert {numbers(eq.outcome, point) for eq in cell.regimes} == extremes
    assert continua


def numbers(outcome, point):
    values = ((h, p.at(point) if isinstance(p, gt.Expression) else p) for h, p in outcome.items())
    return frozenset((h, p) for h, p in values if p)


# -- by what happens --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", ["P(strike)", "payoff.us", "P(missile_threat)"])
def test_lowest_and_highest_are_those_of_the_equilibria_at_points(signal, of):
    found = regions(signal, x="distraction", y="escalation_cost", of=of)
    assert found.by == of
    for point in admissible_points(found, 3, 25):
        cell = found.at(**point)
        here = signal.at(**point)
        values = [gt.quantity(of, here).of(eq) for eq in here]
        assert min(map(value_at(point), cell.lowest)) == min(values)
        assert max(map(value_at(point), cell.highest)) == max(values)
        assert [c.condition.at(point) for c in found] == [c is cell for c in found]


def value_at(point):
    return lambda form: form.at(point) if isinstance(form, gt.Expression) else form


def test_cells_in_which_the_same_happens_are_one(signal, plane):
    found = regions(signal, x="distraction", y="escalation_cost", of="P(refrain)")
    assert len(found) == 1 < len(plane)
    assert found[0].what == "P(refrain) is 0"
    assert not found.borders
    assert not found[0].several
    assert len(found[0].sets) == len(plane)


def test_neither_of_two_forms_is_lower_everywhere():
    solution = made_of([(TRUE, parse("x/4")), (TRUE, parse("y/4"))], names=("x", "y"), low=0)
    found = regions(solution, x="x", y="y", of="payoff.p")
    (cell,) = found
    assert set(map(str, cell.lowest)) == set(map(str, cell.highest)) == {"x/4", "y/4"}
    assert cell.what == "payoff.p is the least of x/4, y/4 in one equilibrium and the greatest of x/4, y/4 in another"
    low, high = ends(found, found.raster(11, 11))
    x, y = np.meshgrid(np.linspace(0, 4, 11), np.linspace(0, 4, 11))
    assert np.allclose(low, np.minimum(x, y) / 4)
    assert np.allclose(high, np.maximum(x, y) / 4)


def test_one_of_two_forms_is_proved_to_be_lower():
    solution = made_of([(TRUE, parse("x/9 + y/9")), (TRUE, parse("x/9"))], names=("x", "y"), low=0)
    (cell,) = regions(solution, x="x", y="y", of="payoff.p")
    assert (list(map(str, cell.lowest)), list(map(str, cell.highest))) == (["x/9"], ["(x + y)/9"])
    assert cell.several


def test_a_quantity_that_is_undefined_or_has_no_equilibrium_to_be_of():
    found = regions(made_of([(parse_condition("x > 2"), F(1))], names=("x", "y")), x="x", y="y", of="P(u | v)")
    assert [cell.what for cell in found] == ["no equilibrium", "P(u | v) is undefined in every equilibrium"]
    low, _ = ends(found, found.raster(5, 5))
    assert np.isnan(low).all()


def test_by_outcome_regimes_of_one_outcome_are_one():
    solution = made_of([(parse_condition("x < 3"), F(1)), (parse_condition("x > 1"), F(2))], names=("x", "y"))
    assert len(regions(solution, x="x", y="y")) == 3
    (cell,) = regions(solution, x="x", y="y", by="outcome")
    assert cell.what == "u, then w"
    assert cell.names == ("regime 1", "regime 2")
    assert not cell.several


def test_what_tells_cells_apart_is_one_thing(signal):
    with pytest.raises(gt.ParameterError, match="by='outcomes': cells are told apart by 'equilibria' or 'outcome'"):
        regions(signal, x="distraction", y="escalation_cost", by="outcomes")
    with pytest.raises(gt.ParameterError, match=r"by='outcome' and of='P\(strike\)'.*give one of them"):
        regions(signal, x="distraction", y="escalation_cost", by="outcome", of="P(strike)")


# -- known curves -----------------------------------------------------------------------------------------------------


def bimatrix(gain: str) -> gt.Solution:
    """The row player takes ``top`` exactly where ``gain`` is positive; the column player has no choice to make."""
    return gt.solve(
        gt.StrategicGame(
            {"row": ["top", "bottom"], "column": ["left"]},
            {("top", "left"): (gain, 0), ("bottom", "left"): (0, 0)},
        )
    )


def test_a_circle():
    found = regions(bimatrix("1 - x**2 - y**2"), x="x", y="y")
    (border,) = found.borders
    assert border.polynomial in (parse("x**2 + y**2 - 1"), parse("1 - x**2 - y**2"))
    inside, outside = sorted(found, key=lambda cell: max(map(abs, cell.witness.values())))
    assert inside.witness == {"x": 0, "y": 0}
    assert [eq.outcome for eq in inside.regimes] == [{"top/left": 1}]
    assert [eq.outcome for eq in outside.regimes] == [{"bottom/left": 1}]
    assert found.at(x="3/5", y="4/5") is None  # on the border the two are tied, and so is every mixture: no cell
    assert not found.solution.at(x="3/5", y="4/5")[0].isolated
    for x, y in [("1/2", "1/2"), (1, 1), ("-4/5", "1/2"), (0, "-3/2")]:
        assert names(found.at(x=x, y=y).regimes) == names(found.solution.at(x=x, y=y))


def test_a_cubic_curve_with_an_oval():
    # y**2 = x**3 - x: an oval and a branch; the inside is two pieces of one cell
    found = regions(bimatrix("x**3 - x - y**2"), x="x", y="y")
    assert len(found) == 2
    inside = next(cell for cell in found if cell.regimes[0].outcome == {"top/left": 1})
    for point in ({"x": F(-1, 2), "y": F(0)}, {"x": F(2), "y": F(1)}):
        assert inside.exact.at(point)
        assert inside.condition.at(point)
    assert found.at(x=-2, y=0) is not inside


def test_overlaps_are_cells_of_their_own():
    coordination = gt.StrategicGame(
        {"row": ["a", "b"], "column": ["c", "d"]},
        {("a", "c"): ("x", "x"), ("a", "d"): (0, 0), ("b", "c"): (0, 0), ("b", "d"): ("y", "y")},
    )
    found = regions(gt.solve(coordination), x="x", y="y")
    three = found.at(x=1, y=2)
    assert len(three.regimes) == 3
    assert str(three.condition) == "x > 0 and y > 0"
    assert {str(border.polynomial) for border in found.borders} == {"x", "y"}


def test_holes_where_nothing_exists_are_said():
    solution = by_hand({"low": parse_condition("x + y < 0"), "high": parse_condition("x + y > 1")}, ["x", "y"])
    found = regions(solution, x="x", y="y")
    assert [cell.names for cell in found] == [(), ("low",), ("high",)]
    assert "no regime" in str(found)
    assert {str(b) for b in found.borders} == {"x = -y", "x + y = 1"}


def test_curves_without_a_change_are_no_borders():
    # the two halves of the plane hold the same regime, and the second condition is implied by the range
    solution = by_hand(
        {"one": parse_condition("x > y") | parse_condition("x <= y"), "two": parse_condition("x**2 + y**2 >= 0")},
        ["x", "y"],
    )
    found = regions(solution, x="x", y="y")
    assert found.borders == ()
    assert [str(cell.condition) for cell in found] == ["always"]


def test_parts_of_the_plane_that_do_not_touch():
    # x > y tells the cells apart, but the assumption keeps its curve out of the plane
    solution = by_hand(
        {"above": parse_condition("y > x"), "below": parse_condition("y < x")},
        ["x", "y"],
        parse_condition("(x - y)**2 > 1"),
    )
    found = regions(solution, x="x", y="y")
    assert [cell.names for cell in found] == [("above",), ("below",)]
    assert found.at(x=0, y=2).names == ("above",)
    assert [cell.condition.at({"x": F(0), "y": F(2)}) for cell in found] == [True, False]


# -- any conditions: plain evaluation is the judge --------------------------------------------------------------------

monomials = st.tuples(st.integers(-2, 2), st.integers(0, 2), st.integers(0, 2)).map(
    lambda t: constant(t[0]) * parameter("x") ** t[1] * parameter("y") ** t[2]
)
polynomials = st.lists(monomials, min_size=1, max_size=3).map(lambda parts: sum(parts, constant(0)))
atoms = st.builds(relation, polynomials, st.sampled_from([">", ">=", "<", "!="]))
conditions = st.lists(st.lists(atoms, min_size=1, max_size=2).map(all_of), min_size=1, max_size=2).map(any_of)


@pytest.mark.compares
@given(st.lists(conditions, min_size=1, max_size=3), st.one_of(st.just(TRUE), atoms), st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_no_set_of_regimes_is_missing(whens, assume, rng):
    solution = by_hand({f"r{i}": when for i, when in enumerate(whens)}, ["x", "y"], assume)
    points = [{n: F(rng.randrange(-3980, 3980), 997) for n in ("x", "y")} for _ in range(40)]
    points = [point for point in points if assume == TRUE or assume.at(point)]
    try:
        found = regions(solution, x="x", y="y")
    except gt.ParameterError:
        assert assume == FALSE or not points
        return
    walls = found.plane.factors
    for point in points:
        on_a_wall = any(relation(gt.Expression(wall, wall.context().constant(1)), "=").at(point) for wall in walls)
        cell = found.at(**point)
        if on_a_wall:
            continue
        assert cell is not None
        assert names(cell.regimes) == names(solution.at(point))
        assert [c.condition.at(point) for c in found] == [c is cell for c in found]
    for cell in found:
        assert names(cell.regimes) == names(solution.at(cell.witness))
        assert cell.condition.at(cell.witness)
        assert cell.exact.at(cell.witness)


# -- the raster -------------------------------------------------------------------------------------------------------


def test_the_raster_of_a_list_without_regimes():
    # as one that was cut before the first was found
    found = regions(made_of([], names=("x", "y"), assume=parse_condition("x < 3")), x="x", y="y")
    assert [cell.names for cell in found] == [()]
    assert found.raster(5, 4).cell.tolist() == [[0, 0, 0, 0, -1]] * 4


def test_the_raster_is_the_cells(plane):
    picture = plane.raster(31, 41)
    assert picture.cell.shape == (41, 31)
    assert (picture.x[0], picture.x[-1], picture.y[-1]) == (0.0, 0.9, 2.0)
    rng = random.Random(3)
    for _ in range(150):
        j, i = rng.randrange(31), rng.randrange(41)
        point = {"distraction": F(float(picture.x[j])), "escalation_cost": F(float(picture.y[i]))}
        if point["distraction"] > F(9, 10) or abs(point["distraction"] - F(4, 5)) < F(1, 10**9):
            continue
        if list(plane.domain.outside(point)):
            assert picture.cell[i, j] in (-1, *range(4))
            continue
        assert plane.cells[picture.cell[i, j]] is plane.at(**point)
    # escalation_cost must exceed entanglement_cost = 1/10, and more (the middle band): nothing is drawn below
    assert (picture.cell[picture.y <= 0.15] == -1).all()
    assert (picture.cell[picture.y > 0.25] >= 0).all()


def test_grid_points_on_a_border_are_given_to_a_neighbour():
    solution = by_hand({"low": parse_condition("x < y"), "high": parse_condition("x > y")}, ["x", "y"])
    picture = regions(solution, x="x", y="y").raster(9, 9)
    assert (picture.cell >= 0).all()
    assert set(np.unique(picture.cell)) == {0, 1}


def test_a_window_into_an_unbounded_plane():
    found = regions(bimatrix("1 - x**2 - y**2"), x="x", y="y")
    with pytest.raises(gt.ParameterError, match="unbounded: give a window"):
        found.raster(10, 10)
    picture = found.raster(101, 101, x=(-2, 2), y=("-2", "2"))
    share = (picture.cell == found.at(x=0, y=0).index).mean()
    assert share == pytest.approx(np.pi / 16, abs=0.01)


@pytest.mark.parametrize("size", [1, 0, 2.5])
def test_grids_too_small(plane, size):
    with pytest.raises(gt.ParameterError, match="at least 2 lines"):
        plane.raster(size, 10)


def test_an_empty_window(plane):
    with pytest.raises(gt.ParameterError, match="empty window in distraction"):
        plane.raster(10, 10, x=(1, 0))


# -- what is printed --------------------------------------------------------------------------------------------------


def test_text_latex_and_document(plane):
    text = str(plane)
    assert "regions of distraction and escalation_cost, the rest at the baseline" in text
    assert "4 cells" in text
    assert "2 borders:" in text
    assert r"d > 1 - \frac{4}{10 D + 1}" in plane._repr_latex_()
    document = json.loads(json.dumps(plane.document()))
    assert [cell["regimes"] for cell in document["cells"]] == [list(cell.names) for cell in plane]
    for cell, one in zip(plane, document["cells"], strict=True):
        point = {name: F(value) for name, value in one["witness"].items()}
        assert plane.at(**point) is cell


def test_answers_survive_a_copy(plane):
    again = pickle.loads(pickle.dumps(plane))
    for one, copied in zip(plane, again, strict=True):
        assert (one.names, one.condition, one.witness) == (copied.names, copied.condition, copied.witness)
    assert (again.raster(9, 9).cell == plane.raster(9, 9).cell).all()


# -- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"x": "distraction", "y": "distraction"}, "x and y are both 'distraction'"),
        ({"x": "distracton", "y": "foothold"}, "unknown parameter 'distracton', did you mean 'distraction'"),
        ({"x": "distraction", "y": "footold"}, "did you mean 'foothold'"),
        ({"x": "distraction", "y": "foothold", "at": {"foothold": 1}}, "'foothold' is the parameter asked about"),
        ({"x": "distraction", "y": "foothold", "at": {"strike_gain": 7}}, "strike_gain = 7 is outside its range"),
        ({"x": "distraction", "y": "foothold", "at": {"strike_gain": "1/10"}}, "is admissible beside the other values"),
    ],
)
def test_bad_questions(signal, question, message):
    with pytest.raises(gt.ParameterError, match=message):
        regions(signal, **question)


def test_bad_points(plane):
    with pytest.raises(gt.ParameterError, match="no value for 'escalation_cost'"):
        plane.at(distraction="1/2")
    with pytest.raises(gt.ParameterError, match="outside its range"):
        plane.at(distraction=3, escalation_cost=1)
    with pytest.raises(gt.ParameterError, match="unknown parameter 'foothold'"):
        plane.at(distraction="1/2", escalation_cost=1, foothold=1)


def test_no_open_part():
    solution = by_hand({"a": parse_condition("x > 0")}, ["x", "y"], parse_condition("x = y"))
    with pytest.raises(gt.ParameterError, match="no open part of the plane"):
        regions(solution, x="x", y="y")


# -- the document's drivers by default ---------------------------------------------------------------------------------


def test_by_default_the_plane_is_that_of_the_first_two_drivers():
    solution = solved("support_signal")
    first, second, *_ = solution.model.answer.drivers
    plain = regions(solution)
    assert (plain.x, plain.y) == (first, second)
    assert plain.document() == regions(solution, x=first, y=second).document()
    other = next(name for name in solution.parameters if name not in solution.model.answer.drivers)
    assert (regions(solution, y=first).x, regions(solution, x=other).y) == (second, first)


def test_without_two_drivers_that_is_an_error():
    with pytest.raises(gt.ParameterError, match=r"no document names its drivers, too few .* give x= and y=.*\(a, b\)"):
        regions(made_of([(TRUE, 0)], names=("a", "b")))
    with pytest.raises(gt.ParameterError, match=r"too few for a plane: give x= and y=, two of the parameters \(wimp\)"):
        regions(solved("beer_quiche"))
