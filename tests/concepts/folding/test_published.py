"""Published games that fold: every outcome, in closed form where there are parameters, and what refinements say of it.

Besides the trees of ``tests/data/folded_trees.json`` these are the published games of perfect information and the
published signaling games, written as trees.
"""

import functools
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from helpers import perfect_information_data
from helpers.folded_data import DATA, domain_of, tree_of
from helpers.signaling_data import NUMERIC, exact_outcome, game_of, region_of

import gametheory as gt
from gametheory.concepts import PerfectBayesian
from gametheory.concepts.concept import default_concept
from gametheory.errors import ConceptError
from gametheory.lang import Condition, Domain, Expression, any_of, decide, parse

F = Fraction
PBE = PerfectBayesian()
REFINEMENTS = Path(__file__).parents[2] / "data" / "refinements.json"
VERDICTS = json.loads(REFINEMENTS.read_text(encoding="utf-8"))["numeric"]


def cases(of):
    names = [case["id"] if "id" in case else case["tree"]["id"] for case in DATA[of]]
    return pytest.mark.parametrize("case", DATA[of], ids=names)


def value(x, point):
    return x.at(point) if isinstance(x, Expression) else F(x)


def stated(outcome, point=None):
    """Return an outcome of the data as a set, its formulas at a point."""
    if point is None:
        return exact_outcome(outcome)
    return exact_outcome({h: value(parse(text), point) for h, text in outcome.items()})


def extreme(solution):
    """Return the outcomes of a solution at a point; of a continuum the extreme ones."""
    return [exact_outcome(one.outcome) for eq in solution for one in eq.vertices or (eq,)]


# -- with numbers ----------------------------------------------------------------------------------------------------


@cases("numeric")
def test_every_outcome_of_a_tree_and_no_other(case):
    tree = tree_of(case)
    assert default_concept(tree) == PBE
    found = gt.survival(gt.solve(tree))
    assert found.exhaustive, found.why
    known = {stated(one["outcome"]): one for one in case["outcomes"]}
    assert sorted(map(sorted, extreme(found))) == sorted(map(sorted, known))
    for eq in found:
        one = known[exact_outcome(eq.outcome)]
        assert eq.isolated
        assert [eq.payoffs[p] for p in tree.players] == [F(x) for x in one["payoffs"]]
        assert all(eq.survives[name] is True for name in one.get("survives", ()))
    assert all(certificate.valid is True for certificate in found.certificates())


@cases("refused")
def test_what_does_not_fold_is_refused(case):
    with pytest.raises(ConceptError) as refused:
        gt.solve(tree_of(case), PBE)
    assert case["why"] in str(refused.value)


# -- with parameters -------------------------------------------------------------------------------------------------


@functools.cache
def solved(name):
    """Return a parametric case, where its parameters lie, and its solution."""
    (case,) = [case for case in DATA["parametric"] if case["id"] == name]
    domain = domain_of(case)
    return case, domain, replace(PBE.solve(tree_of(case), domain), domain=domain)


PARAMETRIC = pytest.mark.parametrize("name", [case["id"] for case in DATA["parametric"]])


@PARAMETRIC
def test_regions_hold_their_outcomes_in_closed_form_and_nothing_else(name):
    case, domain, solution = solved(name)
    assert solution.exhaustive, solution.why
    for region in case["regions"]:
        where = region_of(region)
        assert decide(where, domain).answer is True
        matched = []
        for expected in region["outcomes"]:
            formulas = {h: parse(text) for h, text in expected["outcome"].items()}
            same = [
                eq
                for eq in solution
                if {str(h): x for h, x in eq.outcome.items()}.keys() == formulas.keys()
                and all(x - formulas[str(h)] == 0 for h, x in eq.outcome.items())
            ]
            assert same, (region["when"], expected["name"])
            somewhere = any_of(eq.when for eq in same)
            assert decide(where & ~somewhere, domain).answer is False, (region["when"], expected["name"])
            matched += same
        for eq in solution:
            if eq not in matched:
                assert decide(where & eq.when, domain).answer is False, (region["when"], eq.name)


def of_region(case, point):
    """Return what is known at a point inside a region."""
    (region,) = [region for region in case["regions"] if region_of(region).at(point)]
    return region["outcomes"]


@PARAMETRIC
def test_samples_by_solving_there_and_by_closed_form(name):
    case, _, solution = solved(name)
    for sample in case["samples"]:
        point = {key: F(x) for key, x in sample.items()}
        known = sorted(sorted(stated(one["outcome"], point)) for one in of_region(case, point))
        here = solution.at(point)
        assert here.exhaustive
        assert sorted(map(sorted, extreme(here))) == known
        assert all(certificate.valid is True for certificate in here.certificates())
        formulas = [{str(h): value(x, point) for h, x in eq.outcome.items()} for eq in solution if eq.when.at(point)]
        assert sorted(sorted(exact_outcome(one)) for one in formulas) == known


@PARAMETRIC
def test_probabilities_0_and_1_and_knife_edges(name):
    case, domain, solution = solved(name)
    for end in case["ends"]:
        assert not list(domain.outside({key: F(x) for key, x in end["at"].items()}))
        here = solution.at(end["at"])
        assert here.exhaustive
        assert sorted(map(sorted, extreme(here))) == sorted(sorted(stated(one)) for one in end["outcomes"])
        assert all(certificate.valid is True for certificate in here.certificates())


@PARAMETRIC
def test_regimes_pass_the_audit_for_all_parameter_values(name):
    for certificate in solved(name)[2].certificates():
        assert certificate.valid is True, str(certificate)


REFINED = [case["id"] for case in DATA["parametric"] if "survives" in str(case["regions"])]


@pytest.mark.parametrize("name", REFINED)
def test_refinements_at_points_and_for_all_parameters(name):
    case, _, solution = solved(name)
    everywhere = gt.survival(solution)
    for sample in case["samples"]:
        point = {key: F(x) for key, x in sample.items()}
        known = {stated(one["outcome"], point): one for one in of_region(case, point)}
        here = gt.survival(solution.at(point))
        there = [eq for eq in everywhere if eq.when.at(point)]
        for eq in (*here, *there):
            one = known[exact_outcome({str(h): value(x, point) for h, x in eq.outcome.items()})]
            for verdict, names in ((True, one.get("survives", ())), (False, one.get("fails", ()))):
                for refinement in names:
                    got = eq.survives[refinement]
                    got = got.at(point) if isinstance(got, Condition) else got
                    assert got is verdict, (sample, one["name"], refinement)


# -- the other published games, as trees that fold -------------------------------------------------------------------


@pytest.mark.parametrize("case", perfect_information_data.DATA["numeric"], ids=lambda case: case["id"])
def test_perfect_information(case):
    tree = perfect_information_data.build(case)
    found = PBE.solve(tree, Domain())
    expected = {row["path"]: [F(x) for x in row["payoffs"]] for row in case["equilibria"]}
    assert {str(h): [eq.payoffs[p] for p in tree.players] for eq in found for h in eq.outcome} == expected
    assert len(found) == len(expected)
    # a sister who gets nothing either way may mix: what does is not listed, and that is said
    assert found.exhaustive == (case["id"] != "sharing")
    assert all(certificate.valid is True for certificate in found.certificates())


@pytest.mark.parametrize("case", perfect_information_data.DATA["parametric"], ids=lambda case: case["id"])
def test_perfect_information_for_every_parameter_value(case):
    tree = perfect_information_data.build(case)
    domain = perfect_information_data.domain_of(case, tree)
    found = PBE.solve(tree, domain)
    assert found.exhaustive, found.why
    for sample in case["samples"]:
        point = {key: F(x) for key, x in sample["point"].items()}
        (there,) = [eq for eq in found if eq.when.at(point)]
        assert {str(h): value(x, point) for h, x in there.outcome.items() if value(x, point)} == {sample["path"]: 1}
        assert [value(there.payoffs[p], point) for p in tree.players] == [F(x) for x in sample["payoffs"]]


@pytest.mark.parametrize("name", NUMERIC)
def test_a_published_signaling_game_as_a_tree(name):
    game = game_of(NUMERIC[name])
    found = PBE.solve(game.extensive(), Domain())
    assert found.exhaustive, found.why
    isolated = sorted(sorted(exact_outcome(one["outcome"])) for one in NUMERIC[name]["isolated"])
    assert sorted(sorted(exact_outcome(eq.outcome)) for eq in found if eq.isolated) == isolated
    # the pieces of continua are compared with those that the signaling game itself has, and these with the literature
    plain = PBE.telling_apart().solve(game, Domain())
    assert {frozenset(exact_outcome(v.outcome) for v in eq.vertices) for eq in found if not eq.isolated} == {
        frozenset(exact_outcome(v.outcome) for v in eq.vertices) for eq in plain if not eq.isolated
    }


@pytest.mark.parametrize("name", VERDICTS)
def test_published_verdicts_on_a_signaling_game_as_a_tree(name):
    judged = gt.survival(PBE.solve(game_of(NUMERIC[name]).extensive(), Domain()))
    found = {exact_outcome(eq.outcome): eq for eq in judged}
    for one in VERDICTS[name]:
        eq = found[exact_outcome(one["outcome"])]
        for refinement, verdict in one["survives"].items():
            assert eq.survives[refinement] is verdict, (eq.name, refinement)
