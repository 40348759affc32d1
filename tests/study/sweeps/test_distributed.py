"""A sweep on a cluster of two worker processes, of which one is killed in the middle: the same bits come out."""

import os
import signal

import numpy as np
import pytest
import xarray as xr
from dask.distributed import Client, LocalCluster, wait
from helpers.solved import solved

from gametheory.study import sweep

DRAWS, CHUNK = 300_000, 15_000
PATIENCE = 60  # seconds


@pytest.mark.slow
def test_a_worker_is_killed_in_the_middle_and_nothing_changes():
    solution = solved("beer_quiche")
    asked = {"draws": DRAWS, "seed": 0, "of": ["P(beer)", "payoff.diner"]}
    expected = sweep(solution, **asked)
    lazy = sweep(solution, **asked, chunks=CHUNK)
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
        ) as cluster,
        Client(cluster) as client,
    ):
        before = client.run(os.getpid)
        assert len(set(before.values())) == 2
        pending = client.persist(lazy)
        done, unfinished = wait(client.futures_of(pending), timeout=PATIENCE, return_when="FIRST_COMPLETED")
        assert unfinished, "the worker is killed too late to matter"
        (victim, *_), *_ = client.who_has(list(done)).values()
        os.kill(before[victim], signal.SIGKILL)  # what it had computed is lost
        found = client.compute(pending, sync=True)
    xr.testing.assert_identical(found, expected)
    assert found["max"].values.tobytes() == expected["max"].values.tobytes()
    assert np.isfinite(found["max"].values).all()
