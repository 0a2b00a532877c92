"""One visit from touch to report, told line by line as it happens; every step is checked.

A step that does not happen ends the story with its reason.
"""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from contract.clock import LOCAL
from contract.ids import new_command_id
from hardware.printer_emulator.slips import PrintedSlip
from tools.demo.center import DemoCenter, wait_until
from tools.demo.looking import PHONE, TELEVISION, PageCamera
from tools.demo.people import Browser, People, people_of

Tell = Callable[[str], None]
SERVICE = "ho-tich"
AT_THE_COUNTER_S = 2.0
"""How long the demo's citizen is served."""


class Story:
    """Plays and tells."""

    def __init__(self, center: DemoCenter, camera: PageCamera, tell: Tell) -> None:
        self._center = center
        self._camera = camera
        self._tell = tell
        self._started_s = time.monotonic()
        self.people: People

    def play(self) -> None:
        """The whole visit.

        Raises:
            NothingHappenedError, NothingThereError: a step that did not happen.
        """
        self._open_up()
        slip = self._take_number()
        number = slip.lines[self._line_of_number(slip)].split()[0]
        self._call(number, slip)
        self._serve(number)
        self._report(number)
        seconds = time.monotonic() - self._started_s
        self._say(
            f"Hết. Một lượt khách từ lúc chạm đến báo cáo: {seconds:.0f} giây. / The end: {seconds:.0f} s."
        )

    # --- scenes ---

    def _open_up(self) -> None:
        center = self._center
        clock = datetime.now(UTC).astimezone(LOCAL)
        center.motcua("clock", "confirm", f"{clock:%Y-%m-%dT%H:%M:%S}")
        self._say("Người quản lý xác nhận giờ. / A person vouches for the hub's clock.")
        self.people = people_of(center)
        center.start_devices()
        self._say("Máy lấy số, màn hình sảnh, màn hình quầy và bảng nút đã chạy. / All devices are up.")
        self.officer = Browser(f"http://127.0.0.1:{center.ports.console}")
        self.officer.sign_in(self.people.officer)
        self._open_counter()
        self._say(f"{self.people.officer.name} đăng nhập và mở quầy 1. / The officer opens counter 1.")
        wait_until(lambda: "tile-ho-tich" in center.finger.sees(), "the kiosk shows its services", 30)
        center.picture("kiosk-1", "1-kiosk-home")

    def _take_number(self) -> PrintedSlip:
        center = self._center
        center.finger.touch(f"tile-{SERVICE}")
        wait_until(lambda: "take-number" in center.finger.sees(), "the service's screen")
        center.picture("kiosk-1", "2-kiosk-service")
        before = len(center.printer.tray.slips)
        touched_s = time.monotonic()
        center.finger.touch("take-number")
        slips = center.printer.tray.wait_for(before + 1, 10)
        took_s = time.monotonic() - touched_s
        wait_until(lambda: len(center.printer.tray.slips) > before, "a slip was printed")
        slip = slips[-1]
        (center.place.var / "slip.png").write_bytes(Path(slip.png).read_bytes())
        wait_until(lambda: self._ticket(slip)["state"] != "reserved", "the slip is confirmed")
        center.picture("kiosk-1", "3-kiosk-slip")
        self._say(
            f"Công dân chạm “Hộ tịch”, “Lấy số”; phiếu ra sau {took_s:.1f} giây, {slip.bytes_received} byte. "
            "/ A touch becomes a slip."
        )
        return slip

    def _call(self, number: str, slip: PrintedSlip) -> None:
        center = self._center
        spoken = len(center.spoken())
        center.press("next")
        wait_until(lambda: self._current() == number, f"{number} is called")
        wait_until(lambda: len(center.spoken()) > spoken, f"the call of {number} is spoken", 30)
        center.picture("hall-1", "4-hall-call")
        center.picture("counter-display-1", "5-counter-call")
        self._camera.public("9-ticket", f"/t/{slip.qr_data[0]}", PHONE)
        self._say(f"Cán bộ bấm nút “Tiếp”: màn hình và loa mời số {number} đến quầy 1. / {number} is called.")

    def _serve(self, number: str) -> None:
        center = self._center
        center.press("finish")
        wait_until(lambda: self._status() == "serving", f"{number} is being served")
        center.picture("counter-display-1", "6-counter-serving")
        time.sleep(AT_THE_COUNTER_S)
        self._camera.console("7-console", self.people.officer, "/")
        self._camera.public("8-board", "/board", TELEVISION)
        center.press("finish")
        wait_until(lambda: self._status() == "ready", f"{number} is served")
        self._say(f"Số {number} được phục vụ xong. / {number} has been served.")

    def _report(self, number: str) -> None:
        center = self._center
        manager = Browser(f"http://127.0.0.1:{center.ports.console}")
        manager.sign_in(self.people.manager)
        text = manager.get("/waits.csv")
        (center.place.var / "waits.csv").write_text(text, encoding="utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text)) if number in row]
        wait_until(lambda: bool(rows), f"{number} stands in the wait log", 1)
        self._camera.console("10-waits", self.people.manager, "/waits")
        self._say(
            f"Người quản lý đọc nhật ký chờ: {', '.join(rows[-1][:12])}. / The manager reads the wait log."
        )
        self._say(
            f"Kiểm tra sổ cái: {center.motcua('ledger', 'verify').splitlines()[0]}. / The ledger is sound."
        )

    # --- parts ---

    def _say(self, line: str) -> None:
        self._tell(f"[{time.monotonic() - self._started_s:5.1f} s] {line}")

    def _open_counter(self) -> None:
        state = self._state()
        if state["status"] == "closed":
            self.officer.post(
                "/api/v1/commands/open-counter", {"command_id": new_command_id(), "counter": "1"}
            )
        wait_until(lambda: self._status() != "closed", "counter 1 is open")

    def _state(self) -> dict[str, object]:
        state: dict[str, object] = json.loads(self.officer.get("/api/v1/state/counters/1"))
        return state

    def _ticket(self, slip: PrintedSlip) -> dict[str, object]:
        """What the public ticket page is told."""
        ticket: dict[str, object] = json.loads(self.officer.get(f"/api/v1/tickets/{slip.qr_data[0]}"))
        return ticket

    def _current(self) -> object:
        return self._state()["number"]

    def _status(self) -> object:
        return self._state()["status"]

    @staticmethod
    def _line_of_number(slip: PrintedSlip) -> int:
        return next(
            index for index, line in enumerate(slip.lines) if line[:1].isalpha() and line[1:4].isdigit()
        )
