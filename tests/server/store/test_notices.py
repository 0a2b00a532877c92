"""Notices on either database: a hall that begins with a later day still knows them, and all is sound."""

from __future__ import annotations

from datetime import date

from contract import commands as c
from contract.ids import new_notice_id
from contract.notices import Notice, NoticePlace
from server.store.ledger import start_of_latest_day
from server.store.verify import verify
from tests.support.hub import MANAGER, SmallHub

A_DAY_S = 24 * 3600


def test_a_later_day_knows_the_notices_of_earlier_ones(hub: SmallHub) -> None:
    notice = new_notice_id()
    content = Notice(
        title_vi="Nghỉ lễ",
        text_vi="Trung tâm nghỉ.\nHẹn gặp lại.",
        first=date(2026, 11, 23),
        last=date(2026, 11, 30),
        places=(NoticePlace.HALL,),
    )
    hub.do(c.PublishNotice, MANAGER, notice=notice, content=content)
    hub.close_day()
    hub.clock.pass_time(2 * A_DAY_S)
    hub.open_day()
    hub.do(c.WithdrawNotice, MANAGER, notice=notice)
    hub.restart()

    with hub.writer.reading() as hall:
        known = hall.notices[notice]
        assert (known.content, known.is_withdrawn, known.changed_by) == (content, True, "man")
    with hub.database.reading() as connection:
        assert verify(connection).wrong == []
        assert verify(connection, start_of_latest_day(connection)).wrong == []
