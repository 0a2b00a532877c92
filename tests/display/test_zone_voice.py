"""The voice follows what its display is told, and does not lose its place when the hub begins anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.ids import CallId, CenterId, CounterId, DeviceId, Epoch, TicketNumber, ZoneId
from contract.states import BoardState, DeviceSettingsState, HubState, RecentCall
from contract.words import CallWay, ClockTrust, DeviceKind
from display.announcement_journal import AnnouncementJournal
from display.hub_watch import HubWatch
from display.known import Known
from display.settings import DisplaySettings, SpeakerKind, SpeakerPart
from display.zone_voice import ZoneVoice

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HALL = ZoneId("hall")


def told(epoch: str, *, announces: bool = True) -> DeviceSettingsState:
    return DeviceSettingsState(
        epoch=Epoch(epoch), revision=1, device=DeviceId("hall-1"), kind=DeviceKind.HALL_DISPLAY,
        zone=HALL, announces=announces,
    )  # fmt: skip


def board(epoch: str) -> BoardState:
    call = RecentCall(
        call_id=CallId("c-1"), number=TicketNumber("A001"), counter=CounterId("1"), zone=HALL,
        way=CallWay.NEXT, at=NOW, is_current=True,
    )  # fmt: skip
    return BoardState(epoch=Epoch(epoch), revision=1, calls=(call,))


@pytest.fixture
def voice(tmp_path: Path) -> Iterator[ZoneVoice]:
    settings = DisplaySettings(
        center=CenterId("23134"), device=DeviceId("hall-1"), password_file="", data_dir=str(tmp_path),
        speaker=SpeakerPart(kind=SpeakerKind.FOLDER),
    )  # fmt: skip
    hub = HubWatch(lambda: 0.0)
    hub.heard(
        HubState(epoch=Epoch("e1"), revision=1, at=NOW, trust=ClockTrust.NTP, day=NOW.date(), version="0")
    )
    made = ZoneVoice(settings, hub, Known)
    yield made
    made.end()


def begun(tmp_path: Path) -> int:
    return AnnouncementJournal(tmp_path / "announcements.jsonl").begins()[CallId("c-1")]


def test_a_new_epoch_in_mid_sentence_begins_no_second_voice(voice: ZoneVoice, tmp_path: Path) -> None:
    voice.follow(Known().with_state(told("e1")))
    announcer = voice._announcer
    assert announcer is not None
    voice.follow(Known().with_state(told("e1")).with_state(board("e1")))

    voice.follow(Known().with_state(told("e1")).with_state(board("e2")))
    voice.follow(Known().with_state(board("e2")).with_state(told("e2")))

    assert voice._announcer is announcer
    assert begun(tmp_path) <= 1


def test_a_display_that_announces_no_more_says_nothing_more(voice: ZoneVoice) -> None:
    voice.follow(Known().with_state(told("e1")))
    voice.follow(Known().with_state(told("e1", announces=False)))

    assert voice._announcer is None
