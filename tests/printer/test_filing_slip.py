"""The checklist for filing online on the paper: every line in full with a box, in the citizen's language."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from contract.filing_slip import FilingPart, FilingSlip
from contract.words import Language
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import PaperWidth, PrinterEmulator
from printer.blocks import Block, PictureLine, TextLine
from printer.counter_layout import CounterSlipLayout
from printer.counter_slip import CounterPaper
from printer.drawing import FontFiles
from printer.encoder import CUT_AFTER_FEED, encode
from printer.models import EPSON_TM_T82, GENERIC_58, GENERIC_80, NO_STATUS
from printer.profile import PrinterProfile
from tests.printer.test_checklist import inked

PRINTED = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)
DOTS = "…" * 62
VI = FilingSlip(
    language=Language.VI,
    parts=(
        FilingPart(
            title="Định danh điện tử mức độ 2",
            lines=(
                "Đến quầy Cư trú – Căn cước (công an) đăng ký định danh điện tử mức độ 2",
                "Khi được báo, cài VNeID trên điện thoại và kích hoạt tài khoản",
            ),
        ),
        FilingPart(title="Thứ khác", lines=(f"Theo lời cán bộ: {DOTS}",)),
    ),
    closing="Chưa nộp trực tuyến được, ông/bà vẫn nộp hồ sơ trực tiếp tại quầy.",
)
EN = FilingSlip(
    language=Language.EN,
    parts=(FilingPart(title="Bank account", lines=("Open a bank account that works on the phone",)),),
    closing="You can always hand your papers in at the counter.",
)
EACH_PRINTER = pytest.mark.parametrize(
    "profile", [GENERIC_80, GENERIC_58, EPSON_TM_T82, NO_STATUS], ids=lambda one: one.name
)


def blocks_of(slip: FilingSlip, profile: PrinterProfile) -> tuple[Block, ...]:
    paper = CounterPaper("Trung tâm Phục vụ hành chính công xã Tân Lập", slip, "1022", PRINTED)
    return CounterSlipLayout(profile, FontFiles()).compose_counter_slip(paper)


def lines_of(slip: FilingSlip, profile: PrinterProfile = GENERIC_80) -> list[str]:
    return [block.text for block in blocks_of(slip, profile) if isinstance(block, TextLine | PictureLine)]


def said(slip: FilingSlip, profile: PrinterProfile = GENERIC_80) -> str:
    return " ".join(" ".join(lines_of(slip, profile)).replace("\N{NO-BREAK SPACE}", " ").split())


@EACH_PRINTER
def test_center_what_was_missing_what_to_do_and_when_are_all_there(profile: PrinterProfile) -> None:
    words = said(VI, profile)

    for told in (
        "Trung tâm Phục vụ hành chính công xã Tân Lập Để nộp hồ sơ trực tuyến Định danh điện tử mức độ 2",
        VI.parts[0].lines[0],
        VI.parts[0].lines[1],
        "Thứ khác Theo lời cán bộ:",
        VI.closing,
        "Đường dây nóng: 1022",
        "In lúc 08:05 23/11/2026",
    ):
        assert told in words, told


def test_english_has_our_own_words_in_english_too() -> None:
    words = said(EN)

    assert "To file online Bank account" in words
    assert words.endswith("Hotline: 1022 Printed 08:05 23/11/2026")


@EACH_PRINTER
def test_dots_to_write_on_are_one_line_of_this_paper(profile: PrinterProfile) -> None:
    dotted = [line for line in lines_of(VI, profile) if "…" in line]

    assert len(dotted) == 1
    assert set(dotted[0]) == {"…"}


def test_an_empty_line_takes_no_room() -> None:
    empty = FilingSlip(language=Language.VI, parts=(FilingPart(title="Điện thoại", lines=("", "Mang theo")),))

    assert "Điện thoại Mang theo" in said(empty)


@EACH_PRINTER
def test_the_longest_configured_line_is_not_cut(profile: PrinterProfile) -> None:
    line = ("Nghiêng " * 20).strip()
    longest = msgspec.structs.replace(VI, parts=(FilingPart(title=line[:80], lines=(line,)),), closing=line)

    assert "..." not in said(longest, profile)


@pytest.mark.parametrize("profile", [EPSON_TM_T82, GENERIC_58], ids=lambda one: one.name)
def test_a_printer_puts_it_on_paper_with_a_box_before_each_line(
    profile: PrinterProfile, tmp_path: Path
) -> None:
    whole = [
        block
        for block in blocks_of(VI, profile)
        if isinstance(block, PictureLine) and block.picture.width == profile.width_dots
    ]
    job = encode(blocks_of(VI, profile), profile)
    with (
        PrinterEmulator(
            tmp_path, EmulatorControls(), lambda: datetime.now(UTC), PaperWidth(profile.width_dots)
        ) as printer,
        socket.create_connection(printer.address) as line,
    ):
        line.sendall(job + CUT_AFTER_FEED)
        paper = printer.tray.wait_for(1, 10)[0]

    assert [inked(block, 0, 20) for block in whole].count(True) == 3
    assert (paper.remarks, paper.qr_data) == ((), ())
    assert paper.picture_count == sum(isinstance(block, PictureLine) for block in blocks_of(VI, profile))
    assert len(job) < 30_000
