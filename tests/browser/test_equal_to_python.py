"""The page computes what Python computes: existence, survival and every number, at random points from the priors."""

import base64
import random
from fractions import Fraction

import numpy as np
import pytest
from drawn import solved
from helpers.first import FIRST_SIGNAL
from helpers.solved import made_of
from helpers.strategies import conditions, expressions, points
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory.lang import Condition, Expression, relation
from gametheory.show.explorer.content import content
from gametheory.study.compiled.engine_numpy import run
from gametheory.study.compiled.exact_signs import decimal
from gametheory.study.compiled.program import compile_solution
from gametheory.study.sweeps.draws import draw

POINTS, EXACT = 10_000, 40

PACK = """(points) => {
  const found = gametheoryExplorer.evaluate(points);
  const rows = found.length ? found[0].holds.length + found[0].values.length : 0;
  const all = new Float64Array(found.length * rows);
  found.forEach((one, i) => { all.set(one.holds, i * rows); all.set(one.values, i * rows + one.holds.length); });
  let text = "";
  const bytes = new Uint8Array(all.buffer);
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}"""


def in_the_browser(page, points, rows):
    parts = [page.evaluate(PACK, points[i : i + 1000]) for i in range(0, len(points), 1000)]
    return np.concatenate([np.frombuffer(base64.b64decode(part)) for part in parts]).reshape(len(points), rows).T


@pytest.mark.parametrize("name", ["support_signal", "support_sequence", "beer_quiche", "battle_of_the_sexes"])
def test_ten_thousand_points(name, visit):
    solution = solved(name)
    found = content(solution)
    plan, names = found.plan, solution.parameters
    columns = draw(solution, POINTS, seed=20260101)
    texts = [[repr(float(columns[n][i])) for n in names] for i in range(POINTS)]
    page = visit(solution)
    rows = len(plan.conditions)
    mine = in_the_browser(page, texts, rows + len(plan.outputs))

    truth, values = np.empty((rows, POINTS), bool), np.empty((len(plan.outputs), POINTS))
    sizes = [float(np.abs(columns[n]).max()) for n in names]
    run(plan, [columns[n] for n in names], sizes, truth, values)
    assert np.array_equal(mine[:rows] > 0, truth)
    np.testing.assert_allclose(mine[rows:], values, rtol=1e-9, atol=0)

    # the engine of sweeps compiles the conditions by itself
    evaluation = compile_solution(solution).evaluate(columns)
    when = [regime["when"] for regime in found.data["regimes"]]
    exists = (mine[when] > 0) & (mine[found.data["admissible"]] > 0)
    assert np.array_equal(exists, evaluation.exists)
    assert exists.any(axis=0).all()
    assert (exists.any(axis=1)).sum() > 1

    # and, without any plan, the closed forms in exact fractions
    for i in range(0, POINTS, POINTS // EXACT):
        point = {n: decimal(columns[n][i]) for n in names}
        for k, regime in enumerate(solution):
            assert exists[k, i] == regime.when.at(point)
            shown = found.data["regimes"][k]
            if exists[k, i]:
                agree(regime.payoffs.items(), shown["payoffs"], mine[rows:, i], point)
                agree(regime.outcome.items(), shown["outcome"], mine[rows:, i], point)
                for where, mu, _ in shown["beliefs"]:
                    agree(regime.beliefs[where].items(), mu, mine[rows:, i], point)
                for player, plans in shown["strategy"]:
                    for where, _, mix in plans:
                        agree(regime.strategy[player][where].items(), mix, mine[rows:, i], point)
                for verdict in shown["survives"]:
                    said = regime.survives[verdict["name"]]
                    if isinstance(said, Condition):
                        assert (mine[verdict["where"], i] > 0) == said.at(point)
                    else:
                        assert verdict["verdict"] == said


def agree(expected, shown, values, point):
    pairs = list(expected)
    assert len(pairs) == len(shown)
    for (_, form), (_, number) in zip(pairs, shown, strict=True):
        exact = form.at(point) if hasattr(form, "at") else Fraction(form)
        mine = values[number] if isinstance(number, int) else float(Fraction(number))
        assert mine == pytest.approx(float(exact), rel=1e-9, abs=0)


def test_what_strikes_is_what_survival_says(visit):
    """A regime survives where none of the strikes that the page lists holds."""
    solution = solved(FIRST_SIGNAL)
    found = content(solution)
    columns = draw(solution, 2000, seed=5)
    texts = [[repr(float(columns[n][i])) for n in solution.parameters] for i in range(2000)]
    rows = len(found.plan.conditions)
    mine = in_the_browser(visit(solution), texts, rows + len(found.plan.outputs))[:rows] > 0
    compared = 0
    for regime in found.data["regimes"]:
        there = mine[regime["when"]] & mine[found.data["admissible"]]
        for verdict in regime["survives"]:
            struck = np.zeros(2000, bool)
            for strike in verdict["strikes"]:
                struck |= mine[strike["where"]]
            survives = mine[verdict["where"]] if verdict["where"] is not None else np.full(2000, verdict["verdict"])
            assert np.array_equal(survives[there], ~struck[there]), (regime["name"], verdict["name"])
            compared += int(there.sum())
    assert compared > 2000


@pytest.mark.parametrize("name", ["support_signal", "beer_quiche", "battle_of_the_sexes", "extended_deterrence"])
def test_points_with_ties_are_decided_exactly_and_said_to_be_on_a_border(name, visit):
    """At round numbers many polynomials are zero: there the page must say what exact arithmetic says, and say so."""
    solution = solved(name)
    data = content(solution).data
    rng = random.Random(1)
    drawn = []
    while len(drawn) < 300:
        point = {}
        for n, interval in solution.domain.ranges.items():
            step = (interval.high - interval.low) / 4
            point[n] = interval.low + step * rng.randrange(5)
        if all(point[n] in interval for n, interval in solution.domain.ranges.items()):
            drawn.append(point)
    found = visit(solution).evaluate(
        "(points) => gametheoryExplorer.evaluate(points)", [list(map(str, p.values())) for p in drawn]
    )
    borders = 0
    for point, here in zip(drawn, found, strict=True):
        rows = [(one["when"], regime.when) for one, regime in zip(data["regimes"], solution, strict=True)]
        rows += [(row, edge) for (_, row), edge in zip(data["edges"], solution.knife_edges, strict=True)]
        rows.append((data["admissible"], solution.domain.assume))
        for row, condition in rows:
            assert (here["holds"][row] > 0) is condition.at(point), (point, str(condition))
            if here["sure"][row] == 0:
                assert any(atom.expression.at(point) == 0 for atom in condition.atoms())
                borders += 1
            else:
                assert here["sure"][row] == here["holds"][row]
    assert borders > 10


@settings(max_examples=15)
@given(
    regimes=st.lists(st.tuples(conditions(), expressions()), min_size=1, max_size=4),
    where=st.lists(points(low=-4, high=4), min_size=8, max_size=8),
)
def test_any_conditions_and_closed_forms(chromium, written, regimes, where):
    """Whatever a solution's conditions and closed forms: at exact points, ties included, the page agrees."""
    solution = made_of(regimes)
    data = content(solution).data
    page = chromium.new_page()
    page.goto(written(solution))
    texts = [[str(point[name]) for name in solution.parameters] for point in where]
    found = page.evaluate("(points) => gametheoryExplorer.evaluate(points)", texts)
    page.close()
    for point, here in zip(where, found, strict=True):
        for regime, shown in zip(solution, data["regimes"], strict=True):
            assert (here["holds"][shown["when"]] > 0) is regime.when.at(point)
            for (_, number), form in zip(shown["payoffs"], regime.payoffs.values(), strict=True):
                if isinstance(number, int) and defined(form, point):
                    exact, mine = float(form.at(point)), here["values"][number]
                    # cancellation may cost digits of these polynomials: relative to the size of their terms
                    assert mine == pytest.approx(exact, rel=1e-9, abs=1e-9)


def defined(form, point):
    return not relation(Expression(form.denominator, form.denominator.context().constant(1)), "=").at(point)
