"""How the budget of a question to z3 is shared between its two orders."""

from fractions import Fraction

import pytest

from gametheory.lang import Domain, Interval, parse_condition
from gametheory.lang.deciding import ground
from gametheory.lang.deciding.ground import Ground
from gametheory.lang.deciding.query import Reply


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
