"""What waits for the writer: taken in the order in which it came, what came together at once.

Knows jobs and the end of the queue; knows nothing of what they do.
"""

from __future__ import annotations

import queue

from server.store.job import Job

LARGEST_BATCH = 256


class JobQueue:
    """Filled from any thread, emptied by one."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()

    def __len__(self) -> int:
        return self._queue.qsize()

    def put(self, job: Job) -> None:
        """At the end."""
        self._queue.put(job)

    def end(self) -> None:
        """Nothing behind this is done any more."""
        self._queue.put(None)

    def next_batch(self) -> list[Job] | None:
        """Waits for one job and takes along what came meanwhile; None: the end."""
        first = self._queue.get()
        if first is None:
            return None
        batch = [first]
        while len(batch) < LARGEST_BATCH:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self._queue.put(None)
                break
            batch.append(job)
        return batch

    def left_over(self) -> list[Job]:
        """What came too late."""
        jobs: list[Job] = []
        while not self._queue.empty():
            job = self._queue.get_nowait()
            if job is not None:
                jobs.append(job)
        return jobs
