"""Shared settings. This file also puts ``tests/`` on the path, for ``strategies`` and ``oracles``."""

import os
import shutil
import tempfile

from hypothesis import HealthCheck, settings

# text is laid out to the terminal's width, which depends on who runs the tests
os.environ["COLUMNS"] = "100"

# these need a browser: GAMETHEORY_BROWSER names a Chromium, and tests/browser is then run by itself
collect_ignore = [] if os.environ.get("GAMETHEORY_BROWSER") else ["browser"]

settings.register_profile(
    "exact", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], print_blob=True
)
settings.load_profile("exact")


def pytest_configure(config):
    # made by the process that starts the others, which inherit the name
    if not hasattr(config, "workerinput"):
        os.environ["GAMETHEORY_TEST_RUN"] = tempfile.mkdtemp(prefix="gametheory-tests-")


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop("GAMETHEORY_TEST_RUN"), ignore_errors=True)
