"""Visits with a long story, made through the real use cases on a small hub."""

from __future__ import annotations

from datetime import date, timedelta

from contract import commands as c
from contract.ids import TicketId
from contract.offline import TakenAt
from contract.words import HandInEnd
from server.config.check import check
from server.config.known import shipped
from server.service.asker import Asker
from tests.support.handed import hand_in, told
from tests.support.hub import MONDAY_8, SAMPLE, SmallHub
from tests.support.open_center import OpenCenter

KEPT = "Giấy tờ đã kiểm, chỉ còn nộp"
"""Why the long visit keeps its place."""


def long_visit(hub: SmallHub, first: Asker, second: Asker) -> TicketId:
    """Called, a no-show undone, a real one, a late return, a recall, a hold, a transfer; the day is open.

    Seconds: waiting 300 + 60 + 90, walking 60 + 15, service 180 + 200 + 400.25, hold 120.5, absent 240.
    """
    hub.sit("1", first)
    hub.sit("3", second)
    ticket = hub.take(priority="cao-tuoi")
    hub.take()
    _comes_late(hub, ticket, first)
    hub.clock.pass_time(60)
    hub.call("1", first)
    hub.at_counter(c.Recall, ticket, "1", first)
    hub.clock.pass_time(15)
    hub.at_counter(c.StartService, ticket, "1", first)
    hub.clock.pass_time(180)
    hub.at_counter(c.Hold, ticket, "1", first, reason="cho-photo")
    hub.clock.pass_time(120.5)
    hub.at_counter(c.Resume, ticket, "1", first)
    hub.clock.pass_time(200)
    hub.at_counter(c.Transfer, ticket, "1", first, to_service="dat-dai-xay-dung", keeps_place=KEPT)
    hub.clock.pass_time(90)
    hub.serve(ticket, "3", second)
    hub.clock.pass_time(400.25)
    hub.at_counter(c.Finish, ticket, "3", second)
    return ticket


def _comes_late(hub: SmallHub, ticket: TicketId, officer: Asker) -> None:
    hub.clock.pass_time(300)
    hub.call("1", officer)
    hub.clock.pass_time(20)
    hub.at_counter(c.NoShow, ticket, "1", officer)
    hub.clock.pass_time(10)
    hub.do(c.Undo, officer, counter="1")
    hub.clock.pass_time(30)
    hub.at_counter(c.NoShow, ticket, "1", officer)
    hub.clock.pass_time(240)
    hub.do(c.ReturnToLine, officer, ticket=ticket)


def merged_visit(hub: SmallHub, officer: Asker) -> TicketId:
    """An offline slip claimed at counter 2, undone, claimed again, handed in late; its time not sure."""
    hub.sit("2", officer)
    hub.clock.pass_time(900)
    claimed = hub.do(c.ClaimSlip, officer, counter="2", number="C999")
    hub.do(c.Undo, officer, counter="2")
    hub.clock.pass_time(30)
    hub.do(c.ClaimSlip, officer, counter="2", number="C999")
    hub.clock.pass_time(200)
    hub.at_counter(c.Finish, claimed.ticket, "2", officer)
    bounds = [MONDAY_8 + timedelta(minutes=minutes) for minutes in (3, 14)]
    taken = TakenAt(at=bounds[0], is_sure=False, not_before=bounds[0], not_after=bounds[1])
    assert hand_in(hub, told(hub, "C999", service="chung-thuc", taken=taken)) == [HandInEnd.MERGED]
    return TicketId(claimed.ticket)


def center_of(hub: SmallHub) -> OpenCenter:
    """The same hub for whoever wants a center."""
    config = check(SAMPLE, shipped(date(2026, 11, 23))).config
    assert config is not None
    return OpenCenter(hub.writer, hub.database, config, hub.clock, hub.folder)
