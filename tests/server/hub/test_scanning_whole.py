"""A hub process, a station over HTTP and an officer: killed in the middle of a stack, and nothing is lost."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import signal
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contract.words import Language
from server.service.paper_consent import SCANNED_FOR_RECORD
from tests.server.hub.hub_place import HubPlace, HubProcess
from tests.server.hub.staff_door import LAN, StaffDoor, add_person
from tests.support.paper_pictures import as_png, filled_form
from tests.support.record_papers import png
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]

STACK = [as_png(filled_form(1)), *(png(f"sheet {number}") for number in range(2, 7))]


@dataclass(frozen=True, slots=True)
class Station:
    """What a scan station says, written by hand."""

    port: int
    password: str

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, Any]:
        """Status and JSON."""
        login = base64.b64encode(f"scanner-1:{self.password}".encode()).decode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            sent = {"Authorization": f"Basic {login}", **named}
            connection.request(method, f"/api/v1/scan-jobs/{path}", body or None, sent)
            answer = connection.getresponse()
            said = answer.read()
            return answer.status, json.loads(said) if said else None
        finally:
            connection.close()

    def job(self) -> Any:
        """What to do now; None: nothing."""
        return (self.call("GET", "next")[1] or {}).get("job")

    def bring(self, job: str, number: int) -> int:
        """One sheet of the stack."""
        page = STACK[number - 1]
        hashed = hashlib.sha256(page).hexdigest()
        path = f"{job}/pages/{number}"
        return self.call("PUT", path, page, Content_Type="image/png", Content_SHA_256=hashed)[0]

    def tell(self, job: str, **told: object) -> int:
        """How far it is."""
        body = json.dumps(told).encode()
        return self.call("POST", f"{job}/status", body, Content_Type="application/json")[0]


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of one record, as the officer's page asks for them."""

    door: StaffDoor
    port: int
    address: str

    def now(self) -> Any:
        """As the script draws them."""
        return json.loads(self.door.browser.get(self.address))

    def press(self, where: str, **fields: str) -> Any:
        """One of the page's buttons."""
        browser = self.door.browser
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{self.address}{where}",
            data=urllib.parse.urlencode(fields).encode(),
            headers={"X-CSRF-Token": browser._csrf},
        )
        with browser._opener.open(request, timeout=20) as answer:
            return json.loads(answer.read())

    def content(self, where: str) -> bytes:
        """A page, or the PDF."""
        url = f"http://127.0.0.1:{self.port}{self.address}{where}"
        with self.door.browser._opener.open(url, timeout=20) as answer:
            content: bytes = answer.read()
            return content


@pytest.fixture
def process(place: HubPlace) -> Iterator[HubProcess]:
    place.fixed_ports()
    running = HubProcess(place)
    try:
        running.start()
        yield running
    finally:
        running.close()


@pytest.fixture
def station(process: HubProcess) -> Station:
    password = process.place.folder / "scanner.password"
    added = process.place.motcua(
        "device", "add", "scanner-1", "--kind", "scanner", "--password-file", str(password)
    )
    assert added.status == 0, added
    return Station(process.place.public_port, password.read_text().strip())


@pytest.fixture
def papers(process: HubProcess) -> Papers:
    place = process.place
    door = StaffDoor(place.console_port, add_person(place, *LAN))
    received = door.done("receive-record", procedure="1.004837", channel="direct")
    return Papers(door, place.console_port, f"/records/{received['record']}/papers")


def test_a_hub_killed_in_the_middle_of_a_stack_has_every_page_it_answered(
    process: HubProcess, station: Station, papers: Papers
) -> None:
    document = papers.press("", paper="don-to-khai")["documents"][0]["id"]
    papers.press(f"/{document}/scan", station="scanner-1")
    job = station.job()["id"]
    assert station.tell(job, state="scanning", pages=0) == 204
    assert [station.bring(job, number) for number in (1, 2, 3)] == [201, 201, 201]
    process.end(signal.SIGKILL)
    process.start()

    again = station.job()
    assert (again["id"], again["arrived"]) == (job, [1, 2, 3])
    assert station.tell(job, state="paused", code="jammed", pages=3) == 204
    assert papers.now()["documents"][0]["job"]["is_trouble"]
    papers.press(f"/{document}/go-on", job=job)
    assert station.job()["arrived"] == [1, 2, 3]
    assert [station.bring(job, number) for number in (3, 4, 5, 6)] == [200, 201, 201, 201]
    assert station.tell(job, state="done", pages=6) == 204

    (shown,) = papers.now()["documents"]
    assert [papers.content(f"/{document}/pages/{page['number']}") for page in shown["pages"]] == STACK
    made(process, papers, document)
    assert papers.content(f"/{document}/pdf").startswith(b"%PDF-1.")
    assert not [page for page in STACK if page[100:140] in _on_the_disk(process)]
    assert process.end() == 0
    assert process.place.find_out().is_sound
    assert SCANNED_FOR_RECORD[Language.VI].version not in process.log()


def made(process: HubProcess, papers: Papers, document: str) -> None:
    """Until the PDF is there: seen by its file, asking all the time would only slow it down."""
    file = process.place.data_dir / "record-papers" / document / "pdf"
    wait_until(file.exists, 120, "the PDF is made")
    wait_until(lambda: papers.now()["documents"][0]["pdf"]["state"] == "made", 20, "it is known")


def _on_the_disk(process: HubProcess) -> bytes:
    """Everything in the hub's data folder."""
    return b"".join(file.read_bytes() for file in process.place.data_dir.rglob("*") if file.is_file())


def test_a_hub_that_makes_a_pdf_ends_at_once(process: HubProcess, station: Station, papers: Papers) -> None:
    document = papers.press("", paper="don-to-khai")["documents"][0]["id"]
    papers.press(f"/{document}/scan", station="scanner-1")
    job = station.job()["id"]
    assert station.bring(job, 1) == 201
    station.tell(job, state="done", pages=1)
    begun = f"motcua-pages-*/{document}/pages.pdf"
    wait_until(lambda: list(Path("/dev/shm").glob(begun)), 60, "it is being made")  # noqa: S108 - looked at only
    assert "Đang tạo bản PDF: trang" in papers.now()["documents"][0]["pdf"]["text"]

    assert process.end() == 0
    process.start()
    made(process, papers, document)
