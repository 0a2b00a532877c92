"""A record's slip on the paper: number, code, dates and reason; nobody's name; nothing in place of a form."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from contract.ids import RecordCode
from contract.record_slip import RecordSlip, RecordSlipKind
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import PaperWidth, PrinterEmulator
from printer.blocks import FONT_A_WIDTH, NativeQr, PictureLine, TextLine, TextSize
from printer.counter_layout import CounterSlipLayout
from printer.counter_slip import CounterPaper
from printer.drawing import FontFiles
from printer.encoder import CUT_AFTER_FEED, encode
from printer.faults import PrinterFault
from printer.models import EPSON_TM_T82, GENERIC_58, GENERIC_80, NO_STATUS
from printer.outcome import PrintOutcome
from printer.profile import PrinterProfile
from printer.service import PrinterService
from printer.settings import CableKind, PrinterSettings
from server.domain.record_look_up import receipt_code

RECEIVED = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)
OFFICIAL = RecordCode("000.00.01.H36-261123-0001")
RECEIPT = RecordSlip(
    kind=RecordSlipKind.RECEIPT,
    reference="52/2026",
    procedure="Đăng ký giám hộ",
    received_at=RECEIVED,
    due_at=datetime(2026, 11, 27, 9, 30, tzinfo=UTC),
    collect_at="Quầy 1",
)
DUPLICATE = RecordSlip(
    kind=RecordSlipKind.REFUSAL,
    reference="53/2026",
    procedure="Đăng ký giám hộ",
    received_at=RECEIVED,
    reason="Hồ sơ trùng",
    earlier="52/2026",
)
LATER_REFUSAL = msgspec.structs.replace(
    DUPLICATE,
    kind=RecordSlipKind.LATER_REFUSAL,
    refused_at=datetime(2026, 11, 25, 2, 40, tzinfo=UTC),
)
EACH_PRINTER = pytest.mark.parametrize(
    "profile", [GENERIC_80, GENERIC_58, EPSON_TM_T82, NO_STATUS], ids=lambda one: one.name
)


LOOKED_UP = msgspec.structs.replace(RECEIPT, look_up_key="K7Q-M2X", look_up_at="mot.tanlap.vn/look-up")


def paper_of(slip: RecordSlip) -> CounterPaper:
    return CounterPaper("Trung tâm Phục vụ hành chính công xã Tân Lập", slip, "1022", RECEIVED)


def said(slip: RecordSlip, profile: PrinterProfile = GENERIC_80) -> str:
    blocks = CounterSlipLayout(profile, FontFiles()).compose_counter_slip(paper_of(slip))
    lines = [block.text for block in blocks if isinstance(block, TextLine | PictureLine)]
    return " ".join(" ".join(lines).replace("\N{NO-BREAK SPACE}", " ").split())


@EACH_PRINTER
def test_a_receipt_says_the_look_up_key_and_where_it_is_typed(profile: PrinterProfile) -> None:
    for slip in (LOOKED_UP, msgspec.structs.replace(LOOKED_UP, is_returned_at_once=True)):
        words = said(slip, profile)
        assert "Mã tra cứu K7Q-M2X" in words
        assert "tại máy lấy số" in words
        assert "mot.tanlap.vn/look-up" in words
    assert "tra cứu" not in said(RECEIPT, profile) + said(DUPLICATE, profile)


@EACH_PRINTER
def test_no_line_sticks_to_the_next_and_what_is_large_stands_free_of_the_edges(
    profile: PrinterProfile,
) -> None:
    for slip in (LOOKED_UP, DUPLICATE, LATER_REFUSAL):
        blocks = CounterSlipLayout(profile, FontFiles()).compose_counter_slip(paper_of(slip))
        is_line = [isinstance(block, TextLine | PictureLine) for block in blocks]
        large = [block for block in blocks if isinstance(block, TextLine) and block.size is TextSize.LARGE]

        assert (True, True) not in pairwise(is_line)
        assert {"52/2026"} < {block.text for block in large}
        assert all(len(block.text) * 2 * FONT_A_WIDTH < profile.width_dots for block in large)


def test_the_picture_code_of_a_receipt_without_a_code_looks_the_record_up_at_a_kiosk() -> None:
    def held(slip: RecordSlip) -> list[str]:
        blocks = CounterSlipLayout(EPSON_TM_T82, FontFiles()).compose_counter_slip(paper_of(slip))
        return [block.content for block in blocks if isinstance(block, NativeQr)]

    assert held(LOOKED_UP) == [receipt_code("52/2026", "K7QM2X")]
    assert held(msgspec.structs.replace(LOOKED_UP, code=OFFICIAL)) == [OFFICIAL]
    assert held(DUPLICATE) == ["53/2026"]


@EACH_PRINTER
def test_a_receipt_says_number_procedure_dates_where_and_what_to_bring(profile: PrinterProfile) -> None:
    words = said(RECEIPT, profile)

    for told in (
        "Trung tâm Phục vụ hành chính công xã Tân Lập",
        "Biên nhận hồ sơ",
        "Số trong sổ theo dõi 52/2026",
        "Mã hồ sơ: ......",
        "Đăng ký giám hộ",
        "08:05 23/11/2026",
        "Hẹn trả 16:30 27/11/2026",
        "Nhận kết quả: Quầy 1",
        "Mang theo phiếu này và giấy tờ tùy thân",
        "không thay cho Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "không phải mã hồ sơ",
        "Đường dây nóng: 1022",
    ):
        assert told in words, told


@EACH_PRINTER
def test_a_refused_duplicate_has_its_reason_and_the_earlier_number(profile: PrinterProfile) -> None:
    words = said(DUPLICATE, profile)

    assert "Phiếu từ chối tiếp nhận" in words
    assert "Lý do: Hồ sơ trùng" in words
    assert "Trùng với hồ sơ số 52/2026" in words
    assert "Hẹn trả" not in words
    assert "Mang theo" not in words


@EACH_PRINTER
def test_a_refusal_after_reception_says_when_it_was_taken_in_and_when_refused(
    profile: PrinterProfile,
) -> None:
    words = said(LATER_REFUSAL, profile)

    for told in (
        "Phiếu từ chối giải quyết",
        "Tiếp nhận: 08:05 23/11/2026",
        "Từ chối lúc: 09:40 25/11/2026",
        "Lý do: Hồ sơ trùng",
        "Trùng với hồ sơ số 52/2026",
        "không thay cho Phiếu từ chối giải quyết hồ sơ",
    ):
        assert told in words, told
    assert "Hẹn trả" not in words
    assert "từ chối tiếp nhận" not in words.lower()


def test_another_refusal_names_no_earlier_record() -> None:
    assert "Trùng" not in said(msgspec.structs.replace(DUPLICATE, reason="Không hợp lệ", earlier=None))


def test_a_result_given_at_once_has_no_date_to_come_back() -> None:
    words = said(msgspec.structs.replace(RECEIPT, due_at=None, is_returned_at_once=True))

    assert "Trả kết quả ngay khi tiếp nhận" in words
    assert "Hẹn trả" not in words


@EACH_PRINTER
def test_the_longest_of_everything_is_all_there(profile: PrinterProfile) -> None:
    longest = msgspec.structs.replace(
        DUPLICATE,
        code=RecordCode("X" * 64),
        procedure="Đăng ký lại " * 3,
        reason="Không thuộc thẩm quyền " * 3,
    )
    words = said(longest, profile)

    assert "X" * 64 in words.replace(" ", "")
    assert words.count("Đăng ký lại") == 3
    assert words.count("Không thuộc thẩm quyền") == 3
    assert "..." not in words


@pytest.mark.parametrize(("code", "held"), [(None, "52/2026"), (OFFICIAL, OFFICIAL)])
@pytest.mark.parametrize("profile", [EPSON_TM_T82, GENERIC_58], ids=lambda one: one.name)
def test_a_printer_puts_it_on_paper_with_the_code_it_names(
    profile: PrinterProfile, code: RecordCode | None, held: str, tmp_path: Path
) -> None:
    slip = msgspec.structs.replace(RECEIPT, code=code)
    job = encode(CounterSlipLayout(profile, FontFiles()).compose_counter_slip(paper_of(slip)), profile)
    with (
        PrinterEmulator(
            tmp_path, EmulatorControls(), lambda: datetime.now(UTC), PaperWidth(profile.width_dots)
        ) as printer,
        socket.create_connection(printer.address) as line,
    ):
        line.sendall(job + CUT_AFTER_FEED)
        paper = printer.tray.wait_for(1, 10)[0]

    assert paper.qr_data == (held,)
    assert any("52/2026" in text for text in paper.lines)
    assert len(job) < 20_000


def test_a_printer_without_paper_prints_nothing_and_notes_nothing(tmp_path: Path) -> None:
    controls = EmulatorControls()
    noted: list[str] = []
    with PrinterEmulator(tmp_path, controls, lambda: datetime.now(UTC)) as printer:
        host, port = printer.address
        settings = PrinterSettings(kind=CableKind.NETWORK, host=host, port=port, profile="epson-tm-t82")
        service = PrinterService.from_settings(settings)
        controls.run_paper_out()
        refused = service.print_counter_slip(paper_of(RECEIPT), lambda: noted.append("begun"))
        assert noted == []
        controls.load_paper()
        printed = service.print_counter_slip(paper_of(RECEIPT), lambda: noted.append("begun"))
        papers = printer.tray.wait_for(1, 10)

    assert (refused.outcome, refused.fault) == (PrintOutcome.NOT_STARTED, PrinterFault.PAPER_OUT)
    assert printed.outcome is PrintOutcome.CONFIRMED
    assert (len(papers), noted) == (1, ["begun"])


def test_a_time_without_a_zone_cannot_be_printed() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CounterPaper("x", RECEIPT, printed_at=datetime(2026, 11, 23))  # noqa: DTZ001
