"""Sees to it that what was erased is soon in none of the database's files: after each erasure, at the hub's
start and at day close, tried again while somebody reads.

A thread that sleeps until something was erased. What a stop interrupts, the next start does.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from contract.events import (
    ApplicantForgotten,
    DayClosed,
    RecordCorrected,
    RecordPapersErased,
    RecordUndone,
)
from server.domain.hall import Hall
from server.store.database import Database
from server.store.job import Commit
from server.store.writer import Writer

log = logging.getLogger(__name__)

AGAIN_AFTER_S = 1.0
WORTH_SAYING_S = 600.0
"""Longer than a backup or a report of ten years reads."""
ERASING = (ApplicantForgotten, RecordUndone, RecordCorrected, RecordPapersErased, DayClosed)


class ErasedKeeper:
    """Started with the hub, stopped with it."""

    def __init__(
        self,
        writer: Writer,
        database: Database,
        again_after_s: float = AGAIN_AFTER_S,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._writer = writer
        self._database = database
        self._again_after_s = again_after_s
        self._monotonic_s = monotonic_s
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="erased for good", daemon=True)

    def start(self) -> None:
        """Wipe what an earlier run left, and from now on after whatever erases."""
        self._writer.listen(self._committed)
        self._wanted.set()
        self._thread.start()

    def stop(self) -> None:
        """Wipe no more."""
        self._stopping.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join()

    def _committed(self, commit: Commit, _hall: Hall) -> None:
        if any(isinstance(item.event, ERASING) for item in commit.recorded):
            self._wanted.set()

    def _run(self) -> None:
        while self._wanted.wait() and not self._stopping.is_set():
            self._wanted.clear()
            self._wipe()

    def _wipe(self) -> None:
        """Until it is done; what is erased meanwhile is wanted anew."""
        since_s, is_said = self._monotonic_s(), False
        while not self._try():
            if not is_said and self._monotonic_s() - since_s > WORTH_SAYING_S:
                log.warning("what was erased is still in the database's files: somebody reads since before")
                is_said = True
            if self._stopping.wait(self._again_after_s):
                return

    def _try(self) -> bool:
        try:
            return self._database.wipe_old_versions()
        except Exception:
            log.exception("what was erased could not be taken out of the database's files")
            return self._stopping.wait(WORTH_SAYING_S / 10)
