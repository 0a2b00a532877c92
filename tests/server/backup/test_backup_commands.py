"""`motcua backup` and `motcua restore` as they are typed, against a whole hub."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract import commands as c
from contract.ids import DeviceId
from contract.words import DeviceKind, Outcome, Taking
from server.service.asker import Asker
from tests.server.hub.hub_place import HubPlace
from tests.server.hub.live_hub import HO_TICH, MANAGER, LiveHub
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until

pytestmark = pytest.mark.system

KIOSK = Asker(device=DeviceId("kiosk-1"), device_kind=DeviceKind.KIOSK)


@pytest.fixture
def place(broker: RunningBroker, tmp_path: Path) -> HubPlace:
    """Settings and configuration; nothing runs yet."""
    return HubPlace(broker, tmp_path)


@pytest.fixture
def live(place: HubPlace) -> Iterator[LiveHub]:
    """A hub in this process, the day open, one ticket in line."""
    with LiveHub(place) as hub:
        wait_until(lambda: hub.day_is_open, what="the day is open")
        hub.sit("1")
        hub.take()
        yield hub


@pytest.fixture
def file(live: LiveHub, tmp_path: Path) -> Path:
    """A backup of that moment; one more number was taken since."""
    made = live.place.motcua("backup", "--to", str(tmp_path / "stick"))
    assert made.status == 0, made
    assert "đã đọc lại và kiểm tra" in made.said
    assert "read back and verified" in made.said
    live.take()
    (found,) = (tmp_path / "stick").iterdir()
    return found


def test_after_a_restore_no_number_is_given_before_the_journals_are_in(live: LiveHub, file: Path) -> None:
    live.hub.stop()
    done = live.place.motcua("restore", str(file), "--yes")
    assert done.status == 0, done
    assert "sự kiện ở đây không có trong bản sao lưu" in done.said
    assert "events that are here are not in the backup" in done.said
    assert "Đã khôi phục; những gì bị thay được giữ trong" in done.said
    assert "restored; what it replaced is kept in" in done.said
    live.start()

    refused = live.hub.core.writer.ask(live.make(c.ReserveTicket, service=HO_TICH), KIOSK).result(10)
    assert (refused.outcome, refused.code) == (Outcome.REFUSED, Taking.AWAITING_JOURNALS)
    live.do(c.IssueWithoutJournals, MANAGER, reason="the kiosk burned")

    assert live.take().number == "A122", "20 skipped by the restore, 100 for the kiosk nobody waits for"
    verified = live.place.motcua("ledger", "verify")
    assert verified.status == 0, verified


def test_a_running_hub_is_not_restored(live: LiveHub, file: Path) -> None:
    refused = live.place.motcua("restore", str(file), "--yes")

    assert refused.status == 1
    assert "dừng dịch vụ motcua-hub" in refused.said
    live.take()


def test_without_somebody_who_says_yes_nothing_changes(
    live: LiveHub, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    live.hub.stop()

    asked = live.place.motcua("restore", str(file))

    assert asked.status == 1
    assert "nobody to ask" in asked.said
    assert "nothing was changed" in asked.said
    assert "backup: center" in asked.said
    live.start()
    assert live.seq > 0


def test_the_wrong_file_is_a_sentence_in_both_languages(live: LiveHub, tmp_path: Path) -> None:
    letter = tmp_path / "letter.tar"
    letter.write_bytes(b"Kinh gui")

    refused = live.place.motcua("restore", str(letter))

    assert refused.status == 1
    assert refused.said == (
        "letter.tar không phải là bản sao lưu của Motcua\nletter.tar is no backup of Motcua (no-backup)\n"
    )


def test_a_backup_to_nowhere_says_what_to_name(live: LiveHub) -> None:
    nowhere = live.place.motcua("backup")
    strange = live.place.motcua("backup", "--to", "ftp://nas/backup")

    assert (nowhere.status, strange.status) == (2, 2)
    assert nowhere.said.startswith("Chưa nêu nơi lưu nào")
    assert nowhere.said.endswith("(no-place)\n")
    vi, en = strange.said.splitlines()
    assert vi == (
        "--to ftp://nas/backup: to viết không đúng: hãy viết như /media/usb hoặc sftp://user@host/folder"
    )
    assert en.endswith("write it like /media/usb or sftp://user@host/folder (wrong-value)")


def test_the_places_of_the_settings_are_used_and_a_failure_among_them_is_told(
    live: LiveHub, tmp_path: Path
) -> None:
    live.place.more_settings = (
        f'[[backup.places]]\nto = "{tmp_path}/disk"\n'
        f'[[backup.places]]\nto = "{tmp_path}/media"\nmust_be_mounted = true\n'
    )
    live.place.write_settings()

    done = live.place.motcua("backup")

    assert done.status == 1
    assert len(list((tmp_path / "disk").iterdir())) == 1
    assert "not mounted" in done.said


def test_the_console_and_the_health_of_a_hub_know_of_its_backups(place: HubPlace, tmp_path: Path) -> None:
    place.more_settings = f'[[backup.places]]\nto = "{tmp_path}/media"\nmust_be_mounted = true\n'
    place.write_settings()
    with LiveHub(place) as live:
        assert place.motcua("backup").status == 1

        (known,) = live.hub.health.current().hub.backups
        assert known.why_en
        assert any("not mounted" in alert.message_en for alert in live.hub.backups.current())
