"""One visit through all real processes; each test holds one part's account of it against the ledger's."""

from __future__ import annotations

import csv
import io
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image

from contract import events as e
from hardware.printer_emulator.slips import PrintedSlip
from hardware.virtual_speaker import PlayedSound, read_log
from tests.system.open_hall import SERVICE, OpenHall, number_on, share_of
from tools.demo.center import wait_until

pytestmark = [pytest.mark.system, pytest.mark.window]

NUMBER_COLOUR, GROUND_COLOUR = "#FFD54A", "#0B1F3A"
PAGES = 2


@dataclass(slots=True)
class Visit:
    """What was seen on the way."""

    slip: PrintedSlip
    number: str
    token: str
    waiting: dict[str, Any] = field(default_factory=dict)
    board: dict[str, Any] = field(default_factory=dict)
    pictures: dict[str, Image.Image] = field(default_factory=dict)
    public_page: str = ""
    papers: list[bytes] = field(default_factory=list)
    other_eyes: int = 0
    """What the manager, who did not call the ticket, was answered about its papers."""


@pytest.fixture(scope="module")
def visit(hall: OpenHall) -> Visit:
    """Touch, slip, scan, call, recall, service, end."""
    before = {
        "hall": hall.picture("hall-1", "hall-before"),
        "counter": hall.picture("counter-display-1", "c0"),
    }
    slip = hall.take_slip()
    visit = Visit(slip, number_on(slip), slip.qr_data[0].rsplit("/", 1)[-1], pictures=before)
    wait_until(lambda: ticket_of(hall, visit)["state"] != "reserved", "the slip is confirmed")
    visit.waiting = ticket_of(hall, visit)
    visit.public_page = public(hall, f"/t/{visit.token}").decode()
    scan_papers(hall, visit)
    call(hall, visit)
    look_at_papers(hall, visit)
    hall.center.press("recall")
    wait_until(lambda: len(hall.center.spoken()) == 2, "the recall is spoken", 40)
    hall.center.press("finish")
    hall.wait_for_status("serving")
    visit.pictures["serving"] = hall.picture("counter-display-1", "c-serving")
    wait_until(lambda: hall.lasts_s() > 1, "longer than a double press: service has lasted a second", 10)
    hall.center.press("finish")
    hall.wait_for_status("ready")
    return visit


def public(hall: OpenHall, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{hall.center.ports.public}{path}", timeout=10) as answer:
        return bytes(answer.read())


def ticket_of(hall: OpenHall, visit: Visit) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(public(hall, f"/api/v1/tickets/{visit.token}"))
    return said


def scan_papers(hall: OpenHall, visit: Visit) -> None:
    hall.go_home()
    hall.lay_papers(PAGES)
    hall.touch("scan", then="back")
    hall.center.hold_code(visit.slip.qr_data[0])
    hall.touch("agree", then="scan")
    hall.center.finger.touch("scan")
    wait_until(lambda: hall.sees(f"drop-{PAGES}"), "the pages", 60)
    hall.touch("send")
    wait_until(lambda: len(hall.told(e.PapersReceived)) == 1, "the hub has the papers", 20)
    hall.go_home()


def call(hall: OpenHall, visit: Visit) -> None:
    hall.center.press("next")
    hall.wait_for_status("calling")
    wait_until(lambda: len(hall.center.spoken()) == 1, "the call is spoken", 40)
    visit.board = json.loads(public(hall, "/api/v1/state/board"))
    visit.pictures["hall-called"] = hall.picture("hall-1", "hall-called")
    visit.pictures["counter-called"] = hall.picture("counter-display-1", "c-called")


def look_at_papers(hall: OpenHall, visit: Visit) -> None:
    ticket = hall.counter()["ticket"]
    for page in range(1, PAGES + 1):
        visit.papers.append(page_of(hall, ticket, page))
    manager = hall.signed_in("manager")
    with pytest.raises(urllib.error.HTTPError) as refused:
        manager.get(f"/console/papers/{ticket}/1")
    visit.other_eyes = refused.value.code
    refused.value.close()


def page_of(hall: OpenHall, ticket: str, page: int) -> bytes:
    request = f"http://127.0.0.1:{hall.center.ports.console}/console/papers/{ticket}/{page}"
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(hall.officer.cookies))
    with opener.open(request, timeout=10) as answer:
        return bytes(answer.read())


def the_ticket(hall: OpenHall) -> e.TicketReserved:
    [reserved] = hall.told(e.TicketReserved)
    return reserved


def test_the_slip_holds_the_number_the_hub_gave_and_its_code_is_the_tickets(
    hall: OpenHall, visit: Visit
) -> None:
    assert visit.number == the_ticket(hall).number
    assert visit.waiting["number"] == visit.number
    assert (visit.waiting["state"], visit.waiting["people_ahead"]) == ("waiting", 0)
    assert len(visit.slip.qr_data) == 1
    assert [confirmed.fate for confirmed in hall.told(e.TicketConfirmed)] == ["printed"]
    assert visit.slip.bytes_received <= 8192


def test_the_slips_pictures_are_not_blank_and_nothing_was_misprinted(visit: Visit) -> None:
    assert visit.slip.picture_count >= 1
    assert visit.slip.remarks == ()
    with Image.open(visit.slip.png) as slip:
        ink = slip.convert("1").histogram()[0]
        assert 0.02 < ink / (slip.width * slip.height) < 0.5


def test_the_public_page_shows_the_number_to_who_holds_the_slip(hall: OpenHall, visit: Visit) -> None:
    assert visit.number in visit.public_page
    assert ticket_of(hall, visit)["state"] == "served"
    with pytest.raises(urllib.error.HTTPError) as unknown:
        public(hall, "/api/v1/tickets/AAAAAAAAAAAAAAAA")
    assert unknown.value.code == 404
    unknown.value.close()


def test_both_displays_draw_the_call_in_the_number_colour(visit: Visit) -> None:
    shares = {name: share_of(picture, NUMBER_COLOUR) for name, picture in visit.pictures.items()}

    assert shares["hall"] < 0.001
    assert shares["counter"] < 0.001
    assert shares["hall-called"] > 0.01
    assert shares["counter-called"] > 0.02
    assert shares["serving"] > 0.02


def test_the_board_holds_the_call_of_the_ledger(hall: OpenHall, visit: Visit) -> None:
    [called] = hall.told(e.TicketCalled)
    newest = visit.board["calls"][0]

    assert (newest["number"], newest["counter"], newest["call_id"]) == (visit.number, "1", called.call_id)
    assert (newest["way"], newest["is_current"]) == ("next", True)


def test_the_announcer_spoke_call_and_recall_once_each_in_the_ledgers_order(
    hall: OpenHall, visit: Visit
) -> None:
    [called], [recalled] = hall.told(e.TicketCalled), hall.told(e.TicketRecalled)
    journal = hall.center.place.data / "hall-1" / "announcements.jsonl"
    entries = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]

    assert [(entry["call_id"], entry["step"]) for entry in entries] == [
        (called.call_id, "begun"),
        (called.call_id, "ended"),
        (recalled.call_id, "begun"),
        (recalled.call_id, "ended"),
    ]
    assert {(entry["number"], entry["counter"]) for entry in entries} == {(visit.number, "1")}


def test_the_loudspeaker_played_never_two_at_a_time_and_only_after_each_call(
    hall: OpenHall, visit: Visit
) -> None:
    played = read_log(hall.center.place.data / "speaker")
    [called], [recalled] = hall.told(e.TicketCalled), hall.told(e.TicketRecalled)

    assert len(played) >= 2
    assert all(ends(one) <= other.start for one, other in pairwise(played))
    assert hall.on_its_clocks(played[0].start) >= called.at
    assert hall.on_its_clocks(played[-1].start) >= recalled.at
    assert all(sound.duration_s > 1 for sound in played)


def ends(sound: PlayedSound) -> datetime:
    assert sound.end is not None
    return sound.end


def test_the_times_in_the_wait_log_are_those_of_the_events(hall: OpenHall, visit: Visit) -> None:
    manager = hall.signed_in("manager")
    [row] = [
        row for row in csv.DictReader(io.StringIO(manager.get("/waits.csv"))) if row["Số"] == visit.number
    ]
    [called], [started], [finished] = (
        hall.told(kind) for kind in (e.TicketCalled, e.ServiceStarted, e.TicketFinished)
    )
    marks = [the_ticket(hall).boot_us, called.boot_us, started.boot_us, finished.boot_us]
    lengths_us = [end - begin for begin, end in pairwise(marks)]

    told = [int(row[name]) for name in ("Chờ (giây)", "Đi tới quầy (giây)", "Phục vụ (giây)")]
    assert told == [length // 1_000_000 for length in lengths_us]
    assert (row["Lưu số (giây)"], row["Vắng mặt (giây)"]) == ("0", "0")
    assert int(row["Cả lượt (giây)"]) == sum(lengths_us) // 1_000_000
    assert row["Quầy"] == "Quầy 1"
    assert row["Cán bộ"] == hall.people.officer.name


def test_every_event_says_who_did_it(hall: OpenHall, visit: Visit) -> None:
    [called], [finished] = hall.told(e.TicketCalled), hall.told(e.TicketFinished)
    [opened] = hall.told(e.CounterOpened)

    assert the_ticket(hall).device == "kiosk-1"
    assert (called.officer, called.device) == (opened.seated, "panel-1")
    assert (finished.officer, finished.device) == (opened.seated, "panel-1")


def test_papers_went_with_consent_to_the_officer_who_called_and_to_nobody_else(
    hall: OpenHall, visit: Visit
) -> None:
    [received] = hall.told(e.PapersReceived)
    [opened] = hall.told(e.PapersOpened)

    assert (received.pages, received.device) == (PAGES, "kiosk-1")
    assert received.consent
    for paper in visit.papers:
        with Image.open(io.BytesIO(paper)) as page:
            assert min(page.size) > 500
    assert opened.officer == hall.told(e.CounterOpened)[0].seated
    assert visit.other_eyes == 403


def test_papers_are_erased_when_the_visit_ends(hall: OpenHall, visit: Visit) -> None:
    wait_until(lambda: len(hall.told(e.PapersDeleted)) == 1, "the erasure is in the ledger", 20)
    [deleted] = hall.told(e.PapersDeleted)

    assert (deleted.pages, deleted.cause) == (PAGES, "visit-ended")
    kept = [path for path in (hall.center.place.data / "hub" / "papers").rglob("*") if path.is_file()]
    assert kept == []


def test_the_ledger_is_sound_and_holds_no_token_and_no_name(hall: OpenHall, visit: Visit) -> None:
    assert "\nsound: " in hall.center.motcua("ledger", "verify")
    for event in hall.events():
        if not isinstance(event, e.ConfigurationAccepted):
            assert visit.token.encode() not in event.encode()
            assert hall.people.officer.name.encode() not in event.encode()


def test_a_day_without_visits_is_a_header_alone(hall: OpenHall, visit: Visit) -> None:
    manager = hall.signed_in("manager")

    rows = list(csv.reader(io.StringIO(manager.get("/waits.csv?day=2001-01-01"))))

    assert len(rows) == 1
    assert SERVICE not in rows[0]


def test_nothing_ended_by_itself_and_nobody_logged_a_traceback(hall: OpenHall, visit: Visit) -> None:
    assert hall.center.children.died() is None
    for log in (hall.center.place.var / "log").glob("*.log"):
        assert "Traceback" not in log.read_text(encoding="utf-8", errors="replace"), log
