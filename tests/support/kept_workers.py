"""Worker processes kept from one test to the next: to start one takes a second of processor time."""

import threading

import pytest

from kijiyomi.archive.engines import local
from kijiyomi.archive.engines.worker_process import WorkerProcess


class KeptWorker:
    """A worker that goes back to its pool when its engine closes it, unless it is busy or dead."""

    def __init__(self, settings, idle):
        self._worker = WorkerProcess(settings)
        self._idle = idle
        self._one_request = threading.Lock()
        self.provenance = self._worker.provenance

    def score(self, batch):
        with self._one_request:
            return self._worker.score(batch)

    def close(self):
        if self._one_request.acquire(timeout=1):
            self._one_request.release()
            if self._worker._process.poll() is None:
                self._idle.append(self)
                return
        self.stop()

    def stop(self):
        self._worker.close()


@pytest.fixture(scope="session")
def worker_pool():
    """Return what gives an idle worker with the settings, or a new one."""
    pool = {}

    def take(settings):
        idle = pool.setdefault(settings, [])
        return idle.pop() if idle else KeptWorker(settings, idle)

    yield take
    for worker in (worker for idle in pool.values() for worker in idle):
        worker.stop()


@pytest.fixture
def kept_workers(worker_pool, monkeypatch):
    monkeypatch.setattr(local, "WorkerProcess", worker_pool)
