"""A scan station with everything real beside it: SANE's own device, a broker, the hub's public listener.

The officer's side is the hub's own desk, called as the console calls it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from contract.devices import DeviceState
from contract.hub_calls import HubCalls
from contract.paper_words import PageFlaw, ScanState, ScanTrouble, SheetSize
from contract.words import DeviceKind
from hardware.feeder import Feeder
from hardware.sample_papers import SAMPLE_PAPERS, draw_paper
from hardware.sane_scanner import PageFormat
from hardware.scan_station.hub import StationHub
from hardware.scan_station.station import ScanStation
from hardware.scan_station.waiting import WaitingRoom
from hardware.tray_scanner import TrayScanner
from server.config.papers import DocumentKind, Papers
from server.store.record_pages import Document, ScanJob, job_of
from tests.server.web.public_center import AS_SCANNER, PublicCenter, running_center
from tests.support.hub import ANH
from tests.support.mosquitto import RunningBroker
from tests.support.record_papers import STATION, PaperRoom, with_scanners
from tests.support.records import receive
from tests.support.service_manager import ServiceManager
from tests.support.waiting import wait_until

pytestmark = pytest.mark.system

CARD = DocumentKind(id="giay-nho", name_vi="Giấy nhỏ", name_en="Small papers", size=SheetSize.ID_CARD)
PAPERS = Papers(kinds=(CARD,))


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    (tmp_path / "hub").mkdir()
    with running_center(tmp_path / "hub", with_scanners(PAPERS)) as running:
        yield running


@pytest.fixture
def room(center: PublicCenter) -> PaperRoom:
    return PaperRoom(center.hub, with_scanners(PAPERS))


@pytest.fixture
def document(room: PaperRoom) -> Document:
    return room.document(receive(room.hub).record, CARD.id)


def now(room: PaperRoom, job: ScanJob) -> ScanJob:
    with room.hub.database.reading() as connection:
        known = job_of(connection, job.id)
    assert known is not None
    return known


def settings_file(folder: Path, center: PublicCenter, broker: RunningBroker) -> Path:
    (folder / "password").write_text(AS_SCANNER[1], encoding="utf-8")
    path = folder / "scan-station.toml"
    path.write_text(
        f'center = "23134"\ndevice = "{STATION}"\npassword_file = "{folder / "password"}"\n'
        f'data_dir = "{folder / "data"}"\nwaiting_dir = "{folder / "waiting"}"\nhub_url = "{center.url}"\n'
        f'[broker]\nport = {broker.port}\n[scanner]\ndevice = "test:0"\n'
        'options = ["--read-delay=yes", "--read-delay-duration=20000"]\n',
        encoding="utf-8",
    )
    return path


def test_what_an_officer_asks_for_is_scanned_by_the_process_and_lies_encrypted_at_the_hub(
    center: PublicCenter, room: PaperRoom, document: Document, broker: RunningBroker, tmp_path: Path
) -> None:
    broker.site.change(lambda known: known.with_device(STATION, DeviceKind.SCANNER, None, AS_SCANNER[1]))
    broker.reload()
    heard: list[DeviceState] = []
    broker.client(broker.observer).subscribe(DeviceState, lambda state, _: heard.append(state))
    command = [sys.executable, "-m", "hardware", "scan-station", "--settings"]
    command.append(str(settings_file(tmp_path, center, broker)))
    with ServiceManager(tmp_path, command, 20.0, {}) as station:
        station.wait_for("READY=1")
        job = room.scans.ask(ANH, document.id, STATION)
        wait_until(lambda: len(now(room, job).arrived) >= 2, 60, "the first pages")
        station.process.kill()
        station.process.wait(10)
    (tmp_path / "notify").unlink()
    with ServiceManager(tmp_path, command, 20.0, {}):
        wait_until(lambda: now(room, job).state is ScanState.DONE, 90, f"{now(room, job)}")

    pages = room.contents(document)
    assert len(pages) == len(now(room, job).arrived) >= 10
    for page in pages:
        with Image.open(io.BytesIO(page)) as picture:
            assert (picture.format, picture.mode) == ("PNG", "L")
            assert picture.size == pytest.approx((86 * 200 / 25.4, 54 * 200 / 25.4), abs=2)
    assert [state.kind for state in heard if state.is_online][:1] == [DeviceKind.SCANNER]


def test_a_jam_waits_for_the_officer_and_the_check_reaches_the_record(
    center: PublicCenter, room: PaperRoom, document: Document, tmp_path: Path
) -> None:
    tray = tmp_path / "tray"
    scanner = TrayScanner(tray, tmp_path / "data" / "sane", PageFormat.PNG)
    hub = StationHub(HubCalls(center.url, *AS_SCANNER))
    station = ScanStation(hub, scanner, WaitingRoom(tmp_path / "waiting"), 2**28)
    job = room.scans.ask(ANH, document.id, STATION)
    _lay(tray, 1, draw_paper(SAMPLE_PAPERS[0]))
    _lay(tray, 2, draw_paper(SAMPLE_PAPERS[1]).rotate(8, fillcolor="white"))
    _feeder_of(scanner).jam_after(1)

    station.turn()
    paused = now(room, job)
    assert (paused.state, paused.code, paused.arrived) == (ScanState.PAUSED, ScanTrouble.JAMMED, (1,))
    station.turn()
    assert now(room, job).arrived == (1,)

    room.scans.go_on(ANH, job.id)
    station.turn()

    assert now(room, job).state is ScanState.DONE
    assert [page.found for page in room.held(document).pages] == [(), (PageFlaw.SKEWED,)]


def _lay(tray: Path, number: int, paper: Image.Image) -> None:
    paper.save(tray / f"{number}.png")


def _feeder_of(scanner: TrayScanner) -> Feeder:
    return scanner._feeder
