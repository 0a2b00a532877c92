"""What is heard from the hub, what is kept of it, and what staff are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec import structs

from contract.hub_calls import HubAwayError
from contract.hubtime import HubTime
from contract.ids import Epoch
from contract.states import HubState
from contract.words import ClockTrust
from kiosk.catalogue import CatalogueKeeper
from kiosk.health import Health
from kiosk.news import News
from kiosk.pin import is_right, pin_hash
from kiosk.procedures import ProcedureBook
from kiosk.shelf import Shelf
from tests.kiosk.citizen import a_center

NOW = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
CENTER = a_center()
assert CENTER.catalogue is not None
assert CENTER.line is not None
CATALOGUE, LINE = CENTER.catalogue, CENTER.line
BOOK = ProcedureBook(sha256=CATALOGUE.procedures_sha256, procedures=tuple(CENTER.procedures.values()))


def _hub(revision: int = 1, epoch: str = "e1", day: date | None = date(2026, 11, 23)) -> HubState:
    return HubState(epoch=Epoch(epoch), revision=revision, at=NOW, trust=ClockTrust.NTP, day=day, version="0")


class Heard:
    """News with a clock moved by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.news = News(HubTime(lambda: self.seconds), lambda: self.seconds)


def test_states_make_a_center_that_gives_numbers() -> None:
    heard = Heard()
    heard.news.hub_beats(_hub())
    heard.news.line_is(LINE)
    heard.news.catalogue_is(CATALOGUE)
    heard.news.procedures_are(BOOK)

    assert heard.news.center() == CENTER


def test_the_time_shown_is_the_hubs_and_goes_on_between_heartbeats() -> None:
    heard = Heard()
    heard.news.hub_beats(_hub())
    heard.seconds = 4

    assert heard.news.time_to_show() == NOW + timedelta(seconds=4)


def test_a_silent_hub_leaves_no_time_to_show() -> None:
    heard = Heard()
    assert heard.news.time_to_show() is None

    heard.news.hub_beats(_hub())
    heard.seconds = 16

    assert heard.news.time_to_show() is None


def test_a_time_the_hub_itself_does_not_trust_is_not_shown() -> None:
    heard = Heard()
    heard.news.hub_beats(structs.replace(_hub(), trust=ClockTrust.UNTRUSTED))

    assert heard.news.time_to_show() is None


def test_three_missed_heartbeats_are_silence() -> None:
    heard = Heard()
    heard.news.hub_beats(_hub())
    heard.seconds = 16

    assert heard.news.center().is_silent


def test_the_brokers_retained_heartbeat_is_no_sign_of_life() -> None:
    heard = Heard()
    heard.news.hub_was(_hub())
    assert heard.news.center().is_silent

    heard.news.hub_beats(_hub(2))

    assert not heard.news.center().is_silent


def test_an_older_revision_is_ignored_and_a_new_epoch_replaces() -> None:
    heard = Heard()
    heard.news.hub_beats(_hub(5))
    heard.news.hub_beats(_hub(4, day=None))
    assert heard.news.center().has_day

    heard.news.hub_beats(_hub(1, "e2", day=None))

    assert not heard.news.center().has_day


class Source:
    def __init__(self, *ends: ProcedureBook | Exception | None) -> None:
        self.ends = list(ends)
        self.asked: list[str | None] = []

    def procedures(self, known_sha256: str | None) -> ProcedureBook | None:
        self.asked.append(known_sha256)
        end = self.ends.pop(0)
        if isinstance(end, Exception):
            raise end
        return end


def test_the_catalogue_is_fetched_when_its_sum_is_new_and_kept_over_a_restart(tmp_path: Path) -> None:
    heard, source = Heard(), Source(HubAwayError("down"), BOOK)
    keeper = CatalogueKeeper(source, Shelf(tmp_path), heard.news)
    keeper.learn(CATALOGUE)

    assert [keeper.is_up_to_date(), keeper.is_up_to_date(), keeper.is_up_to_date()] == [False, True, True]
    assert source.asked == [None, None]

    again = Heard()
    CatalogueKeeper(Source(), Shelf(tmp_path), again.news).load()
    assert again.news.center().procedures == CENTER.procedures
    assert again.news.center().catalogue == CATALOGUE


def test_a_new_sum_asks_with_the_old_one(tmp_path: Path) -> None:
    newer = structs.replace(BOOK, sha256="f" * 64)
    heard, source = Heard(), Source(BOOK, newer)
    keeper = CatalogueKeeper(source, Shelf(tmp_path), heard.news)
    keeper.learn(CATALOGUE)
    keeper.is_up_to_date()
    keeper.learn(structs.replace(CATALOGUE, procedures_sha256="f" * 64))

    assert keeper.is_up_to_date()
    assert source.asked == [None, BOOK.sha256]


def test_a_damaged_copy_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").write_bytes(b"{")
    (tmp_path / "procedures.json").write_bytes(b"\xff")

    assert Shelf(tmp_path).catalogue() is None
    assert Shelf(tmp_path).procedures() is None


def test_a_fault_is_told_once_and_its_end_too(tmp_path: Path) -> None:
    health, told = Health(tmp_path / "roll.json", 100), list[int]()
    health.on_change = lambda: told.append(len(health.faults))
    health.broken("printer", "printer-paper-out", ("Hết giấy.", "Out of paper."), NOW)
    health.broken("printer", "printer-paper-out", ("Hết giấy.", "Out of paper."), NOW)
    health.well("printer")
    health.well("printer")

    assert told == [1, 0]


def test_slips_are_counted_over_a_restart_until_the_paper_is_changed(tmp_path: Path) -> None:
    health = Health(tmp_path / "roll.json", 100)
    health.slip_printed(None)
    health.slip_printed(None)
    assert Health(tmp_path / "roll.json", 100).readings[0].value == 98

    health.paper_changed()

    assert Health(tmp_path / "roll.json", 100).readings[0].value == 100


def test_a_pin_fits_its_hash_alone() -> None:
    stored = pin_hash("2468")

    assert is_right("2468", stored)
    assert not is_right("2469", stored)
    assert not is_right("2468", "damaged")
