"""Shared settings. This file also puts ``tests/`` on the path, for ``strategies`` and ``oracles``."""

import os

from hypothesis import HealthCheck, settings

# text is laid out to the terminal's width, which depends on who runs the tests
os.environ["COLUMNS"] = "100"

# these need a browser: GAMETHEORY_BROWSER names a Chromium, and tests/browser is then run by itself
collect_ignore = [] if os.environ.get("GAMETHEORY_BROWSER") else ["browser"]

settings.register_profile(
    "exact", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], print_blob=True
)
settings.load_profile("exact")
