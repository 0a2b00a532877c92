"""A record that was taken in turns out to repeat an earlier one: it is refused with that one's name."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from contract import commands as c
from contract.ids import RecordId
from contract.record_words import RecordState
from server.domain.record import Record
from server.store.decoding import decode
from tests.support.hub import ANH, SmallHub
from tests.support.records import COPIES, act, in_state, known, last_seen, receive, undo

S = RecordState


def refuse_as(earlier: RecordId, record: Record, **more: Any) -> dict[str, Any]:
    """What refusing a received record as a duplicate takes."""
    seen = c.SeenRecord(record=record.id, state=record.state)
    return {"seen": seen, "reason": "trung-ho-so", "duplicate_of": earlier, **more}


@pytest.mark.parametrize("state", [S.RECEIVED, S.IN_PROCESS, S.SUPPLEMENT_ASKED])
def test_a_duplicate_found_after_reception_is_refused_with_the_earlier_record(
    hub: SmallHub, state: RecordState
) -> None:
    earlier, record = receive(hub).record, in_state(hub, state)

    stands = hub.do(c.RefuseRecord, ANH, **refuse_as(earlier, known(hub, record)))

    stored = known(hub, record)
    assert (stands.state, stored.reason, stored.duplicate_of) == (S.REFUSED, "trung-ho-so", earlier)
    assert hub.findings().wrong == []


def test_taken_back_it_repeats_nothing_any_more(hub: SmallHub) -> None:
    earlier, record = receive(hub).record, receive(hub).record
    hub.do(c.RefuseRecord, ANH, **refuse_as(earlier, known(hub, record)))
    assert hub.refused(c.UndoRecord, ANH, **last_seen(hub, earlier)) == "named"

    undo(hub, record)

    assert (known(hub, record).state, known(hub, record).duplicate_of) == (S.RECEIVED, None)
    assert undo(hub, earlier).state is S.VOID


def test_a_received_record_repeats_no_void_one_none_of_another_procedure_and_none_unknown(
    hub: SmallHub,
) -> None:
    record = known(hub, receive(hub).record)
    void, other = in_state(hub, S.VOID), receive(hub, procedure=COPIES, due_day=date(2026, 12, 1)).record

    def refused(earlier: RecordId | None, reason: str = "trung-ho-so") -> str:
        return hub.refused(c.RefuseRecord, ANH, **refuse_as(earlier, record, reason=reason))  # type: ignore[arg-type] # none too

    assert refused(void) == "earlier-void"
    assert refused(other) == "other-procedure"
    assert refused(RecordId("no-such")) == refused(None) == "no-earlier-record"
    assert refused(receive(hub).record, "khong-du-dieu-kien") == "no-earlier-record"
    assert known(hub, record.id) == record


def test_no_record_repeats_itself_by_way_of_others_neither(hub: SmallHub) -> None:
    first, second, third = (receive(hub).record for _ in range(3))
    assert hub.refused(c.RefuseRecord, ANH, **refuse_as(first, known(hub, first))) == "repeats-itself"
    hub.do(c.RefuseRecord, ANH, **refuse_as(first, known(hub, second)))
    hub.do(c.RefuseRecord, ANH, **refuse_as(second, known(hub, third)))

    assert hub.refused(c.RefuseRecord, ANH, **refuse_as(third, known(hub, first))) == "repeats-itself"


def test_refusals_of_before_it_could_name_one_are_still_read(hub: SmallHub) -> None:
    act(hub, c.RefuseRecord, receive(hub).record)
    written = json.loads(hub.commits[-1].recorded[-1].payload)
    del written["duplicate_of"]

    event: Any = decode("record/refused", json.dumps(written).encode())

    assert (event.reason, event.duplicate_of) == ("khong-du-dieu-kien", None)
