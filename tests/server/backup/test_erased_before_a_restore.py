"""Who was forgotten after the backup was made is forgotten again: a restore brings nobody back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from contract import commands as c
from contract.event import Event
from contract.events import ApplicantForgotten, RecordPapersErased
from contract.ids import RecordId
from contract.paper_words import PagesErasedBecause
from contract.record_words import ForgottenBecause
from contract.words import ClockTrust
from server.backup.keeper import BackupKeeper
from server.backup.prospect import foresee
from server.backup.replaced import KEPT_FOR, kept_folders
from server.backup.restore import restore
from server.domain.instant import Instant
from server.store import tables
from server.store.erased_before import EraseAgain, erased_in
from server.store.page_erasing import PageEraser
from server.store.record_persons import Applicant, beside
from tests.server.backup.kept_center import KeptCenter
from tests.support.hub import ANH, MANAGER
from tests.support.record_papers import PaperParts, png, with_scanners
from tests.support.records import GUARDIAN, act, known
from tests.support.waiting import wait_until

NHUNG = Applicant(name="Bùi Thị Hồng Nhung", phone="0912345678")


@pytest.fixture
def withdrawn(kept: KeptCenter) -> RecordId:
    """A record of hers that has ended."""
    hub = kept.hub
    command = hub.make(c.ReceiveRecord, procedure=GUARDIAN)
    record = hub.writer.ask(command, ANH, beside(NHUNG)).result(10).result.record  # type: ignore[union-attr]
    act(hub, c.WithdrawRecord, record)
    return RecordId(record)


def paper_parts(kept: KeptCenter) -> PaperParts:
    return PaperParts(kept.hub.writer, kept.hub.database, kept.data, with_scanners())


def persons(kept: KeptCenter) -> int:
    with kept.hub.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(tables.record_person)) or 0


def erase_again(kept: KeptCenter, parts: PaperParts | None = None) -> list[Event]:
    """What the start of the hub does; what came of it."""
    parts = parts or paper_parts(kept)
    eraser = PageEraser(parts.vault, kept.hub.writer)
    before = len(kept.hub.commits)
    kept.hub.writer.run(EraseAgain(eraser)).result(10)
    return [item.event for commit in kept.hub.commits[before:] for item in commit.recorded]


def left(kept: KeptCenter) -> set[tuple[str, str]]:
    """What the next start will erase."""
    with kept.hub.database.reading() as connection:
        return {(row.what, row.id) for row in connection.execute(select(tables.erased_before))}


def test_whom_the_replaced_ledger_had_forgotten_the_restored_one_forgets_at_its_start(
    kept: KeptCenter, withdrawn: RecordId, tmp_path: Path
) -> None:
    file = tmp_path / "stick" / kept.back_up(tmp_path / "stick").name
    act(kept.hub, c.ForgetApplicant, withdrawn, MANAGER)
    kept.hub.stop()
    assert foresee(kept.settings, file).erased_again == 1

    restore(kept.settings, file, everything=False)
    kept.hub.start()

    assert persons(kept) == 1, "the backup still holds her"
    (forgotten,) = erase_again(kept)
    assert isinstance(forgotten, ApplicantForgotten)
    assert (forgotten.record, forgotten.because) == (withdrawn, ForgottenBecause.BEFORE_RESTORE)
    assert persons(kept) == 0
    assert known(kept.hub, withdrawn).is_forgotten
    assert erase_again(kept) == []
    assert kept.hub.findings().is_sound


def test_two_restores_without_a_start_between_them_lose_nothing(
    kept: KeptCenter, withdrawn: RecordId, tmp_path: Path
) -> None:
    file = tmp_path / "stick" / kept.back_up(tmp_path / "stick").name
    act(kept.hub, c.ForgetApplicant, withdrawn, MANAGER)
    kept.hub.stop()

    for _ in range(2):
        restore(kept.settings, file, everything=False)
    kept.hub.start()

    assert [event.kind() for event in erase_again(kept)] == ["record/applicant-forgotten"]


def test_a_record_the_backup_knew_as_going_on_is_forgotten_too(kept: KeptCenter, tmp_path: Path) -> None:
    """She was forgotten after its end, which the backup does not know of."""
    hub = kept.hub
    command = hub.make(c.ReceiveRecord, procedure=GUARDIAN)
    record = hub.writer.ask(command, ANH, beside(NHUNG)).result(10).result.record  # type: ignore[union-attr]
    file = tmp_path / "stick" / kept.back_up(tmp_path / "stick").name
    act(hub, c.WithdrawRecord, record)
    act(hub, c.ForgetApplicant, record, MANAGER)
    hub.stop()
    restore(kept.settings, file, everything=False)
    hub.start()

    erase_again(kept)

    assert persons(kept) == 0
    assert hub.findings().is_sound


def test_a_document_erased_on_request_goes_again_and_waits_for_its_vault(
    kept: KeptCenter, withdrawn: RecordId, tmp_path: Path
) -> None:
    parts = paper_parts(kept)
    document = parts.desk.add(ANH, _open_one(kept), "giay-to-kem-theo")
    parts.desk.upload(ANH, document.id, png("one"))
    file = tmp_path / "stick" / kept.back_up(tmp_path / "stick").name
    parts.desk.erase(MANAGER, document.id)
    kept.hub.stop()
    restore(kept.settings, file, everything=True)
    kept.hub.start()
    vault = kept.data / "record-papers"
    vault.rename(tmp_path / "away")

    assert erase_again(kept) == []
    assert left(kept) == {("document", document.id)}, "for the next start"

    (tmp_path / "away").rename(vault)
    (erased,) = erase_again(kept)
    assert isinstance(erased, RecordPapersErased)
    assert (erased.document, erased.because) == (document.id, PagesErasedBecause.BEFORE_RESTORE)
    assert not (vault / document.id).exists()
    assert left(kept) == set()


def _open_one(kept: KeptCenter) -> RecordId:
    stands = kept.hub.do(c.ReceiveRecord, ANH, procedure=GUARDIAN)
    return RecordId(stands.record)


def test_where_there_is_no_ledger_nothing_is_handed_on(tmp_path: Path) -> None:
    assert erased_in(f"sqlite:///{tmp_path / 'none.sqlite'}") == frozenset()


# --- what a restore replaced ---------------------------------------------------------------------------


def test_what_was_replaced_goes_after_thirty_days_and_nothing_else(kept: KeptCenter, tmp_path: Path) -> None:
    file = tmp_path / "stick" / kept.back_up(tmp_path / "stick").name
    kept.hub.stop()
    folder = restore(kept.settings, file, everything=False)
    kept.hub.start()
    own = folder.with_name("replaced-by-hand")
    own.mkdir()
    (until,) = kept_folders(kept.settings).values()
    assert timedelta(days=29) < until - datetime.now(UTC) <= KEPT_FOR

    assert turned(kept, until - timedelta(seconds=1), ClockTrust.NTP) == {folder, own}
    assert turned(kept, until, ClockTrust.UNTRUSTED) == {folder, own}, "a wrong clock throws nothing away"
    assert turned(kept, until, ClockTrust.NTP) == {own}


def turned(kept: KeptCenter, at: datetime, trust: ClockTrust) -> set[Path]:
    """The keeper has looked by that clock; what is still there."""
    looks: list[Instant] = []

    def now() -> Instant:
        looks.append(Instant(at, 0, "b", trust))
        return looks[-1]

    keeper = BackupKeeper(kept.settings, now, "1.2.3", look_every_s=0.01)
    keeper.start()
    wait_until(lambda: len(looks) > 2, what="two looks")
    keeper.stop()
    return set(kept.data.glob("replaced-*"))
