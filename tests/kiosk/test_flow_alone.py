"""A kiosk whose hub is away: tiles while its lease gives numbers, else a sentence, never a guessed figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.hubtime import HubTime
from contract.words import Taking
from kiosk.center import Center, Closed, NotGiven
from kiosk.news import News
from kiosk.outcomes import BytesSent
from kiosk.views import ClosedNow, Home, NoteNumber, ServicePage, SlipReady, TakingNumber
from tests.kiosk.citizen import (
    CHUNG_THUC,
    HO_TICH,
    a_center,
    a_citizen,
    an_offline_slip,
    no_offline_slip,
)
from tests.kiosk.painted import painted

BOTH_GIVEN = {HO_TICH: None, CHUNG_THUC: None}


def alone(**lent: NotGiven | None) -> Center:
    """The hub is silent; this kiosk's lease says so of each service (`_` for `-`)."""
    return a_center(is_silent=True, lent={name.replace("_", "-"): part for name, part in lent.items()})


def waits_for_journals(center: Center) -> Center:
    """The hub is there, restored, and gives no numbers yet."""
    assert center.line is not None
    lines = tuple(
        type(line)(service=line.service, waiting=3, counters_open=1, taking=Taking.AWAITING_JOURNALS)
        for line in center.line.services
    )
    state = type(center.line)(
        epoch=center.line.epoch, revision=9, services=lines, taken_today=0, served_today=0
    )
    return replace(center, line=state)


def test_with_a_lease_the_tiles_stay_and_two_presses_ask_for_a_number() -> None:
    citizen = a_citizen(a_center(is_silent=True, lent=BOTH_GIVEN))

    assert citizen.sees() == Home()
    assert citizen.takes().wish.service == HO_TICH
    assert citizen.sees() == TakingNumber(HO_TICH)


def test_a_hub_that_falls_silent_leaves_the_tiles_where_there_is_a_lease() -> None:
    citizen = a_citizen()

    citizen.flow.center_changed(a_center(is_silent=True, lent=BOTH_GIVEN))
    assert citizen.sees() == Home()

    citizen.flow.center_changed(a_center(is_silent=True))
    assert citizen.sees() == ClosedNow(Closed.HUB_SILENT)


def test_a_service_its_lease_does_not_give_says_why() -> None:
    over = NotGiven(Closed.BEFORE_HOURS, "13:00")
    citizen = a_citizen(alone(ho_tich=None, chung_thuc=over))
    citizen.flow.numbers.choose_service(CHUNG_THUC)

    assert citizen.sees() == ClosedNow(Closed.BEFORE_HOURS, CHUNG_THUC)
    assert "13:00" in painted(citizen.flow)


@pytest.mark.parametrize("reason", [Closed.CAP_REACHED, Closed.NUMBERS_USED_UP, Closed.AFTER_LAST_TICKET])
def test_a_lease_that_gives_nothing_at_all_closes_the_kiosk_with_its_reason(reason: Closed) -> None:
    center = alone(ho_tich=NotGiven(reason), chung_thuc=NotGiven(reason))

    assert a_citizen(center).sees() == ClosedNow(reason)


def test_without_a_lease_the_closed_screen_names_the_desk() -> None:
    citizen = a_citizen(alone())

    assert citizen.sees() == ClosedNow(Closed.HUB_SILENT)
    assert "bàn hướng dẫn" in painted(citizen.flow)


def test_a_kiosk_that_has_never_heard_a_line_gives_from_its_lease() -> None:
    citizen = a_citizen(a_center(line=None, is_silent=True, has_day=False, lent=BOTH_GIVEN))

    assert citizen.sees() == Home()


def test_a_kiosk_that_has_only_just_started_waits_for_the_hub() -> None:
    center = a_center(is_silent=True, is_starting=True, lent=BOTH_GIVEN)

    assert a_citizen(center).sees() == ClosedNow(Closed.STARTING)


def test_while_a_restored_hub_waits_for_journals_the_lease_gives() -> None:
    center = waits_for_journals(a_center())

    assert a_citizen(replace(center, lent=BOTH_GIVEN)).sees() == Home()
    assert a_citizen(center).sees() == ClosedNow(Closed.AWAITING_JOURNALS)


# --- what stands on the glass ---


def test_the_tiles_say_once_that_nobody_can_say_who_waits_and_show_no_figure() -> None:
    citizen = a_citizen(a_center(is_silent=True, lent=BOTH_GIVEN))

    words = painted(citizen.flow)

    assert words.count("Chưa rõ số người chờ") == 1
    assert "người chờ." in words
    assert "3 người" not in words
    assert "12 người" not in words
    assert "Chưa có ai chờ" not in words


def test_a_services_page_shows_neither_people_nor_counters() -> None:
    citizen = a_citizen(a_center(is_silent=True, lent=BOTH_GIVEN))
    citizen.flow.stage.view = ServicePage(HO_TICH)

    words = painted(citizen.flow)

    assert "Vẫn lấy số được" in words
    assert "đang chờ" not in words
    assert "quầy" not in words


def test_an_offline_slip_says_nothing_of_people_ahead() -> None:
    citizen = a_citizen()
    citizen.flow.stage.view = SlipReady(an_offline_slip())

    words = painted(citizen.flow)

    assert "A999" in words
    assert "Trước ông/bà" not in words


def test_an_offline_number_without_paper_is_on_the_screen_as_any_other() -> None:
    citizen = a_citizen()
    citizen.flow.stage.view = NoteNumber(no_offline_slip())

    assert no_offline_slip().sent is BytesSent.NONE
    assert "A999" in painted(citizen.flow)


# --- when it counts as alone ---


class Listening:
    """News with a clock and a lease in hand."""

    def __init__(self) -> None:
        self.seconds = 100.0
        self.news = News(HubTime(lambda: self.seconds), lambda: self.seconds)
        self.news.lent = lambda: BOTH_GIVEN
        center = a_center()
        assert center.catalogue is not None
        self.news.catalogue_is(center.catalogue)


def test_fifteen_seconds_without_a_word_after_its_start_it_is_alone() -> None:
    listening = Listening()
    listening.seconds += 15
    assert listening.news.center().closed() is Closed.STARTING

    listening.seconds += 1
    assert listening.news.center().closed() is None
    assert listening.news.center().gives_by_itself
