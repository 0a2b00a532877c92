"""When a backup is due, and what staff are told of those that were made or were not."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from contract.clock import LOCAL
from server.backup.book import BackupBook, Failed, History, Made
from server.backup.problem import BackupError
from server.backup.schedule import TRY_AGAIN, due_at
from server.backup.standing import backup_alerts, standings
from server.config.backup import BackupPlace, BackupSettings
from server.config.hub import HubSettings
from server.service.health import BackupIs

STICK = "/media/stick"


def at(day: int, time: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{time}").replace(tzinfo=LOCAL)


def made(when: datetime) -> Made:
    return Made(at=when, name="motcua-23134.tar", bytes=1000, seq=7, took_s=0.5)


def failed(when: datetime) -> Failed:
    return Failed(at=when, why_vi="chưa cắm ổ USB", why_en="the stick is not mounted")


@pytest.mark.parametrize(
    ("settings", "tried", "due"),
    [
        (BackupSettings(), at(23, "08:00"), at(23, "17:15")),
        (BackupSettings(), at(23, "17:15"), at(24, "17:15")),
        (BackupSettings(at=("11:45", "17:15")), at(23, "12:00"), at(23, "17:15")),
        (BackupSettings(at=("11:45", "17:15")), at(23, "18:00"), at(24, "11:45")),
        (BackupSettings(at=(), every_hours=4), at(23, "08:00"), at(23, "12:00")),
        (BackupSettings(at=("17:15",), every_hours=4), at(23, "15:00"), at(23, "17:15")),
    ],
)
def test_it_is_due_at_the_next_of_its_times(settings: BackupSettings, tried: datetime, due: datetime) -> None:
    assert due_at(settings, History(to=STICK, made=made(tried)), tried + timedelta(minutes=1)) == due


def test_one_that_was_missed_while_the_machine_was_off_stays_due() -> None:
    history = History(to=STICK, made=made(at(20, "17:15")))

    due = due_at(BackupSettings(), history, at(23, "07:00"))

    assert due is not None
    assert due < at(23, "07:00")


def test_the_first_is_due_at_once_and_so_is_one_from_the_future() -> None:
    now = at(23, "08:00")

    assert due_at(BackupSettings(), History(to=STICK), now) == now
    assert due_at(BackupSettings(), History(to=STICK, made=made(at(25, "08:00"))), now) == now


def test_after_a_failure_it_is_tried_again_soon() -> None:
    history = History(to=STICK, made=made(at(22, "17:15")), failed=failed(at(23, "17:15")))

    assert due_at(BackupSettings(), history, at(23, "17:16")) == at(23, "17:15") + TRY_AGAIN


def test_without_times_there_is_no_plan() -> None:
    assert due_at(BackupSettings(at=()), History(to=STICK), at(23, "08:00")) is None


@pytest.fixture
def book(tmp_path: Path) -> BackupBook:
    return BackupBook(tmp_path)


def alerts(book: BackupBook, now: datetime) -> list[tuple[str, str]]:
    settings = BackupSettings(places=(BackupPlace(to=STICK),))
    return [
        (alert.message_vi, alert.message_en) for alert in backup_alerts(standings(settings, book, now), now)
    ]


def test_a_fresh_backup_is_no_news(book: BackupBook) -> None:
    book.note_made(STICK, made(at(22, "17:15")))

    assert alerts(book, at(23, "17:15")) == []


def test_an_old_one_is_told_with_its_age(book: BackupBook) -> None:
    book.note_made(STICK, made(at(21, "17:15")))

    (told,) = alerts(book, at(23, "17:15"))

    assert told == (
        "Bản sao lưu mới nhất ở /media/stick đã cũ 48 giờ",
        "The latest backup in /media/stick is 48 hours old",
    )


def test_a_failure_is_told_with_its_reason_until_one_succeeds(book: BackupBook) -> None:
    book.note_made(STICK, made(at(22, "17:15")))
    book.note_failed(
        STICK, at(23, "17:15"), BackupError("not-mounted", "chưa cắm ổ USB", "the stick is not mounted")
    )

    (told,) = alerts(book, at(23, "17:16"))
    assert "chưa cắm ổ USB" in told[0]
    assert "the stick is not mounted" in told[1]

    book.note_made(STICK, made(at(23, "17:45")))
    assert alerts(book, at(23, "17:46")) == []


def test_the_standing_has_what_the_health_page_shows(book: BackupBook) -> None:
    settings = BackupSettings(places=(BackupPlace(to=STICK), BackupPlace(to="/srv/backup")))
    book.note_made(STICK, made(at(23, "11:15")))

    stick, never = standings(settings, book, at(23, "12:15"))

    assert (stick.stands, stick.made_at) == (BackupIs.FINE, at(23, "11:15"))
    assert (never.stands, never.made_at) == (BackupIs.NEVER, None)


def test_a_broken_book_is_an_empty_one(book: BackupBook, tmp_path: Path) -> None:
    (tmp_path / "backups.json").write_bytes(b"\xff half a")

    assert book.of(STICK) == History(to=STICK)
    book.note_made(STICK, made(at(23, "11:15")))
    assert book.of(STICK).made is not None


def test_the_settings_are_a_table_of_hub_toml() -> None:
    text = """
config_path = "x"

[backup]
at = ["11:45", "17:15"]

[[backup.places]]
to = "/media/stick/motcua"
must_be_mounted = true

[[backup.places]]
to = "sftp://motcua@192.168.10.9/srv/backup"
ssh_key = "/etc/motcua/backup.key"
keep = 30
"""
    settings = msgspec.toml.decode(text, type=HubSettings).backup

    assert [place.keep for place in settings.places] == [14, 30]


@pytest.mark.parametrize("to", ["stick", "http://nas/backup", "sftp://nas/backup", "sftp://a@nas"])
def test_a_place_that_is_none_is_refused(to: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"to": to}, BackupPlace)
