"""Figures of one day, against what the hall says itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from contract import commands as c
from contract.ids import CounterId, ServiceId, new_command_id
from contract.offline import TakenAt
from contract.words import PeriodKind, TicketState, VoidReason
from server.reports.answering import answer
from server.reports.figures import Figures
from server.reports.question import Question
from server.reports.units import Dimension, Ending, Flag, Measure
from server.reports.visit import Visit
from server.reports.waits import WaitFilter, visits_of
from tests.support.kiosk_alone import KioskAlone
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


def _services(center: OpenCenter) -> dict[str, Figures]:
    """What the reports make of the same day."""
    now = center.writer.now()
    question = Question(now.local_day, now.local_day, by=(Dimension.SERVICE,))
    with center.database.reading() as connection:
        groups = answer(connection, question, now.utc_us).groups
    return {str(key[0]): found for key, found in groups.items()}


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
    assert _services(center)["ho-tich"].times[Measure.WAITING].n == 0
    center.call("1", LAN)
    center.clock.pass_time(60)
    (walking,) = _visits(center)
    assert (walking.running, walking.spent_us(PeriodKind.WALKING)) == (PeriodKind.WALKING, MINUTE_US)
    assert _services(center)["ho-tich"].times[Measure.WAITING].sum_us == 2 * MINUTE_US


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
    assert services["ho-tich"].times[Measure.WAITING].sum_us == MINUTE_US
    assert services["ho-tich"].times[Measure.SERVICE].sum_us == MINUTE_US
    assert services["ho-tich"].endings[Ending.PASSED_ON] == 1
    assert services["dat-dai-xay-dung"].endings[Ending.OPEN] == 1
    assert services["dat-dai-xay-dung"].times[Measure.WAITING].n == 0
    for wanted in ({"service": "ho-tich"}, {"service": "dat-dai-xay-dung"}, {"counter": "1"}):
        assert [visit.number for visit in _visits(center, **wanted)] == ["A001"]


def test_numbers_without_a_slip_are_left_out(center: OpenCenter) -> None:
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


def test_who_left_before_being_called_waited_and_was_not_called(center: OpenCenter) -> None:
    taken = center.take("ho-tich")
    center.clock.pass_time(60)
    seen = c.SeenTicket(ticket=taken.ticket, state=TicketState.WAITING)
    center.done(c.Cancel(command_id=new_command_id(), asked_at=center.now(), seen=seen, reason="về"), LAN)
    (visit,) = _visits(center)
    assert (visit.state, visit.visit_us) == (TicketState.CANCELLED, MINUTE_US)
    times = _services(center)["ho-tich"].times
    assert (times[Measure.WAITING].n, times[Measure.LEFT].sum_us) == (0, MINUTE_US)


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


# --- without the hub ----------------------------------------------------------------------------------


@pytest.fixture
def kiosk(center: OpenCenter) -> KioskAlone:
    """The hub has been away for half an hour."""
    center.clock.pass_time(1800)
    return KioskAlone(center)


def test_an_offline_ticket_waited_since_it_was_taken_and_is_marked(
    center: OpenCenter, kiosk: KioskAlone
) -> None:
    kiosk.hand_in(kiosk.give(at=center.now() - timedelta(minutes=20)))
    center.call("1", LAN)
    (visit,) = _visits(center)
    assert (visit.is_offline, visit.is_estimated, visit.is_by_hand) == (True, False, False)
    assert visit.spent_us(PeriodKind.WAITING) == 20 * MINUTE_US


def test_what_was_served_by_hand_is_counted_and_in_no_time(center: OpenCenter, kiosk: KioskAlone) -> None:
    center.take("ho-tich")
    kiosk.hand_in(kiosk.give(at=center.now() - timedelta(minutes=20)))
    with center.writer.reading() as hall:
        seen = tuple(c.SeenTicket(ticket=known.id, state=known.state) for known in hall.tickets.values())
    center.done(c.ServeByHand(command_id=new_command_id(), asked_at=center.now(), tickets=seen), LAN)

    assert [visit.is_by_hand for visit in _visits(center)] == [True, True]
    found = _services(center)["ho-tich"]
    assert (found.issued, found.endings[Ending.BY_HAND], found.endings[Ending.OPEN]) == (2, 2, 0)
    assert all(times.n == 0 for times in found.times.values())


def test_a_wait_nobody_is_sure_of_is_counted_and_marked(center: OpenCenter, kiosk: KioskAlone) -> None:
    bounds = (center.now() - timedelta(minutes=25), center.now() - timedelta(minutes=5))
    taken = TakenAt(at=bounds[0], is_sure=False, not_before=bounds[0], not_after=bounds[1])
    kiosk.hand_in(kiosk.give(taken=taken))
    center.call("1", LAN)
    (visit,) = _visits(center)
    assert visit.spent_us(PeriodKind.WAITING) == 25 * MINUTE_US
    assert visit.is_estimate(PeriodKind.WAITING)
    assert not visit.is_estimate(PeriodKind.WALKING)
    found = _services(center)["ho-tich"]
    assert (found.issued, found.flags[Flag.ESTIMATED]) == (1, 1)
    assert found.times[Measure.WAITING].sum_us == 25 * MINUTE_US


def test_a_claimed_slip_has_no_wait_until_its_kiosk_has_told_of_it(
    center: OpenCenter, kiosk: KioskAlone
) -> None:
    slip = kiosk.give(at=center.now() - timedelta(minutes=20))
    claim = c.ClaimSlip(
        command_id=new_command_id(), asked_at=center.now(), counter=CounterId("1"), number=slip.number
    )
    center.done(claim, LAN)
    (visit,) = _visits(center)
    assert visit.spent_us(PeriodKind.WAITING) == 0
    found = _services(center)["ho-tich"]
    assert (found.flags[Flag.CALLED], found.times[Measure.WAITING].n) == (1, 0)
    kiosk.hand_in(slip)
    (visit,) = _visits(center)
    assert visit.spent_us(PeriodKind.WAITING) == 20 * MINUTE_US
