"""A sweep on a cluster of two worker processes, of which one is killed in the middle: the same bits come out."""

import os
import signal
import time

import numpy as np
import xarray as xr
from dask.distributed import Client, LocalCluster
from gametheory.study import sweep
from solved import solved

DRAWS, CHUNK = 300_000, 10_000
PATIENCE = 20  # seconds


def worker_with_results(client):
    """Wait until a worker holds a computed chunk, and return its address."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for address, keys in client.has_what().items():
            if any("_draw_block" in str(key) for key in keys):
                return address
        time.sleep(0.005)
    raise AssertionError("no chunk was ever computed")


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
        victim = worker_with_results(client)
        unfinished = sum(not future.done() for future in client.futures_of(pending))
        os.kill(before[victim], signal.SIGKILL)  # what it had computed is lost
        assert unfinished > 0, "the worker was killed too late to matter"
        found = client.compute(pending, sync=True)
        assert before[victim] not in client.run(os.getpid).values()
    xr.testing.assert_identical(found, expected)
    assert found["max"].values.tobytes() == expected["max"].values.tobytes()
    assert np.isfinite(found["max"].values).all()
