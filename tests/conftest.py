"""Shared settings. This file also puts ``tests/`` on the path, for ``strategies`` and ``oracles``."""

import os
import shutil
import signal
import tempfile

import pytest
from helpers.sizes import LONG, USUAL, enlarged
from hypothesis import HealthCheck, settings

# a shell lets what it starts in the background ignore interrupts, which the tests send
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# text is laid out to the terminal's width, which depends on who runs the tests
os.environ["COLUMNS"] = "100"

# these need a browser: GAMETHEORY_BROWSER names a Chromium, and tests/browser is then run by itself
collect_ignore = [] if os.environ.get("GAMETHEORY_BROWSER") else ["browser"]

settings.register_profile(
    "exact",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
settings.load_profile("exact")

# some ten seconds each and more: 'pytest -m slow' runs them, and .ci/run does
SLOW = (
    "test_claims_come_out_as_expected[support_sequence]",
    "test_shares_agree_with_what_is_known_of_the_wide_box",
    "[international interaction",
    "test_the_example_is_such_an_archive",
    "test_the_same_again_whatever_the_number_of_workers",
    "test_every_regime_of_the_crisis_can_be_drawn",
    "test_the_archive_runs_as_it_is_laid_out",
    "test_functional_form",
    "test_random_models",
    "test_a_worker_is_killed_in_the_middle_and_nothing_changes",
    "test_the_same_undecided_conditions_when_every_core_is_busy",
    "test_a_chunked_sweep_computes_nothing_until_asked",
    "test_notebooks.py",
    "[docs/howto/report.md]",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if any(name in item.nodeid for name in SLOW) and item.get_closest_marker("long") is None:
            item.add_marker("slow")


def pytest_generate_tests(metafunc):
    """Have every random comparison twice: of the usual size and, marked ``long``, of ten times that."""
    if metafunc.definition.get_closest_marker("compares") is not None:
        sizes = [pytest.param(USUAL, id="usual"), pytest.param(LONG, id="long", marks=pytest.mark.long)]
        metafunc.parametrize("size", sizes, indirect=True)


@pytest.fixture(autouse=True)  # a test by Hypothesis does not name it
def size(request):
    """How many examples a random comparison looks at, and of which seeds: see ``sizes``."""
    chosen = getattr(request, "param", USUAL)
    if chosen is LONG and hasattr(request.function, "hypothesis"):
        with enlarged(request.function, chosen):
            yield chosen
    else:
        yield chosen


def pytest_configure(config):
    # made by the process that starts the others, which inherit the name
    if not hasattr(config, "workerinput"):
        os.environ["GAMETHEORY_TEST_RUN"] = tempfile.mkdtemp(prefix="gametheory-tests-")


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop("GAMETHEORY_TEST_RUN"), ignore_errors=True)
