"""Every concept of the package keeps the contract, on random games and on published ones."""

from concepts.contract import Contract
from helpers.strategies import extensive_games, folded_games, signaling_games, strategic_games

from gametheory.concepts import Nash, PerfectBayesian, SubgamePerfect
from gametheory.concepts.concept import CONCEPTS


class TestPerfectBayesian(Contract):
    concept = PerfectBayesian(words=())  # which of two words stands for both is a matter of their order: test_words.py
    games = (signaling_games(messages=(2, 3), responses=(1, 2)),)
    models = ("beer_quiche", "job_market", "lobbying")


class TestPerfectBayesianOfTrees(Contract):
    concept = PerfectBayesian()
    games = (folded_games(), folded_games(players=3))
    models = ("entry_deterrence",)
    gaps = ("what mixes them is not listed", "of which the moves before see the extreme ones only")


class TestSubgamePerfect(Contract):
    concept = SubgamePerfect()
    games = (extensive_games(), extensive_games(players=3))
    models = ("entry_deterrence", "extended_deterrence")


class TestNash(Contract):
    concept = Nash()
    games = (strategic_games(players=(2, 2), strategies=(1, 4)), strategic_games(players=(1, 1)))
    models = ("battle_of_the_sexes", "chicken")


class TestNashOfTrees(Contract):
    concept = Nash()
    games = (extensive_games(depth=2), signaling_games(types=(2, 2), messages=(2, 2), responses=(1, 2)))
    models = ("entry_deterrence",)


def test_every_concept_is_here():
    assert {one.concept.name for one in Contract.__subclasses__() if one.__module__ == __name__} == set(CONCEPTS)
