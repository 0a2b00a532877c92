"""A record's way through the demo's center: received from the called number, scanned, looked up, returned.

Every scene looks for what it tells of; a scene that does not find it ends the story.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hardware.printer_emulator.slips import PrintedSlip
from hardware.sample_papers import SAMPLE_PAPERS
from tools.demo.center import DemoCenter, wait_until
from tools.demo.citizen import PROCEDURE
from tools.demo.counter_desk import Application, CounterDesk
from tools.demo.hall_turns import picture_records_turn, records_returned
from tools.demo.looking import PHONE, PageCamera
from tools.demo.pdf_seen import draw_first_page, words_of
from tools.demo.people import Person
from tools.demo.trays import lay_at_counter

FORM = SAMPLE_PAPERS[1]
"""The application, filled in by hand."""
FORM_KIND = "don-to-khai"
WANTED = Application(
    PROCEDURE,
    "Trần Thị Mẫu",
    "0900 000 000",
    "Cháu Nguyễn Văn Mẫu",
    ("Tờ khai đăng ký khai sinh", "Giấy chứng sinh"),
)
STEPS = (
    ("take-up-record", "Đang giải quyết"),
    ("finish-record", "Đã có kết quả"),
    ("return-record", "Đã trả kết quả"),
)
"""Presses, and what the record's page says then."""
_LOOK_UP = re.compile(r"(\d+/\d{4})-([0-9A-Z]{6})")


@dataclass(frozen=True, slots=True)
class Files:
    """What the scenes leave for people."""

    form: Path
    slip: Path
    searchable: Path


class RecordScenes:
    """One record, scene by scene."""

    def __init__(
        self, center: DemoCenter, camera: PageCamera, officer: Person, say: Callable[[str], None]
    ) -> None:
        var = center.place.var
        self.files = Files(var / "mau-01.pdf", var / "record-slip.png", var / "ban-quet.pdf")
        self._center = center
        self._camera = camera
        self._say = say
        self._desk = CounterDesk(camera.desk(officer), f"http://127.0.0.1:{center.ports.console}")
        self._reference = ""

    def receive(self, number: str) -> None:
        """B and F8 at the console."""
        self._reference = self._desk.receive(number, WANTED)
        wait_until(lambda: bool(self._reference), "the record has a number in the register", 1)
        if self._desk.warned:
            self._say(
                f"Phiếu nhận báo trang giống hồ sơ trước: {self._desk.warned} Cán bộ xem, vẫn nhận. "
                "/ Warned of a page that came before, the officer takes it in all the same."
            )
        self._say(
            f"Cán bộ bấm B, ghi người nộp và giấy tờ, bấm F8: hồ sơ {self._reference} của số {number}. "
            "/ The officer receives a record."
        )

    def scan(self) -> None:
        """The application lies in the feeder of the counter's scanner."""
        lay_at_counter(self._center.place.counter_tray, FORM)
        self._desk.scan(FORM_KIND)
        self._desk.picture(self._picture("13-record"))
        self._say(
            "Máy quét ở quầy quét tờ khai, trang quét được mã hóa; bản PDF tìm được chữ đang được tạo. "
            "/ The application is scanned at the counter; a searchable PDF is on its way."
        )

    def print_form(self) -> None:
        """Form 01, by F4."""
        pdf = self.files.form
        pdf.write_bytes(self._desk.form_01())
        told = words_of(pdf)
        wait_until(
            lambda: self._reference in told and WANTED.name in told, f"form 01 tells of {self._reference}", 1
        )
        draw_first_page(pdf, Path(self._picture("14-form-01")))
        self._say(f"Mẫu 01, giấy tiếp nhận và hẹn trả (PDF): {pdf}. / Form 01, receipt and appointment.")

    def print_slip(self) -> PrintedSlip:
        """The short receipt, by F2, where the citizen took the number."""
        before = len(self._center.printer.tray.slips)
        said = self._desk.print_slip()
        slip = self._center.printer.tray.wait_for(before + 1, 5)[-1]
        wait_until(lambda: slip.qr_data[0].startswith(self._reference), "the slip is this record's", 1)
        self.files.slip.write_bytes(Path(slip.png).read_bytes())
        self._say(f"F2: {said} / The short receipt comes out at the kiosk, {slip.bytes_received} bytes.")
        return slip

    def look_up(self, slip: PrintedSlip) -> None:
        """With the two numbers on the receipt, and nothing else."""
        found = _LOOK_UP.fullmatch(slip.qr_data[0])
        wait_until(lambda: found is not None, "the receipt's QR holds number and look-up key", 1)
        assert found is not None  # noqa: S101 - waited for just before
        degree = self._camera.look_up("15-look-up", *found.groups())
        wait_until(
            lambda: degree == "Đã tiếp nhận", f"the look-up page says how far it is, not “{degree}”", 1
        )
        self._say(
            f"Công dân tra cứu bằng điện thoại với mã trên biên nhận: “{degree}”. "
            "/ With the receipt's key anybody sees how far it is."
        )

    def give_result(self) -> None:
        """Three presses."""
        for verb, state in STEPS:
            self._desk.press(verb, state)
        steps = ", ".join(state.lower() for _, state in STEPS)
        self._say(f"Hồ sơ {self._reference}: {steps}. / The result is returned.")

    def back_at_the_counter(self, number: str) -> None:
        """The console, while the citizen is still there."""
        self._desk.sit_down(number)
        self._desk.picture(self._picture("16-console"))

    def figures(self) -> None:
        """In public: the page for everybody, and the hall display once calls leave it the time."""
        page = self._camera.public_text("/records").split("</table>")[0]
        received, returned = (_figure(page, name) for name in ("Đã tiếp nhận", "Đã trả kết quả"))
        wait_until(lambda: min(received, returned) > 0, "the public page counts record and result", 1)
        self._camera.public("21-records-page", "/records", PHONE)
        wait_until(lambda: records_returned(self._center) == returned, "the hall display knows it too", 30)
        picture_records_turn(self._center, "22-hall-records", "Tính đến")
        self._say(
            f"Ai cũng xem được ở sảnh và trên mạng: hôm nay nhận {received}, trả {returned} hồ sơ. "
            "/ Everybody sees what became of records."
        )

    def searchable(self) -> None:
        """What has become of the PDF by now: made, or plainly not yet."""
        [document] = self._desk.papers()["documents"]
        state, told = document["pdf"]["state"], document["pdf"]["text"]
        wait_until(lambda: state != "failed", told, 1)
        if state != "made":
            self._say(f"Bản PDF tìm được chữ chưa xong: {told} / The searchable PDF is not ready yet.")
            return
        pdf = self.files.searchable
        pdf.write_bytes(self._desk.searchable_pdf(document["id"]))
        wait_until(lambda: FORM.title in words_of(pdf), f"“{FORM.title}” is found in the searchable PDF", 1)
        self._say(f"Bản PDF tìm được chữ đã xong: {pdf}. / The searchable PDF is ready.")

    def _picture(self, name: str) -> str:
        return str(self._center.place.pictures() / f"{name}.png")


def _figure(page: str, name: str) -> int:
    found = re.search(rf"<th>{name}</th><td>(\d+)", page)
    return int(found.group(1)) if found else 0
