"""A thread beside the running hub that makes what is missing: after each change, and again after trouble.

Knows when, not what; what it calls loads what it computes with, so that the hub's start need not.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from server.store.writer import LedgerUnwritableError, Writer

log = logging.getLogger(__name__)

BETWEEN_S = 0.05
"""A breath after each step: numbers and calls come first."""
LOOK_EVERY_S = 5.0
"""Whether somebody had figures forgotten from outside."""
AGAIN_AFTER_S = 60.0
"""After a step that failed."""


class CatchingUp:
    """Nothing but speed depends on it."""

    def __init__(
        self,
        what: str,
        writer: Writer,
        catch_up: Callable[[], None],
        first_after_s: float,
        gather_s: float = 0.0,
    ) -> None:
        """`what` is kept, for thread and log.

        `first_after_s`: a hub that has just started answers its devices first; `gather_s`: what comes in a
        row is caught up with once.
        """
        self._what = what
        self._writer = writer
        self._catch_up = catch_up
        self._first_after_s = first_after_s
        self._gather_s = gather_s
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"keeps {what}", daemon=True)

    @property
    def is_stopping(self) -> bool:
        """Whether no further step is to begin."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Begin; the first look comes a little later."""
        self._thread.start()

    def stop(self) -> None:
        """After the step that runs."""
        self._stopping.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join()

    def want(self) -> None:
        """Something may be missing."""
        self._wanted.set()

    def breathe(self) -> bool:
        """Between two steps; whether the next may begin."""
        return not self._stopping.wait(BETWEEN_S)

    def _run(self) -> None:
        self._stopping.wait(self._first_after_s)
        while not self._stopping.is_set():
            self._wanted.clear()
            seen = self._writer.corrections
            try:
                self._catch_up()
            except (SQLAlchemyError, LedgerUnwritableError, ValueError) as error:
                log.warning("%s could not be kept: %s", self._what, error)
                self._stopping.wait(AGAIN_AFTER_S)
            else:
                while not self._wanted.wait(LOOK_EVERY_S) and self._writer.corrections == seen:
                    pass
                self._stopping.wait(self._gather_s)
