"""A record's transition table, and the official codes it may carry."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

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
        ("52/2026", CodeShape.UNKNOWN),
    ],
)
def test_both_official_patterns_are_known_and_no_other(code: str, shape: CodeShape) -> None:
    assert shape_of(RecordCode(code)) is shape


def test_a_code_is_kept_in_capitals_without_spaces() -> None:
    assert as_written(" h36.001.01 - 260706-010001\n") == "H36.001.01-260706-010001"
