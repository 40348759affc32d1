"""Every symbol that a page uses is defined on it."""

import re

import pytest

import gametheory as gt
from gametheory.lang.expression import Expression
from gametheory.lang.writing.markup import escaped, shown
from gametheory.show.report.parts.game import GamePart
from gametheory.show.report.study import Study
from gametheory.show.symbols import claim_texts, symbols_in

TOLD = {"k_s", "e_A", "e_M", "d_A", "d_M", "u", "u_b"}
"""Letters that a sentence says itself the meaning of."""


@pytest.mark.parametrize("name", gt.catalogue())
def test_a_models_part_of_a_page_defines_the_symbols_of_its_claims(name):
    model = gt.load(name)
    texts = claim_texts(model)
    told = dict(symbols_in(model, texts))
    # letters with an index, and Greek ones, stand in a sentence for something and for no word
    pattern = r"(?<![\w.])(?:[A-Za-z]_\w{1,2}|(?:theta|lambda|mu|rho|tau|eta|beta|eps|kappa)(?:_\w{1,2})?)(?!\w)"
    found = {token for text in texts for token in re.findall(pattern, text)}
    assert found - TOLD <= {*told, *model.parameters}, found - TOLD - {*told, *model.parameters}
    for value in told.values():
        names = value.names if isinstance(value, Expression) else {value}
        assert set(names) <= {*model.parameters, *model.definitions}


@pytest.mark.parametrize("name", gt.catalogue())
def test_the_page_shows_what_each_symbol_stands_for(name):
    model = gt.load(name)
    page = shown(escaped(GamePart().section(Study(model, draws=256, seed=0), lambda kind: None)))
    for sign, value in symbols_in(model, claim_texts(model)):
        assert sign in page
        assert isinstance(value, Expression) or value in page
    for other in (*model.parameters, *model.definitions):
        assert other in page


def test_signs_of_definitions():
    model = gt.load("support_signal")
    assert dict(symbols_in(model, ["if theta > mu_N"])) == {"theta": "committed_share", "mu_N": "restraint_belief"}
    (pair,) = symbols_in(model, ["where z > 0"])
    assert (pair[0], str(pair[1])) == ("z", "entanglement_cost - coercion_gain")
    assert symbols_in(model, ["a threat of 5 missiles"]) == []
