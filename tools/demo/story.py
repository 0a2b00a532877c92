"""One visit from touch to report, told line by line as it happens; every step is checked.

A step that does not happen ends the story with its reason.
"""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path

from contract.ids import new_command_id
from tools.demo.center import DemoCenter, wait_until
from tools.demo.citizen import Citizen, Taken
from tools.demo.looking import PHONE, TELEVISION, PageCamera
from tools.demo.past import WEEKS
from tools.demo.people import Browser, People, people_of
from tools.demo.record_scenes import RecordScenes

_ANSWER = re.compile(r'<p class="answer">(.*?)</p>', re.S)
_TAG = re.compile("<[^>]*>")
Tell = Callable[[str], None]


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
        first_touch_s = time.monotonic()
        taken = self._visit_kiosk()
        self._call(taken)
        self._serve(taken.number)
        self._report(taken.number)
        self._records.figures()
        self._records.searchable()
        seconds = time.monotonic() - first_touch_s
        self._say(
            f"Hết: từ lúc chạm đến báo cáo {seconds:.0f} giây. / From first touch to report: {seconds:.0f} s."
        )
        kept = (self._center.place.pictures(), *self._kept())
        self._tell(f"Xem / look at: {', '.join(str(path) for path in kept if path.exists())}")

    # --- scenes ---

    def _open_up(self) -> None:
        center = self._center
        center.confirm_clock()
        self._say("Người quản lý xác nhận giờ. / A person vouches for the hub's clock.")
        self._tell_of_the_past()
        self.people = people_of(center)
        center.start_devices(center.start_scan_station())
        self._say("Máy lấy số, các màn hình, bàn phím gọi số và máy quét đã chạy. / All devices are up.")
        self.officer = Browser(f"http://127.0.0.1:{center.ports.console}")
        self.officer.sign_in(self.people.officer)
        self._open_counter()
        self._say(f"{self.people.officer.name} đăng nhập và mở quầy 1. / The officer opens counter 1.")
        self._citizen = Citizen(center)
        self._citizen.wait_for_home()

    def _tell_of_the_past(self) -> None:
        if self._center.past is None:
            return
        day = f"{self._center.past.first_real_day:%d/%m/%Y}"
        self._say(
            f"Số liệu các ngày trước {day} là MÔ PHỎNG, do `motcua simulate` tạo ra. "
            f"/ All days before {day} are SIMULATED."
        )

    def _visit_kiosk(self) -> Taken:
        center, citizen = self._center, self._citizen
        citizen.look_up()
        self._say("Công dân tìm “khai”, đọc giấy tờ, thời hạn và lệ phí. / A citizen looks a procedure up.")
        taken = citizen.take_number()
        wait_until(lambda: self._ticket(taken)["state"] != "reserved", "the slip is confirmed")
        center.picture("kiosk-1", "05-kiosk-slip")
        self._say(
            f"Chạm “Hộ tịch”, “Lấy số”: phiếu {taken.number} ra sau {taken.seconds:.1f} giây, "
            f"{taken.slip.bytes_received} byte. / A touch becomes a slip."
        )
        citizen.scan(taken.code)
        self._say("Quét hai tờ giấy sau khi đồng ý. / Two papers are scanned, after agreeing.")
        return taken

    def _call(self, taken: Taken) -> None:
        center, number = self._center, taken.number
        spoken = len(center.spoken())
        center.press("next")
        wait_until(lambda: self._current() == number, f"{number} is called")
        wait_until(lambda: len(center.spoken()) > spoken, f"the call of {number} is spoken", 30)
        center.picture("hall-1", "09-hall-call")
        center.picture("counter-display-1", "10-counter-call")
        self._camera.public("11-ticket-page", f"/t/{taken.code}", PHONE)
        self._say(f"Cán bộ bấm nút “Tiếp”: màn hình và loa mời số {number} đến quầy 1. / {number} is called.")

    def _serve(self, number: str) -> None:
        center = self._center
        center.press("finish")
        wait_until(lambda: self._status() == "serving", f"{number} is being served")
        center.picture("counter-display-1", "12-counter-serving")
        self._records = RecordScenes(center, self._camera, self.people.officer, self._say)
        self._records.receive(number)
        self._records.scan()
        self._records.print_form()
        self._records.look_up(self._records.print_slip())
        self._records.give_result()
        self._records.back_at_the_counter(number)
        self._camera.public("17-web-board", "/board", TELEVISION)
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
        self._camera.console("18-waits", self.people.manager, "/waits")
        self._say(
            f"Người quản lý đọc nhật ký chờ: {', '.join(rows[-1][:12])}. / The manager reads the wait log."
        )
        self._answer("19-reports", "/reports", manager)
        self._answer("20-records-report", "/reports/records", manager)
        self._camera.console("23-accounts", self.people.administrator, "/accounts")
        self._say(
            f"Kiểm tra sổ cái: {center.motcua('ledger', 'verify').splitlines()[0]}. / The ledger is sound."
        )

    def _answer(self, picture: str, page: str, manager: Browser) -> None:
        """What a page of reports says in one sentence, of the last weeks and today."""
        today = self._center.local_now().date()
        asked = f"{page}?from={today - timedelta(weeks=WEEKS)}&to={today}"
        found = _ANSWER.search(manager.get(asked))
        wait_until(lambda: found is not None, f"{page} answers in one sentence", 1)
        self._camera.console(picture, self.people.manager, asked)
        self._say(f"{page}: {unescape(_TAG.sub('', found.group(1))) if found else ''}")

    def _kept(self) -> tuple[Path, ...]:
        var, files = self._center.place.var, self._records.files
        return var / "slip.png", files.slip, files.form, files.searchable, var / "waits.csv"

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

    def _ticket(self, taken: Taken) -> dict[str, object]:
        """What the public ticket page is told."""
        ticket: dict[str, object] = json.loads(self.officer.get(f"/api/v1/tickets/{taken.code}"))
        return ticket

    def _current(self) -> object:
        return self._state()["number"]

    def _status(self) -> object:
        return self._state()["status"]
