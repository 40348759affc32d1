"""The variables of a sweep at a block of points: beer and quiche at 1/4 and 3/4, by hand."""

from fractions import Fraction

import numpy as np
import pytest
from helpers.solved import solved

import gametheory as gt
from gametheory.study.sweeps.table import PARTS, make_table, read_quantities


@pytest.fixture(scope="module")
def quiche():
    return solved("beer_quiche")


def test_what_is_asked_twice_is_answered_once(quiche):
    found = read_quantities(quiche, ["P(beer)", "payoff.diner", "P(beer)"])
    assert [one.text for one in found] == ["P(beer)", "payoff.diner"]
    assert read_quantities(quiche, "P(beer)") == found[:1]
    with pytest.raises(gt.QuantityError):
        read_quantities(quiche, "P(tea)")


def test_the_variables_and_their_sizes(quiche):
    table = make_table(quiche, ["P(beer)", "payoff.diner"], PARTS, {})
    assert table.shapes == {
        "exists": (len(quiche),),
        "count": (),
        "admissible": (),
        "knife_edge": (),
        "value": (2, len(quiche)),
        "min": (2,),
        "max": (2,),
        "outcome": (len(quiche), len({h for eq in quiche for h in eq.outcome})),
        "payoff": (len(quiche), 2),
        "belief": (len(quiche), 2, 2),
    }
    empty = table.empty(5)
    assert {name: array.shape for name, array in empty.items()} == {n: (*s, 5) for n, s in table.shapes.items()}
    assert sum(array.nbytes for array in empty.values()) == 5 * table.point_bytes
    coordinates = table.coordinates()
    assert list(coordinates["quantity"][1]) == ["P(beer)", "payoff.diner"]
    assert list(coordinates["player"][1]) == ["diner", "bully"]


def test_nothing_asked_has_no_values(quiche):
    assert set(make_table(quiche, (), (), {}).dims) == {"exists", "count", "admissible", "knife_edge"}


def test_a_block_by_hand(quiche):
    """Below one half the diner has 3 - p or 2 + p, above 2 - p; then the beer of the wimps is that of the surly."""
    table = make_table(quiche, ["P(beer)", "payoff.diner"], ("payoff",), {})
    block = table.block({"wimp": np.array([0.25, 0.75, 0.5])}, 3)
    assert block["count"][:2].tolist() == [2, 1]
    assert block["admissible"].tolist() == [True, True, True]
    assert block["knife_edge"].tolist() == [False, False, True]
    assert block["min"][:, :2].tolist() == [[0, 0.5], [2.25, 1.25]]
    assert block["max"][:, :2].tolist() == [[1, 0.5], [2.75, 1.25]]
    exists = block["exists"]
    assert (np.isnan(block["value"][1]) == ~exists).all()
    # the part's payoff of the diner is the quantity
    assert np.array_equal(block["payoff"][:, 0], block["value"][1], equal_nan=True)


def test_what_is_fixed_is_put_in(quiche):
    free = make_table(quiche, "payoff.diner", (), {}).block({"wimp": np.array([0.25])}, 1)
    fixed = make_table(quiche, "payoff.diner", (), {"wimp": Fraction(1, 4)}).block({}, 1)
    assert {name: array.tolist() for name, array in free.items()}["max"] == fixed["max"].tolist() == [[2.75]]
