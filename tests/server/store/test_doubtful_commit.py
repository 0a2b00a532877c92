"""A commit whose answer is lost: the rows may stand although the writer was told that they do not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from contract import commands as c
from contract.words import Outcome
from server.store.database import Database
from tests.support.hub import KIOSK, SmallHub


class LosesAnswers:
    """A database whose line goes after the rows are written, once."""

    def __init__(self, real: Database) -> None:
        self._real = real
        self.loses_next = False

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._real.writing() as connection:
            yield connection
        if self.loses_next:
            self.loses_next = False
            raise ConnectionResetError("server closed the connection while COMMIT was answered")


def test_after_a_commit_that_stood_all_the_same_the_hub_goes_on_from_the_ledger(hub: SmallHub) -> None:
    hub.take()
    line = LosesAnswers(hub.database)
    hub.writer._database = line  # type: ignore[assignment] # all that the writer needs of it
    line.loses_next = True
    lost = hub.make(c.ReserveTicket, service="ho-tich")
    assert hub.ask(lost, KIOSK).outcome is Outcome.ERROR

    assert hub.reserve().number == "A003"
    assert hub.ask(lost, KIOSK).result.number == "A002"  # type: ignore[union-attr] # a reservation
    assert hub.findings().wrong == []


def test_after_a_commit_that_did_not_stand_nothing_is_skipped(hub: SmallHub) -> None:
    hub.take()
    hub.writer._database = FailsBefore(hub.database)  # type: ignore[assignment] # the same
    assert hub.ask(hub.make(c.ReserveTicket, service="ho-tich"), KIOSK).outcome is Outcome.ERROR

    assert hub.reserve().number == "A002"
    assert hub.findings().wrong == []


class FailsBefore:
    """A database whose line goes before the rows are written, once."""

    def __init__(self, real: Database) -> None:
        self._real = real
        self._has_failed = False

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._real.writing() as connection:
            yield connection
            if not self._has_failed:
                self._has_failed = True
                raise ConnectionResetError("server closed the connection")
