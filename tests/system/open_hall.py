"""The demo's center opened for a test: a person at counter 1, hands on every device, eyes on the ledger.

Real processes all; what is right or wrong is the tests' business.
"""

from __future__ import annotations

import json
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image

from contract.events import Event
from contract.ids import new_command_id
from hardware.printer_emulator.slips import PrintedSlip
from hardware.sample_papers import SAMPLE_PAPERS, draw_paper
from server.store import ledger
from server.store.database import only_reading
from tools.demo.center import DemoCenter, Hour, wait_until
from tools.demo.people import Browser, People, people_of
from tools.demo.touch import NothingThereError

E = TypeVar("E", bound=Event)
SERVICE = "ho-tich"
TILE = f"tile-{SERVICE}"


class OpenHall:
    """Hands and eyes."""

    def __init__(self, center: DemoCenter) -> None:
        self.center = center
        self.people: People = people_of(center)
        self.officer = self.signed_in("officer")

    def signed_in(self, who: str) -> Browser:
        """A console of that person."""
        browser = Browser(f"http://127.0.0.1:{self.center.ports.console}")
        browser.sign_in(getattr(self.people, who))
        return browser

    # --- hands ---

    def ask(self, verb: str, **fields: Any) -> dict[str, Any]:
        """The officer asks; it must be done. Its result."""
        body = {"command_id": new_command_id(), **fields}
        answer = self.officer.post(f"/api/v1/commands/{verb}", body)
        assert answer["outcome"] == "done", answer
        result: dict[str, Any] = answer["result"]
        return result

    def sees(self, name: str) -> bool:
        """Whether something of that name can be touched on the kiosk now."""
        return name in self.center.finger.sees()

    def touch(self, name: str, then: str | None = None) -> None:
        """Touch it once it is there; then wait for what should come."""
        wait_until(lambda: self.sees(name), f"{name!r} on the kiosk", 30)
        self.center.finger.touch(name)
        if then is not None:
            wait_until(lambda: self.sees(then), f"{then!r} after {name!r}", 30)

    def go_home(self) -> None:
        """The kiosk shows its services again, by a touch beside everything or a button."""
        wait_until(self._is_home, "the kiosk is home", 60)

    def _is_home(self) -> bool:
        if self.sees(TILE):
            return True
        with suppress(NothingThereError):  # it may have gone home by itself in between
            for way in ("home", "back"):
                if self.sees(way):
                    self._leave_by(way)
                    return False
            if not self.sees("noted"):
                self.center.finger.touch_at(0.01, 0.5)
        return False

    def _leave_by(self, way: str) -> None:
        """Once: names are written down after the screen has settled, another would hit what follows."""
        self.center.finger.touch(way)
        wait_until(lambda: not self.sees(way), f"another screen after {way!r}")

    def ask_for_number(self) -> None:
        """From the tiles to the press that asks."""
        self.go_home()
        self.touch(TILE, then="take-number")
        self.center.finger.touch("take-number")

    def take_slip(self) -> PrintedSlip:
        """A citizen takes a number and gets the slip."""
        before = len(self.slips)
        self.ask_for_number()
        return self.center.printer.tray.wait_for(before + 1, 20)[-1]

    def lay_papers(self, count: int) -> None:
        """Into the kiosk's feeder."""
        tray = self.center.place.data / "tray"
        tray.mkdir(exist_ok=True)
        for number, paper in enumerate(SAMPLE_PAPERS[:count], 1):
            part = tray / f"page-{number:03}.part"
            draw_paper(paper).save(part, format="PNG")
            part.rename(part.with_suffix(".png"))

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """For the hub no file grows any more: what it writes fails, as on a full disk."""
        hub = self.center.children.find("hub").process.pid
        before = resource.prlimit(hub, resource.RLIMIT_FSIZE)
        resource.prlimit(hub, resource.RLIMIT_FSIZE, (0, before[1]))
        try:
            yield
        finally:
            resource.prlimit(hub, resource.RLIMIT_FSIZE, before)

    # --- eyes ---

    @property
    def slips(self) -> tuple[PrintedSlip, ...]:
        """All of this run."""
        return self.center.printer.tray.slips

    def counter(self) -> dict[str, Any]:
        """Counter 1 as everybody sees it."""
        state: dict[str, Any] = json.loads(self.officer.get("/api/v1/state/counters/1"))
        return state

    def day_is_open(self) -> bool:
        """As everybody sees it."""
        return json.loads(self.officer.get("/api/v1/state/hub"))["day"] is not None

    def on_its_clocks(self, moment: datetime) -> datetime:
        """A moment by this machine's clock, as the center's clocks had it."""
        return moment + (self.center.clock.read().utc - datetime.now(UTC))

    def lasts_s(self) -> float:
        """Seconds since counter 1 has been as it is."""
        return (
            self.center.clock.read().utc - datetime.fromisoformat(self.counter()["since"])
        ).total_seconds()

    def wait_for_status(self, status: str) -> None:
        """Of counter 1."""
        wait_until(lambda: self.counter()["status"] == status, f"counter 1 is {status}", 15)

    def events(self) -> list[Event]:
        """The whole ledger."""
        url = f"sqlite:///{self.center.place.data / 'hub' / 'ledger.sqlite'}"
        with only_reading(url) as connection:
            return [item.event for item in ledger.events_after(connection, 0)]

    def told(self, kind: type[E]) -> list[E]:
        """All events of that kind."""
        return [event for event in self.events() if isinstance(event, kind)]

    def picture(self, device: str, name: str) -> Image.Image:
        """What its glass shows now."""
        with Image.open(self.center.picture(device, name)) as picture:
            return picture.convert("RGB")


def number_on(slip: PrintedSlip) -> str:
    """The number, as the emulator read it from the slip's bytes."""
    words = [line.split()[0] for line in slip.lines if line.strip()]
    return next(word for word in words if word[:1].isalpha() and word[1:].isdigit() and len(word) == 4)


def share_of(picture: Image.Image, colour: str) -> float:
    """How much of it is exactly that colour, 0 to 1."""
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    counts = {pixel: count for count, pixel in picture.getcolors(picture.width * picture.height) or []}
    return counts.get(wanted, 0) / (picture.width * picture.height)


@contextmanager
def center_folder() -> Iterator[Path]:
    """A folder of its own that Mosquitto's user can walk into, unlike pytest's; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="motcua-hall-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def _morning(var: Path) -> DemoCenter:
    return DemoCenter(var, only_virtual_screen=True, hour=Hour.MORNING)


@contextmanager
def open_hall() -> Iterator[OpenHall]:
    """Everything runs, the day is open, an officer sits at counter 1, the kiosk shows its services."""
    with center_folder() as var, _morning(var) as center:
        center.confirm_clock()
        center.start_devices()
        hall = OpenHall(center)
        wait_until(hall.day_is_open, "the hub opens the day")
        hall.ask("open-counter", counter="1")
        wait_until(lambda: hall.sees(TILE), "the kiosk shows its services", 40)
        yield hall
