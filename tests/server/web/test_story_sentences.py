"""Every event that a ticket's story can hold has a sentence, in both languages."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from contract import events as e
from contract.ids import OfficerId, PriorityId
from contract.offline import TakenAt
from contract.words import (
    CallWay,
    ClockTrust,
    Language,
    NotPlacedBecause,
    Origin,
    SlipFate,
    TimesWrong,
    VoidReason,
)
from server.config.check import check
from server.config.known import shipped
from server.config.procedure_table import read_procedures
from server.domain.line import reason_for
from server.reports.story import BESIDE
from server.web.console.names import names_in
from server.web.manager import story_words as w
from server.web.manager.durations import span
from server.web.manager.story_sentences import SENTENCES, sentence
from server.web.say import Say
from tests.support.hub import MONDAY_8, SAMPLE
from tests.support.made_messages import messages
from tests.support.made_tickets import a_waiting_ticket

TOLD = [kind for kind in e.EVENTS if issubclass(kind, e.TicketEvent)] + [e.ActionUndone, *BESIDE]
CONFIG = check(SAMPLE, shipped(date(2026, 11, 23))).config
assert CONFIG is not None
PEOPLE = {OfficerId("lan"): "Nguyễn Thị Lan", OfficerId("minh"): "Trần Văn Minh"}


@cache
def words(language: Language = Language.VI, reader: str | None = None) -> w.StoryWords:
    assert CONFIG is not None
    names = names_in(CONFIG, read_procedures(), PEOPLE, Say(language))
    return w.StoryWords(names, CONFIG, date(2026, 11, 23), OfficerId(reader) if reader else None)


VI, EN = words(), words(Language.EN)
called = messages(e.TicketCalled)


def test_every_event_of_a_ticket_has_a_sentence() -> None:
    assert set(SENTENCES) == set(TOLD)


@pytest.mark.parametrize("kind", TOLD, ids=lambda kind: kind.kind())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_sentence_is_whole_and_differs_by_language(kind: type[e.Event], data: st.DataObject) -> None:
    event = data.draw(messages(kind))
    assert isinstance(event, e.Event)
    assume("None" not in msgspec.json.encode(event).decode())  # nobody has typed it
    vi, en = sentence(event, VI), sentence(event, EN)

    assert vi != en
    for text in (vi, en):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "None" not in text


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        (w.TIMES_WRONG, TimesWrong),
        (w.FATES, SlipFate),
        (w.VOIDS, VoidReason),
        (w.NOT_PLACED, NotPlacedBecause),
        (w.ORIGINS, Origin),
        (w.TRUSTS, ClockTrust),
    ],
)
def test_no_word_of_the_vocabularies_is_missing(known: dict[object, w.Both], kind: type[object]) -> None:
    assert set(known) == set(kind)  # type: ignore[call-overload] # an enum
    assert all(vi and en and vi != en for vi, en in known.values())


@given(called, st.integers(0, 500))
def test_the_lines_reason_is_given_in_the_readers_language(event: e.TicketCalled, behind: int) -> None:
    plain = a_waiting_ticket("one", place=1)
    elderly = msgspec.structs.replace(plain, rank=1, priority=PriorityId("cao-tuoi"))
    for ticket, english in ((plain, "came first"), (elderly, "priority (")):
        why = reason_for(ticket, behind + 1)
        now = msgspec.structs.replace(event, way=CallWay.NEXT, why=why)
        assert EN.why_called(now).startswith(english)
        assert EN.why_called(now).endswith(f"{behind} still waiting behind")
        assert f"còn {behind} người chờ" in VI.why_called(now)
        assert "cao-tuoi" not in VI.why_called(now)


@given(called)
def test_a_call_out_of_turn_gives_the_officers_own_words(event: e.TicketCalled) -> None:
    chosen = msgspec.structs.replace(event, way=CallWay.CHOSEN, why="Công dân quay lại")
    assert VI.why_called(chosen) == "ngoài thứ tự, lý do: “Công dân quay lại”"
    assert EN.why_called(chosen) == "out of turn, reason: “Công dân quay lại”"


@given(messages(e.TicketFinished))
def test_who_did_it_is_a_person_with_the_device_or_the_hub(event: e.Event) -> None:
    def who(officer: str | None, device: str | None, reader: str | None = None) -> str:
        did = msgspec.structs.replace(event, officer=officer, device=device)
        return words(reader=reader).who(did)

    assert who("lan", None) == "Nguyễn Thị Lan"
    assert who("lan", "panel-1").startswith("Nguyễn Thị Lan, ")
    assert who(None, "kiosk-1") == "Máy lấy số ở cửa"
    assert who(None, None) == "hệ thống"
    assert who("lan", None, reader="lan") == "Nguyễn Thị Lan"
    assert who("minh", None, reader="lan") == "cán bộ khác"
    assert who("gone", None) == "gone"


def test_when_a_slip_was_taken_is_said_as_far_as_the_kiosk_knows() -> None:
    sure = TakenAt(at=MONDAY_8, is_sure=True)
    unsure = TakenAt(
        at=MONDAY_8, is_sure=False, not_before=MONDAY_8, not_after=MONDAY_8.replace(hour=2, day=24)
    )
    assert VI.taken(sure) == "lấy số lúc 08:00:00"
    assert VI.taken(unsure) == (
        "không rõ lấy số lúc nào, trong khoảng 08:00:00 – 24/11/2026 09:00:00; tính từ 08:00:00"
    )
    assert EN.taken(unsure).startswith("taken between 08:00:00 and 24/11/2026 09:00:00, nobody knows when")


@pytest.mark.parametrize(
    ("us", "text"),
    [
        (None, "–"),
        (0, "0:00"),
        (999_999, "0:00"),
        (59_999_999, "0:59"),
        (425_000_000, "7:05"),
        (3_729_900_000, "1:02:09"),
    ],
)
def test_a_duration_is_cut_and_never_rounded_up(us: int | None, text: str) -> None:
    assert span(us) == text
