"""Whoever listens to the writer hears of every commit."""

from __future__ import annotations

from contract.events import TicketConfirmed, TicketReserved
from server.domain.hall import Hall
from server.store import ledger
from server.store.job import Commit
from tests.support.hub import SmallHub


def test_a_listener_hears_of_each_commit_with_the_hall_as_it_then_stands(hub: SmallHub) -> None:
    heard: list[tuple[int, int]] = []

    def listener(commit: Commit, hall: Hall) -> None:
        heard.extend((item.event.seq, hall.head.seq) for item in commit.recorded)

    hub.writer.listen(listener)
    hub.take()
    hub.settle()

    kinds = [type(item.event) for commit in hub.commits for item in commit.recorded]
    assert kinds[-2:] == [TicketReserved, TicketConfirmed]
    assert heard == [(seq, seq) for seq in (hub.seq - 1, hub.seq)]


def test_a_listener_that_fails_keeps_nobody_from_hearing(hub: SmallHub) -> None:
    def failing(_commit: Commit, _hall: Hall) -> None:
        raise RuntimeError("a broken listener")

    heard: list[Commit] = []
    hub.writer.listen(failing)
    hub.writer.listen(lambda commit, _: heard.append(commit))

    hub.take()
    hub.settle()

    kinds = [type(item.event) for commit in heard for item in commit.recorded]
    assert kinds == [TicketReserved, TicketConfirmed]


def test_the_outbox_mark_is_written_with_the_next_commit_and_survives_a_restart(hub: SmallHub) -> None:
    hub.take()
    hub.writer.has_published(2)
    hub.take()

    with hub.database.reading() as connection:
        assert ledger.identity(connection, hub.rules.center, 0).published_seq == 2

    hub.writer.has_published(4)
    hub.restart()

    assert hub.identity.published_seq == 4
