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
# and nohup lets it ignore the end of its terminal, which they send as well
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# text is laid out to the terminal's width, which depends on who runs the tests
os.environ["COLUMNS"] = "100"

# nothing is kept between tests, nor taken from what the user keeps; those about keeping name a folder of their own
os.environ["GAMETHEORY_CACHE"] = "off"

# these need a browser: GAMETHEORY_BROWSER names a Chromium, and tests/browser is then run by itself
collect_ignore = [] if os.environ.get("GAMETHEORY_BROWSER") else ["browser"]
# likewise these need TeX: GAMETHEORY_LATEX names a pdflatex
collect_ignore += [] if os.environ.get("GAMETHEORY_LATEX") else ["latex"]

settings.register_profile(
    "exact",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
settings.load_profile("exact")


def pytest_generate_tests(metafunc):
    """Have every random comparison twice: of the usual size and, marked ``long``, of ten times that."""
    if metafunc.definition.get_closest_marker("compares") is not None:
        # '-m slow' would run the long size too
        assert metafunc.definition.get_closest_marker("slow") is None, (
            "a comparison is not slow: make its usual size less"
        )
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
