"""What was written down wrong at reception is put right, and no promise moves to a later day by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from contract import commands as c
from contract.events import RecordCorrected
from contract.ids import RecordId
from contract.record_words import Channel, CorrectedField, RecordState, ResultTo
from server.reports.record_history import history_of
from server.store.record_persons import Applicant, Paper, PaperKind, put_right
from tests.support.hub import ANH, BINH, MANAGER, SAMPLE, SmallHub, small_hub
from tests.support.records import GUARDIAN, act, correct, in_state, known, receive, undo, what_it_needs

ONLINE_1, POST_10 = (
    f'[[records.terms]]\nprocedure = "{GUARDIAN}"\namount = {amount}\nunit = "working-day"\n'
    f'channel = "{channel}"\n'
    for amount, channel in ((1, "online"), (10, "post"))
)
FIRST = "[[records.reasons]]"
SAME = put_right(Applicant(name="Lan"))


@pytest.fixture
def channels(tmp_path: Path) -> Iterator[SmallHub]:
    """One working day online, three at the counter, ten by post."""
    text = SAMPLE.replace(FIRST, f"{ONLINE_1}\n{POST_10}\n{FIRST}", 1)
    with small_hub(tmp_path, text=text) as hub:
        hub.open_day()
        yield hub
        assert hub.findings().wrong == []


def due(day: int) -> datetime:
    """The close of that day of November 2026."""
    return datetime(2026, 11, day, 9, 30, tzinfo=UTC)


def test_fee_and_way_of_the_result_are_put_right_in_the_register(hub: SmallHub) -> None:
    record = receive(hub, fee_vnd=5_000).record

    correct(hub, record, "fee", "result-to", fee_vnd=50_000, result_to="post")

    stands = known(hub, record)
    assert (stands.fee_vnd, stands.result_to, stands.state) == (50_000, ResultTo.POST, RecordState.RECEIVED)


def test_a_fee_that_was_never_taken_is_said_no_more(hub: SmallHub) -> None:
    record = receive(hub, fee_vnd=5_000).record

    correct(hub, record, "fee")

    assert known(hub, record).fee_vnd is None


def test_papers_are_counted_anew(hub: SmallHub) -> None:
    record = receive(hub, originals=3, shown=1).record
    papers = (Paper(name="Giấy khai sinh", kind=PaperKind.COPY, quantity=2),)

    correct(hub, record, "papers", copies=2, beside=put_right(None, papers))

    stands = known(hub, record)
    assert (stands.originals, stands.copies, stands.shown) == (0, 2, 0)


def test_a_fee_paid_when_the_result_is_fetched_is_written_down_with_it(hub: SmallHub) -> None:
    without, with_more = in_state(hub, RecordState.RESULT_READY), receive(hub, fee_vnd=5_000).record

    act(hub, c.ReturnRecord, without, fee_vnd=20_000)
    act(hub, c.ReturnRecord, with_more)

    assert (known(hub, without).fee_vnd, known(hub, with_more).fee_vnd) == (20_000, 5_000)
    undo(hub, without)
    assert known(hub, without).fee_vnd is None


def test_after_the_result_is_given_the_fee_alone_is_put_right(hub: SmallHub) -> None:
    record = receive(hub, is_returned_at_once=True).record

    correct(hub, record, "fee", fee_vnd=8_000)

    assert known(hub, record).fee_vnd == 8_000
    more = {**what_it_needs(hub, c.CorrectRecord, record), "corrects": ("fee", "result-to")}
    assert hub.refused(c.CorrectRecord, ANH, **more, fee_vnd=1, result_to="post") == "wrong-state"


def test_of_a_forgotten_applicant_nothing_is_put_right(hub: SmallHub) -> None:
    record = in_state(hub, RecordState.RETURNED)
    act(hub, c.ForgetApplicant, record, MANAGER)

    assert refused(hub, record, corrects=("fee",), fee_vnd=1) == "forgotten"


def test_a_colleagues_correction_is_not_written_over_unseen(hub: SmallHub) -> None:
    record = receive(hub).record
    seen_before = what_it_needs(hub, c.CorrectRecord, record)
    correct(hub, record, "fee", fee_vnd=1_000)

    assert hub.refused(c.CorrectRecord, BINH, **seen_before, corrects=("fee",), fee_vnd=2_000) == "stale"
    assert known(hub, record).fee_vnd == 1_000


@pytest.mark.parametrize(
    "fields",
    [
        {"corrects": ()},
        {"corrects": ("fee", "fee"), "fee_vnd": 1},
        {"corrects": ("result-to",)},
        {"corrects": ("channel",)},
        {"corrects": ("fee",), "result_to": "post"},
        {"corrects": ("fee",), "channel": "post"},
        {"corrects": ("result-to",), "result_to": "post", "fee_vnd": 1},
        {"corrects": ("fee",), "copies": 1},
        {"corrects": ("name",)},
        {"corrects": ("papers",), "copies": 1},
    ],
)
def test_a_field_without_its_value_or_a_value_without_its_field_is_refused(
    hub: SmallHub, fields: dict[str, Any]
) -> None:
    """By REST too: there nothing stands beside a command, so no name, papers or number are put right."""
    record = receive(hub).record

    assert refused(hub, record, **fields) == "nothing-to-correct"


def test_a_person_beside_a_correction_of_the_ledger_alone_is_refused(hub: SmallHub) -> None:
    record = receive(hub).record
    needed = what_it_needs(hub, c.CorrectRecord, record)
    command = hub.make(c.CorrectRecord, **needed, corrects=("fee",), fee_vnd=1)

    assert hub.writer.ask(command, ANH, SAME).result(10).code == "nothing-to-correct"


def refused(hub: SmallHub, record: RecordId, **fields: Any) -> str:
    return hub.refused(c.CorrectRecord, ANH, **what_it_needs(hub, c.CorrectRecord, record), **fields)


# --- the channel --------------------------------------------------------------------------------------


def test_the_right_channels_shorter_time_ends_the_wait_earlier(channels: SmallHub) -> None:
    record = receive(channels).record
    assert known(channels, record).due_at == due(27)

    stands = correct(channels, record, "channel", channel="online")

    right = known(channels, record)
    assert stands.due_at == right.due_at == due(25)
    assert (right.channel, right.term.amount if right.term else None) == (Channel.ONLINE, 1)


def test_its_longer_time_moves_no_promise(channels: SmallHub) -> None:
    record = receive(channels).record

    correct(channels, record, "channel", channel="post")

    right = known(channels, record)
    assert (right.channel, right.due_at) == (Channel.POST, due(27))
    assert right.term is not None
    assert right.term.amount == 10


@pytest.mark.parametrize("settled_by", ["a day by hand", "a supplement", "an apology", "a ready result"])
def test_what_was_settled_with_the_citizen_stays(channels: SmallHub, settled_by: str) -> None:
    named = {"due_day": date(2026, 11, 30)} if settled_by == "a day by hand" else {}
    record = receive(channels, **named).record
    if settled_by == "a supplement":
        act(channels, c.AskSupplement, record)
    elif settled_by == "an apology":
        act(channels, c.ReappointRecord, record, new_day=date(2026, 12, 2))
    elif settled_by == "a ready result":
        act(channels, c.FinishRecord, record)
    before = known(channels, record)

    correct(channels, record, "channel", channel="online")

    right = known(channels, record)
    assert (right.channel, right.due_at, right.term) == (Channel.ONLINE, before.due_at, before.term)


# --- taking it back -----------------------------------------------------------------------------------


def test_a_corrected_channel_is_taken_back_with_its_due_date(channels: SmallHub) -> None:
    record = receive(channels).record
    correct(channels, record, "channel", channel="online")

    undo(channels, record)

    assert (known(channels, record).channel, known(channels, record).due_at) == (Channel.DIRECT, due(27))


def test_what_was_erased_comes_back_by_no_undo_and_the_steps_before_can_still_be_taken_back(
    hub: SmallHub,
) -> None:
    record = receive(hub).record
    act(hub, c.TakeUpRecord, record)
    correct(hub, record, "name", "fee", fee_vnd=9_000, beside=SAME)

    assert undo(hub, record).state is RecordState.RECEIVED

    assert known(hub, record).fee_vnd == 9_000
    with hub.database.reading() as connection:
        steps = {type(step.event).__name__: step.is_undone for step in history_of(connection, record)}
    assert steps["RecordTakenUp"]
    assert not steps["RecordCorrected"]
    assert undo(hub, record).state is RecordState.VOID


# --- the event ----------------------------------------------------------------------------------------


def test_the_event_names_fields_and_holds_no_person(hub: SmallHub) -> None:
    record = receive(hub).record
    person = Applicant(name="Zyxwvut", phone="0987654321", subject="Qponml", identity_hash="ab" * 32)

    correct(hub, record, "name", "phone", "identity", "subject", beside=put_right(person))

    told = [item.event for commit in hub.commits for item in commit.recorded]
    event = next(event for event in told if isinstance(event, RecordCorrected))
    fields = CorrectedField
    assert event.corrects == (fields.NAME, fields.PHONE, fields.IDENTITY, fields.SUBJECT)
    for private in (b"Zyxwvut", b"0987654321", b"Qponml", b"abab"):
        assert private not in event.encode()
