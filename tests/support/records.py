"""Records of a small hub: received, acted on and looked at by tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from contract import commands as c
from contract.answers import RecordStands
from contract.events import RecordCoded, RecordReceived
from contract.ids import RecordCode, RecordId, new_record_id
from contract.record_words import Channel, RecordState
from server.domain.hours import LOCAL
from server.domain.record import Record
from server.domain.record_code import shape_of
from server.service.asker import Asker
from server.service.work import Work
from server.store.job import Beside
from server.store.records import StoredRecords
from tests.support.hub import ANH, SmallHub

GUARDIAN = "1.004837"
"""Three working days by every channel."""
COPIES = "2.000815"
"""A procedure of whose time nobody says anything."""

REASONS = {
    c.AskSupplement: "thieu-giay-to",
    c.ReappointRecord: "can-xac-minh",
    c.RefuseRecord: "khong-du-dieu-kien",
    c.WithdrawRecord: "cong-dan-de-nghi",
    c.StopRecord: "qua-han-bo-sung",
}
"""One that the sample center has for each."""


def at(text: str) -> datetime:
    """`11-23 09:00` of 2026 in Vietnam; UTC, as commands hold it."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=LOCAL).astimezone(UTC)


def later(hub: SmallHub, to: str) -> None:
    """The hub's clock goes on to that local moment of 2026."""
    hub.clock.pass_time((at(to) - hub.now()).total_seconds())


def receive(hub: SmallHub, asker: Asker = ANH, **fields: Any) -> RecordStands:
    """A record by that officer."""
    fields.setdefault("procedure", GUARDIAN)
    stands: RecordStands = hub.do(c.ReceiveRecord, asker, **fields)
    return stands


def received_long_ago(hub: SmallHub, at: datetime) -> RecordId:
    """A record of a ledger from before such a moment was refused as mistyped."""
    record, year = new_record_id(), hub.now().year

    def write(work: Work, connection: Connection) -> None:
        number = StoredRecords(connection).last_number(year) + 1
        work.record(
            RecordReceived,
            record=record,
            year=year,
            number=number,
            procedure=GUARDIAN,
            channel=Channel.DIRECT,
            received_at=at,
            is_back_dated=True,
            due_at=work.now.utc,
            is_due_by_hand=True,
        )

    hub.writer.run(write).result(10)
    return record


def act(
    hub: SmallHub, kind: type[c.Command], record: RecordId, asker: Asker = ANH, **fields: Any
) -> RecordStands:
    """One of the commands on a record, as it stands now."""
    stands: RecordStands = hub.do(kind, asker, **what_it_needs(hub, kind, record), **fields)
    return stands


def correct(
    hub: SmallHub, record: RecordId, *corrects: str, beside: Beside | None = None, **fields: Any
) -> RecordStands:
    """These fields are put right, by who looks at the record as it stands now."""
    command = hub.make(
        c.CorrectRecord, **what_it_needs(hub, c.CorrectRecord, record), corrects=corrects, **fields
    )
    answer = hub.writer.ask(command, ANH, beside).result(10)
    assert isinstance(answer.result, RecordStands), answer
    return answer.result


def what_it_needs(hub: SmallHub, kind: type[c.Command], record: RecordId) -> dict[str, Any]:
    """What the person sees of the record, and a reason where one is wanted."""
    stands = known(hub, record)
    needed: dict[str, Any] = {"seen": c.SeenRecord(record=record, state=stands.state)}
    if kind is c.CorrectRecord:
        needed["as_of"] = stands.last_seq
    if kind is c.CodeRecord:
        needed["seen_code"] = stands.code
    return needed | ({"reason": REASONS[kind]} if kind in REASONS else {})


def write_again(hub: SmallHub, record: RecordId, code: str) -> None:
    """An official code on this record too, as a ledger may have it from when nobody was asked."""
    told: dict[str, Any] = {"record": record, "code": RecordCode(code), "shape": shape_of(RecordCode(code))}
    hub.writer.run(lambda work, _connection: work.record(RecordCoded, **told)).result(10)


def undo(hub: SmallHub, record: RecordId, asker: Asker = ANH) -> RecordStands:
    """The last step is taken back by that officer."""
    stands: RecordStands = hub.do(c.UndoRecord, asker, **last_seen(hub, record))
    return stands


def last_seen(hub: SmallHub, record: RecordId) -> dict[str, Any]:
    """What the page shows of the record and its last step."""
    seen = known(hub, record)
    assert seen.last is not None
    return {"seen": c.SeenRecord(record=record, state=seen.state), "undone": seen.last.seq}


def known(hub: SmallHub, record: RecordId) -> Record:
    """As it stands in the ledger."""
    with hub.database.reading() as connection:
        found = StoredRecords(connection).find(record)
    assert found is not None
    return found


STEPS: dict[RecordState, tuple[type[c.Command], ...]] = {
    RecordState.RECEIVED: (),
    RecordState.IN_PROCESS: (c.TakeUpRecord,),
    RecordState.SUPPLEMENT_ASKED: (c.AskSupplement,),
    RecordState.RESULT_READY: (c.TakeUpRecord, c.FinishRecord),
    RecordState.RETURNED: (c.FinishRecord, c.ReturnRecord),
    RecordState.REFUSED: (c.RefuseRecord,),
    RecordState.WITHDRAWN: (c.WithdrawRecord,),
    RecordState.STOPPED: (c.AskSupplement, c.StopRecord),
}
"""How a record gets there."""


def in_state(hub: SmallHub, state: RecordState) -> RecordId:
    """A record that stands there."""
    if state is RecordState.REFUSED_AT_RECEPTION:
        refused: RecordStands = hub.do(c.RefuseReception, ANH, procedure=GUARDIAN, reason="khong-hop-le")
        return refused.record
    record = receive(hub).record
    if state is RecordState.VOID:
        undo(hub, record)
        return record
    for kind in STEPS[state]:
        act(hub, kind, record)
    assert known(hub, record).state is state
    return record
