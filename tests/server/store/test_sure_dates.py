"""Nothing is erased by its date while the hub's clock is doubtful: what is gone never comes back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from contract import commands as c
from contract.events import RecordWithdrawn
from contract.ids import RecordId
from contract.words import ClockTrust
from server.config.papers import DocumentKind, Papers
from server.store.record_erasure import RecordErasure
from server.store.record_paper_erasure import RecordPaperErasure
from server.store.record_persons import Applicant, beside
from tests.support.hub import ANH, MANAGER, MONDAY_8, SmallHub
from tests.support.record_papers import PaperRoom, png, with_scanners
from tests.support.records import GUARDIAN, REASONS, act, known, undo

DAY_S = 24 * 3600
KEEP_DAYS = 2
KIND = "two"
FAR = timedelta(days=200)


class Kept:
    """A center whose applicants and scanned papers are kept for two days after the end."""

    def __init__(self, hub: SmallHub) -> None:
        self.hub = hub
        kinds = (DocumentKind(id=KIND, name_vi="Hai", name_en="Two", keep_days=KEEP_DAYS),)
        self.room = PaperRoom(hub, with_scanners(Papers(kinds=kinds)))

    def start(self) -> None:
        """Both erasures begin, as the hub's start does it."""
        self.room = PaperRoom(self.hub, self.room.config)
        RecordPaperErasure(self.room.vault, self.hub.writer, lambda: self.room.config).start()
        RecordErasure(self.hub.writer, lambda: KEEP_DAYS).start()
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            self.hub.settle()

    def record(self) -> RecordId:
        """With its applicant and one page."""
        command = self.hub.make(c.ReceiveRecord, procedure=GUARDIAN)
        answer = self.hub.writer.ask(command, ANH, beside(Applicant(name="Lan"))).result(10)
        record = RecordId(answer.result.record)  # type: ignore[union-attr] # it is a RecordStands
        self.room.desk.upload(ANH, self.room.document(record, KIND).id, png(str(record)))
        return record

    def ended(self) -> RecordId:
        record = self.record()
        act(self.hub, c.WithdrawRecord, record)
        return record

    def end_as_of_before(self, record: RecordId) -> None:
        """As a ledger may have it from when records were ended by any clock."""
        told = {"record": record, "reason": REASONS[c.WithdrawRecord]}
        self.hub.writer.run(lambda work, _: work.record(RecordWithdrawn, **told)).result(10)

    def has_all(self, record: RecordId) -> bool:
        """Or nothing of it: applicant and pages go together here."""
        document = next(iter(self.room.vault.documents()), None)
        is_forgotten = known(self.hub, record).is_forgotten
        assert (document is None) is is_forgotten
        return not is_forgotten

    def boot(self, wall: datetime, trust: ClockTrust, name: str = "boot-2") -> None:
        self.hub.trust = trust
        self.hub.reboot(name, wall)

    def next_day(self, days: float = 1) -> None:
        self.hub.close_day()
        self.hub.clock.pass_time(days * DAY_S)
        self.hub.open_day()
        self.settle()


@pytest.fixture
def kept(hub: SmallHub) -> Kept:
    return Kept(hub)


def test_a_hub_that_wakes_up_with_a_wrong_date_erases_nothing(kept: Kept) -> None:
    record = kept.ended()
    kept.boot(MONDAY_8 + FAR, ClockTrust.UNTRUSTED)

    kept.start()
    kept.hub.clock.pass_time(1)
    kept.hub.tick()
    kept.settle()

    assert kept.has_all(record)


def test_once_a_person_confirms_the_time_what_is_over_goes_at_once(kept: Kept) -> None:
    record = kept.ended()
    kept.boot(MONDAY_8 + FAR, ClockTrust.UNTRUSTED)
    kept.start()

    kept.hub.do(c.ConfirmClock, MANAGER, seen=kept.hub.now())
    kept.settle()

    assert not kept.has_all(record)
    assert kept.hub.findings().is_sound


def test_once_ntp_has_put_the_clock_right_only_what_is_over_goes(kept: Kept) -> None:
    over = kept.ended()
    kept.boot(MONDAY_8, ClockTrust.UNTRUSTED)
    kept.start()
    assert kept.has_all(over)

    kept.hub.clock.step_wall(KEEP_DAYS * DAY_S + 1)
    kept.hub.trust = ClockTrust.NTP
    kept.hub.tick()
    kept.settle()

    assert not kept.has_all(over)


def test_a_believed_clock_that_leaps_erases_nothing_until_somebody_has_looked(kept: Kept) -> None:
    record = kept.ended()
    kept.hub.clock.step_wall(FAR.total_seconds())
    kept.hub.tick()
    assert kept.hub.writer.now().trust is ClockTrust.NTP

    kept.start()
    assert kept.has_all(record)

    kept.hub.do(c.ConfirmClock, MANAGER, seen=kept.hub.now())
    kept.settle()
    assert not kept.has_all(record)


def test_a_leap_that_is_taken_back_has_cost_nothing(kept: Kept) -> None:
    record = kept.ended()
    kept.hub.clock.step_wall(FAR.total_seconds())
    kept.hub.tick()
    kept.start()
    kept.hub.clock.step_wall(-FAR.total_seconds())
    kept.hub.tick()
    kept.hub.do(c.ConfirmClock, MANAGER, seen=kept.hub.now())
    kept.settle()

    assert kept.has_all(record)
    kept.next_day(KEEP_DAYS + 1)
    assert not kept.has_all(record)


def test_a_doubtful_clock_keeps_nothing_that_goes_with_its_record(kept: Kept) -> None:
    record = kept.record()
    kept.boot(MONDAY_8 + timedelta(seconds=1), ClockTrust.UNTRUSTED)
    kept.start()

    undo(kept.hub, record)
    kept.settle()

    assert kept.room.vault.documents() == frozenset()


def test_an_end_written_by_a_clock_that_was_behind_counts_from_the_next_opening(kept: Kept) -> None:
    record = kept.record()
    kept.boot(MONDAY_8 - FAR, ClockTrust.UNTRUSTED)
    kept.end_as_of_before(record)
    kept.hub.clock.step_wall(FAR.total_seconds() + 60)
    kept.hub.trust = ClockTrust.NTP
    kept.hub.tick()

    kept.start()
    assert kept.has_all(record), "it ended a minute ago"
    kept.next_day(1)
    assert kept.has_all(record)
    kept.next_day(KEEP_DAYS + 1)
    assert not kept.has_all(record)


def test_an_end_written_by_a_clock_that_was_ahead_is_not_kept_for_so_long(kept: Kept) -> None:
    record = kept.record()
    kept.boot(MONDAY_8 + FAR, ClockTrust.UNTRUSTED)
    kept.end_as_of_before(record)
    kept.hub.clock.step_wall(-FAR.total_seconds() + 60)
    kept.hub.trust = ClockTrust.NTP
    kept.hub.tick()
    kept.hub.do(c.ConfirmClock, MANAGER, seen=kept.hub.now())
    kept.start()

    kept.next_day(1)
    assert kept.has_all(record)
    kept.next_day(KEEP_DAYS + 1)
    assert not kept.has_all(record)


def test_a_sleep_of_half_a_year_that_an_rtc_alone_has_measured_erases_nothing_that_day(kept: Kept) -> None:
    record = kept.ended()
    kept.hub.close_day()
    kept.boot(MONDAY_8 + FAR, ClockTrust.RTC)
    kept.start()
    kept.hub.open_day()
    kept.settle()
    assert kept.has_all(record)

    kept.next_day(1)
    assert not kept.has_all(record)


def test_a_night_that_an_rtc_alone_has_measured_is_no_doubt(kept: Kept) -> None:
    record = kept.ended()
    kept.hub.close_day()
    kept.boot(MONDAY_8 + timedelta(days=KEEP_DAYS + 1), ClockTrust.RTC)

    kept.start()

    assert not kept.has_all(record)
