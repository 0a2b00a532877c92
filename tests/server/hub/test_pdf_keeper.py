"""Searchable PDF/A of scanned documents, by the real programs; and what happens when it cannot be."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.domain.paper_name import paper_name
from server.pdf_keeper import PdfKeeper
from server.scans import pieces
from server.scans.image_pdf import plausible_dpi
from server.scans.private_folder import private_folder
from server.store.pdf_shelf import PdfShelf
from server.store.record_pages import Document, PdfState
from tests.support.hub import ANH, SmallHub, small_hub
from tests.support.paper_pictures import BIRTH, as_png, filled_form
from tests.support.record_papers import PaperRoom, png
from tests.support.records import known, receive
from tests.support.waiting import wait_until

MADE_WITHIN_S = 150.0
"""On a machine that does other things."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SmallHub]:
    with small_hub(tmp_path) as hub:
        hub.open_day()
        yield hub


@pytest.fixture
def room(hub: SmallHub) -> PaperRoom:
    return PaperRoom(hub)


@pytest.fixture
def document(room: PaperRoom) -> Document:
    return room.document(receive(room.hub).record, "don-to-khai")


def keeper(room: PaperRoom) -> PdfKeeper:
    shelf = PdfShelf(room.vault, room.hub.writer, room.hub.database)
    return PdfKeeper(shelf, room.hub.folder, lambda: True, look_every_s=0.1, after_trouble_s=0.1)


def settled(room: PaperRoom) -> None:
    """The officer has not touched the pages for a while."""
    room.hub.clock.pass_time(6)


def pdf_state(room: PaperRoom, document: Document) -> PdfState:
    return room.held(document).document.pdf


def made(room: PaperRoom, document: Document) -> None:
    running = keeper(room)
    running.start()
    try:
        wait_until(lambda: pdf_state(room, document) is PdfState.MADE, timeout_s=MADE_WITHIN_S)
    finally:
        running.stop()


def said(program: str, *arguments: str | Path) -> str:
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def test_a_document_becomes_a_searchable_pdf_a_though_it_is_made_in_pieces(
    room: PaperRoom, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PIXELS_AT_ONCE", 1)
    upright, turned = filled_form(1), filled_form(2).rotate(180)
    for page in (upright, turned):
        room.desk.upload(ANH, document.id, as_png(page))
    settled(room)

    made(room, document)

    record, _, content = room.desk.open_pdf(ANH, document.id)
    file = tmp_path / paper_name(record, document.paper, document.position)
    file.write_bytes(content)
    assert file.name == "1-2026_20261123_don-to-khai-1.pdf"
    words = said("pdftotext", "-layout", file, "-")
    first, second, _ = words.split("\f")
    for label in BIRTH:
        assert label.rstrip(":") in " ".join(first.split()), label
    assert "Quan hệ với người được khai sinh" in " ".join(second.split()), "an upside-down page was turned"
    assert accuracy(" ".join(first.split())) >= 0.98
    is_sound(file)
    assert "1/2026 don-to-khai" in said("pdfinfo", file)
    assert not list((room.hub.folder / "record-papers").rglob("*.pdf"))
    assert not any(b"%PDF" in file.read_bytes() for file in (room.hub.folder / "record-papers").rglob("pdf"))


def accuracy(read: str) -> float:
    """Share of the form's words that were read to the letter."""
    wanted = " ".join(BIRTH).split()
    return sum(word in read for word in wanted) / len(wanted)


def is_sound(file: Path) -> None:
    """What PDF/A-2b wants and these programs can see: no validator is at hand."""
    assert "No syntax or stream encoding errors" in said("qpdf", "--check", file)
    fonts = said("pdffonts", file).splitlines()[2:]
    assert fonts
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in fonts), fonts
    claims = said("pdfinfo", "-meta", file)
    assert re.search(r'pdfaid:part="2"|<pdfaid:part>2<', claims)
    assert re.search(r'pdfaid:conformance="B"|<pdfaid:conformance>B<', claims)
    inside = said("qpdf", "--json", file)
    assert "/GTS_PDFA1" in inside, "an output intent with its colour profile"
    assert "/Encrypt" not in inside
    assert "Page size:       595" in said("pdfinfo", file), "A4, as 200 dpi say"


def test_a_restart_in_the_middle_begins_it_anew_and_leaves_no_page_behind(
    room: PaperRoom, document: Document
) -> None:
    room.desk.upload(ANH, document.id, as_png(filled_form(3)))
    settled(room)
    running = keeper(room)
    running.start()
    wait_until(lambda: running.progress is not None and running.progress.page == 1, timeout_s=MADE_WITHIN_S)
    running.stop()

    assert pdf_state(room, document) is PdfState.WANTED
    folder = private_folder(room.hub.folder)
    assert list(folder.iterdir()) == []
    made(room, document)
    assert list(folder.parent.glob(f"{folder.name}*")) == []


def test_without_the_program_the_pages_stay_and_it_is_said(
    room: PaperRoom, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = png("one")
    room.desk.upload(ANH, document.id, page)
    settled(room)
    monkeypatch.setenv("PATH", "/nowhere")
    running = keeper(room)
    running.start()
    running.stop()

    assert running.missing == ("ocrmypdf", "tesseract", "gs", "qpdf")
    assert pdf_state(room, document) is PdfState.WANTED
    assert room.contents(document) == [page]


def test_without_a_folder_in_memory_no_page_lies_anywhere_unencrypted_and_it_is_said(
    room: PaperRoom, document: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    room.desk.upload(ANH, document.id, png("one"))
    settled(room)
    monkeypatch.delenv("RUNTIME_DIRECTORY", raising=False)
    monkeypatch.setattr("server.scans.private_folder.MEMORY_FOLDER", tmp_path / "gone")
    before = set(room.hub.folder.rglob("*"))
    running = keeper(room)
    running.start()
    wait_until(lambda: bool(running.missing))
    running.stop()

    assert running.missing == ("/dev/shm",)  # noqa: S108 - the place that is missing
    assert pdf_state(room, document) is PdfState.WANTED
    assert set(room.hub.folder.rglob("*")) == before


def test_a_damaged_page_is_said_and_an_officer_may_try_again(room: PaperRoom, document: Document) -> None:
    number = room.desk.upload(ANH, document.id, png("one")).number
    settled(room)
    file = room.hub.folder / "record-papers" / document.id / str(number)
    file.write_bytes(file.read_bytes()[:-3])
    running = keeper(room)
    running.start()
    wait_until(lambda: pdf_state(room, document) is PdfState.FAILED, timeout_s=MADE_WITHIN_S)
    running.stop()

    assert room.held(document).document.pdf_why == "page-damaged"
    room.desk.make_again(ANH, document.id)
    assert pdf_state(room, document) is PdfState.WANTED


def test_what_was_made_of_other_pages_is_thrown_away(room: PaperRoom, document: Document) -> None:
    room.desk.upload(ANH, document.id, png("one"))
    settled(room)
    shelf = PdfShelf(room.vault, room.hub.writer, room.hub.database)
    waiting = shelf.next_waiting()
    assert waiting is not None
    room.desk.upload(ANH, document.id, png("two"))

    assert not shelf.keep(waiting.document, b"%PDF of one page")
    assert shelf.next_waiting() is None, "not before the pages rest"
    assert "pdf" not in room.vault.names(document.id)
    settled(room)
    again = shelf.next_waiting()
    assert again is not None
    assert len(again.pages) == 2
    assert shelf.keep(again.document, b"%PDF of two pages")
    assert room.desk.open_pdf(ANH, document.id)[2] == b"%PDF of two pages"


@pytest.mark.parametrize(
    ("width", "height", "dpi", "inches"),
    [(1654, 2339, 200, 11.7), (2480, 3508, 300, 11.7), (3024, 4032, 72, 11.7), (3508, 4961, 300, 16.5)],
)
def test_a_page_is_as_large_as_paper_whatever_its_file_says(
    width: int, height: int, dpi: int, inches: float
) -> None:
    assert height / plausible_dpi(width, height, dpi) == pytest.approx(inches, abs=0.05)


def test_a_file_name_names_the_official_code_and_never_a_person(room: PaperRoom) -> None:
    record = known(room.hub, receive(room.hub, code="000.00.01.H36-261123-0001").record)

    assert paper_name(record, "don-to-khai", 2) == "000.00.01.H36-261123-0001_20261123_don-to-khai-2.pdf"
