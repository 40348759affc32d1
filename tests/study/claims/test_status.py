"""The status of a verdict is a member of an enum, and as good as its word."""

import copy
import json
import pickle

import pytest

from gametheory.study.claims.status import Status
from gametheory.study.claims.verdict import Verdict

WORDS = ("proved", "refuted", "undecided")


def test_the_members_are_the_words():
    assert tuple(Status) == WORDS


@pytest.mark.parametrize("word", WORDS)
def test_a_status_is_as_good_as_its_word(word):
    status = Status(word)
    assert status == word
    assert {word: 1}[status] == 1
    assert (str(status), f"{status}", repr(status)) == (word, word, repr(word))
    assert json.dumps({"status": status}) == json.dumps({"status": word})
    assert pickle.loads(pickle.dumps(status)) is status
    assert copy.deepcopy(status) is status


def test_a_verdict_takes_the_word_and_holds_the_member():
    verdict = Verdict("claim", "proved")
    assert verdict.status is Status.PROVED
    assert type(verdict.document()["status"]) is str


def test_a_status_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'proven' is not a valid Status"):
        Verdict("claim", "proven")
