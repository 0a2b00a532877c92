"""Keeps the catalogue of procedures up to date: fetched when its sum changes, last good copy meanwhile.

Knows when to fetch and when to try again; the fetching is `hub_http`'s, the keeping `shelf`'s.
"""

from __future__ import annotations

import logging
import threading
from typing import Protocol

from contract.hub_calls import HubAwayError
from contract.states import CatalogueState
from kiosk.news import News
from kiosk.procedures import ProcedureBook
from kiosk.shelf import Shelf

log = logging.getLogger(__name__)

FIRST_RETRY_S = 2.0
LONGEST_RETRY_S = 60.0


class Source(Protocol):
    """Where procedures come from; `HubHttp` is one."""

    def procedures(self, known_sha256: str | None) -> ProcedureBook | None:
        """None: still the known ones. Raises `HubAwayError`."""
        ...


class CatalogueKeeper:
    """One thread's work."""

    def __init__(self, source: Source, shelf: Shelf, news: News) -> None:
        self._source = source
        self._shelf = shelf
        self._news = news
        self._wanted: str | None = None
        self._known: str | None = None
        self._changed = threading.Event()

    def load(self) -> None:
        """What was known before the restart; the hub's own word replaces it."""
        catalogue, book = self._shelf.catalogue(), self._shelf.procedures()
        if catalogue is not None:
            self._news.catalogue_is(catalogue)
        if book is not None:
            self._known = book.sha256
            self._news.procedures_are(book)

    def learn(self, catalogue: CatalogueState) -> None:
        """The hub said which procedures are valid now."""
        self._shelf.keep_catalogue(catalogue)
        self._wanted = catalogue.procedures_sha256
        self._changed.set()

    def wake(self) -> None:
        """Look again: something changed, or the process ends."""
        self._changed.set()

    def is_up_to_date(self) -> bool:
        """Fetch if the sum says so; False: the hub did not answer, try again."""
        if self._wanted is None or self._wanted == self._known:
            return True
        try:
            book = self._source.procedures(self._known)
        except HubAwayError as error:
            log.info("procedures not fetched: %s", error)
            return False
        if book is not None:
            self._known = book.sha256
            self._shelf.keep_procedures(book)
            self._news.procedures_are(book)
        return self._known == self._wanted

    def run(self, stopped: threading.Event) -> None:
        """Until stopped; whoever stops also calls `wake`."""
        retry_s = FIRST_RETRY_S
        while not stopped.is_set():
            self._changed.clear()
            is_good = self.is_up_to_date()
            has_news = self._changed.wait(None if is_good else retry_s)
            retry_s = FIRST_RETRY_S if has_news or is_good else min(retry_s * 2, LONGEST_RETRY_S)
