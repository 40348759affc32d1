"""A sweep on a cluster of two worker processes, of which one is killed in the middle: the same bits come out."""

import os
import signal
import time

import numpy as np
import xarray as xr
from dask.distributed import Client, LocalCluster
from gametheory.study import sweep
from solved import solved

DRAWS, CHUNK = 600_000, 15_000


def workers_of(client):
    """Return the processes of the workers that are there."""
    return {address: worker["pid"] for address, worker in client.run(os.getpid).items()} if False else client.run(os.getpid)


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
        futures = client.futures_of(pending)
        deadline = time.monotonic() + 20
        while not any(f.done() for f in futures):
            assert time.monotonic() < deadline, "no chunk was ever computed"
            time.sleep(0.001)
        unfinished = sum(not f.done() for f in futures)
        os.kill(min(before.values()), signal.SIGKILL)
        assert unfinished > 0, "the worker was killed too late to matter"
        found = client.compute(pending, sync=True)
        after = client.run(os.getpid)
    assert set(after.values()) != set(before.values())
    xr.testing.assert_identical(found, expected)
    assert found["max"].values.tobytes() == expected["max"].values.tobytes()
    assert np.isfinite(found["max"].values).all()
