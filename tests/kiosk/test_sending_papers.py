"""Papers from a kiosk to a real hub through a line that is cut: kept once, and truly told of."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.events import PapersReceived
from contract.words import Language
from kiosk.hub_http import HubHttp, PapersEnd
from kiosk.pages import Page
from kiosk.requests import SendPages
from kiosk.views import NotSentIs, Pages, PagesNotSent, PagesSent, SendingPages
from server.store import ledger
from tests.kiosk.test_outside import FakeHttp, Office
from tests.server.web.public_center import AS_KIOSK, PublicCenter, running_center
from tests.support.waiting import wait_until
from tools.storm.gate import TcpGate
from tools.storm.passage import Flow

SHEETS = tuple(Page(number, b"\xff\xd8\xff\xe0" + bytes([number]) * 300_000) for number in (1, 2))


class ByWire(FakeHttp):
    """Sends papers to a real hub."""

    def __init__(self, http: HubHttp) -> None:
        super().__init__()
        self._http = http

    def send_papers(self, token: str, consent: str, pages: tuple[Page, ...]) -> PapersEnd:
        return self._http.send_papers(token, consent, pages)


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    (tmp_path / "hub").mkdir()
    with running_center(tmp_path / "hub") as running:
        yield running


@pytest.fixture
def gate(center: PublicCenter) -> Iterator[TcpGate]:
    with TcpGate(center.port) as standing:
        yield standing


@pytest.fixture
def office(tmp_path: Path, gate: TcpGate) -> Iterator[Office]:
    built = Office(tmp_path, ByWire(HubHttp(f"http://127.0.0.1:{gate.port}", *AS_KIOSK)))
    yield built
    built.outside.close()


def told(center: PublicCenter) -> list[PapersReceived]:
    """What the ledger says came."""
    with center.hub.database.reading() as connection:
        events = [item.event for item in ledger.events_after(connection, 0)]
    return [event for event in events if isinstance(event, PapersReceived)]


def test_pages_whose_answer_was_cut_off_are_sent_again_and_kept_once(
    center: PublicCenter, gate: TcpGate, office: Office
) -> None:
    taken = center.slip()
    pages = Pages(taken.token, taken.number, SHEETS)
    request = SendPages(office.visit, taken.token, SHEETS, Language.VI)
    gate.open()
    gate.stall(Flow.TO_CLIENT)

    def cut_once_they_are_there() -> None:
        wait_until(lambda: told(center), 30, "the hub has them")
        gate.cut()

    cutting = threading.Thread(target=cut_once_they_are_there)
    cutting.start()
    assert office.does(request, SendingPages(pages)) == PagesNotSent(pages, NotSentIs.UNSURE)
    cutting.join()
    gate.mend()
    view = office.does(request, SendingPages(pages, is_unsure=True))

    assert view == PagesSent(taken.number, 2)
    assert [center.papers.open_page(taken.ticket, at) for at in (1, 2)] == [page.image for page in SHEETS]
    assert center.papers.pages_of(taken.ticket) == 2
    assert [event.pages for event in told(center)] == [2]


def test_pages_cut_off_on_their_way_and_a_hub_that_is_not_reached_are_told_apart(
    center: PublicCenter, gate: TcpGate, office: Office
) -> None:
    taken = center.slip()
    pages = Pages(taken.token, taken.number, SHEETS)
    request = SendPages(office.visit, taken.token, SHEETS, Language.VI)
    gate.open()
    gate.stall(Flow.TO_SERVER)
    before = gate.seen.connections

    def cut_on_the_way() -> None:
        wait_until(lambda: gate.seen.connections > before, 30, "they are on their way")
        gate.cut()

    cutting = threading.Thread(target=cut_on_the_way)
    cutting.start()
    assert office.does(request, SendingPages(pages)) == PagesNotSent(pages, NotSentIs.UNSURE)
    cutting.join()
    gone = HubHttp("http://127.0.0.1:9", *AS_KIOSK)
    office.outside._http = ByWire(gone)  # type: ignore[assignment]  # the part of HubHttp that is used
    view = office.does(request, SendingPages(pages))

    assert view == PagesNotSent(pages, NotSentIs.NOT_SENT)
    assert center.papers.pages_of(taken.ticket) == 0
