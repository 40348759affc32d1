"""Shared settings. This file also puts ``tests/`` on the path, for ``strategies`` and ``oracles``."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "exact", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], print_blob=True
)
settings.load_profile("exact")
