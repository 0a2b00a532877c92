"""One plausible day, lived through the hub's own use cases with a steered clock: the model of a past.

Knows what a day in a center looks like; `bench.history` repeats it.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlalchemy import Table, select

from contract import commands as c
from contract.answers import Answer, Called, Reserved
from contract.clock import SteeredClock
from contract.ids import CounterId, DeviceId, OfficerId, ServiceId, TicketId, new_command_id
from contract.words import ClockTrust, DeviceKind, Outcome, SlipFate, TicketState
from server.config.center_rules import center_rules
from server.config.check import check
from server.config.known import shipped
from server.domain.hubtime import HubTime
from server.service.asker import Asker, Role
from server.store import ledger, tables
from server.store.database import Database
from server.store.rows import Row
from server.store.writer import Writer

OPENING = time(0, 0, tzinfo=UTC)
"""07:00 in Vietnam: the whole day has one date, in UTC too."""
SERVICE = ServiceId("ho-tich")
BETWEEN_S = 40.0
COUNTER = CounterId("1")
KIOSK = Asker(device=DeviceId("kiosk-1"), device_kind=DeviceKind.KIOSK)
PANEL = Asker(device=DeviceId("panel-1"), device_kind=DeviceKind.PANEL, device_counter=COUNTER)
MANAGER = Asker(officer=OfficerId("manager"), roles=frozenset({Role.MANAGER}))
OFFICER = Asker(officer=OfficerId("officer-1"), roles=frozenset({Role.OFFICER}))


class RefusedError(Exception):
    """The model day did not go as it should."""


@dataclass(frozen=True, slots=True)
class ModelDay:
    """Rows of one closed day, from its opening to its close."""

    events: tuple[Row, ...]
    tickets: tuple[Row, ...]
    periods: tuple[Row, ...]
    series: tuple[Row, ...]
    epoch: str
    day: date


def live_through(text: str, day: date, tickets: int, folder: Path) -> ModelDay:
    """That many visits on that day under this configuration, one after the other, each served."""
    known = shipped(day)
    config = check(text, known).config
    if config is None:
        raise RefusedError("the bench's configuration is wrong")
    rules = center_rules(config, known.holidays, text)
    database = Database(f"sqlite:///{folder / 'model-day.sqlite'}")
    database.open()
    with database.writing() as connection:
        epoch = ledger.identity(connection, rules.center, 0).epoch
        hall = ledger.load_hall(connection, epoch)
    clock = SteeredClock(datetime.combine(day, OPENING))
    writer = Writer(database, hall, rules, HubTime(clock, lambda: ClockTrust.RTC))
    writer.start()
    _live(_Desk(writer, clock), tickets)
    writer.stop()
    model = ModelDay(
        events=_rows(database, tables.event),
        tickets=_rows(database, tables.ticket),
        periods=_rows(database, tables.period),
        series=_rows(database, tables.series),
        epoch=epoch,
        day=day,
    )
    database.close()
    return model


@dataclass(frozen=True, slots=True)
class _Desk:
    writer: Writer
    clock: SteeredClock

    def do(self, command: c.Command, asker: Asker) -> Answer:
        future: Future[Answer] = self.writer.ask(command, asker)
        answer = future.result(30)
        if answer.outcome is not Outcome.DONE:
            raise RefusedError(f"{type(command).__name__}: {answer.message_en}")
        return answer

    @property
    def now(self) -> datetime:
        return self.clock.read().utc


def _live(desk: _Desk, tickets: int) -> None:
    desk.do(c.OpenDay(command_id=new_command_id()), MANAGER)
    desk.do(c.OpenCounter(command_id=new_command_id(), asked_at=desk.now, counter=COUNTER), OFFICER)
    for _ in range(tickets):
        _visit(desk)
    desk.do(c.CloseDay(command_id=new_command_id()), MANAGER)


def _visit(desk: _Desk) -> None:
    desk.clock.pass_time(BETWEEN_S)
    taken = desk.do(
        c.ReserveTicket(command_id=new_command_id(), asked_at=desk.now, service=SERVICE), KIOSK
    ).result
    assert isinstance(taken, Reserved)
    confirm = c.ConfirmTicket(command_id=new_command_id(), ticket=taken.ticket, fate=SlipFate.PRINTED)
    desk.do(confirm, KIOSK)
    desk.clock.pass_time(5)
    called = desk.do(
        c.CallNext(command_id=new_command_id(), asked_at=desk.now, counter=COUNTER), PANEL
    ).result
    assert isinstance(called, Called)
    desk.clock.pass_time(5)
    seen = _seen(taken.ticket, TicketState.CALLED)
    desk.do(c.StartService(command_id=new_command_id(), asked_at=desk.now, counter=COUNTER, seen=seen), PANEL)
    desk.clock.pass_time(10)
    seen = _seen(taken.ticket, TicketState.SERVING)
    desk.do(c.Finish(command_id=new_command_id(), asked_at=desk.now, counter=COUNTER, seen=seen), PANEL)


def _seen(ticket: TicketId, state: TicketState) -> c.SeenTicket:
    return c.SeenTicket(ticket=ticket, state=state)


def _rows(database: Database, table: Table) -> tuple[Row, ...]:
    with database.reading() as connection:
        query = select(table)
        if table is tables.event:
            query = query.order_by(tables.event.c.seq)
        return tuple(dict(row) for row in connection.execute(query).mappings())
