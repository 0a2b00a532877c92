"""A record's transition table, and the official codes it may carry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from contract.ids import ProcedureCode, RecordCode, RecordId
from contract.record_words import Channel, CodeShape, RecordState
from server.domain.record import ENDED, MAY_BECOME, OPEN, RUNNING, IllegalRecordMoveError, Record
from server.domain.record_code import as_written, shape_of

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
S = RecordState


def record_in(state: RecordState) -> Record:
    return Record(
        id=RecordId("r"),
        year=2026,
        number=52,
        procedure=ProcedureCode("1.004837"),
        channel=Channel.DIRECT,
        state=state,
        received_at=NOW,
        is_back_dated=False,
        ticket=None,
        counter=None,
        officer=None,
        entered_at=NOW,
        state_since=NOW,
        last_seq=1,
    )


@pytest.mark.parametrize("before", RecordState)
@pytest.mark.parametrize("after", RecordState)
def test_only_what_the_table_holds_may_happen(before: RecordState, after: RecordState) -> None:
    record = record_in(before)

    if after in MAY_BECOME[before]:
        moved = record.moved(after, NOW, 7)
        assert (moved.state, moved.state_since, moved.last_seq) == (after, NOW, 7)
    else:
        with pytest.raises(IllegalRecordMoveError, match="52/2026"):
            record.moved(after, NOW, 7)


def test_every_state_is_reached_but_the_two_a_record_begins_in_and_what_an_undo_leaves() -> None:
    reached = {state for following in MAY_BECOME.values() for state in following}

    assert set(RecordState) - reached == {S.RECEIVED, S.REFUSED_AT_RECEPTION, S.VOID}
    assert set(MAY_BECOME) == set(RecordState)


def test_each_state_is_running_stopped_ready_or_ended() -> None:
    assert {S.RECEIVED, S.IN_PROCESS} == RUNNING
    assert OPEN | {S.RESULT_READY} | ENDED == set(RecordState)
    assert not (OPEN | {S.RESULT_READY}) & ENDED


def test_the_new_date_is_promised_until_a_supplement_moves_the_due_date_past_it() -> None:
    day = timedelta(days=1)
    late = structs.replace(record_in(S.IN_PROCESS), due_at=NOW + 4 * day, new_date=NOW + 8 * day)
    moved = structs.replace(late, due_at=NOW + 8 * day)

    assert (late.standing_new_date, late.promised_at) == (NOW + 8 * day, NOW + 8 * day)
    assert (moved.standing_new_date, moved.promised_at) == (None, NOW + 8 * day)
    assert structs.replace(late, due_at=None).promised_at == NOW + 8 * day
    assert record_in(S.RETURNED).promised_at is None


def test_who_was_told_of_a_delay_before_the_supplement_was_told_of_another_due_date() -> None:
    told = structs.replace(record_in(S.IN_PROCESS), told_at=NOW)

    assert told.delay_told_at == NOW
    assert structs.replace(told, supplement_taken_at=NOW + timedelta(seconds=1)).delay_told_at is None
    assert structs.replace(told, supplement_taken_at=NOW - timedelta(seconds=1)).delay_told_at == NOW


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("000.00.01.H36-250706-0001", CodeShape.TT_01_2018),
        ("000.00.01.H36-250706-12345", CodeShape.TT_01_2018),
        ("H36.001.01-260706-010001", CodeShape.TT_4_2025),
        ("H36.0A1.0B-260706-0112345", CodeShape.TT_4_2025),
        ("000.00.01.H36-250706-001", CodeShape.UNKNOWN),
        ("H36.001.01-260706-01001", CodeShape.UNKNOWN),
        ("000.00.01.36H-250706-0001", CodeShape.UNKNOWN),
        ("G22.99.10.000.H36-0001", CodeShape.UNKNOWN),
        ("000.00.01.H36-269999-0001", CodeShape.UNKNOWN),
        ("000.00.01.H36-260230-0001", CodeShape.UNKNOWN),
        ("000.00.01.H36-280229-0001", CodeShape.TT_01_2018),
        ("H36.001.01-261301-010001", CodeShape.UNKNOWN),
        ("52/2026", CodeShape.UNKNOWN),
    ],
)
def test_both_official_patterns_are_known_and_no_other(code: str, shape: CodeShape) -> None:
    assert shape_of(RecordCode(code)) is shape


def test_a_code_is_kept_in_capitals_without_spaces() -> None:
    assert as_written(" h36.001.01 - 260706-010001\n") == "H36.001.01-260706-010001"
