"""Figures of one day, against what the hall says itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract import commands as c
from contract.ids import CounterId, ServiceId, new_command_id
from contract.words import PeriodKind, TicketState, VoidReason
from server.reports.waits import (
    ServiceWaits,
    Visit,
    WaitFilter,
    by_service,
    middle,
    never_in_line,
    visits_of,
)
from tests.support.open_center import KIOSK, OpenCenter, officer, open_center

LAN = officer("lan")
MINUTE_US = 60_000_000


@pytest.fixture(params=["sqlite", "postgres"])
def center(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[OpenCenter]:
    """The day is open and Lan sits at counter 1."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with open_center(tmp_path, url=url) as center:
        center.open_day()
        center.sit("1", LAN)
        yield center


def _visits(center: OpenCenter, **wanted: str) -> tuple[Visit, ...]:
    now = center.writer.now()
    with center.database.reading() as connection:
        return visits_of(connection, WaitFilter(day=now.local_day, **wanted), now.utc_us)  # type: ignore[arg-type] # ids are strings here


def _services(center: OpenCenter) -> dict[str, ServiceWaits]:
    return {known.service: known for known in by_service(_visits(center))}


def _seen(center: OpenCenter, state: TicketState) -> c.SeenTicket:
    with center.writer.reading() as hall:
        ticket = hall.counter(CounterId("1")).ticket
    assert ticket is not None
    return c.SeenTicket(ticket=ticket, state=state)


def test_a_visit_is_the_sum_of_its_periods(center: OpenCenter) -> None:
    center.take("ho-tich")
    for seconds, step in ((300, center.call), (20, center.start), (400, center.finish)):
        center.clock.pass_time(seconds)
        step("1", LAN)
    (visit,) = _visits(center)
    assert visit.spent_us(PeriodKind.WAITING) == 300_000_000
    assert visit.spent_us(PeriodKind.WALKING) == 20_000_000
    assert visit.spent_us(PeriodKind.SERVICE) == 400_000_000
    assert visit.visit_us == 720_000_000
    assert visit.running is None


def test_what_still_runs_is_counted_up_to_now(center: OpenCenter) -> None:
    center.take("ho-tich")
    center.clock.pass_time(120)
    (waiting,) = _visits(center)
    assert (waiting.running, waiting.visit_us) == (PeriodKind.WAITING, 2 * MINUTE_US)
    assert waiting.first_wait_us is None
    center.call("1", LAN)
    center.clock.pass_time(60)
    (walking,) = _visits(center)
    assert (walking.running, walking.spent_us(PeriodKind.WALKING)) == (PeriodKind.WALKING, MINUTE_US)
    assert walking.first_wait_us == 2 * MINUTE_US


def test_an_undone_call_goes_on_waiting_from_the_arrival(center: OpenCenter) -> None:
    center.take("ho-tich")
    center.clock.pass_time(60)
    center.call("1", LAN)
    center.clock.pass_time(60)
    center.done(c.Undo(command_id=new_command_id(), asked_at=center.now(), counter=CounterId("1")), LAN)
    (visit,) = _visits(center)
    assert (visit.running, visit.spent_us(PeriodKind.WAITING)) == (PeriodKind.WAITING, 2 * MINUTE_US)


def test_a_transferred_visit_counts_in_both_services(center: OpenCenter) -> None:
    center.take("ho-tich")
    center.clock.pass_time(60)
    center.call("1", LAN)
    center.start("1", LAN)
    center.clock.pass_time(60)
    center.done(
        c.Transfer(
            command_id=new_command_id(),
            asked_at=center.now(),
            counter=CounterId("1"),
            seen=_seen(center, TicketState.SERVING),
            to_service=ServiceId("dat-dai-xay-dung"),
        ),
        LAN,
    )
    center.clock.pass_time(180)
    services = _services(center)
    assert services["ho-tich"].waits_us == (MINUTE_US,)
    assert services["ho-tich"].mean_us(PeriodKind.SERVICE) == MINUTE_US
    assert services["dat-dai-xay-dung"].waiting_now == 1
    assert services["dat-dai-xay-dung"].waits_us == ()
    assert services["dat-dai-xay-dung"].median_wait_us is None
    for wanted in ({"service": "ho-tich"}, {"service": "dat-dai-xay-dung"}, {"counter": "1"}):
        assert [visit.number for visit in _visits(center, **wanted)] == ["A001"]


def test_numbers_without_a_slip_are_left_out_and_counted(center: OpenCenter) -> None:
    wanted = c.ReserveTicket(command_id=new_command_id(), asked_at=center.now(), service=ServiceId("ho-tich"))
    reserved = center.done(wanted, KIOSK).result
    assert reserved is not None
    void = c.VoidTicket(
        command_id=new_command_id(),
        reason=VoidReason.NOT_PRINTED,
        ticket=reserved.ticket,  # type: ignore[union-attr] # a Reserved
    )
    center.done(void, KIOSK)
    assert _visits(center) == ()
    with center.database.reading() as connection:
        assert never_in_line(connection, center.writer.now().local_day) == 1


def test_who_left_before_being_called_has_no_first_wait(center: OpenCenter) -> None:
    taken = center.take("ho-tich")
    center.clock.pass_time(60)
    seen = c.SeenTicket(ticket=taken.ticket, state=TicketState.WAITING)
    center.done(c.Cancel(command_id=new_command_id(), asked_at=center.now(), seen=seen, reason="về"), LAN)
    (visit,) = _visits(center)
    assert (visit.state, visit.first_wait_us, visit.visit_us) == (TicketState.CANCELLED, None, MINUTE_US)


def test_the_log_agrees_with_the_hall(center: OpenCenter) -> None:
    for turn in range(8):
        center.take("ho-tich" if turn % 2 else "chung-thuc")
        center.clock.pass_time(17 + turn)
        center.call("1", LAN)
        center.clock.pass_time(5)
        center.start("1", LAN)
        center.clock.pass_time(31)
        center.finish("1", LAN)
    with center.writer.reading() as hall:
        told = {ticket.number: ticket.visit_us for ticket in hall.tickets.values()}
    assert {visit.number: visit.visit_us for visit in _visits(center)} == told


def test_the_middle_of_nothing_is_nothing() -> None:
    assert middle(()) is None
    assert middle((3,)) == 3
    assert middle((1, 4)) == 2
