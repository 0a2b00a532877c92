"""What a ticket's holder reads, state by state."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from contract.ids import TicketNumber
from contract.words import Language, TicketState
from server.web.public.ticket_words import Named, TicketPage, Tone, ticket_page


def _page(state: TicketState, language: Language = Language.VI, **changes: Any) -> TicketPage:
    fields: dict[str, Any] = {
        "number": TicketNumber("A012"),
        "state": state,
        "service": "Hộ tịch",
        "counter": "Quầy 3",
        "people_ahead": None,
        "day": date(2026, 11, 23),
        "is_today": True,
        "call_id": None,
        "clock": "08:12",
        **changes,
    }
    return ticket_page(Named(**fields), language)


@pytest.mark.parametrize("state", list(TicketState))
@pytest.mark.parametrize("language", list(Language))
def test_every_state_has_a_sentence_without_gaps(state: TicketState, language: Language) -> None:
    page = _page(state, language, counter="")

    assert page.headline
    assert "{" not in page.headline + page.detail
    assert unicodedata.is_normalized("NFC", page.headline + page.detail)


@pytest.mark.parametrize(
    ("ahead", "vi", "en"),
    [
        (0, "Ông/bà là người tiếp theo", "You are next"),
        (1, "Còn 1 người trước ông/bà", "1 person ahead of you"),
        (7, "Còn 7 người trước ông/bà", "7 people ahead of you"),
        (None, "Ông/bà đang chờ", "You are in line"),
    ],
)
def test_who_waits_reads_how_many_are_ahead(ahead: int | None, vi: str, en: str) -> None:
    assert _page(TicketState.WAITING, people_ahead=ahead).headline == vi
    assert _page(TicketState.WAITING, Language.EN, people_ahead=ahead).headline == en


def test_who_is_called_reads_the_counter_unbroken() -> None:
    page = _page(TicketState.CALLED)

    assert page.headline == "Mời ông/bà đến Quầy\N{NO-BREAK SPACE}3"
    assert page.tone is Tone.CALL


def test_a_slip_of_an_earlier_day_says_so_and_asks_no_more() -> None:
    page = _page(TicketState.NO_SHOW, is_today=False)

    assert page.day == "Phiếu của ngày 23/11/2026"
    assert page.is_ended


@pytest.mark.parametrize("state", [TicketState.SERVED, TicketState.CANCELLED, TicketState.UNSERVED])
def test_an_ended_ticket_asks_no_more(state: TicketState) -> None:
    assert _page(state).is_ended
    assert not _page(TicketState.NO_SHOW).is_ended
