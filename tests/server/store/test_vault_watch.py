"""An empty mount point is not taken for a vault whose pages are lost; what is really lost is said to be."""

from __future__ import annotations

import shutil
from collections.abc import ItemsView
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection

from contract import commands as c
from contract.events import EpochBegun
from contract.ids import DocumentId, Epoch, RecordId
from contract.paper_words import PagesErasedBecause
from server.domain.refusal import Refusal
from server.service.health import VaultStands
from server.service.page_vault_words import VaultAwayError
from server.service.work import Work
from server.store.marked_vault import MarkedVault
from server.store.pdf_shelf import PdfShelf
from server.store.record_pages import Document
from server.store.record_paper_erasure import RecordPaperErasure
from server.store.vault_mark import LedgerName, ledger_name, mark_in, remember, write_mark
from server.store.vault_watch import VaultWatch, accept_loss
from server.vault_keeper import VaultKeeper
from tests.support.hub import ANH, MANAGER, SmallHub
from tests.support.record_papers import STATION, PaperRoom, png
from tests.support.records import act
from tests.support.waiting import wait_until

LOST = PagesErasedBecause.LOST


class Center:
    """A center's vault on a disk that can be taken away, and a hub that is started on it again and again."""

    def __init__(self, hub: SmallHub) -> None:
        self.hub = hub
        self.data = hub.folder
        self.mount = hub.folder / "record-papers"
        self.disk = hub.folder / "disk elsewhere"
        self.start()

    def start(self) -> VaultStands:
        """As the hub starts, in everything that has to do with pages."""
        self.room = PaperRoom(self.hub)
        self.room.vault.shut()
        erasure = RecordPaperErasure(self.room.vault, self.hub.writer, lambda: self.room.config)
        self.keeper = VaultKeeper(self.room.vault, self.room.watch, erasure)
        return self.looks()

    def looks(self) -> VaultStands:
        """The next look of the running hub, and until what it asked for is done."""
        self.keeper.turn()
        for _ in range(4):
            self.hub.settle()
        return self.keeper.stands

    def unmount(self) -> None:
        """An empty mount point is left."""
        self.mount.rename(self.disk)
        self.mount.mkdir()

    def mount_again(self) -> None:
        shutil.rmtree(self.mount)
        self.disk.rename(self.mount)

    def unmount_from_over(self, below: Path) -> None:
        """What was there before the disk was mounted comes to light."""
        self.mount.rename(self.disk)
        below.rename(self.mount)

    def forget_marks(self) -> None:
        """As an installation of the time before them."""
        (self.mount / "vault.json").unlink(missing_ok=True)
        (self.data / "record-papers.mark").unlink(missing_ok=True)

    def lost(self) -> list[object]:
        return [pages for kind, pages, why in self.room.told() if kind == "erased" and why is LOST]

    def restore_happens(self) -> None:
        """What a hub writes first after one."""

        def write(work: Work, _connection: Connection) -> None:
            work.record(EpochBegun, before=Epoch("the-one-before"), awaits=())

        self.hub.writer.run(write).result(10)


def other_ledger(center: Center) -> LedgerName:
    """Of the same center, made at another time."""
    mark = mark_in(center.mount)
    assert mark is not None
    return msgspec.structs.replace(mark.ledger, created_us=1)


@pytest.fixture
def center(hub: SmallHub) -> Center:
    return Center(hub)


@pytest.fixture
def document(center: Center, record: RecordId) -> Document:
    """Three pages."""
    known = center.room.document(record)
    for words in ("one", "two", "three"):
        center.room.desk.upload(ANH, known.id, png(words))
    return known


def pages(center: Center, document: Document) -> int:
    return len(center.room.held(document).pages)


def test_an_unmounted_disk_loses_nothing_and_comes_back_by_itself(
    center: Center, record: RecordId, document: Document, caplog: pytest.LogCaptureFixture
) -> None:
    before = center.room.contents(document)
    center.unmount()
    assert center.start() is VaultStands.AWAY
    assert (pages(center, document), center.lost()) == (3, [])
    assert [path.name for path in center.mount.iterdir()] == []
    assert [record.message[:16] for record in caplog.records] == ["page-vault-away:"]
    assert center.looks() is VaultStands.AWAY
    assert len(caplog.records) == 1, "said once"

    for press in (
        lambda: center.room.desk.upload(ANH, document.id, png("four")),
        lambda: center.room.desk.drop_page(ANH, document.id, 1),
        lambda: center.room.desk.erase(MANAGER, document.id),
        lambda: center.room.desk.open_page(ANH, document.id, 1),
        lambda: center.room.scans.ask(ANH, document.id, STATION),
        lambda: center.room.take_over.into_new(
            ANH, record, "don-to-khai", [(1, png("k"))], ("1-vi", "ho-so-1-vi")
        ),
    ):
        with pytest.raises(VaultAwayError):
            press()
    center.hub.clock.pass_time(60)
    shelf = PdfShelf(center.room.vault, center.hub.writer, center.hub.database)
    assert shelf.next_waiting() is None
    assert (pages(center, document), list(center.mount.iterdir())) == (3, [])

    center.mount_again()
    assert center.looks() is VaultStands.HERE
    assert center.room.contents(document) == before
    center.room.desk.upload(ANH, document.id, png("four"))
    assert (pages(center, document), center.lost()) == (4, [])


def test_a_disk_that_goes_while_the_hub_runs_is_missed_at_the_next_page(
    center: Center, document: Document
) -> None:
    job = center.room.scans.ask(ANH, document.id, STATION)
    center.unmount()
    with pytest.raises(VaultAwayError):
        center.room.stations.keep(STATION, job.id, 1, png("four"), ())
    with pytest.raises(VaultAwayError):
        center.room.stations.next_for(STATION)
    assert center.looks() is VaultStands.AWAY

    center.mount_again()
    assert center.looks() is VaultStands.HERE
    assert center.room.stations.next_for(STATION) is not None
    assert center.room.stations.keep(STATION, job.id, 1, png("four"), ())
    assert pages(center, document) == 4


def test_papers_that_had_to_go_meanwhile_go_when_the_disk_is_back(
    center: Center, record: RecordId, document: Document
) -> None:
    center.unmount()
    center.start()
    act(center.hub, c.FinishRecord, record)
    act(center.hub, c.ReturnRecord, record)
    act(center.hub, c.ForgetApplicant, record, MANAGER)
    center.looks()
    assert pages(center, document) == 3

    center.mount_again()
    center.looks()
    assert center.room.vault.documents() == frozenset()
    assert [why for kind, _, why in center.room.told() if kind == "erased"] == [
        PagesErasedBecause.APPLICANT_FORGOTTEN
    ]


def test_a_person_says_that_the_disk_is_gone_for_good(center: Center, document: Document) -> None:
    with pytest.raises(Refusal, match="page-vault-here"):
        accept_loss(center.room.vault, center.hub.database)
    center.unmount()
    center.start()

    assert accept_loss(center.room.vault, center.hub.database) == 3
    assert center.looks() is VaultStands.HERE
    assert (pages(center, document), center.lost()) == (0, [3])
    center.room.desk.upload(ANH, document.id, png("again"))
    assert center.start() is VaultStands.HERE


def test_an_installation_of_the_time_before_marks_gets_one_where_its_pages_are(
    center: Center, document: Document
) -> None:
    center.forget_marks()
    (center.mount / document.id / "2").unlink()
    assert center.start() is VaultStands.HERE
    assert mark_in(center.mount) is not None
    assert (pages(center, document), center.lost()) == (2, [1]), "one of three was lost before, as ever"

    center.forget_marks()
    center.unmount()
    assert center.start() is VaultStands.AWAY
    assert (pages(center, document), mark_in(center.mount)) == (2, None)


def test_a_folder_with_the_lesser_part_of_the_pages_is_a_copy_that_was_not_finished(
    center: Center, document: Document
) -> None:
    center.forget_marks()
    for number in (2, 3):
        (center.mount / document.id / str(number)).unlink()

    assert center.start() is VaultStands.AWAY
    assert pages(center, document) == 3


def test_a_folder_that_was_copied_without_its_mark_is_asked_about(center: Center, document: Document) -> None:
    (center.mount / "vault.json").unlink()

    assert center.start() is VaultStands.AWAY
    assert pages(center, document) == 3
    assert accept_loss(center.room.vault, center.hub.database) == 3
    assert center.looks() is VaultStands.HERE
    assert (pages(center, document), center.lost()) == (3, []), "they are all there"


def test_another_ledgers_vault_is_left_alone(center: Center, document: Document) -> None:
    other = MarkedVault(center.data / "other", other_ledger(center))
    center.unmount()
    other.mark.begin()
    other.open_up()
    other.keep(document.shelf, {"1": b"theirs"})
    shutil.rmtree(center.mount)
    (center.data / "other" / "record-papers").rename(center.mount)

    assert center.start() is VaultStands.ANOTHERS
    with pytest.raises(Refusal, match="page-vault-holds-pages"):
        accept_loss(center.room.vault, center.hub.database)
    assert (center.mount / document.id / "1").exists()
    assert pages(center, document) == 3

    shutil.rmtree(center.mount / document.id)
    assert center.looks() is VaultStands.ANOTHERS, "empty or not, no restore explains it"
    accept_loss(center.room.vault, center.hub.database)
    assert center.looks() is VaultStands.HERE
    assert center.lost() == [3]


def test_another_key_is_noticed_before_a_page_is_kept_under_it(center: Center, document: Document) -> None:
    key = center.data / "record-papers.key"
    right = key.read_bytes()
    key.write_bytes(bytes(32))
    assert center.start() is VaultStands.OTHER_KEY
    center.forget_marks()
    key.unlink()
    assert center.start() is VaultStands.OTHER_KEY, "unmarked pages are tried with the key that is here"

    key.write_bytes(right)
    assert center.start() is VaultStands.HERE
    assert len(center.room.contents(document)) == 3


def test_on_a_new_machine_after_a_restore_without_pages_they_are_lost(
    center: Center, document: Document
) -> None:
    shutil.rmtree(center.mount)
    (center.data / "record-papers.key").unlink()
    (center.data / "record-papers.mark").unlink()
    center.restore_happens()

    assert center.start() is VaultStands.HERE
    assert (pages(center, document), center.lost()) == (0, [3])


def test_a_machine_whose_hub_ran_before_the_restore_has_an_empty_vault_of_the_ledger_before(
    center: Center, document: Document
) -> None:
    ledger = other_ledger(center)
    shutil.rmtree(center.mount)
    (center.data / "record-papers.key").unlink()
    (center.data / "record-papers.mark").unlink()
    MarkedVault(center.data, ledger).mark.begin()
    center.restore_happens()

    assert center.start() is VaultStands.HERE
    assert (pages(center, document), center.lost()) == (0, [3])


def test_the_same_machine_after_a_restore_waits_for_its_disk(center: Center, document: Document) -> None:
    center.unmount()
    center.restore_happens()

    assert center.start() is VaultStands.AWAY
    assert pages(center, document) == 3


def test_a_disk_of_its_own_may_have_a_lost_and_found(center: Center, document: Document) -> None:
    (center.mount / "lost+found").mkdir()

    assert center.start() is VaultStands.HERE
    assert (center.mount / "lost+found").is_dir()
    assert pages(center, document) == 3


def test_files_of_nobody_knows_whom_are_not_erased_unasked(center: Center) -> None:
    """As on a new machine whose hub was started on the old disk before the ledger was restored."""
    center.forget_marks()
    page = center.mount / "somebodys-document" / "1"
    page.parent.mkdir()
    page.write_bytes(b"of another ledger")

    assert center.start() is VaultStands.AWAY
    assert page.exists()
    accept_loss(center.room.vault, center.hub.database)
    assert center.looks() is VaultStands.HERE
    assert not page.exists(), "a person has said so"


def test_a_mark_that_was_left_under_the_mount_point_is_not_taken_for_the_disk(
    center: Center, record: RecordId
) -> None:
    """The hub ran once before the disk was mounted, or the folder was copied onto it and not emptied."""
    below = center.data / "below"
    shutil.copytree(center.mount, below)
    shutil.rmtree(center.mount)
    center.mount.mkdir()
    assert center.start() is VaultStands.AWAY
    accept_loss(center.room.vault, center.hub.database)
    center.start()
    document = center.room.document(record)
    center.room.desk.upload(ANH, document.id, png("one"))

    center.unmount_from_over(below)
    assert not center.room.vault.is_here, "noticed at the next page already"
    assert center.start() is VaultStands.AWAY
    assert (pages(center, document), center.lost()) == (1, [])
    assert center.looks() is VaultStands.AWAY, "also when it is asked again"

    center.mount_again()
    assert center.looks() is VaultStands.HERE
    assert len(center.room.contents(document)) == 1


def test_a_whole_copy_that_was_left_behind_is_an_old_one_once_the_hub_has_started_on_the_other(
    center: Center, document: Document
) -> None:
    below = center.data / "below"
    shutil.copytree(center.mount, below)
    assert center.start() is VaultStands.HERE
    center.room.desk.upload(ANH, document.id, png("four"))

    center.unmount_from_over(below)
    assert center.start() is VaultStands.AWAY
    assert (pages(center, document), center.lost()) == (4, [])


def test_a_marked_folder_that_lacks_most_pages_is_asked_about_before_they_are_told_to_be_lost(
    center: Center, document: Document
) -> None:
    kept = {number: (center.mount / document.id / number).read_bytes() for number in ("2", "3")}
    for number in kept:
        (center.mount / document.id / number).unlink()
    assert center.start() is VaultStands.AWAY
    assert (pages(center, document), center.lost()) == (3, [])

    (center.mount / document.id / "2").write_bytes(kept["2"])
    assert center.looks() is VaultStands.HERE, "two of three: one was lost"
    assert center.lost() == [1]
    (center.mount / document.id / "2").unlink()
    (center.mount / document.id / "1").unlink()
    assert center.start() is VaultStands.AWAY
    assert accept_loss(center.room.vault, center.hub.database) == 2
    assert center.looks() is VaultStands.HERE
    assert (pages(center, document), center.lost()) == (0, [1, 2])


def test_a_power_cut_while_the_mark_is_renewed_leaves_a_good_one(center: Center, document: Document) -> None:
    before = mark_in(center.mount)
    assert before is not None
    assert center.start() is VaultStands.HERE
    now = mark_in(center.mount)
    assert now is not None
    for on_disk in (before, now):
        remember(center.data, now.ledger, before.id, now.id)
        write_mark(center.mount, on_disk)
        assert center.room.watch.look() is VaultStands.HERE
    remember(center.data, now.ledger, "another")
    assert center.room.watch.look() is VaultStands.AWAY


def test_a_disk_that_goes_while_a_page_is_written_takes_no_page(center: Center, document: Document) -> None:
    class DiskGoes(dict[str, bytes]):
        """Files of a page; the disk is unmounted when they are about to be written."""

        def items(self) -> ItemsView[str, bytes]:
            center.unmount()
            (center.mount / document.id).mkdir()
            return super().items()

    with pytest.raises(VaultAwayError):
        center.room.vault.keep(document.shelf, DiskGoes({"4": b"four", "4.small": b"small"}))
    assert list(center.mount.iterdir()) == [], "nothing stays under the mount point"
    center.mount_again()
    assert center.looks() is VaultStands.HERE
    assert pages(center, document) == 3


def test_a_vault_that_cannot_be_marked_stops_no_hub_and_is_opened_when_it_can(
    center: Center, document: Document, caplog: pytest.LogCaptureFixture
) -> None:
    center.mount.rename(center.disk)
    center.mount.write_bytes(b"no folder")
    with center.hub.database.reading() as connection:
        vault = MarkedVault(center.data, ledger_name(connection))
    watch = VaultWatch(vault, center.hub.database)
    erasure = RecordPaperErasure(vault, center.hub.writer, lambda: center.room.config)
    keeper = VaultKeeper(vault, watch, erasure, look_every_s=0.02)
    (center.data / "record-papers.mark").unlink()
    keeper.start()
    try:
        assert (keeper.stands, vault.is_open) == (VaultStands.AWAY, False)
        center.mount.unlink()
        center.disk.rename(center.mount)
        wait_until(lambda: keeper.stands is VaultStands.HERE)
    finally:
        keeper.stop()
    assert vault.is_open
    assert pages(center, document) == 3
    assert [line.message for line in caplog.records].count("the page vault could not be looked at") <= 2


def test_a_disk_that_goes_between_two_papers_that_are_due_is_told_of_the_first(
    center: Center, record: RecordId, document: Document
) -> None:
    other = center.room.document(record)
    center.room.desk.upload(ANH, other.id, png("other"))

    class DiskGoes(MarkedVault):
        """Unmounted once a document was erased."""

        def erase(self, document: DocumentId) -> None:
            super().erase(document)
            center.unmount()

    center.unmount()
    act(center.hub, c.FinishRecord, record)
    act(center.hub, c.ReturnRecord, record)
    act(center.hub, c.ForgetApplicant, record, MANAGER)
    center.looks()
    center.mount_again()
    with center.hub.database.reading() as connection:
        vault = DiskGoes(center.data, ledger_name(connection))
    RecordPaperErasure(vault, center.hub.writer, lambda: center.room.config).start()
    for _ in range(4):
        center.hub.settle()

    center.mount_again()
    center.start()
    assert center.room.vault.documents() == frozenset()
    assert [why for kind, _, why in center.room.told() if kind == "erased"] == [
        PagesErasedBecause.APPLICANT_FORGOTTEN
    ] * 2, "none is said to be lost"
