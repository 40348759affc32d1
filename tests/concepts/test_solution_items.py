"""A solution by the names of its equilibria, and as a table."""

import dataclasses
import sys
from fractions import Fraction

import pytest
from helpers.solved import solved

import gametheory as gt
from gametheory.errors import EquilibriumError
from gametheory.lang.writing.csv import csv_lines


def test_an_equilibrium_by_its_name():
    beer = solved("beer_quiche")
    assert beer["pooling on quiche"] is beer[1]
    assert beer[-1] is beer.equilibria[-1]
    with pytest.raises(EquilibriumError, match="no equilibrium is called 'pooling on bear', did you mean 'pooling on"):
        beer["pooling on bear"]
    with pytest.raises(EquilibriumError, match="called 'xyz': there are 'pooling on beer', 'pooling on quiche', "):
        beer["xyz"]
    with pytest.raises(EquilibriumError, match="called 'x': there are none"):
        dataclasses.replace(beer, equilibria=())["x"]
    with pytest.raises(LookupError):
        beer["xyz"]


def test_a_name_that_occurs_twice_is_refused():
    beer = solved("beer_quiche")
    twice = dataclasses.replace(beer, equilibria=(beer[0], beer[1], beer[0]))
    assert twice["pooling on quiche"] == beer[1]
    with pytest.raises(EquilibriumError, match="2 equilibria are called 'pooling on beer': take one by its index, 0"):
        twice["pooling on beer"]


def test_a_data_frame_has_a_row_an_equilibrium_and_is_exact():
    beer = solved("beer_quiche")
    frame = beer.to_dataframe()
    histories = [name for name in frame.columns if name.startswith("P(")]
    paid = ["payoff of diner", "payoff of bully"]
    assert list(frame.columns) == ["name", "when", "isolated", *paid, *histories]
    assert list(frame["name"]) == [eq.name for eq in beer]
    for i, eq in enumerate(beer):
        assert frame["when"][i] == eq.when
        assert {name[2:-1]: frame[name][i] for name in histories if frame[name][i] != 0} == dict(eq.outcome)
        assert sum(frame[name][i] for name in histories) == 1
    there = beer.at(wimp="1/10").to_dataframe()
    assert there["payoff of bully"][0] == Fraction(9, 10)
    assert float(there["payoff of bully"][0]) == 0.9
    assert there.map(lambda x: isinstance(x, float)).sum().sum() == 0


def test_rows_are_the_same_as_text():
    beer = solved("beer_quiche")
    rows = beer.rows()
    assert [list(row) for row in rows] == [list(beer.to_dataframe().columns)] * 3
    assert rows[0]["when"] == "wimp < 1/2"
    head, *lines = csv_lines(rows)
    assert head.startswith("name,when,isolated,payoff of diner,")
    assert len(lines) == 3


def test_a_solution_without_equilibria_is_an_empty_table():
    none = dataclasses.replace(solved("beer_quiche"), equilibria=())
    assert none.rows() == []
    assert none.to_dataframe().shape == (0, 5)


def test_without_pandas_the_error_names_the_fix(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ModuleNotFoundError, match=r"needs pandas: pip install pandas \(solution.rows\(\) has"):
        gt.solve("chicken").to_dataframe()
