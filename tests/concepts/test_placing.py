"""An equilibrium at a point against a game with parameters, and the other way round: put numbers in, or say so."""

import dataclasses
from fractions import Fraction

import pytest

import gametheory as gt
from gametheory.concepts import dominating
from gametheory.concepts.placing import letters_of
from gametheory.errors import ConceptError, GameTheoryError, ParameterError
from gametheory.show import plot

F = Fraction


@pytest.fixture(scope="module")
def quiche():
    return gt.solve(gt.load("beer_quiche"))


@pytest.fixture(scope="module")
def sexes():
    x = gt.symbols("x")
    return gt.solve(gt.StrategicGame.from_arrays([[x, 0], [0, 1]], [[1, 0], [0, x]]))


def test_what_at_returns_knows_its_point(quiche):
    here = quiche.at(wimp="1/3")
    assert [dict(eq.point) for eq in here] == [{"wimp": F(1, 3)}] * len(here)
    edge = quiche.at(wimp="1/2")
    assert all(vertex.point == {"wimp": F(1, 2)} for eq in edge for vertex in eq.vertices)
    assert quiche[0].point is None
    assert here[0] == dataclasses.replace(here[0], point=None)


@pytest.mark.parametrize("point", ["1/3", "2/3", "1/2"])
def test_the_audit_puts_the_numbers_in(quiche, point):
    for eq in quiche.at(wimp=point):
        for subject in (quiche.game, quiche.model, quiche.game.subs({"wimp": F(point)})):
            assert gt.audit(subject, eq).valid is True


def test_an_equilibrium_at_an_unknown_point_is_no_verdict(quiche):
    unknown = gt.solve(quiche.game.subs({"wimp": F(2, 3)}))[0]
    for subject in (quiche.game, quiche.model):
        with pytest.raises(ConceptError, match=r"put numbers in: game\.subs\(\{'wimp': \.\.\.\}\)"):
            gt.audit(subject, unknown)
    with pytest.raises(ConceptError, match="put numbers in"):
        gt.consistent(quiche.game, unknown)


def test_a_regime_against_numbers_is_no_verdict(quiche):
    numbers = quiche.game.subs({"wimp": F(2, 3)})
    for regime in quiche:
        assert letters_of(regime) == ("wimp",)
        with pytest.raises(ConceptError, match=r"stated in wimp.*put numbers in, with solution\.at\(wimp=\.\.\.\)"):
            gt.audit(numbers, regime)
        with pytest.raises(ConceptError, match="put numbers in"):
            gt.consistent(numbers, regime)


def test_a_point_that_lacks_a_parameter(quiche):
    eq = dataclasses.replace(quiche.at(wimp="1/3")[0], point={"other": F(1)})
    with pytest.raises(ConceptError, match="no number for wimp: put numbers in"):
        gt.audit(quiche.game, eq)


def test_a_wrong_equilibrium_is_still_a_verdict(quiche, sexes):
    here = quiche.at(wimp="1/3")[0]
    wrong = dataclasses.replace(here, payoffs={**here.payoffs, "bully": F(9)})
    assert gt.audit(quiche.game, wrong).valid is False
    regime = dataclasses.replace(quiche[0], when=~quiche[0].when)
    assert gt.audit(quiche.game, regime, domain=quiche.domain).valid is False
    at_two = sexes.at(x=2)[2]
    assert gt.audit(sexes.game.subs({"x": 3}), at_two).valid is False
    # what has the same numbers everywhere is one of the game with its parameters
    constant = gt.StrategicGame.from_arrays([[1, "x"], [0, 0]], [[1, 0], [0, 0]])
    (eq,) = (eq for eq in gt.solve(constant) if eq.name == "1/1")
    assert letters_of(eq) == ()
    assert gt.audit(constant, eq).valid is True


def test_consistent_takes_an_equilibrium(quiche):
    for point in ("1/3", "2/3"):
        for eq in quiche.at(wimp=point):
            assert gt.consistent(quiche.game, eq).valid
            assert gt.consistent(quiche.model, eq).valid
    tree = quiche.game.extensive()
    with pytest.raises(ConceptError, match=r"give values to wimp \(put numbers in: game\.subs"):
        gt.consistent(tree, quiche[2].strategy, quiche[2].beliefs)
    with pytest.raises(ConceptError, match="the assessment has wimp in it: put numbers in"):
        gt.consistent(tree.subs({"wimp": F(2, 3)}), quiche[2].strategy, quiche[2].beliefs)
    with pytest.raises(ConceptError, match=r"game\.extensive\(\)"):
        gt.consistent(quiche.game, quiche[2].strategy, quiche[2].beliefs)
    with pytest.raises(ConceptError, match="takes a"):
        gt.consistent(gt.StrategicGame.from_arrays([[1]], [[1]]), {}, {})


def test_perfection_and_domination(sexes):
    assert [gt.is_perfect(sexes.game, eq) for eq in sexes.at(x=2)] == [True] * 3
    assert gt.is_perfect(sexes.game, sexes.at(x=0)[0]) in (True, False)
    with pytest.raises(ConceptError, match=r"stated in x.*solution\.at\(x=\.\.\.\)"):
        gt.is_perfect(sexes.game.subs({"x": 2}), sexes[2])
    with pytest.raises(ConceptError, match=r"put numbers in: game\.subs\(\{'x': \.\.\.\}\)"):
        gt.is_perfect(sexes.game, gt.solve(sexes.game.subs({"x": 2}))[2])
    with pytest.raises(ConceptError, match=r"give values to x \(put numbers in: game\.subs"):
        gt.weakly_dominated(sexes.game)
    with pytest.raises(ConceptError, match="takes a strategic game"):
        gt.weakly_dominated(gt.load("beer_quiche").game.extensive())
    mixed = next(eq for eq in sexes if eq.name.startswith("mixed"))
    with pytest.raises(ConceptError, match="the mixture has x in it"):
        dominating(sexes.game.subs({"x": 2}), "row", mixed.strategy["row"]["row"])


def test_pictures(quiche):
    regime = quiche[2]
    numbers = quiche.game.subs({"wimp": F(2, 3)})
    for draw, verb in ((plot.signaling, "signaling"), (plot.tree, "tree")):
        with pytest.raises(GameTheoryError, match=rf"{verb}\(\): the equilibrium is stated in wimp.*put numbers in"):
            draw(numbers, regime)


def test_questions_to_a_solution_at_a_point(quiche):
    here = quiche.at(wimp="1/3")
    for ask in (
        lambda: here.at(wimp="1/4"),
        lambda: gt.sweep(here, wimp=[0.1]),
        lambda: gt.thresholds(here, "wimp"),
        lambda: gt.sensitivity(here, of="P(duel)"),
    ):
        with pytest.raises(ParameterError, match=r"solved at a point.*ask the solution of the parametric game"):
            ask()
