"""Payoff arrays from other libraries: labels of data frames and labelled arrays, numbers as they print."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import xarray

import gametheory as gt
from gametheory.errors import GameError

F = Fraction


def _frame(rows, columns, cells=((3, 0), (5, 1))):
    return pd.DataFrame([list(row) for row in cells], index=rows, columns=columns)


def test_a_frame_and_its_transpose_keep_their_labels():
    df = _frame(["stay", "leave"], ["stay", "leave"])
    game = gt.StrategicGame.from_arrays(df, df.T)
    assert dict(game.strategies) == {"row": ("stay", "leave"), "column": ("stay", "leave")}
    assert game.payoffs["stay", "leave"] == (0, 5)
    assert [eq.name for eq in gt.solve(game)] == ["leave/leave"]


def test_rows_and_columns_are_the_players_strategies():
    game = gt.StrategicGame.from_arrays(_frame(["up", "down"], ["left", "right"]), [[1, 2], [3, 4]])
    assert dict(game.strategies) == {"row": ("up", "down"), "column": ("left", "right")}
    assert game.payoffs["up", "right"] == (0, 2)


def test_labels_that_differ_are_an_error_that_names_them():
    one = _frame(["up", "down"], ["left", "right"])
    with pytest.raises(GameError, match="the rows of array 2 are left, right, those of array 1 up, down") as caught:
        gt.StrategicGame.from_arrays(one, one.T)
    assert len(caught.value.issues) == 2
    with pytest.raises(GameError, match=r"the columns of array 2 are right, left.*put both into one order"):
        gt.StrategicGame.from_arrays(one, _frame(["up", "down"], ["right", "left"]))


def test_labels_given_by_hand_win():
    one = _frame(["up", "down"], ["left", "right"])
    game = gt.StrategicGame.from_arrays(one, one.T, strategies=[["a", "b"], ["c", "d"]])
    assert dict(game.strategies) == {"row": ("a", "b"), "column": ("c", "d")}


def test_labels_that_only_count_are_none():
    plain = pd.DataFrame([[3, 0], [5, 1]])
    assert gt.StrategicGame.from_arrays(plain, plain.T).strategies["row"] == ("1", "2")
    mixed = gt.StrategicGame.from_arrays(plain, _frame(["a", "b"], [10, 20]))
    assert dict(mixed.strategies) == {"row": ("a", "b"), "column": ("10", "20")}


def test_labels_of_several_levels_and_doubled_ones():
    levels = pd.MultiIndex.from_tuples([("war", 1), ("war", 2)])
    game = gt.StrategicGame.from_arrays(_frame(levels, ["l", "r"]), [[1, 2], [3, 4]])
    assert game.strategies["row"] == ("war, 1", "war, 2")
    with pytest.raises(GameError, match="duplicate label 'a'"):
        gt.StrategicGame.from_arrays(_frame(["a", "a"], ["l", "r"]), [[1, 2], [3, 4]])


def test_a_frame_reads_every_column_as_it_prints():
    df = pd.DataFrame({"l": np.array([0.1, 0.2], np.float32), "r": [0.3, "1/3"]}, index=["a", "b"])
    game = gt.StrategicGame.from_arrays(df, df)
    assert [row[0] for row in game.payoffs.values()] == [F(1, 10), F(3, 10), F(1, 5), F(1, 3)]


def test_arrays_of_single_precision_read_as_they_print():
    game = gt.StrategicGame.from_arrays(np.array([[0.1, 0.7]], np.float32), [[np.float32(0.3), 1]])
    assert list(game.payoffs.values()) == [(F(1, 10), F(3, 10)), (F(7, 10), 1)]


def test_labelled_arrays_of_xarray():
    cells = np.arange(8).reshape(2, 2, 2)
    coords = {"a": ["x", "y"], "b": ["l", "r"]}
    one = xarray.DataArray(cells, dims=("a", "b", "c"), coords=coords)
    game = gt.StrategicGame.from_arrays(one, -one, cells)
    assert list(game.strategies.values()) == [("x", "y"), ("l", "r"), ("1", "2")]
    assert game.payoffs["y", "l", "2"] == (5, -5, 5)
    with pytest.raises(GameError, match="axis 2 of array 2 are p, q, those of array 1 l, r"):
        gt.StrategicGame.from_arrays(one, one.assign_coords(b=["p", "q"]), cells)


@pytest.mark.parametrize(
    ("arrays", "options", "message"),
    [
        ((), {}, "expected one 0-axis array a player, all of one shape: none is given"),
        (([[1]], [[1, 2]]), {}, r"all of one shape: \(1, 1\), \(1, 2\)"),
        (([[1]], [[2]]), {"players": ["a"]}, "2 arrays are for 2 players, got 1 names"),
        (([[1, 2]], [[2, 3]]), {"strategies": [["a"], ["b"]]}, "expected 1 and 2 labels, got 1 and 1"),
        (([[1, 2]], [[2, 3]]), {"strategies": [["a"]]}, "expected 1 and 2 labels, got 1"),
    ],
)
def test_what_does_not_fit_is_said(arrays, options, message):
    with pytest.raises(GameError, match=message):
        gt.StrategicGame.from_arrays(*arrays, **options)
