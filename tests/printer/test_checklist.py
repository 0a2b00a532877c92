"""A procedure's papers on the paper: every word of them, a box before each, and what is not known said."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.words import Language
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import PaperWidth, PrinterEmulator
from printer.blocks import PictureLine, TextLine
from printer.checklist import Checklist
from printer.drawing import FontFiles
from printer.encoder import CUT_AFTER_FEED, encode
from printer.faults import PrinterFault
from printer.layout import SlipLayout
from printer.models import EPSON_TM_T82, GENERIC_58, GENERIC_80, NO_STATUS
from printer.outcome import PrintOutcome
from printer.profile import PrinterProfile
from printer.service import PrinterService
from printer.settings import CableKind, PrinterSettings

PRINTED = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
LONG = (
    "Giấy tờ có giá trị chứng minh thông tin về cư trú trong trường hợp cơ quan đăng ký hộ tịch không thể "
    "khai thác được thông tin về nơi cư trú của công dân theo các phương thức quy định [1 bản chính]"
)
BIRTH = Checklist(
    center_name="Trung tâm Phục vụ hành chính công xã Tân Lập",
    procedure="Đăng ký khai sinh",
    code="1.001193",
    documents=("Giấy chứng sinh [1 bản chính]", LONG),
    left_out=27,
    is_unverified=True,
    where="Hộ tịch: Quầy 1",
    hotline="1022",
    printed_at=PRINTED,
    page_url="https://motcua.example.vn/procedures/1.001193",
)


def said(checklist: Checklist, profile: PrinterProfile = GENERIC_80) -> str:
    blocks = SlipLayout(profile, FontFiles()).compose_checklist(checklist)
    lines = [block.text for block in blocks if isinstance(block, TextLine | PictureLine)]
    return " ".join(" ".join(lines).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize(
    "profile", [GENERIC_80, GENERIC_58, EPSON_TM_T82, NO_STATUS], ids=lambda one: one.name
)
def test_every_paper_is_there_in_full_with_a_box_before_it(profile: PrinterProfile) -> None:
    words = said(BIRTH, profile)

    assert "Giấy chứng sinh [1 bản chính]" in words
    assert LONG in words
    assert "..." not in words


def test_the_officer_in_charge_stands_below_the_counter_and_nothing_where_nobody_is_posted() -> None:
    vi = said(replace(BIRTH, officer="Công chức tư pháp – hộ tịch"))
    en = said(replace(BIRTH, officer="Nguyễn Thị A", language=Language.EN), GENERIC_58)

    assert "Nơi nộp: Hộ tịch: Quầy 1 Cán bộ phụ trách: Công chức tư pháp – hộ tịch" in vi
    assert "Officer in charge: Nguyễn Thị A" in en
    assert "phụ trách" not in said(BIRTH)


def test_it_says_what_is_left_out_what_is_not_verified_and_where_to_go() -> None:
    words = said(BIRTH)

    assert "Còn 27 giấy tờ khác" in words
    assert "chưa được kiểm chứng" in words
    assert "Nơi nộp: Hộ tịch: Quầy 1" in words
    assert "Đường dây nóng: 1022" in words
    assert "08:15 23/11/2026" in words


def test_a_paper_that_is_only_shown_says_so_below_it_and_no_other_does() -> None:
    shown = "Xuất trình Giấy chứng nhận kết hôn (bản chính)"
    papers = replace(BIRTH, documents=(LONG, shown, "Tờ khai"), shown_only=(shown,))

    assert f"{shown} Chỉ xuất trình cho cán bộ xem, không phải nộp. Tờ khai" in said(papers, GENERIC_58)
    assert said(papers).count("không phải nộp") == 1
    assert "Only shown to the officer" in said(replace(papers, language=Language.EN))


def test_what_nobody_can_say_is_not_on_it() -> None:
    bare = replace(
        BIRTH, left_out=0, is_unverified=False, where=None, hotline=None, printed_at=None, page_url=None
    )
    words = said(bare)

    for absent in ("giấy tờ khác", "kiểm chứng", "Nơi nộp", "Đường dây", "2026", "Quét mã"):
        assert absent not in words


def test_the_longest_text_of_the_national_data_fits_on_narrow_paper() -> None:
    longest = "Giao đất ở có thu tiền " * 40

    assert longest.strip() in said(replace(BIRTH, documents=(longest.strip(),)), GENERIC_58)


def test_english_has_english_sentences_round_vietnamese_papers() -> None:
    words = said(replace(BIRTH, language=Language.EN))

    assert "Papers to bring" in words
    assert "Giấy chứng sinh" in words


def test_a_printer_without_paper_prints_nothing_and_says_so(tmp_path: Path) -> None:
    controls = EmulatorControls()
    with PrinterEmulator(tmp_path, controls, lambda: datetime.now(UTC)) as printer:
        host, port = printer.address
        settings = PrinterSettings(kind=CableKind.NETWORK, host=host, port=port, profile="epson-tm-t82")
        service = PrinterService.from_settings(settings)
        controls.run_paper_out()
        refused = service.print_checklist(BIRTH)
        controls.load_paper()
        printed = service.print_checklist(BIRTH)
        papers = printer.tray.wait_for(1, 10)

    assert (refused.outcome, refused.fault) == (PrintOutcome.NOT_STARTED, PrinterFault.PAPER_OUT)
    assert printed.outcome is PrintOutcome.CONFIRMED
    assert len(papers) == 1


def test_a_checklist_without_papers_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no checklist"):
        replace(BIRTH, documents=())


def inked(block: PictureLine, left: int, right: int) -> bool:
    return block.picture.crop((left, 0, right, block.picture.height)).convert("L").getextrema()[0] == 0


def test_each_paper_has_one_box_and_its_lines_stand_beside_it() -> None:
    blocks = SlipLayout(GENERIC_80, FontFiles()).compose_checklist(BIRTH)
    whole = [b for b in blocks if isinstance(b, PictureLine) and b.picture.width == GENERIC_80.width_dots]

    boxed = [block.text for block in whole if inked(block, 0, 20)]

    assert boxed == [BIRTH.documents[0], next(b.text for b in whole if LONG.startswith(b.text))]
    assert len(whole) > len(boxed)
    assert not any(inked(block, 21, 29) for block in whole)


@pytest.mark.parametrize("profile", [EPSON_TM_T82, GENERIC_58], ids=lambda one: one.name)
def test_a_printer_puts_it_on_paper_and_its_code_leads_to_the_page(
    profile: PrinterProfile, tmp_path: Path
) -> None:
    job = encode(SlipLayout(profile, FontFiles()).compose_checklist(BIRTH), profile)
    with (
        PrinterEmulator(
            tmp_path, EmulatorControls(), lambda: datetime.now(UTC), PaperWidth(profile.width_dots)
        ) as printer,
        socket.create_connection(printer.address) as line,
    ):
        line.sendall(job + CUT_AFTER_FEED)
        paper = printer.tray.wait_for(1, 10)[0]

    assert paper.qr_data == (BIRTH.page_url,)
    assert any("1.001193" in text for text in paper.lines)
