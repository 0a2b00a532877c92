"""Halls to look at: a busy one with every norm broken, an ordinary one, and numbers of every fate."""

from __future__ import annotations

from contract import commands as c
from contract.ids import CounterId, ReasonId, ServiceId, new_command_id
from server.service.asker import Asker
from tests.support.console import Console
from tests.support.open_center import KIOSK, OpenCenter

MINUTE = 60


def seen_at(center: OpenCenter, counter: str) -> c.SeenTicket:
    """Who stands at that counter, as its officer sees it."""
    with center.writer.reading() as hall:
        ticket = hall.ticket_at(hall.counter(CounterId(counter)))
    assert ticket is not None
    return c.SeenTicket(ticket=ticket.id, state=ticket.state)


def seen_number(center: OpenCenter, number: str) -> c.SeenTicket:
    """That number, as it stands."""
    with center.writer.reading() as hall:
        ticket = next(ticket for ticket in hall.tickets.values() if ticket.number == number)
    return c.SeenTicket(ticket=ticket.id, state=ticket.state)


def does_not_come(center: OpenCenter, counter: str, who: Asker) -> None:
    """The called one is a no-show."""
    wanted = c.NoShow(
        command_id=new_command_id(),
        asked_at=center.now(),
        counter=CounterId(counter),
        seen=seen_at(center, counter),
    )
    center.done(wanted, who)


def comes_back(center: OpenCenter, number: str, who: Asker) -> None:
    """A no-show is back in line."""
    wanted = c.ReturnToLine(
        command_id=new_command_id(), asked_at=center.now(), seen=seen_number(center, number)
    )
    center.done(wanted, who)


def leaves(center: OpenCenter, number: str, who: Asker) -> None:
    """Cancelled at the person's own wish."""
    wanted = c.Cancel(
        command_id=new_command_id(),
        asked_at=center.now(),
        seen=seen_number(center, number),
        reason=ReasonId("cong-dan-de-nghi"),
    )
    center.done(wanted, who)


def is_held(center: OpenCenter, counter: str, who: Asker) -> None:
    """The one at the counter fetches a paper."""
    wanted = c.Hold(
        command_id=new_command_id(),
        asked_at=center.now(),
        counter=CounterId(counter),
        seen=seen_at(center, counter),
        reason=ReasonId("thieu-giay-to"),
    )
    center.done(wanted, who)


def is_sent_on(center: OpenCenter, counter: str, service: str, who: Asker) -> None:
    """The one being served goes on to another line."""
    wanted = c.Transfer(
        command_id=new_command_id(),
        asked_at=center.now(),
        counter=CounterId(counter),
        seen=seen_at(center, counter),
        to_service=ServiceId(service),
    )
    center.done(wanted, who)


def pauses(center: OpenCenter, counter: str, who: Asker) -> None:
    """A short break."""
    wanted = c.PauseCounter(
        command_id=new_command_id(),
        asked_at=center.now(),
        counter=CounterId(counter),
        reason=ReasonId("nghi-ngan"),
    )
    center.done(wanted, who)


def serve(center: OpenCenter, counter: str, who: Asker, seconds: float) -> None:
    """The next one, from call to end."""
    center.call(counter, who)
    center.clock.pass_time(20)
    center.start(counter, who)
    center.clock.pass_time(seconds)
    center.finish(counter, who)


def ordinary(site: Console, center: OpenCenter) -> None:
    """Some served, three waiting, everything within its norm."""
    lan, minh = site.asker("lan"), site.asker("minh")
    center.sit("1", lan)
    center.sit("2", minh)
    for service in ("ho-tich", "ho-tich", "chung-thuc", "ho-kinh-doanh"):
        center.take(service)
    center.clock.pass_time(4 * MINUTE)
    serve(center, "1", lan, 6 * MINUTE)
    for service in ("ho-tich", "dat-dai-xay-dung"):
        center.take(service)
    center.call("1", lan)
    center.call("2", minh)
    center.clock.pass_time(15)
    center.start("2", minh)
    center.clock.pass_time(2 * MINUTE)


def busy(site: Console, center: OpenCenter) -> None:
    """Forty waiting, and all four norms broken."""
    lan, minh, hung = site.asker("lan"), site.asker("minh"), site.asker("hung")
    center.sit("1", lan)
    center.take("ho-tich")
    center.call("1", lan)
    center.start("1", lan)
    _arrive(center, {"ho-tich": 16, "cu-tru-can-cuoc": 6, "chung-thuc": 6}, every_s=40)
    center.sit("4", hung)
    _arrive(center, {"dat-dai-xay-dung": 6, "ho-kinh-doanh": 4}, every_s=45)
    center.sit("2", minh)
    serve(center, "2", minh, 3 * MINUTE)
    center.call("2", minh)
    does_not_come(center, "2", minh)
    _arrive(center, {"chung-thuc": 5}, every_s=56)
    center.call("2", minh)
    is_held(center, "2", minh)
    center.call("2", minh)
    center.take("tra-ket-qua", priority="cao-tuoi")
    center.clock.pass_time(MINUTE)


def _arrive(center: OpenCenter, numbers: dict[str, int], every_s: float) -> None:
    """Mixed, as people come."""
    left = dict(numbers)
    while any(left.values()):
        for service in [known for known, count in left.items() if count]:
            center.take(service)
            left[service] -= 1
            center.clock.pass_time(every_s)


def every_fate(site: Console, center: OpenCenter) -> None:
    """One number of each: waiting, called, held, served, absent, come back, left, sent on, printing."""
    lan, thu = site.asker("lan"), site.asker("thu")
    center.sit("1", lan)
    for _ in range(7):
        center.take("ho-tich")
    serve(center, "1", lan, MINUTE)  # A001 served
    for number in ("A002", "A003"):
        center.call("1", lan)
        does_not_come(center, "1", lan)
        center.clock.pass_time(MINUTE)
        if number == "A003":
            comes_back(center, number, thu)
    leaves(center, "A007", thu)
    center.call("1", lan)  # A003 again, at its old place
    center.start("1", lan)
    is_sent_on(center, "1", "chung-thuc", lan)
    center.call("1", lan)  # A004
    center.start("1", lan)
    is_held(center, "1", lan)
    center.call("1", lan)  # A005
    wanted = c.ReserveTicket(command_id=new_command_id(), asked_at=center.now(), service=ServiceId("ho-tich"))
    center.done(wanted, KIOSK)
