"""The hub's backups by themselves: a real child process reads the ledger while the hub writes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec

from contract.clock import SystemClock
from contract.words import ClockTrust, TicketState
from server.backup.__main__ import Errand
from server.backup.archive import read_archive
from server.backup.book import BackupBook
from server.backup.keeper import BackupKeeper
from server.config.backup import BackupPlace, BackupSettings
from server.domain.instant import Instant
from server.service.health import BackupIs
from tests.server.backup.kept_center import NOON, KeptCenter
from tests.support.waiting import wait_until
from tools.demo.children import ROOT

SOON_S = 0.05


def now(trust: ClockTrust = ClockTrust.NTP) -> Instant:
    seen = SystemClock().read()
    return Instant(seen.utc, seen.boot_us, seen.boot_id, trust)


def keeper_of(kept: KeptCenter, *places: BackupPlace) -> BackupKeeper:
    settings = kept.changed(backup=BackupSettings(places=places))
    return BackupKeeper(settings, now, "1.2.3", look_every_s=SOON_S)


def test_what_is_due_is_made_once_and_noted(kept: KeptCenter, tmp_path: Path) -> None:
    keeper = keeper_of(kept, BackupPlace(to=str(tmp_path / "stick")))
    keeper.start()
    try:
        wait_until(lambda: keeper.standings()[0].stands is BackupIs.FINE, 30, "a backup is made")
        ticket = kept.hub.take()
        assert kept.hub.ticket(ticket).state is TicketState.WAITING
    finally:
        keeper.stop()

    (file,) = (tmp_path / "stick").iterdir()
    assert read_archive(file).version == "1.2.3"
    assert keeper.current() == []


def test_a_place_that_fails_does_not_stop_the_other_and_staff_are_told(
    on_sqlite: KeptCenter, tmp_path: Path
) -> None:
    no_stick = BackupPlace(to=str(tmp_path / "media"), must_be_mounted=True)
    keeper = keeper_of(on_sqlite, no_stick, BackupPlace(to=str(tmp_path / "disk")))
    keeper.start()
    try:
        wait_until(lambda: keeper.standings()[1].stands is BackupIs.FINE, 30, "the other is made")
    finally:
        keeper.stop()

    assert [standing.stands for standing in keeper.standings()] == [BackupIs.FAILED, BackupIs.FINE]
    (told,) = keeper.current()
    assert "chưa cắm ổ USB" in told.message_vi
    assert "not mounted" in told.message_en


def test_by_a_clock_that_nobody_believes_none_is_made(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    looks: list[ClockTrust] = []

    def doubtful() -> Instant:
        looks.append(ClockTrust.UNTRUSTED)
        return now(ClockTrust.UNTRUSTED)

    settings = on_sqlite.changed(backup=BackupSettings(places=(BackupPlace(to=str(tmp_path / "stick")),)))
    keeper = BackupKeeper(settings, doubtful, "1.2.3", look_every_s=SOON_S)
    keeper.start()
    try:
        wait_until(lambda: len(looks) > 3, what="it has looked more than once")
    finally:
        keeper.stop()

    assert not (tmp_path / "stick").exists()
    assert keeper.standings()[0].stands is BackupIs.NEVER


def test_a_hub_that_ends_waits_for_no_backup(on_sqlite: KeptCenter, tmp_path: Path) -> None:
    keeper = keeper_of(on_sqlite, BackupPlace(to=str(tmp_path / "stick")))
    keeper.start()
    wait_until(lambda: keeper.is_making, 30, "a backup is under way")

    keeper.stop()

    assert not keeper.is_making
    assert BackupBook(on_sqlite.data).of(str(tmp_path / "stick")).made is None


def test_a_place_that_takes_no_more_bytes_midway_keeps_nothing_half_done(
    on_sqlite: KeptCenter, tmp_path: Path
) -> None:
    place = BackupPlace(to=str(tmp_path / "stick"))
    errand = Errand(settings=on_sqlite.settings, place=place, at=NOON, version="1.2.3")

    ended = subprocess.run(
        ["prlimit", "--fsize=100000", sys.executable, "-m", "server.backup"],
        input=msgspec.json.encode(errand),
        capture_output=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )

    assert ended.returncode == 1
    assert b"cannot be written" in ended.stderr
    assert list((tmp_path / "stick").iterdir()) == []
    failed = BackupBook(on_sqlite.data).of(str(tmp_path / "stick")).failed
    assert failed is not None
    assert "không ghi được" in failed.why_vi
