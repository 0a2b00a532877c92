"""The hub's two HTTP listeners: public pages for everybody in the building, the console for staff.

Wires the pages to the core; decides nothing.
"""

from __future__ import annotations

from contract.states import CatalogueState
from server.backup.replaced import kept_folders
from server.broker.devices import KnownDevices
from server.bus.catalogue import catalogue_state
from server.core import VERSION, Core
from server.domain.hall import Hall
from server.erased_keeper import ErasedKeeper
from server.listener import HttpListener
from server.page_comparer import PageComparer
from server.pdf_keeper import PdfKeeper
from server.service.alerts import Alerts
from server.service.health import HealthSource, VaultStands
from server.service.slip_kiosks import SlipKiosks
from server.shown_lists import ShownLists
from server.store.alike_pages import AlikePages
from server.store.counter_seats import codes_of_counters
from server.store.erased_before import EraseAgain
from server.store.identity import IdentityHash
from server.store.job import Commit
from server.store.kiosk_likes import KioskLikes
from server.store.kiosk_take_over import KioskTakeOver
from server.store.look_up_key import LookUpKeys
from server.store.marked_vault import MarkedVault
from server.store.page_erasing import PageEraser
from server.store.page_intake import PageIntake
from server.store.paper_desk import PaperDesk
from server.store.papers import Papers
from server.store.pdf_shelf import PdfShelf
from server.store.record_erasure import RecordErasure
from server.store.record_paper_desk import RecordPaperDesk
from server.store.record_paper_erasure import RecordPaperErasure
from server.store.scan_desk import ScanDesk
from server.store.scan_stations import ScanStations
from server.store.vault_mark import ledger_name
from server.store.vault_watch import VaultWatch
from server.vault_keeper import VaultKeeper
from server.web.api.blueprint import api_blueprint
from server.web.api.door import Door
from server.web.console_app import LIVE, UPLOAD_SENDERS, console_app
from server.web.console_hub import ConsoleHub
from server.web.health.machine_door import machine_door_of
from server.web.live import LiveStreams
from server.web.public.hub import PublicHub
from server.web.public_app import PAGE_SENDERS, public_app
from server.web.records.paper_hub import PaperHub
from server.web.security import authenticate


class Pages:
    """Both listeners, made together, started and ended together."""

    def __init__(
        self, core: Core, devices: KnownDevices, alerts: Alerts, health: HealthSource, slips: SlipKiosks
    ) -> None:
        self._core = core
        self._slips = slips
        self._shown = ShownLists(core)
        self._look_up_keys = LookUpKeys(core.data_dir)
        self._live = LiveStreams(core.settings.stream_cap, lambda: core.writer.now().utc)
        papers = Papers(core.data_dir)
        self._papers = PaperDesk(papers, core.writer, lambda: core.config.scanning)
        with core.database.reading() as connection:
            vault = MarkedVault(core.data_dir, ledger_name(connection))
        erasure = RecordPaperErasure(vault, core.writer, lambda: core.config)
        self._vault = VaultKeeper(vault, VaultWatch(vault, core.database), erasure)
        intake = PageIntake(vault, core.writer, core.database, lambda: core.config.papers)
        self._scans = ScanStations(intake, vault, core.writer, core.database, lambda: core.config)
        shelf = PdfShelf(vault, core.writer, core.database)
        self._codes = codes_of_counters(core.writer, lambda: core.config)
        self._pdfs = PdfKeeper(shelf, core.data_dir, lambda: core.config.papers.make_pdf)
        self._kiosk_likes = KioskLikes(papers, vault, core.writer, core.database)
        self._comparer = PageComparer(self._kiosk_likes, AlikePages(vault, core.writer, core.database))
        desk = RecordPaperDesk(intake, vault, core.writer, core.database, lambda: core.config.papers)
        self._record_papers = PaperHub(
            desk=desk,
            take_over=KioskTakeOver(desk, intake, vault, core.writer, lambda: core.config.papers),
            scans=ScanDesk(vault, core.writer, lambda: core.config),
            stations=self._scans,
            papers=lambda: core.config.papers,
            progress=lambda: self._pdfs.progress,
            missing=lambda: self._pdfs.missing,
            vault=lambda: self._vault.stands,
        )
        self._erase_again = EraseAgain(PageEraser(vault, core.writer))
        self._erased = ErasedKeeper(core.writer, core.database)
        core.writer.listen(self._committed)
        self._public_hub = self._public(devices)
        settings = core.settings
        pages = public_app(self._public_hub)
        self._public_listener = HttpListener(
            pages,
            settings.public_host,
            settings.public_port,
            settings.stream_cap,
            "public pages",
            pages.extensions[PAGE_SENDERS],
        )
        self._console_app = console_app(self._console(alerts, health))
        self._console_app.register_blueprint(api_blueprint(self._public_hub, Door.CONSOLE, authenticate))
        self._console_listener = HttpListener(
            self._console_app,
            settings.console_host,
            settings.console_port,
            settings.stream_cap,
            "console",
            self._console_app.extensions[UPLOAD_SENDERS],
        )

    @property
    def procedures_sha256(self) -> str:
        """Of the book of today."""
        return self._shown.procedures().book.sha256

    @property
    def public_port(self) -> int:
        """Where the public pages really listen."""
        return self._public_listener.port

    @property
    def console_port(self) -> int:
        """Where the console really listens."""
        return self._console_listener.port

    @property
    def vault_stands(self) -> VaultStands:
        """Whether records' scanned pages are at hand."""
        return self._vault.stands

    @property
    def live_streams(self) -> int:
        """How many pages are kept live now, of both listeners."""
        return self._live.open + int(self._console_app.extensions[LIVE].open)

    def start(self) -> None:
        """Serve."""
        self._papers.start()
        self._core.writer.run(self._erase_again).result()  # before what is missing counts as lost
        self._vault.start()
        self._scans.tell_interrupted()
        self._pdfs.start()
        self._kiosk_likes.start(self._comparer.wake)
        self._comparer.start()
        self._erased.start()
        RecordErasure(self._core.writer, lambda: self._core.config.records.keep_applicants_days).start()
        self._public_listener.start()
        self._console_listener.start()

    def stop(self) -> None:
        """End every stream and connection."""
        self._vault.stop()
        self._erased.stop()
        self._pdfs.stop()
        self._comparer.stop()
        self._live.close()
        self._console_app.extensions[LIVE].close()
        self._console_listener.stop()
        self._public_listener.stop()

    def _committed(self, commit: Commit, _hall: Hall) -> None:
        if commit.recorded:
            self._live.changed()

    def _catalogue(self) -> CatalogueState:
        with self._core.writer.reading() as hall:
            head = hall.head
        return catalogue_state(head, self._core.config, self.procedures_sha256)

    def _public(self, devices: KnownDevices) -> PublicHub:
        core = self._core
        return PublicHub(
            writer=core.writer,
            database=core.database,
            registry=devices,
            catalogue=self._catalogue,
            procedures=self._shown.procedures,
            centers=self._shown.centers,
            papers=self._papers,
            scans=self._scans,
            codes=self._codes,
            live=self._live,
            version=VERSION,
            look_up_keys=self._look_up_keys,
        )

    def _console(self, alerts: Alerts, health: HealthSource) -> ConsoleHub:
        core = self._core
        return ConsoleHub(
            writer=core.writer,
            database=core.database,
            config=lambda: core.config,
            procedures=lambda: core.known.procedures,
            alerts=alerts,
            health=health,
            machine_door=machine_door_of(core.settings.health_token_file),
            stream_cap=core.settings.stream_cap,
            version=VERSION,
            papers=self._papers,
            identity=IdentityHash(core.data_dir),
            record_papers=self._record_papers,
            kiosk_likes=self._kiosk_likes,
            look_up_key=self._look_up_keys.of,
            slips=self._slips,
            codes=self._codes,
            replaced=lambda: kept_folders(core.settings),
        )
