"""Notices travel as retained state: at once, to who comes later too, and away when their day is over."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from contract import commands as c
from contract.clock import local_time
from contract.ids import new_notice_id
from contract.states import NoticesState
from tests.server.hub.live_hub import MANAGER, LiveHub
from tests.support.mosquitto import CENTER, RunningBroker
from tests.support.notices import HOLIDAY, LONGEST_TEXT, LONGEST_TITLE, notice
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until

TOPIC = NoticesState.TOPIC.fill({"center": CENTER})


def titles(broker: RunningBroker) -> list[str] | None:
    """What a display that boots now is given; None: nothing."""
    with RawMqtt(broker.address, broker.observer) as ear:
        ear.subscribe(TOPIC)
        wait_until(lambda: bool(ear.arrived), what="the retained state")
        state = msgspec.json.decode(ear.arrived[0].payload, type=NoticesState)
    return [card.content.title_vi for card in state.notices]


def test_a_notice_is_told_at_once_and_kept_for_who_comes_later(hub: LiveHub, broker: RunningBroker) -> None:
    today = local_time(hub.now()).date()
    holiday = notice(HOLIDAY, first=today, last=today)
    longest = notice(LONGEST_TITLE, text_vi=LONGEST_TEXT, first=today, last=today + timedelta(1))
    first = new_notice_id()
    hub.do(c.PublishNotice, MANAGER, notice=first, content=holiday)
    hub.do(c.PublishNotice, MANAGER, notice=new_notice_id(), content=longest)
    wait_until(lambda: titles(broker) == [LONGEST_TITLE, HOLIDAY], what="both are told")

    hub.do(c.WithdrawNotice, MANAGER, notice=first)
    wait_until(lambda: titles(broker) == [LONGEST_TITLE], what="the withdrawn one is gone")
    hub.restart()
    wait_until(lambda: titles(broker) == [LONGEST_TITLE], what="the other one is told again")


def test_a_day_that_is_over_takes_its_notices_along_without_an_event(
    hub: LiveHub, broker: RunningBroker
) -> None:
    today = local_time(hub.now()).date()
    for title, days in ((HOLIDAY, 0), ("Ngày mai vẫn còn", 1)):
        content = notice(title, first=today, last=today + timedelta(days))
        hub.do(c.PublishNotice, MANAGER, notice=new_notice_id(), content=content)
    wait_until(lambda: titles(broker) == ["Ngày mai vẫn còn", HOLIDAY], what="both are told")

    hub.clock.pass_time(24 * 3600)

    wait_until(lambda: titles(broker) == ["Ngày mai vẫn còn"], 20, "the one of yesterday is gone")
