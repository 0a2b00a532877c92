"""A center behind the public listener: a hub on SQLite, real waitress on a free port, a steered clock."""

from __future__ import annotations

import base64
import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from flask import Flask

from contract import commands as c
from contract.answers import Reserved
from contract.ids import CounterId, new_command_id
from contract.states import CatalogueState
from contract.words import DeviceKind, SlipFate
from server.broker.devices import KnownDevices, Registry, write_registry
from server.bus.catalogue import catalogue_state
from server.config.center_contacts import CenterContact
from server.config.center_directory import CenterDirectory
from server.config.check import check
from server.config.known import Known, shipped
from server.config.shapes import CenterConfig
from server.guarded_channel import nobody
from server.listener import HttpListener
from server.store.counter_seats import codes_of_counters
from server.store.look_up_key import LookUpKeys
from server.store.paper_desk import PaperDesk
from server.store.papers import Papers
from server.web.live import LiveStreams
from server.web.public.hub import PublicHub
from server.web.public.procedure_shelf import ProcedureShelf, shelf_of
from server.web.public_app import PAGE_SENDERS, public_app
from tests.support.hub import KIOSK, SAMPLE, SmallHub, small_hub
from tests.support.record_papers import PaperParts

AS_KIOSK = ("kiosk-1", "kiosk-password")
AS_PANEL = ("panel-1", "panel-password")
AS_SCANNER = ("scanner-1", "scanner-password")
CONTACTS = (
    CenterContact("24829", "Số 12 đường Trần Phú (thử nghiệm)", "0263 3 000 001", "thử nghiệm", None),
    CenterContact("25054", "", "", "", None),
)
"""Made up for tests; nobody's real address."""
MAX_PAGES = 3
STREAMS = 4


@cache
def _known() -> Known:
    return shipped(date(2026, 11, 23))


@cache
def _shelf() -> ProcedureShelf:
    return shelf_of(_known().procedures, _known().today)


@cache
def _directory() -> CenterDirectory:
    return CenterDirectory(_known().communes, CONTACTS)


@cache
def _registry() -> Registry:
    known = Registry().with_device(AS_KIOSK[0], DeviceKind.KIOSK, None, AS_KIOSK[1])
    known = known.with_device(AS_PANEL[0], DeviceKind.PANEL, CounterId("1"), AS_PANEL[1])
    return known.with_device(AS_SCANNER[0], DeviceKind.SCANNER, None, AS_SCANNER[1])


@cache
def sample_config() -> CenterConfig:
    """The shipped sample."""
    result = check(SAMPLE, _known())
    assert result.config is not None, result.problems
    return result.config


def with_scanning(**changes: Any) -> CenterConfig:
    """The sample with scanning on, three pages at most, and these changes."""
    config = sample_config()
    wanted = {"enabled": True, "max_pages": MAX_PAGES, **changes}
    scanning = msgspec.structs.replace(config.scanning, **wanted)
    return msgspec.structs.replace(config, scanning=scanning)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the listener answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)


@dataclass(slots=True)
class PublicCenter:
    """The running center; ask it things."""

    hub: SmallHub
    public: PublicHub
    papers: Papers
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, headers: dict[str, str] | None = None) -> Reply:
        """GET."""
        return self.send("GET", path, headers=headers)

    def send(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Reply:
        """Any request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body or None, headers or {})
            response = connection.getresponse()
            named = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, named, response.read())
        finally:
            connection.close()

    def command(self, verb: str, login: tuple[str, str] | None = None, **fields: object) -> Reply:
        """A command over HTTP."""
        body = msgspec.json.encode({"command_id": new_command_id(), **fields})
        headers = {"Content-Type": "application/json", **basic(login)}
        return self.send("POST", f"/api/v1/commands/{verb}", body, headers)

    def slip(self, service: str = "ho-tich") -> Reserved:
        """A number in line, with its slip."""
        taken = self.hub.reserve(service)
        self.hub.do(c.ConfirmTicket, KIOSK, ticket=taken.ticket, fate=SlipFate.PRINTED)
        return taken


def basic(login: tuple[str, str] | None) -> dict[str, str]:
    """The header of HTTP Basic."""
    if login is None:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(":".join(login).encode()).decode()}


def public_hub(
    hub: SmallHub,
    config: CenterConfig,
    papers: Papers,
    shelf: Callable[[], ProcedureShelf] = _shelf,
    directory: Callable[[], CenterDirectory] = _directory,
) -> PublicHub:
    """What the public app is given of this hub."""
    write_registry(hub.folder / "devices.json", _registry())
    desk = PaperDesk(papers, hub.writer, lambda: config.scanning)
    desk.start()
    scans = PaperParts(hub.writer, hub.database, hub.folder, config)
    live = LiveStreams(STREAMS, hub.now)
    hub.writer.listen(lambda commit, hall: live.changed())

    def catalogue() -> CatalogueState:
        with hub.writer.reading() as hall:
            return catalogue_state(hall.head, config, shelf().book.sha256)

    return PublicHub(
        writer=hub.writer,
        database=hub.database,
        registry=KnownDevices(hub.folder / "devices.json"),
        catalogue=catalogue,
        procedures=shelf,
        centers=directory,
        papers=desk,
        scans=scans.stations,
        codes=codes_of_counters(hub.writer, lambda: config),
        live=live,
        version="0.1.0",
        look_up_keys=LookUpKeys(hub.folder),
    )


@contextmanager
def running_center(
    folder: Path,
    config: CenterConfig | None = None,
    app: Callable[[PublicHub], Flask] = public_app,
    shelf: Callable[[], ProcedureShelf] = _shelf,
) -> Iterator[PublicCenter]:
    """At eight of an open Monday, listening."""
    with small_hub(folder) as hub:
        hub.open_day()
        papers = Papers(folder)
        center = PublicCenter(hub, public_hub(hub, config or with_scanning(), papers, shelf), papers)
        pages = app(center.public)
        may_send = pages.extensions.get(PAGE_SENDERS, nobody)
        listener = HttpListener(pages, "127.0.0.1", 0, STREAMS, "public pages", may_send)
        listener.start()
        center.port = listener.port
        try:
            yield center
        finally:
            center.public.live.close()
            listener.stop()
