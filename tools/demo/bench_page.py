"""The bench page: hands for a center without hardware. Served by the demo alone, on loopback.

Presses the virtual panel's buttons, shows slips, lays papers into the scanner, holds codes to the reader and
causes faults. Every change needs a header that other sites' pages cannot send.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
from flask import Flask, Response, abort, request, send_file
from waitress.server import create_server

from hardware.panel.gesture import Button
from hardware.printer_emulator.controls import Cable, Condition, Cover, Pace, PaperSupply
from hardware.sample_papers import SAMPLE_PAPERS
from tools.demo.center import DemoCenter
from tools.demo.trays import lay, lay_at_counter

STATIC = Path(__file__).parent / "bench_static"
HEADER = "X-Motcua-Bench"
SAMPLE_CARD = "012345678901||Nguyễn Văn Mẫu|01011990|Nam|Thôn Mẫu, xã Tân Lập, Lâm Đồng|01012022"
"""A made-up citizen card: seven fields as on the 2021 card, nobody's number."""

_BUTTONS = {
    Button.NEXT: "Tiếp",
    Button.RECALL: "Gọi lại",
    Button.NO_SHOW: "Vắng mặt",
    Button.HOLD: "Lưu số",
    Button.FINISH: "Hoàn thành",
}
_PAPER = {PaperSupply.ENOUGH: "còn giấy", PaperSupply.LOW: "sắp hết giấy", PaperSupply.OUT: "hết giấy"}
_COVER = {Cover.CLOSED: "nắp đóng", Cover.OPEN: "nắp mở"}
_CABLE = {Cable.PLUGGED: "dây cắm", Cable.UNPLUGGED: "dây rút"}
_PACE = {Pace.WORKING: "đang chạy", Pace.STALLED: "đứng"}


@dataclass(frozen=True, slots=True)
class Hand:
    """One thing a person can do at the bench."""

    label: str
    do: Callable[[], object]


class BenchView(msgspec.Struct, frozen=True):
    """What the page shows."""

    lamps: str
    slips: tuple[int, ...]
    """Numbers of the slips printed so far, newest first."""
    texts: tuple[str, ...]
    """Their text."""
    printer: str
    papers: int
    """Sheets in the scanner's tray."""


def hands_of(center: DemoCenter) -> dict[str, Hand]:
    """Everything that can be done, by name."""
    printer = center.controls
    tray = center.place.kiosk_tray
    hands = {
        f"press-{button.value}": Hand(f"Nút “{_BUTTONS[button]}”", partial(center.press, button.value))
        for button in Button
    }
    hands["hold-long"] = Hand("Giữ nút lưu số 1 giây", lambda: center.panel("tap hold 1000"))
    hands |= {
        "paper-low": Hand("Sắp hết giấy", printer.run_paper_low),
        "paper-out": Hand("Hết giấy", printer.run_paper_out),
        "paper-load": Hand("Lắp cuộn mới", printer.load_paper),
        "cover-open": Hand("Mở nắp máy in", printer.open_cover),
        "cover-close": Hand("Đóng nắp máy in", printer.close_cover),
        "unplug": Hand("Rút dây máy in", printer.unplug),
        "plug-in": Hand("Cắm dây máy in", printer.plug_in),
        "stall": Hand("Máy in đứng", printer.stall),
        "wake": Hand("Máy in chạy lại", printer.wake),
        "scanner-jam": Hand("Kẹt giấy máy quét", partial(_jam, tray)),
        "scanner-free": Hand("Gỡ kẹt máy quét", lambda: (tray / "jam").unlink(missing_ok=True)),
        "code-slip": Hand("Đưa phiếu mới nhất vào đầu đọc", lambda: _hold_newest_slip(center)),
        "code-card": Hand("Đưa căn cước mẫu vào đầu đọc", lambda: center.hold_code(SAMPLE_CARD)),
        "code-nonsense": Hand(
            "Đưa mã lạ vào đầu đọc", lambda: center.hold_code("https://example.invalid/?x")
        ),
    }
    for index, paper in enumerate(SAMPLE_PAPERS):
        hands[f"paper-{index}"] = Hand(f"Đặt vào máy quét: {paper.title}", partial(lay, tray, paper))
    at_counter = center.place.counter_tray
    for index, paper in enumerate(SAMPLE_PAPERS):
        label = f"Đặt vào máy quét ở quầy: {paper.title}"
        hands[f"counter-paper-{index}"] = Hand(label, partial(lay_at_counter, at_counter, paper))
    return hands


def _jam(tray: Path) -> None:
    tray.mkdir(exist_ok=True)
    (tray / "jam").touch()


def _hold_newest_slip(center: DemoCenter) -> None:
    slips = [slip for slip in center.printer.tray.slips if slip.qr_data]
    if slips:
        center.hold_code(slips[-1].qr_data[0])


def bench_app(center: DemoCenter) -> Flask:
    """The page and what it calls."""
    app = Flask("bench", static_folder=str(STATIC), static_url_path="/static")
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    hands = hands_of(center)

    @app.before_request
    def _only_this_page() -> None:
        if request.method == "POST" and HEADER not in request.headers:
            abort(403)
        if request.host.split(":")[0] not in ("127.0.0.1", "localhost"):
            abort(403)

    @app.get("/")
    def page() -> Response:
        return send_file(STATIC / "bench.html")

    @app.get("/hands")
    def all_hands() -> dict[str, str]:
        return {name: hand.label for name, hand in hands.items()}

    @app.post("/hands/<name>")
    def do(name: str) -> tuple[str, int]:
        if name not in hands:
            return "unknown", 404
        hands[name].do()
        return "", 204

    @app.get("/view")
    def view() -> Response:
        return Response(msgspec.json.encode(_view(center)), mimetype="application/json")

    @app.get("/slips/<int:number>.png")
    def slip(number: int) -> Response:
        found = next((known for known in center.printer.tray.slips if known.number == number), None)
        if found is None:
            abort(404)
        return send_file(found.png)

    return app


def _view(center: DemoCenter) -> BenchView:
    slips = center.printer.tray.slips[::-1][:6]
    tray = center.place.kiosk_tray
    return BenchView(
        lamps=center.panel("lamps"),
        slips=tuple(slip.number for slip in slips),
        texts=tuple("\n".join(slip.lines) for slip in slips),
        printer=_said(center.controls.condition),
        papers=len(list(tray.glob("*.png"))) if tray.exists() else 0,
    )


def _said(printer: Condition) -> str:
    parts = (_PAPER[printer.paper], _COVER[printer.cover], _CABLE[printer.cable], _PACE[printer.pace])
    return ", ".join(parts)


class BenchPage:
    """The page, served from a thread of the demo."""

    def __init__(self, center: DemoCenter) -> None:
        server = create_server(bench_app(center), host="127.0.0.1", port=center.ports.bench_page, threads=4)
        threading.Thread(target=server.run, name="bench page", daemon=True).start()
