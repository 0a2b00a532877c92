"""A record is taken in: numbered in the register, with the date its result is due."""

from __future__ import annotations

from contract.answers import RecordStands
from contract.commands import ReceiveRecord
from contract.events import RecordCoded, RecordReceived, RecordReturned
from contract.ids import new_record_id
from contract.record_words import Channel, RecordState
from server.domain.record_code import shape_of
from server.domain.refusal import Refusal
from server.service import record_checks as checks
from server.service.believed_day import believed_day
from server.service.record_due import promise
from server.service.register_number import next_number
from server.service.work import Work


def receive_record(command: ReceiveRecord, work: Work) -> RecordStands:
    """Asked twice with the same command, it answers twice with the same record."""
    year = believed_day(work).year
    checks.procedure(work, command.procedure)
    counter = checks.visit(work, command)
    received_at = checks.handed_over(work, command)
    if command.is_returned_at_once:
        _can_be_given_at_once(command)
    if command.code is not None:
        checks.free_code(work, command.code)
    number = next_number(work, year)
    due = promise(work, command, received_at)
    entered = work.record(
        RecordReceived,
        record=new_record_id(),
        year=year,
        number=number,
        procedure=command.procedure,
        channel=command.channel,
        ticket=command.ticket,
        counter=counter,
        received_at=received_at,
        is_back_dated=command.received_at is not None,
        term_amount=due.term.amount if due.term else None,
        term_unit=due.term.unit if due.term else None,
        due_at=due.at,
        is_due_by_hand=due.is_by_hand,
        result_to=command.result_to,
        originals=command.originals,
        copies=command.copies,
        shown=command.shown,
        fee_vnd=command.fee_vnd,
        despite=command.despite,
    )
    shape = shape_of(command.code) if command.code is not None else None
    if command.code is not None:
        work.record(RecordCoded, record=entered.record, code=command.code, shape=shape)
    if command.is_returned_at_once:
        in_time = checks.held_against(work, due.at, received_at)
        work.record(RecordReturned, record=entered.record, is_same_visit=True, timeliness=in_time)
    return RecordStands(
        record=entered.record,
        reference=f"{entered.number}/{year}",
        state=RecordState.RETURNED if command.is_returned_at_once else RecordState.RECEIVED,
        due_at=due.at,
        code_shape=shape,
    )


def _can_be_given_at_once(command: ReceiveRecord) -> None:
    if command.channel is not Channel.DIRECT:
        raise Refusal(
            "not-at-once",
            "Chỉ hồ sơ nộp trực tiếp mới trả kết quả ngay tại chỗ được.",
            "Only what is handed over at the counter can be returned in the same visit.",
        )
