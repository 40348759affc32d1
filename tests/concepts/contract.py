"""What every solution concept owes: tests that a small class for each concept inherits.

The class says which concept it is, how its random games are drawn, and which models of the catalogue, with parameters,
it solves. A concept that is added brings such a class: ``test_contract.py`` asks for one, and a recipe outside the
package shows one (``tests/recipes/test_concept.py``).
"""

import functools
import pickle
import random
from fractions import Fraction

import pytest
from helpers.changed import measured_otherwise, relabelled
from helpers.written import same_again, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gametheory.concepts import solve
from gametheory.concepts.keeping.file import unpacked
from gametheory.lang import Expression
from gametheory.spec import load

# the same test runs in several classes
few = settings(max_examples=10, suppress_health_check=list(HealthCheck))


def plain(labels):
    """Leave a history's labels as they are."""
    return tuple(labels)


def outcome(eq, rename=plain):
    """Return an outcome as a set of pairs."""
    return frozenset((rename(h.labels), Fraction(eq.outcome[h])) for h in eq.outcome.histories if eq.outcome[h] != 0)


def shape(solution, rename=plain):
    """Return what does not depend on names: every outcome or continuum of them, with what is said of it."""
    return {
        (eq.isolated, eq.count, frozenset(outcome(one, rename) for one in (eq.vertices or (eq,)))) for eq in solution
    }


@functools.cache
def solved(model, concept):
    """Return a model and its regimes, solved once."""
    read = load(model)
    return read, solve(read, concept)


class Contract:
    """Inherit it, and say what is asked.

    Attributes
    ----------
    concept : Concept
    games : tuple of Hypothesis strategies
        Of random games without parameters, small, that the concept takes.
    models : tuple of str
        Names or paths of documents with parameters that the concept solves quickly.
    audited : bool
        Whether it has a check by another road.
    gaps : tuple of str
        Why a list may lack something, in words from ``solution.why``: of games full of ties, where that is said.
    """

    concept = None
    games = ()
    models = ()
    audited = True
    gaps = ()

    def certified(self, solution):
        expected = True if self.audited else None
        for certificate in solution.certificates():
            assert certificate.valid is expected, str(certificate)
            assert certificate.concept == self.concept.name

    @pytest.mark.compares
    @few
    @given(st.data())
    def test_what_it_finds_passes_the_audit(self, data):
        solution = solve(data.draw(st.one_of(self.games)), self.concept)
        assert solution.exhaustive or any(gap in solution.why for gap in self.gaps)
        self.certified(solution)

    @pytest.mark.compares
    @few
    @given(st.data(), st.booleans())
    def test_names_and_their_order_change_nothing(self, data, flip):
        game = data.draw(st.one_of(self.games))
        other, rename = relabelled(game, flip)
        assert shape(solve(game, self.concept), rename) == shape(solve(other, self.concept))

    @pytest.mark.compares
    @few
    @given(st.data())
    def test_other_measures_of_payoffs_change_nothing(self, data):
        game = data.draw(st.one_of(self.games))
        drawn = {}

        def number(key):
            if key not in drawn:
                drawn[key] = data.draw(st.fractions(-3, 3, max_denominator=4))
            return drawn[key]

        ours, theirs = solve(game, self.concept), solve(measured_otherwise(game, number), self.concept)
        assert shape(ours) == shape(theirs)
        assert [eq.name for eq in ours] == [eq.name for eq in theirs]

    def test_regimes_pass_the_audit(self):
        for name in self.models:
            _, solution = solved(name, self.concept)
            assert len(solution) > 0
            self.certified(solution)

    def test_numbers_put_in_before_or_after_give_the_same(self):
        rng, met = random.Random(1), 0
        for name in self.models:
            model, solution = solved(name, self.concept)
            for _ in range(6):
                point = self.point(model, solution, rng)
                if point is None:
                    continue
                met += 1
                there = solve(model.game.subs(point), self.concept)
                assert shape(solution.at(point)) == shape(there)
                self.certified(there)
                corners = {outcome(one) for eq in there for one in (eq.vertices or (eq,))}
                assert {outcome(at(eq, point)) for eq in solution if eq.when.at(point)} == corners
        assert met >= 3 * len(self.models)

    @staticmethod
    def point(model, solution, rng):
        """Draw a point of the model's domain off the knife edges; None if the one that was drawn is not."""
        point = {}
        for name, interval in model.domain.ranges.items():
            low = Fraction(-5) if interval.low is None else interval.low
            high = low + 10 if interval.high is None else interval.high
            point[name] = low + (high - low) * Fraction(rng.randrange(1, 997), 997)
        outside = any(True for _ in model.domain.outside(point)) or any(e.at(point) for e in solution.knife_edges)
        return None if outside else point

    @pytest.mark.compares
    @few
    @given(st.data())
    def test_solutions_of_games_can_be_pickled(self, data):
        solution = solve(data.draw(st.one_of(self.games)), self.concept)
        assert pickle.loads(pickle.dumps(solution)) == solution

    @pytest.mark.compares
    @few
    @given(st.data())
    def test_solutions_of_games_can_be_saved(self, data):
        same_again(solve(data.draw(st.one_of(self.games)), self.concept))

    def test_solutions_of_models_can_be_pickled_and_saved(self):
        for name in self.models:
            _, solution = solved(name, self.concept)
            for one in (solution, solution.at()):
                again = pickle.loads(pickle.dumps(one))
                assert again == one
                assert again.document() == one.document()
                assert unpacked(text(one)) == one


def at(eq, point):
    """Return a regime with numbers put into its closed forms."""
    return eq.map(lambda x: x.at(point) if isinstance(x, Expression) else x)
