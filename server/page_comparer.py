"""Compares pages that came with those that came before, in the background: an answer must not wait for it."""

from __future__ import annotations

import logging
import threading

from server.store.alike_pages import AlikePages

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
AFTER_TROUBLE_S = 30.0


class PageComparer:
    """Started with the hub, stopped with it; what was not compared then is compared after the next start."""

    def __init__(self, pages: AlikePages, look_every_s: float = LOOK_EVERY_S) -> None:
        self._pages = pages
        self._look_every_s = look_every_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="page comparer", daemon=True)

    def start(self) -> None:
        """From now on."""
        self._thread.start()

    def stop(self) -> None:
        """After the page that is being compared."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        wait_s = 0.0
        while not self._stopping.wait(wait_s):
            try:
                page = self._pages.next_fresh()
                wait_s = self._look_every_s
                if page is not None:
                    self._pages.compare(page)
                    wait_s = 0.0
            except Exception:
                log.exception("a page could not be compared with earlier ones")
                wait_s = AFTER_TROUBLE_S
