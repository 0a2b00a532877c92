"""What the hall says of records, and that figures which may be old are never called today's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from contract.record_counts import RecordCounts
from display.board import HallBoard
from display.known import Known
from display.record_view import OLD_AFTER, RecordsView, records_view
from tests.display import sample_center as sample

SHOWING = Known(
    hub=sample.hub_state(),
    line=sample.line(),
    catalogue=sample.catalogue(),
    settings=sample.showing_records(),
    records=sample.records(),
)


def view(known: Known = SHOWING, after: timedelta = timedelta(), *, beats: bool = True) -> RecordsView:
    hub = sample.SteeredHub()
    hub.come_alive()
    hub.pass_time(after.total_seconds())
    if beats:
        hub.beat()
    seen = records_view(known, hub.watch)
    assert seen is not None
    return seen


def figures(seen: RecordsView, period: int = 0) -> dict[str, str]:
    return {row.label: row.figure for row in seen.periods[period].rows}


def test_a_display_shows_records_only_where_the_configuration_says_so() -> None:
    hub = sample.SteeredHub()
    settings = msgspec.structs.replace(sample.showing_records(), shows_records=False)

    assert records_view(msgspec.structs.replace(SHOWING, settings=settings), hub.watch) is None
    assert records_view(msgspec.structs.replace(SHOWING, settings=None), hub.watch) is None
    assert records_view(msgspec.structs.replace(SHOWING, records=None), hub.watch) is None


def test_every_figure_stands_with_what_it_is_a_part_of() -> None:
    assert figures(view()) == {
        "Đã tiếp nhận": "52",
        "Đã trả kết quả": "45/52",
        "trước hạn": "20/45",
        "đúng hạn": "22/45",
        "quá hạn": "1/45",
        "trả ngay, không hẹn": "2/45",
        "Không quá hạn / đã trả": "44/45 (97,8\u00a0%)",
        "Không quá hạn / đã nhận": "44/52 (84,6\u00a0%)",
        "Đang giải quyết": "5/52",
        "đã quá hạn": "1/5",
        "Từ chối": "2/52",
        "Hồ sơ trùng": "2/2",
    }


def test_today_this_week_and_this_month_take_turns_with_the_time_of_the_figures() -> None:
    seen = view()

    assert [period.title for period in seen.periods] == ["Hồ sơ hôm nay", "Hồ sơ tuần này", "Hồ sơ tháng này"]
    assert (seen.as_of.label, seen.as_of.figure) == ("Tính đến", "08:00")
    assert seen.summary == ("Hôm nay nhận 52 hồ sơ.", "Đã trả 45/52 hồ sơ.")
    assert figures(seen, 2)["Chờ bổ sung"] == "4/59"


def test_nothing_of_nothing_is_a_sentence_and_no_share() -> None:
    nobody = RecordCounts(first=sample.TODAY, last=sample.TODAY)
    seen = view(msgspec.structs.replace(SHOWING, records=sample.records(nobody)))

    assert figures(seen) == {"Chưa tiếp nhận hồ sơ nào": ""}
    assert seen.summary == ("Hôm nay chưa nhận hồ sơ nào.",)


def test_large_numbers_are_grouped() -> None:
    many = RecordCounts(first=sample.TODAY, last=sample.TODAY, early=35_485, in_process=1_015_046)
    seen = view(msgspec.structs.replace(SHOWING, records=sample.records(many)))

    assert figures(seen)["Đã trả kết quả"] == "35.485/1.050.531"


def test_a_share_is_rounded_as_on_the_web_and_all_only_where_it_is_all() -> None:
    counts = RecordCounts(first=sample.TODAY, last=sample.TODAY, early=3510, late=1, in_process=16_489)
    seen = view(msgspec.structs.replace(SHOWING, records=sample.records(counts)))

    assert figures(seen)["Không quá hạn / đã trả"] == "3.510/3.511 (99,9\u00a0%)"
    assert figures(seen)["Không quá hạn / đã nhận"] == "3.510/20.000 (17,6\u00a0%)"


def test_without_the_hub_figures_have_their_date_and_are_called_old() -> None:
    seen = view(after=timedelta(seconds=20), beats=False)

    assert seen.is_old
    assert [period.title for period in seen.periods] == [
        "Hồ sơ ngày 23/11",
        "Hồ sơ ngày 23/11",
        "Hồ sơ từ 1/11 đến 23/11",
    ]
    assert (seen.as_of.label, seen.as_of.figure) == ("Có thể đã cũ, lúc", "08:00 23/11")
    assert seen.summary == ()


def test_figures_the_hub_has_not_told_again_are_called_old() -> None:
    assert not view(after=OLD_AFTER).is_old
    assert view(after=OLD_AFTER + timedelta(seconds=1)).is_old


def test_yesterdays_figures_are_not_todays() -> None:
    hub = sample.SteeredHub()
    hub.at = datetime(2026, 11, 23, 17, 1, tzinfo=UTC)
    hub.come_alive()
    just_counted = sample.records(at=hub.at - timedelta(minutes=2))

    seen = records_view(msgspec.structs.replace(SHOWING, records=just_counted), hub.watch)

    assert seen is not None
    assert seen.periods[0].title == "Hồ sơ ngày 23/11"


def quiet_s(*calls: object, after_s: float, known: Known = SHOWING) -> float | None:
    hub = sample.SteeredHub()
    hub.come_alive()
    board = HallBoard(hub.watch, lambda: hub.now_s)
    known = msgspec.structs.replace(known, board=sample.board(*calls))  # type: ignore[arg-type]  # test's short form
    board.view(known)
    hub.pass_time(after_s)
    hub.beat()
    return board.view(known).quiet_s


def test_a_new_call_needs_the_screen_and_later_does_not() -> None:
    assert quiet_s(sample.call("c1"), after_s=29) is None
    assert quiet_s(sample.call("c1"), after_s=31) == 31


def test_a_call_needs_the_screen_as_long_as_nobody_has_come() -> None:
    assert quiet_s(sample.call("c1", is_awaited=True), after_s=3600) is None


def test_without_any_call_the_screen_is_free_at_once() -> None:
    assert quiet_s(after_s=5) == 5


def test_calls_of_a_day_that_is_closed_need_nothing() -> None:
    closed = msgspec.structs.replace(SHOWING, hub=sample.hub_state(day=None))

    assert quiet_s(sample.call("c1", is_awaited=True), after_s=5, known=closed) == 5
