"""Conflicts of few relations: which are asked about, and that a wrong guess costs no answer."""

from fractions import Fraction

import pytest

from gametheory.lang import Domain, Interval, all_of, parse_condition
from gametheory.lang.deciding import ground
from gametheory.lang.deciding.ground import Ground
from gametheory.lang.deciding.lemmas import Lemmas
from gametheory.lang.deciding.query import Reply

GRID = [{"p": Fraction(p, 8), "q": Fraction(q, 8)} for p in range(1, 8) for q in range(1, 8)]
SIDE = ["q < 9/10", "p + q < 2", "p + q > 1/20", "p < 9/10 + q"]


def _lemmas(truth, known):
    """Return lemmas whose questions are answered by ``truth``, with some known points, and what was asked."""
    asked = []

    def together(atoms, _):
        asked.append(len(atoms))
        found = next((point for point in truth if all(atom.at(point) for atom in atoms)), None)
        if found is not None and found not in known:
            known.append(found)
        return found is not None

    return Lemmas(together, lambda atoms: any(all(a.at(point) for a in atoms) for point in known)), asked


def test_a_conflict_of_two_relations_is_proved_by_a_question_about_these_two():
    lemmas, asked = _lemmas(GRID, list(GRID))
    assert lemmas.decide(all_of(map(parse_condition, ["p > 2/3", *SIDE, "p < 1/3"])), 1) is False
    assert asked == [2]


def test_what_is_learned_of_a_conflict_serves_for_others():
    lemmas, asked = _lemmas(GRID, list(GRID))
    for some in (SIDE[:2], SIDE[2:]):
        assert lemmas.decide(all_of(map(parse_condition, ["p > 2/3", *some, "p < 1/3"])), 1) is False
    assert asked == [2]


def test_a_wrong_guess_is_put_right():
    # the only known points lie where p is small: that nothing else is possible is a guess, and wrong
    lemmas, asked = _lemmas(GRID, [point for point in GRID if point["p"] < Fraction(1, 4)])
    assert lemmas.decide(all_of(map(parse_condition, ["p > 2/3", *SIDE])), 1) is True
    assert max(asked) <= 1 + len(SIDE)
    assert lemmas.decide(all_of(map(parse_condition, ["p > 2/3", "q > p", *SIDE, "p + q < 1"])), 1) is False


@pytest.mark.parametrize("answers", [1, 2, 3, 4])
def test_the_other_order_is_tried_before_much_is_spent(monkeypatch, answers):
    asked = []

    def answered(variables, statements, budget):
        asked.append((statements, budget))
        return Reply(False if len(asked) == answers else None, {})

    place = Ground(Domain({"p": Interval(Fraction(0), Fraction(1))}))
    monkeypatch.setattr(ground, "answered", answered)
    assert place.ask(parse_condition("p*p > 2"), 1_600_000).answer is False
    assert len(asked) == answers
    assert [order for order, _ in asked] == [asked[0][0], asked[0][0][::-1]] * (answers // 2) + [asked[0][0]] * (
        answers % 2
    )
    assert all(budget <= 100_000 for _, budget in asked[:2])


def test_no_answer_within_the_budget_is_undecided(monkeypatch):
    spent = []

    def answered(variables, statements, budget):
        spent.append(budget)
        return Reply(None, {})

    place = Ground(Domain({"p": Interval(Fraction(0), Fraction(1))}))
    monkeypatch.setattr(ground, "answered", answered)
    for budget in (1_000, 100_000, 1_600_000):
        assert place.ask(parse_condition("p*p > 2"), budget).answer is None
        assert sum(spent) == budget
        spent.clear()
