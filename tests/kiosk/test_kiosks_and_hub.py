"""Two kiosks and the hub's own rules: after any outage slips in hands are tickets in line, once each."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contract.events import EpochBegun
from contract.ids import Epoch
from contract.words import TicketState
from kiosk.outcomes import NoAnswer, Wish
from tests.kiosk.citizen import CHUNG_THUC, HO_TICH
from tests.kiosk.wired_kiosk import WiredKiosk
from tests.support.hub import KIOSK, OTHER_KIOSK, SAMPLE, SECOND_KIOSK, SmallHub, small_hub


@dataclass(slots=True)
class Hall:
    """The hub and its two kiosks, an open day, everybody connected."""

    hub: SmallHub
    first: WiredKiosk
    second: WiredKiosk

    @property
    def kiosks(self) -> tuple[WiredKiosk, WiredKiosk]:
        return self.first, self.second

    def passes(self, seconds: float) -> None:
        """For all machines alike."""
        self.hub.clock.pass_time(seconds)
        for kiosk in self.kiosks:
            kiosk.clock.pass_time(seconds)

    def line_is_cut(self) -> None:
        for kiosk in self.kiosks:
            kiosk.wire.is_down = True

    def everybody_meets(self) -> None:
        """A restored hub may need a second round: a kiosk's leases come back when both journals are in."""
        for kiosk in (*self.kiosks, *self.kiosks):
            assert kiosk.meets_hub() == 0

    def slips(self) -> list[str]:
        """In hands, of both kiosks."""
        return sorted(self.first.slips + self.second.slips)

    def in_line(self) -> list[str]:
        """Numbers that wait, in the ledger's order of their arrival."""
        with self.hub.writer.reading() as hall:
            waiting = [t for t in hall.tickets.values() if t.state is TicketState.WAITING]
        return [ticket.number for ticket in sorted(waiting, key=lambda ticket: ticket.arrived.utc)]

    def arrivals(self) -> dict[str, datetime]:
        with self.hub.writer.reading() as hall:
            return {ticket.number: ticket.arrived.utc for ticket in hall.tickets.values()}


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with small_hub(tmp_path, text=SAMPLE + SECOND_KIOSK) as hub:
        hub.open_day()
        hub.tick()
        opened = Hall(
            hub, WiredKiosk(tmp_path / "k1", hub, KIOSK), WiredKiosk(tmp_path / "k2", hub, OTHER_KIOSK)
        )
        opened.everybody_meets()
        yield opened
        assert hub.findings().wrong == []


def test_two_kiosks_alone_never_give_the_same_number_and_nobody_is_lost(hall: Hall) -> None:
    hall.first.takes()
    hall.second.takes()
    hall.line_is_cut()
    times: dict[str, datetime] = {}
    for turn in range(30):
        kiosk = hall.kiosks[turn % 2]
        hall.passes(20)
        times[kiosk.takes()] = hall.hub.now()
    hall.passes(600)

    hall.everybody_meets()

    slips = hall.slips()
    assert len(set(slips)) == len(slips) == 32
    assert sorted(hall.in_line()) == slips
    arrivals = hall.arrivals()
    assert {number: arrivals[number] for number in times} == times
    assert [number for number in hall.in_line() if number in times] == list(times)
    assert hall.first.takes() == "A003", "the hub's own numbers go on undisturbed"


def test_an_answer_that_is_lost_again_and_again_brings_nobody_in_twice(hall: Hall) -> None:
    hall.line_is_cut()
    for _ in range(3):
        hall.first.takes()
    hall.first.wire.loses_answers = 1
    assert hall.first.meets_hub() == 3
    hall.first.start()
    hall.first.wire.loses_answers = 1
    assert hall.first.meets_hub() == 3

    assert hall.first.meets_hub() == 0
    assert sorted(hall.in_line()) == hall.slips()


def test_a_reservation_whose_answer_was_lost_is_void_and_the_slip_is_of_the_lease(hall: Hall) -> None:
    hall.first.wire.loses_answers = 1
    slip = hall.first.takes()
    assert slip.startswith("A9")

    hall.everybody_meets()

    assert hall.in_line() == [slip]


def test_a_kiosk_that_restarts_in_the_outage_goes_on_where_it_was(hall: Hall) -> None:
    hall.line_is_cut()
    for _ in range(5):
        hall.first.takes()
        hall.first.start()
    hall.everybody_meets()

    assert len(set(hall.first.slips)) == 5
    assert sorted(hall.in_line()) == hall.slips()


def test_a_power_cut_without_a_clock_in_the_outage_keeps_times_and_order(hall: Hall) -> None:
    hall.line_is_cut()
    hall.passes(60)
    hall.first.takes()
    before = hall.hub.now()
    hall.first.clock.reboot("k1-b2", wall=datetime(2020, 1, 1, tzinfo=UTC))
    hall.first.start()
    hall.passes(60)
    second = hall.first.takes()
    hall.passes(300)
    assert hall.first.meets_hub() == 0

    assert hall.in_line() == hall.first.slips
    assert hall.arrivals()[second] == before + timedelta(seconds=60)


def test_a_boot_without_any_contact_stands_between_its_neighbours(hall: Hall) -> None:
    hall.line_is_cut()
    hall.passes(60)
    for boot in ("k1-b2", "k1-b3"):
        hall.first.takes()
        hall.first.clock.reboot(boot, wall=datetime(2020, 1, 1, tzinfo=UTC))
        hall.first.start()
        hall.passes(60)
    hall.first.takes()
    assert hall.first.meets_hub() == 0

    assert hall.in_line() == hall.first.slips


def test_a_hub_that_restarts_in_the_outage_takes_all_in_once(hall: Hall) -> None:
    hall.line_is_cut()
    hall.first.takes()
    hall.hub.restart()
    hall.second.takes()
    hall.everybody_meets()
    hall.hub.restart()
    hall.everybody_meets()

    assert sorted(hall.in_line()) == hall.slips()


def test_what_is_handed_in_when_the_day_is_over_is_counted_and_not_in_line(hall: Hall) -> None:
    hall.line_is_cut()
    hall.first.takes()
    hall.passes(10 * 3600)
    hall.hub.close_day()
    hall.everybody_meets()
    assert hall.in_line() == []

    hall.passes(2 * 24 * 3600 - 10 * 3600)
    hall.hub.open_day()
    hall.everybody_meets()
    assert hall.in_line() == []
    assert hall.first.takes() == "A001"


def test_the_next_opening_day_alone_has_its_own_numbers(hall: Hall) -> None:
    hall.line_is_cut()
    monday = [kiosk.takes() for kiosk in hall.kiosks]
    hall.passes(2 * 24 * 3600)
    wednesday = [kiosk.takes() for kiosk in hall.kiosks]
    assert len(set(wednesday)) == 2
    hall.hub.close_day()
    hall.hub.open_day()
    hall.everybody_meets()

    assert sorted(hall.in_line()) == sorted(wednesday)
    assert len(monday) == 2


def test_after_a_restore_from_an_older_backup_every_slip_is_in_line_once(hall: Hall) -> None:
    hall.first.takes()
    hall.everybody_meets()
    backup = backed_up(hall.hub)
    hall.passes(60)
    hall.second.takes()  # the backup does not know it
    hall.line_is_cut()
    hall.first.takes()
    hall.second.takes(CHUNG_THUC)
    hall.passes(60)
    restore(hall.hub, backup)

    assert hall.first.meets_hub() == 0
    assert hall.first.takes().startswith("A9"), "until both journals are in, numbers come from the lease"
    hall.everybody_meets()

    assert sorted(hall.in_line()) == hall.slips()
    new = hall.second.takes()
    assert new == "A003", "above everything seen"
    assert len(set(hall.slips())) == len(hall.slips())


def test_numbers_of_leases_lent_after_the_backup_come_into_line_too(hall: Hall) -> None:
    backup = backed_up(hall.hub)
    hall.passes(2 * 24 * 3600)
    hall.hub.close_day()
    hall.hub.open_day()
    hall.hub.tick()
    hall.everybody_meets()
    hall.line_is_cut()
    slips = [kiosk.takes() for kiosk in hall.kiosks]
    restore(hall.hub, backup)

    assert [kiosk.meets_hub() for kiosk in hall.kiosks] == [1, 1], "their day is not open yet"
    hall.hub.close_day()
    hall.hub.open_day()
    hall.everybody_meets()

    assert sorted(hall.in_line()) == sorted(slips)
    assert len({kiosk.takes() for kiosk in hall.kiosks} | set(slips)) == 4


def backed_up(hub: SmallHub) -> Path:
    """A copy of its ledger as it is now."""
    backup = hub.folder / "backup.sqlite"
    hub.stop()
    shutil.copy(hub.folder / "ledger.sqlite", backup)
    hub.start()
    return backup


def restore(hub: SmallHub, backup: Path) -> None:
    """The ledger of before comes back with a new epoch, as `motcua restore` does it."""
    hub.stop()
    ledger = hub.folder / "ledger.sqlite"
    for leftover in hub.folder.glob("ledger.sqlite-*"):
        leftover.unlink()
    shutil.copy(backup, ledger)
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE ledger SET epoch = 'restored'")
    hub.start()
    begun = {"before": Epoch("before"), "awaits": hub.rules.kiosks}
    hub.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)


def test_a_kiosk_that_lost_its_disk_gives_other_numbers_than_those_it_gave(hall: Hall) -> None:
    hall.line_is_cut()
    lost = [hall.first.takes() for _ in range(3)]
    hall.first.path.unlink()
    hall.first.start()

    assert isinstance(hall.first.ticketing.take(Wish(HO_TICH)), NoAnswer), "no hub has heard of this journal"
    hall.everybody_meets()
    hall.line_is_cut()
    given = [hall.first.takes() for _ in range(3)]

    assert lost == ["A999", "A998", "A997"]
    assert not set(given) & set(lost)
    hall.everybody_meets()
    assert hall.in_line() == sorted(given, reverse=True)


def test_a_lost_disk_is_told_once_even_if_the_answer_is_lost(hall: Hall) -> None:
    hall.first.path.unlink()
    hall.first.start()
    hall.first.wire.loses_answers = 1
    assert hall.first.meets_hub() == 1
    hall.everybody_meets()
    hall.line_is_cut()

    assert hall.first.takes() not in ("A999", "A849")
    hall.everybody_meets()
    assert hall.hub.findings().wrong == []


def test_leases_taken_back_in_an_answer_that_was_lost_give_nothing(hall: Hall) -> None:
    hall.line_is_cut()
    lost = [hall.first.takes() for _ in range(3)]
    hall.first.path.unlink()
    hall.first.start()
    hall.first.wire.loses_answers = 1
    assert hall.first.meets_hub() == 1
    assert hall.first.settler.settle() == 0, "and the new leases are not heard of yet"
    hall.line_is_cut()

    assert isinstance(hall.first.ticketing.take(Wish(HO_TICH)), NoAnswer)
    hall.everybody_meets()
    hall.line_is_cut()
    assert hall.first.takes() not in lost


def test_a_kiosk_with_a_damaged_journal_gives_no_number_that_is_on_a_slip(hall: Hall) -> None:
    hall.line_is_cut()
    on_slips = [hall.first.takes() for _ in range(3)]
    whole = hall.first.path.read_bytes()
    at = whole.index(b"A999", whole.index(b'"type":"reserved"'))
    hall.first.path.write_bytes(whole[:at] + b"A888" + whole[at + 4 :])
    hall.first.start()
    assert isinstance(hall.first.ticketing.take(Wish(HO_TICH)), NoAnswer)

    hall.everybody_meets()
    hall.line_is_cut()
    given = [hall.first.takes() for _ in range(3)]
    hall.everybody_meets()

    assert on_slips == ["A999", "A998", "A997"]
    assert not set(given) & set(on_slips)
    assert sorted(hall.in_line()) == sorted([*given, "A998", "A997"]), "nobody knows of A999 but its holder"
