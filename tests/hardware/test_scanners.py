"""Both scanners on real scanimage processes: SANE's `test` backend, and the virtual feeder."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from hardware.feeder import Feeder
from hardware.sample_papers import SAMPLE_PAPERS, draw_paper
from hardware.sane_scanner import PageFormat, SaneScanner, ScannerSettings
from hardware.scanimage import ScanimageRun, ScanOrder
from hardware.scanner import (
    FAULT_SENTENCES,
    DocumentScanner,
    ScanCancelled,
    ScannedPage,
    ScannerError,
    ScannerFault,
)
from hardware.virtual_scanner import VirtualScanner

FEEDER = "Automatic Document Feeder"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    return pages


@pytest.fixture
def feeder(tmp_path: Path) -> Feeder:
    return Feeder(tmp_path / "feeder")


@pytest.fixture
def virtual(tmp_path: Path, feeder: Feeder) -> VirtualScanner:
    return VirtualScanner(feeder, tmp_path / "sane", PageFormat.PNG)


def sane_test(
    tmp_path: Path, *options: str, resolution_dpi: int = 20, page_timeout_s: float = 60.0
) -> SaneScanner:
    return SaneScanner(
        ScannerSettings(
            device="test:0",
            config_dir=tmp_path / "sane",
            source=FEEDER,
            mode="Gray",
            resolution_dpi=resolution_dpi,
            page_format=PageFormat.PNG,
            page_timeout_s=page_timeout_s,
            options=options,
        )
    )


def fault_of(scanner: DocumentScanner, folder: Path) -> tuple[ScannerFault, list[ScannedPage]]:
    pages: list[ScannedPage] = []
    with pytest.raises(ScannerError) as ended:
        pages.extend(scanner.scan_batch(folder))
    return ended.value.fault, pages


def scan_all(scanner: DocumentScanner, folder: Path, take: Callable[[ScannedPage], None]) -> None:
    for page in scanner.scan_batch(folder):
        take(page)


def sheets(count: int) -> list[Image.Image]:
    return [Image.new("RGB", (40, 60), (10 * number, 100, 200)) for number in range(count)]


def test_a_real_feeder_gives_its_ten_pages_one_by_one(tmp_path: Path, folder: Path) -> None:
    pages = list(sane_test(tmp_path).scan_batch(folder))
    assert [page.number for page in pages] == list(range(1, 11))
    for page in pages:
        with Image.open(page.path) as picture:
            picture.load()


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        ("JAMMED", ScannerFault.JAMMED),
        ("NO_DOCS", ScannerFault.NO_DOCUMENTS),
        ("COVER_OPEN", ScannerFault.COVER_OPEN),
        ("IO_ERROR", ScannerFault.IO),
        ("DEVICE_BUSY", ScannerFault.BUSY),
    ],
)
def test_every_sane_status_is_told_apart(
    tmp_path: Path, folder: Path, status: str, fault: ScannerFault
) -> None:
    scanner = sane_test(tmp_path, "--read-return-value", f"SANE_STATUS_{status}")
    assert fault_of(scanner, folder) == (fault, [])
    assert list(folder.iterdir()) == []


def test_a_scanner_that_is_not_there_is_gone(tmp_path: Path, folder: Path) -> None:
    scanner = SaneScanner(ScannerSettings("fujitsu:fi-7030:1", tmp_path / "sane"))
    assert fault_of(scanner, folder) == (ScannerFault.GONE, [])


def test_a_machine_without_scanimage_has_no_scanner(tmp_path: Path, folder: Path) -> None:
    order = ScanOrder((), tmp_path, "page-%d.png", 1.0, program="no-such-scanimage")
    with pytest.raises(ScannerError) as ended:
        ScanimageRun(order, folder)
    assert ended.value.fault is ScannerFault.GONE


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("sane_read: Document feeder jammed", ScannerFault.JAMMED),
        ("open of device epson2:x failed: Device busy", ScannerFault.BUSY),
        ("sane_start: Something nobody has heard of", ScannerFault.IO),
    ],
)
def test_a_driver_that_tells_its_trouble_and_then_hangs_is_believed(
    tmp_path: Path, folder: Path, words: str, fault: ScannerFault
) -> None:
    driver = tmp_path / "scanimage-that-hangs"
    driver.write_text(f"#!/bin/sh\necho 'scanimage: {words}' >&2\nexec sleep 600\n", encoding="ascii")
    driver.chmod(0o755)
    order = ScanOrder((), tmp_path, "page-%d.png", page_timeout_s=60, end_s=0.1, program=str(driver))
    with pytest.raises(ScannerError) as ended:
        list(ScanimageRun(order, folder).pages())
    assert ended.value.fault is fault


def test_a_driver_that_crashes_is_a_reading_fault(tmp_path: Path, folder: Path) -> None:
    driver = tmp_path / "scanimage-that-crashes"
    driver.write_text("#!/bin/sh\nkill -SEGV $$\n", encoding="ascii")
    driver.chmod(0o755)
    order = ScanOrder((), tmp_path, "page-%d.png", page_timeout_s=60, program=str(driver))
    with pytest.raises(ScannerError) as ended:
        list(ScanimageRun(order, folder).pages())
    assert ended.value.fault is ScannerFault.IO


def test_a_slow_scanner_is_given_up_as_silent_without_a_half_page(tmp_path: Path, folder: Path) -> None:
    slow = ("--read-delay=yes", "--read-delay-duration", "200000")
    scanner = sane_test(tmp_path, *slow, resolution_dpi=600, page_timeout_s=0.3)
    assert fault_of(scanner, folder) == (ScannerFault.SILENT, [])
    assert list(folder.iterdir()) == []


def test_cancelling_drops_the_page_under_way_and_keeps_the_whole_ones(tmp_path: Path, folder: Path) -> None:
    slow = ("--read-delay=yes", "--read-delay-duration", "100000")
    scanner = sane_test(tmp_path, *slow, resolution_dpi=100)
    pages: list[ScannedPage] = []

    def take(page: ScannedPage) -> None:
        pages.append(page)
        threading.Thread(target=scanner.cancel).start()

    with pytest.raises(ScanCancelled):
        scan_all(scanner, folder, take)
    assert [page.number for page in pages] == [1]
    assert list(folder.iterdir()) == [pages[0].path]


def test_leaving_the_batch_early_ends_the_child(tmp_path: Path, folder: Path) -> None:
    batch = sane_test(tmp_path).scan_batch(folder)
    assert isinstance(batch, Iterator)
    next(batch)
    before = children()
    batch.close()  # type: ignore[attr-defined]  # it is a generator
    assert children() < before or not before


def children() -> set[str]:
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return set(own.read_text(encoding="ascii").split())


def test_an_empty_virtual_feeder_has_no_documents(virtual: VirtualScanner, folder: Path) -> None:
    assert fault_of(virtual, folder) == (ScannerFault.NO_DOCUMENTS, [])


def test_the_virtual_feeder_gives_the_pictures_put_in_in_order(
    virtual: VirtualScanner, feeder: Feeder, folder: Path
) -> None:
    feeder.put_in(*sheets(3))
    pages = list(virtual.scan_batch(folder))
    colours = []
    for page in pages:
        with Image.open(page.path) as picture:
            colours.append(picture.convert("RGB").getpixel((5, 5)))
    assert colours == [(0, 100, 200), (10, 100, 200), (20, 100, 200)]
    assert feeder.sheet_count == 0


def test_a_jam_at_page_seven_keeps_pages_one_to_six_and_lasts_until_cleared(
    virtual: VirtualScanner, feeder: Feeder, folder: Path
) -> None:
    feeder.put_in(*sheets(8))
    feeder.jam_after(6)

    fault, pages = fault_of(virtual, folder)
    assert (fault, [page.number for page in pages]) == (ScannerFault.JAMMED, [1, 2, 3, 4, 5, 6])
    assert all(page.path.exists() for page in pages)
    assert fault_of(virtual, folder) == (ScannerFault.JAMMED, [])

    feeder.clear_jam()
    assert [page.number for page in virtual.scan_batch(folder)] == [7, 8]


def test_cover_busy_and_cable_hinder_until_they_are_put_right(
    virtual: VirtualScanner, feeder: Feeder, folder: Path
) -> None:
    feeder.put_in(*sheets(1))
    faults = []
    for hinder, right in (
        (feeder.open_cover, feeder.close_cover),
        (feeder.be_busy, feeder.be_free),
        (feeder.unplug, feeder.plug_in),
    ):
        hinder()
        faults.append(fault_of(virtual, folder)[0])
        right()
    assert faults == [ScannerFault.COVER_OPEN, ScannerFault.BUSY, ScannerFault.GONE]
    assert len(list(virtual.scan_batch(folder))) == 1


def test_cancelling_the_virtual_scanner_leaves_the_other_sheets_in_the_feeder(
    virtual: VirtualScanner, feeder: Feeder, folder: Path
) -> None:
    feeder.put_in(*sheets(3))
    with pytest.raises(ScanCancelled):
        scan_all(virtual, folder, lambda _: virtual.cancel())
    assert feeder.take_out() == 2


def test_sample_papers_are_a4_and_marked_as_specimens() -> None:
    for paper in SAMPLE_PAPERS:
        sheet = draw_paper(paper)
        assert sheet.size == (827, 1169)
        red, green, _ = sheet.split()
        assert sum(ImageChops.subtract(red, green).histogram()[60:]) > 2000


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    assert set(FAULT_SENTENCES) == set(ScannerFault)
    error = ScannerError(ScannerFault.JAMMED)
    assert error.sentence.vi.startswith("Giấy bị kẹt")
    assert error.sentence.en
