"""Puts the running kiosk together: link, ticketing, devices, flow and window, and takes it apart again.

Knows who needs whom; decides nothing.
"""

from __future__ import annotations

import logging
import subprocess
import threading
import time
from pathlib import Path

from contract.clock import clock_of
from contract.machine import HealthSources
from contract.machine_watch import MachineWatch
from contract.unit import Notifier
from contract.words import Language
from display.glass import fonts
from display.glass.life import tie_to_unit
from display.glass.picture import pictures_on_signal
from kiosk.catalogue import CatalogueKeeper
from kiosk.checklists import Checklists
from kiosk.checks import Checks
from kiosk.counter_slips import CounterSlips
from kiosk.devices import reader_of, scanner_of, speaker_of
from kiosk.feeding import Feeding
from kiosk.flow import Flow
from kiosk.glass.window import KioskWindow
from kiosk.guide_bell import GuideBell
from kiosk.handing_in import HandingIn
from kiosk.health import Health
from kiosk.hub_http import HubHttp
from kiosk.hub_link import HubLink
from kiosk.journal import Journal
from kiosk.outside import Outside
from kiosk.reading import Reading
from kiosk.reprinting import Reprinting
from kiosk.settings import KioskSettings
from kiosk.settling import Settler
from kiosk.shelf import Shelf
from kiosk.stage import Equipment
from kiosk.ticket_log import TicketLog
from kiosk.ticketing import Ticketing
from kiosk.watched_printer import WatchedPrinter
from kiosk.without_hub import WithoutHub
from kiosk.wording import load_wording
from printer.service import PrinterService

log = logging.getLogger(__name__)


def run(settings: KioskSettings, stopped: threading.Event) -> int:
    """Until stopped; the exit status."""
    pictures_on_signal(settings.window.picture_file)
    fonts.register(Path(settings.window.fonts_dir))
    data = Path(settings.data_dir)
    health = Health(data / "roll.json", settings.roll_slips)
    clock = clock_of(settings.clock_file)
    journal = Journal(data / "journal.jsonl")
    journal.on_written = TicketLog(settings.device).written
    alone = WithoutHub(journal, clock, settings.device)
    link = HubLink(settings, health, MachineWatch(HealthSources(data)), alone, clock)
    service = PrinterService.from_settings(settings.printer)
    bell = GuideBell(link.call_guide)
    printer = WatchedPrinter(service, health, link.time, bell)
    ticketing = Ticketing(link, printer, journal, alone, link.news.center)
    settler = Settler(journal, link, HandingIn(journal, link, clock))
    http = HubHttp(settings.hub_url, settings.device, settings.password())
    keeper = CatalogueKeeper(http, Shelf(data), link.news)
    reprinting = Reprinting(journal, printer, link.news.center, lambda: alone.belief().day)
    checklists = Checklists(printer, link.news.center, link.time.now)
    counter_slips = CounterSlips(printer, link.news.center, link.time.now, data / "counter-slips.json")
    outside = _outside(settings, ticketing, link, http, health, service, reprinting, checklists)
    wordings = {language: load_wording(language) for language in Language}
    flow = Flow(time.monotonic, outside.take, _equipment(settings))
    window = KioskWindow(flow, link, settings, wordings)
    shut_down = threading.Event()

    outside.flow, outside.post = flow, window.post
    outside.consents = {language: words.say("consent.version") for language, words in wordings.items()}
    outside.shut_down = lambda: _end(shut_down, stopped)
    link.on_catalogue, link.on_connected = keeper.learn, settler.wake
    link.on_day, link.on_hub_back = journal.begin_day, settler.wake
    link.on_counter_slips, link.ended_slips = counter_slips.wanted, counter_slips.ended
    counter_slips.on_ended = link.speak
    keeper.load()
    ticketing.finish_what_was_open()
    link.start()
    for name, work in (
        ("settler", settler.run),
        ("catalogue", keeper.run),
        ("printer", printer.watch),
        ("bell", bell.run),
        ("counter slips", counter_slips.run),
    ):
        threading.Thread(target=work, args=(stopped,), name=name, daemon=True).start()
    notifier = Notifier()
    tie_to_unit(window.stop, stopped, notifier, "serving citizens")
    window.run()

    stopped.set()
    settler.wake()
    keeper.wake()
    counter_slips.wake()
    outside.close()
    link.stop()
    if shut_down.is_set():
        subprocess.run(settings.power_off, check=False)
    return 1 if window.has_failed else 0


def _end(*events: threading.Event) -> None:
    for event in events:
        event.set()


def _outside(
    settings: KioskSettings,
    ticketing: Ticketing,
    link: HubLink,
    http: HubHttp,
    health: Health,
    printer: PrinterService,
    reprinting: Reprinting,
    checklists: Checklists,
) -> Outside:
    scanner, reader = scanner_of(settings), reader_of(settings)
    feeding = None
    if scanner is not None:
        feeding = Feeding(scanner, health, link.time, Path(settings.scratch_dir))
    return Outside(
        ticketing,
        link,
        http,
        Checks(printer.print_trial, health, link.time, feeding, speaker_of(settings)),
        reprinting,
        checklists,
        feeding,
        None if reader is None else Reading(reader),
        settings.service_pin_hash,
    )


def _equipment(settings: KioskSettings) -> Equipment:
    return Equipment(
        has_scanner=settings.scanner is not None,
        has_reader=settings.reader is not None,
        has_speaker=settings.speaker_device is not None,
        has_pin=settings.service_pin_hash is not None,
    )
