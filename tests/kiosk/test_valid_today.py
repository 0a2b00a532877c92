"""A kiosk whose hub is away at midnight: what ended is shown no longer, by the time it believes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
from msgspec import structs

from contract.hubtime import HubTime
from contract.ids import Epoch, ProcedureCode
from contract.states import HubState
from contract.words import ClockTrust
from kiosk.believed_time import Source
from kiosk.catalogue import CatalogueKeeper
from kiosk.center import Center
from kiosk.news import News
from kiosk.procedures import ProcedureBook
from kiosk.shelf import Shelf
from kiosk.valid_today import Today, today_of
from tests.kiosk.citizen import BIRTH, a_center, a_citizen
from tests.kiosk.lone_kiosk import MONDAY, MONDAY_8, TUESDAY, LoneKiosk

OTHER = ProcedureCode("2.000635")
BOOK = ProcedureBook(
    sha256="b" * 64,
    procedures=(
        structs.replace(a_center().procedures[BIRTH], valid_until=MONDAY),
        structs.replace(a_center().procedures[BIRTH], code=OTHER, valid_until=date(2026, 12, 31)),
    ),
)


class Reader:
    """News of a lone kiosk, with its boot clock."""

    def __init__(self, kiosk: LoneKiosk) -> None:
        self._kiosk = kiosk
        self.start()

    def start(self) -> None:
        """A new process."""
        boot_s: Callable[[], float] = lambda: self._kiosk.clock.read().boot_us / 1_000_000  # noqa: E731
        self.news = News(HubTime(boot_s), boot_s)
        self.news.today = lambda: today_of(self._kiosk.alone.belief())
        self.news.procedures_are(BOOK)

    def hears(self, trust: ClockTrust = ClockTrust.NTP) -> None:
        """A heartbeat of eight on Monday."""
        self._kiosk.hears(MONDAY_8, trust=trust)
        self.news.hub_beats(
            HubState(epoch=Epoch("e1"), revision=1, at=MONDAY_8, trust=trust, day=MONDAY, version="0")
        )

    def sees(self) -> Center:
        return self.news.center()


def test_what_ended_is_shown_until_midnight_and_no_longer(tmp_path: Path) -> None:
    kiosk = LoneKiosk(tmp_path)
    reader = Reader(kiosk)
    reader.hears()
    kiosk.clock.pass_time(15.98 * 3600)
    assert set(reader.sees().procedures) == {BIRTH, OTHER}
    kiosk.clock.pass_time(120)

    first, second = reader.sees(), reader.sees()

    assert set(first.procedures) == {OTHER}
    assert first.today == Today(TUESDAY, Source.HUB)
    assert first.procedures is second.procedures, "indexed once a day"
    citizen = a_citizen(a_center(procedures={one.code: one for one in BOOK.procedures}))
    citizen.flow.center_changed(first)
    assert citizen.flow.finding._index.find("khai sinh") == (OTHER,)


def test_after_a_reboot_the_day_is_the_wall_clocks_and_only_likely(tmp_path: Path) -> None:
    kiosk = LoneKiosk(tmp_path)
    reader = Reader(kiosk)
    reader.hears()
    kiosk.reboot("b2", MONDAY_8 + timedelta(days=1))
    reader.start()

    assert set(reader.sees().procedures) == {OTHER}
    assert reader.sees().today == Today(TUESDAY, Source.WALL)


def test_a_wall_clock_that_is_wrong_hides_nothing_that_may_be_in_force(tmp_path: Path) -> None:
    kiosk = LoneKiosk(tmp_path)
    reader = Reader(kiosk)
    reader.hears()
    kiosk.reboot("b2", MONDAY_8 - timedelta(days=300))
    reader.start()

    assert set(reader.sees().procedures) == {BIRTH, OTHER}
    assert reader.sees().today == Today(MONDAY, Source.BOUND)


def test_a_hub_that_is_heard_knows_its_own_list_better_than_a_clock_that_is_only_believed(
    tmp_path: Path,
) -> None:
    kiosk = LoneKiosk(tmp_path, MONDAY_8 + timedelta(days=40))
    reader = Reader(kiosk)
    reader.hears(ClockTrust.UNTRUSTED)

    assert set(reader.sees().procedures) == {BIRTH, OTHER}
    assert reader.sees().today is None


def test_days_of_validity_are_kept_over_a_restart_and_fetched_where_the_copy_is_older_than_they_are(
    tmp_path: Path,
) -> None:
    (tmp_path / "procedures.json").write_bytes(msgspec.json.encode(BOOK))
    shelf, asked = Shelf(tmp_path), list[str | None]()

    class BookOfTheHub:
        def procedures(self, known_sha256: str | None) -> ProcedureBook:
            asked.append(known_sha256)
            return BOOK

    old = shelf.procedures()
    assert old is not None
    assert old.procedures
    kiosk = Reader(LoneKiosk(tmp_path))
    keeper = CatalogueKeeper(BookOfTheHub(), shelf, kiosk.news)
    keeper.load()
    catalogue = a_center().catalogue
    assert catalogue is not None
    keeper.learn(structs.replace(catalogue, procedures_sha256=BOOK.sha256))

    assert keeper.is_up_to_date()
    assert asked == [""]
    assert Shelf(tmp_path).procedures() == BOOK
    assert not (tmp_path / "procedures.json").exists()
