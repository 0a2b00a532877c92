"""Figures of records: vectors by hand, and the same as a slow count of raw events, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from random import Random

import pytest

from contract import commands as c
from contract import events as e
from contract.ids import RecordId, new_document_id
from contract.paper_words import PagesErasedBecause, PagesFrom
from contract.record_words import ComparedBy, RecordState
from server.domain.record import MAY_BECOME
from server.domain.record_rules import RecordRules
from server.reports.figures import PERCENTILES
from server.reports.question import Grain
from server.reports.record_figures import RecordFigures, Share, figures_by, record_figures
from server.reports.record_history import history_of
from server.reports.record_question import Key, RecordDimension, RecordQuestion
from server.reports.record_report import RecordReport, record_report
from server.service.work import Work
from server.store import ledger, record_persons
from tests.server.reports import records_by_hand as by_hand
from tests.support.hub import ANH, BINH, CHI, SmallHub, small_hub
from tests.support.records import (
    COPIES,
    GUARDIAN,
    act,
    known,
    last_seen,
    receive,
    received_long_ago,
    undo,
    what_it_needs,
)

DAY_S = 24 * 3600
HOUR_S = 3600
MONDAY = date(2026, 11, 23)
"""08:00; Tuesday the 24th is a holiday."""


@pytest.fixture(params=["sqlite", "postgres"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallHub]:
    url = None if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        yield hub


def report(
    hub: SmallHub,
    by: RecordDimension | Grain | None = None,
    first: date = date(2026, 1, 1),
    rules: RecordRules | None = None,
    **only: str,
) -> RecordReport:
    narrowed = {RecordDimension(name): value for name, value in only.items()}
    question = RecordQuestion(first, date(2026, 12, 31), by, narrowed)
    with hub.database.reading() as connection:
        return record_report(connection, question, hub.now(), rules or hub.rules.records)


def counts_of(figures: RecordFigures) -> Counter[str]:
    names = (
        "received", "early", "on_time", "late", "at_once", "ready", "in_process", "overdue", "supplement",
        "withdrawn", "stopped", "void", "at_reception", "duplicates", "ready_late", "same_visit",
        "supplemented", "reappointed", "back_dated", "steps_back_dated", "by_hand",
    )  # fmt: skip
    counts = Counter({name: getattr(figures, name) for name in names})
    return +(counts + Counter({f"refused:{reason}": count for reason, count in figures.refused.items()}))


# --- by hand ------------------------------------------------------------------------------------------


def test_the_newspapers_percentage_is_26_of_27(hub: SmallHub) -> None:
    for _ in range(26):
        receive(hub, procedure=COPIES, is_returned_at_once=True)
    late = receive(hub, received_at=datetime(2026, 11, 10, 2, tzinfo=UTC)).record
    act(hub, c.FinishRecord, late)
    act(hub, c.ReturnRecord, late)
    for _ in range(3):
        receive(hub)

    total = report(hub).total

    assert total.in_time_of_returned == Share(26, 27)
    assert total.in_time_of_returned.tenths == 963
    assert total.in_time_of_received == Share(26, 30)
    assert total.in_time_of_dated == Share(0, 1)


@pytest.mark.parametrize(
    ("part", "whole", "tenths"),
    [(0, 5, 0), (5, 5, 1000), (1999, 2000, 999), (1, 3000, 1), (45, 52, 865), (26, 27, 963), (0, 0, None)],
)
def test_a_share_is_all_only_where_it_is_all(part: int, whole: int, tenths: int | None) -> None:
    assert Share(part, whole).tenths == tenths


def test_processing_time_counts_working_days_and_leaves_the_stopped_clock_out(hub: SmallHub) -> None:
    plain, stopped = receive(hub).record, receive(hub).record
    hub.clock.pass_time(2 * DAY_S)  # Wednesday 08:00
    act(hub, c.AskSupplement, stopped)
    hub.clock.pass_time(DAY_S + HOUR_S)  # Thursday 09:00
    act(hub, c.TakeSupplement, stopped)
    hub.clock.pass_time(DAY_S)  # Friday 09:00
    for record in (plain, stopped):
        act(hub, c.FinishRecord, record)

    times = report(hub).times

    assert (times.worked.percentiles[50], times.worked.longest) == (2, 3)  # not the 24th
    assert (times.elapsed.percentiles[50], times.elapsed.longest) == (3 * DAY_S, 4 * DAY_S + HOUR_S)
    assert times.elapsed.is_few


def test_by_the_hour_it_counts_opening_hours_alone(hub: SmallHub) -> None:
    record = receive(hub).record  # 08:00; open 07:30-11:30, 13:30-16:30
    hub.clock.pass_time(2 * DAY_S + 6 * HOUR_S)  # Wednesday 14:00
    act(hub, c.FinishRecord, record)
    rules = RecordRules(working=hub.rules.records.working, compared_by=ComparedBy.HOUR)
    spans = [(span.opens, span.closes) for span in hub.rules.records.working.hours.week[MONDAY.weekday()]]

    times = report(hub, rules=rules).times

    assert times.worked.longest == by_opening_hours(spans)


def by_opening_hours(spans: list[tuple[object, object]]) -> int:
    """Monday from 08:00, Wednesday up to 14:00, second by second of both days."""
    seconds = range(DAY_S)
    is_open = [
        any(_second(opens) <= second < _second(closes) for opens, closes in spans) for second in seconds
    ]
    return sum(is_open[8 * HOUR_S :]) + sum(is_open[: 14 * HOUR_S])


def _second(at: object) -> int:
    return at.hour * HOUR_S + at.minute * 60  # type: ignore[attr-defined] # a time of day


def test_what_has_no_result_is_cut_off_and_not_dropped(hub: SmallHub) -> None:
    done, waiting, withdrawn, running = (receive(hub).record for _ in range(4))
    hub.do(c.RefuseReception, ANH, procedure=GUARDIAN, reason="khong-hop-le")
    hub.clock.pass_time(HOUR_S)
    act(hub, c.AskSupplement, waiting)
    hub.clock.pass_time(HOUR_S)
    act(hub, c.WithdrawRecord, withdrawn)
    hub.clock.pass_time(HOUR_S)
    act(hub, c.FinishRecord, done)
    hub.clock.pass_time(HOUR_S)
    assert known(hub, running).state is RecordState.RECEIVED

    times = report(hub).times

    assert (times.elapsed.n, times.open, times.without_result) == (1, 2, 1)
    assert times.elapsed.percentiles[50] == 3 * HOUR_S
    assert times.elapsed.estimated == {50: 3 * HOUR_S, 80: None, 90: None, 95: None}  # 1 of 2 still at risk


def test_into_a_year_nobody_confirmed_nothing_is_counted(hub: SmallHub) -> None:
    record = received_long_ago(hub, datetime(2019, 3, 4, 2, tzinfo=UTC))
    act(hub, c.FinishRecord, record)

    times = report(hub, first=date(2019, 1, 1)).times

    assert (times.elapsed.n, times.worked.n, times.uncounted) == (1, 0, 1)


def test_a_reception_taken_back_is_in_no_figure_and_no_time(hub: SmallHub) -> None:
    done, mistaken = receive(hub).record, receive(hub).record
    undo(hub, mistaken)
    hub.clock.pass_time(HOUR_S)
    act(hub, c.FinishRecord, done)

    found = report(hub, RecordDimension.OFFICER)

    assert (found.total.received, found.total.ready, found.total.void) == (1, 1, 1)
    assert found.total.in_time_of_received == Share(0, 1)
    assert (found.times.elapsed.n, found.times.elapsed.censored) == (1, 0)
    assert (found.times.open, found.times.without_result, found.times.uncounted) == (0, 0, 0)


def test_scanned_papers_do_not_stand_between_an_officer_and_a_wrong_press(hub: SmallHub) -> None:
    record = receive(hub).record
    act(hub, c.FinishRecord, record)
    pages = {"document": new_document_id(), "paper": "to-khai", "pages": 1, "origin": PagesFrom.UPLOAD}
    hub.writer.run(partial(write_down, kind=e.RecordPapersReceived, record=record, **pages)).result(10)

    assert undo(hub, record).state is RecordState.RECEIVED
    with hub.database.reading() as connection:
        told = [(step.event.kind(), step.is_undone) for step in history_of(connection, record)]
    assert told == [
        ("record/received", False),
        ("record/result-ready", True),
        ("record-papers/received", False),
        ("record/undone", False),
    ]
    assert hub.findings().wrong == []


def test_nothing_at_all_is_an_answer_too(hub: SmallHub) -> None:
    found = report(hub, RecordDimension.OFFICER)

    assert (found.total.received, dict(found.groups), found.times.elapsed.n) == (0, {}, 0)
    assert found.times.elapsed.longest is None


# --- as raw events say --------------------------------------------------------------------------------

CHANNELS = ("direct", "online", "post")
_MOVES = {
    RecordState.IN_PROCESS: (c.TakeUpRecord, c.TakeSupplement),
    RecordState.SUPPLEMENT_ASKED: (c.AskSupplement,),
    RecordState.RESULT_READY: (c.FinishRecord,),
    RecordState.RETURNED: (c.ReturnRecord,),
    RecordState.REFUSED: (c.RefuseRecord,),
    RecordState.WITHDRAWN: (c.WithdrawRecord,),
    RecordState.STOPPED: (c.StopRecord,),
}


def live(hub: SmallHub, chance: Random, records: int) -> None:
    """Some weeks of records, some presses taken back; whatever the rules refuse just does not happen."""
    open_ones: list[RecordId] = []
    for _ in range(records):
        hub.clock.pass_time(chance.choice((1, 600, HOUR_S, 5 * HOUR_S, DAY_S)))
        entered = enter(hub, chance)
        if entered is not None:
            open_ones.append(entered)
            beside(hub, chance, entered)
            if chance.random() < 0.15:
                take_back(hub, entered)
        for record in chance.sample(open_ones, min(2, len(open_ones))):
            move(hub, chance, record, open_ones)
            if chance.random() < 0.2:
                put_right(hub, chance, record)
            if chance.random() < 0.25:
                take_back(hub, record)


def beside(hub: SmallHub, chance: Random, record: RecordId) -> None:
    """What changes no figure: seen, given out, told of a delay, papers scanned, opened and erased."""
    document, pages = new_document_id(), {"pages": 2}
    scanned = {"document": document, **pages, "paper": "to-khai", "origin": PagesFrom.UPLOAD}
    erased = {"document": document, **pages, "because": PagesErasedBecause.ON_REQUEST}
    told = (
        (e.RecordOpened, {}), (e.RecordExported, {}), (e.RecordPapersReceived, scanned),
        (e.RecordPapersOpened, {"document": document}), (e.RecordPapersErased, erased),
    )  # fmt: skip
    for kind, fields in told:
        if chance.random() < 0.2:
            hub.writer.run(partial(write_down, kind=kind, record=record, **fields)).result(10)
    if chance.random() < 0.2:
        seen = c.SeenRecord(record=record, state=known(hub, record).state)
        hub.ask(hub.make(c.TellDelay, seen=seen), ANH)


def put_right(hub: SmallHub, chance: Random, record: RecordId) -> None:
    """The channel, and with it at times the applicant's name, whose old value is erased."""
    fields: dict[str, object] = {"corrects": ("channel",), "channel": chance.choice(CHANNELS)}
    kept = None
    if chance.random() < 0.5:
        fields["corrects"] = ("channel", "name")
        kept = record_persons.put_right(record_persons.Applicant(name="Lan"))
    command = hub.make(c.CorrectRecord, **what_it_needs(hub, c.CorrectRecord, record), **fields)
    hub.writer.ask(command, ANH, kept).result(10)


def write_down(work: Work, _connection: object, kind: type[e.Event], **fields: object) -> None:
    work.record(kind, **fields)


def take_back(hub: SmallHub, record: RecordId) -> None:
    """By who did it, while nothing else has happened."""
    seen = known(hub, record)
    if seen.last is not None:
        by = next(who for who in (ANH, BINH, CHI) if who.officer == seen.last.officer)
        hub.ask(hub.make(c.UndoRecord, **last_seen(hub, record)), by)


def enter(hub: SmallHub, chance: Random) -> RecordId | None:
    fields: dict[str, object] = {
        "procedure": GUARDIAN,
        "channel": chance.choice(CHANNELS),
    }
    if chance.random() < 0.2:
        fields["received_at"] = datetime(2026, 11, chance.randint(1, 22), chance.randint(0, 23), tzinfo=UTC)
    who = chance.choice((ANH, BINH, CHI))
    if chance.random() < 0.15:
        hub.ask(hub.make(c.RefuseReception, **fields, reason="khong-hop-le"), who)
        return None
    if chance.random() < 0.3:
        fields |= {"procedure": COPIES, "is_returned_at_once": True}
    answer = hub.ask(hub.make(c.ReceiveRecord, **fields), who)
    return getattr(answer.result, "record", None)


def move(hub: SmallHub, chance: Random, record: RecordId, others: list[RecordId]) -> None:
    before = known(hub, record)
    state = before.state
    following = sorted(MAY_BECOME[state])
    if not following:
        return
    kind = chance.choice(_MOVES[chance.choice(following)])
    fields: dict[str, object] = {"seen": c.SeenRecord(record=record, state=state)}
    reasons = {
        c.AskSupplement: "thieu-giay-to", c.RefuseRecord: "khong-du-dieu-kien",
        c.WithdrawRecord: "cong-dan-de-nghi", c.StopRecord: "qua-han-bo-sung",
    }  # fmt: skip
    if kind in reasons:
        fields["reason"] = reasons[kind]  # type: ignore[index] # one of them
    if kind is c.RefuseRecord and chance.random() < 0.5:
        fields |= {"reason": "trung-ho-so", "duplicate_of": chance.choice(others)}
    if chance.random() < 0.35 and kind is not c.ReappointRecord:
        fields["happened_at"] = before.moved_at + chance.random() * (hub.now() - before.moved_at)
    hub.ask(hub.make(kind, **fields), ANH)


@pytest.mark.parametrize("seed", [5, 9, 10])
@pytest.mark.parametrize("by", [ComparedBy.DAY, ComparedBy.HOUR])
def test_every_figure_is_what_a_slow_count_of_raw_events_says(
    hub: SmallHub, seed: int, by: ComparedBy
) -> None:
    live(hub, Random(seed), 70)
    with hub.database.reading() as connection:
        records = by_hand.told(one.event for one in ledger.events_after(connection, 0))
    rules = RecordRules(working=hub.rules.records.working, compared_by=by)
    now, is_by_hour = hub.now(), by is ComparedBy.HOUR

    whole = report(hub, rules=rules)

    assert counts_of(whole.total) == by_hand.counted(records, now, by_hour=is_by_hour)
    assert whole.total.received + whole.total.void == len(records) > 40
    assert whole.total.void > 1
    assert whole.total.steps_back_dated > 2
    assert whole.total.duplicates > 1
    for dimension in RecordDimension:
        split = report(hub, dimension, rules=rules)
        slow = by_hand.grouped(records, dimension.value)
        assert split.groups.keys() == slow.keys()
        for key, group in slow.items():
            assert counts_of(split.groups[key]) == by_hand.counted(group, now, by_hour=is_by_hour)
        assert counts_of(split.total) == counts_of(whole.total)


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_every_time_is_what_a_slow_count_of_raw_events_says(hub: SmallHub, seed: int) -> None:
    live(hub, Random(seed), 70)
    with hub.database.reading() as connection:
        records = by_hand.told(one.event for one in ledger.events_after(connection, 0))
    calendar, now = hub.rules.records.working.hours.calendar, hub.now()
    elapsed = [one for record in records if (one := by_hand.elapsed_s(record, now)) is not None]
    taken_in = [record for record in records if record.state not in by_hand.NEVER_TAKEN_IN]
    days = [
        (by_hand.worked_days(record, now, calendar) or 0, record.ready is not None) for record in taken_in
    ]

    times = report(hub, RecordDimension.CHANNEL).times

    for measured, spent in ((times.elapsed, elapsed), (times.worked, days)):
        done = [value for value, is_done in spent if is_done]
        assert (measured.n, measured.longest) == (len(done), max(done))
        assert measured.censored == len(spent) - len(done) > 0
        for percent in PERCENTILES:
            assert measured.percentiles[percent] == by_hand.nearest_rank(done, percent)
            assert measured.estimated[percent] == by_hand.kaplan_meier(spent, percent)


def test_stretches_of_time_and_narrowing_are_parts_of_the_whole(hub: SmallHub) -> None:
    live(hub, Random(9), 60)
    with hub.database.reading() as connection:
        records = by_hand.told(one.event for one in ledger.events_after(connection, 0))

    by_month = report(hub, Grain.MONTH)
    by_day = report(hub, Grain.DAY)
    alone = report(hub, channel="online", officer="anh")

    def entered(groups: Mapping[Key, RecordFigures]) -> dict[Key, int]:
        return {key: group.received + group.void for key, group in groups.items()}

    assert entered(by_month.groups) == Counter(one.day.replace(day=1).toordinal() for one in records)
    assert entered(by_day.groups) == Counter(one.day.toordinal() for one in records)
    assert alone.total.received == sum(
        one.channel == "online" and one.officer == "anh" and one.state != "void" for one in records
    )


def test_the_public_page_and_the_report_count_the_same(hub: SmallHub) -> None:
    live(hub, Random(11), 60)
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    question = RecordQuestion(first, last, RecordDimension.PROCEDURE)
    with hub.database.reading() as connection:
        public = record_figures(connection, first, last, hub.now(), ComparedBy.DAY)
        split = figures_by(connection, question, hub.now(), ComparedBy.DAY)
        whole = record_report(connection, question, hub.now(), hub.rules.records)

    assert (
        counts_of(public)
        == counts_of(whole.total)
        == sum((counts_of(one) for one in split.values()), Counter())
    )
