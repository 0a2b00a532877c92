"""Notices: written by managers, in force on their days, in an order, and known after any restart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contract import commands as c
from contract.ids import NoticeId, new_notice_id
from contract.notices import Notice, NoticePlace
from server.service.notices import MOST_AT_ONCE
from server.service.states import notices_state
from tests.support.hub import ANH, GUIDE, KIOSK, MANAGER, SmallHub

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
A_DAY_S = 24 * 3600


def content(title: str = "Nghỉ lễ", **fields: Any) -> Notice:
    written = {"text_vi": "", "first": MONDAY, "last": WEDNESDAY, "places": tuple(NoticePlace), **fields}
    return Notice(title_vi=title, **written)


def publish(hub: SmallHub, title: str = "Nghỉ lễ", **fields: Any) -> NoticeId:
    notice = new_notice_id()
    hub.do(c.PublishNotice, MANAGER, notice=notice, content=content(title, **fields))
    return notice


def shown(hub: SmallHub) -> list[str]:
    with hub.writer.reading() as hall:
        state = notices_state(hall, hub.writer.now())
    return [card.content.title_vi for card in state.notices]


def seq_of(hub: SmallHub, notice: NoticeId) -> int:
    with hub.writer.reading() as hall:
        return hall.notices[notice].last_seq


def test_it_is_shown_on_its_days_by_the_halls_clock(hub: SmallHub) -> None:
    publish(hub, "Hôm nay", last=MONDAY)
    publish(hub, "Từ ngày mai", first=TUESDAY, last=TUESDAY)

    assert shown(hub) == ["Hôm nay"]
    hub.clock.pass_time(16 * 3600 - 1)  # 23:59:59 in Vietnam
    assert shown(hub) == ["Hôm nay"]
    hub.clock.pass_time(1)
    assert shown(hub) == ["Từ ngày mai"]
    hub.clock.pass_time(A_DAY_S)
    assert shown(hub) == []


def test_the_newest_comes_first_and_pinned_ones_before_all(hub: SmallHub) -> None:
    publish(hub, "Cũ, ghim", is_pinned=True)
    publish(hub, "Cũ")
    publish(hub, "Mới")

    assert shown(hub) == ["Cũ, ghim", "Mới", "Cũ"]


def test_a_manager_puts_them_in_order(hub: SmallHub) -> None:
    first, second, third = (publish(hub, title) for title in ("Một", "Hai", "Ba"))
    hub.do(c.OrderNotices, MANAGER, notices=(first, second))

    assert shown(hub) == ["Một", "Hai", "Ba"]
    seq = hub.seq
    hub.do(c.OrderNotices, MANAGER, notices=(first, second, third))
    assert hub.seq == seq


def test_an_edit_keeps_the_place_and_shows_at_once(hub: SmallHub) -> None:
    first = publish(hub, "Một")
    publish(hub, "Hai")
    hub.do(c.EditNotice, MANAGER, notice=first, content=content("Một, sửa"), seen=seq_of(hub, first))

    assert shown(hub) == ["Hai", "Một, sửa"]


def test_two_managers_do_not_overwrite_each_other(hub: SmallHub) -> None:
    notice = publish(hub)
    seen = seq_of(hub, notice)
    hub.do(c.EditNotice, MANAGER, notice=notice, content=content("Của tôi"), seen=seen)

    code = hub.refused(c.EditNotice, MANAGER, notice=notice, content=content("Của bạn"), seen=seen)
    assert (code, shown(hub)) == ("notice-changed", ["Của tôi"])


def test_a_withdrawn_one_is_gone_and_comes_back_by_an_edit(hub: SmallHub) -> None:
    notice = publish(hub)
    for _ in range(2):
        hub.do(c.WithdrawNotice, MANAGER, notice=notice)
    assert shown(hub) == []

    hub.do(c.EditNotice, MANAGER, notice=notice, content=content("Lại"), seen=seq_of(hub, notice))
    assert shown(hub) == ["Lại"]


def test_they_outlive_the_day_and_the_process(hub: SmallHub) -> None:
    first = publish(hub, "Một")
    second = publish(hub, "Hai")
    gone = publish(hub, "Ba")
    hub.do(c.OrderNotices, MANAGER, notices=(first,))
    hub.do(c.WithdrawNotice, MANAGER, notice=gone)
    hub.close_day()
    hub.clock.pass_time(2 * A_DAY_S)
    hub.open_day()
    hub.restart()

    assert shown(hub) == ["Một", "Hai"]
    with hub.writer.reading() as hall:
        assert list(hall.notices) == [first, gone, second]


def test_they_are_written_while_no_day_is_open(closed_hub: SmallHub) -> None:
    publish(closed_hub, "Trước giờ mở cửa")
    closed_hub.restart()
    closed_hub.open_day()

    assert shown(closed_hub) == ["Trước giờ mở cửa"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "  "}, "no-title"),
        ({"places": ()}, "no-place"),
        ({"first": WEDNESDAY, "last": TUESDAY}, "days-backwards"),
        ({"first": date(2026, 11, 2), "last": date(2026, 11, 20)}, "days-over"),
        ({"title": "Hai\ndòng"}, "strange-characters"),
        ({"text_vi": "đảo \u202e chiều"}, "strange-characters"),
        ({"text_vi": "chuông \x07"}, "strange-characters"),
        ({"text_vi": "ca\u0302u"}, "strange-characters"),
    ],
)
def test_what_cannot_be_shown_is_refused(hub: SmallHub, fields: dict[str, Any], code: str) -> None:
    assert hub.refused(c.PublishNotice, MANAGER, notice=new_notice_id(), content=content(**fields)) == code


def test_more_than_people_read_are_refused(hub: SmallHub) -> None:
    notices = [publish(hub, f"Số {at}") for at in range(MOST_AT_ONCE)]
    assert hub.refused(c.PublishNotice, MANAGER, notice=new_notice_id(), content=content()) == (
        "too-many-notices"
    )

    hub.do(c.WithdrawNotice, MANAGER, notice=notices[0])
    publish(hub, "Có chỗ")


def test_an_unknown_one_and_one_that_is_there_already_are_refused(hub: SmallHub) -> None:
    notice = publish(hub)

    assert hub.refused(c.PublishNotice, MANAGER, notice=notice, content=content()) == "notice-twice"
    assert hub.refused(c.WithdrawNotice, MANAGER, notice=new_notice_id()) == "unknown-notice"


def test_nobody_but_a_manager_writes_them(hub: SmallHub) -> None:
    for asker in (ANH, GUIDE, KIOSK):
        notice = new_notice_id()
        assert hub.refused(c.PublishNotice, asker, notice=notice, content=content()) == "not-allowed"
