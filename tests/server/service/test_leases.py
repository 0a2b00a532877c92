"""Numbers lent to kiosks: from the top, never twice, within caps, for today and the next opening day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from contract import commands as c
from contract.events import LeaseGranted, LeaseReclaimed
from contract.words import ClockTrust
from server.service.states import lease_state
from tests.support.handed import MONDAY, hand_in, leases_of, numbers_of, told
from tests.support.hub import ANH, KIOSK, MANAGER, SAMPLE, SECOND_KIOSK, SmallHub, small_hub

TUESDAY = date(2026, 11, 25)
"""24 November 2026 is a holiday of this year's list."""


def recorded(hub: SmallHub, kind: type) -> list[object]:
    return [item.event for commit in hub.commits for item in commit.recorded if isinstance(item.event, kind)]


@pytest.fixture
def two_kiosks(tmp_path: Path) -> Iterator[SmallHub]:
    """Two kiosks; civil status gives forty numbers a day."""
    text = SAMPLE.replace('id = "ho-tich"\n', 'id = "ho-tich"\ndaily_cap = 40\n', 1) + SECOND_KIOSK
    with small_hub(tmp_path, text=text) as hub:
        hub.open_day()
        yield hub
        assert hub.findings().wrong == []


def test_an_opened_day_lends_for_today_and_the_next_opening_day(hub: SmallHub) -> None:
    today, later = leases_of(hub)

    assert (today.day, later.day) == (MONDAY, TUESDAY)
    assert numbers_of(today, "a")[0] == "A999"
    assert len(numbers_of(today, "a")) == 150
    hours = {part.service: part.hours for part in today.services}
    assert hours["ho-tich"] == (("07:00", "11:15"), ("13:00", "16:15"))


def test_nothing_is_lent_twice_and_ticking_lends_nothing_more(two_kiosks: SmallHub) -> None:
    before = two_kiosks.seq
    for _ in range(3):
        two_kiosks.tick()
    assert two_kiosks.seq == before

    for mine, theirs in zip(leases_of(two_kiosks), leases_of(two_kiosks, "kiosk-2"), strict=True):
        for series in ("a", "c", "h", "k", "l", "u", "s", "y"):
            assert not set(numbers_of(mine, series)) & set(numbers_of(theirs, series))


def test_the_hub_itself_never_gives_a_lent_number(tmp_path: Path) -> None:
    text = SAMPLE.replace('letter = "A"\nfirst = 1\nlast = 999', 'letter = "A"\nfirst = 1\nlast = 9', 1)
    with small_hub(tmp_path, text=text) as hub:
        hub.open_day()
        lent = numbers_of(leases_of(hub)[0], "a")
        given = [hub.reserve().number for _ in range(6)]

        assert lent == ["A009", "A008", "A007"]
        assert given == [f"A00{value}" for value in range(1, 7)]
        assert hub.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "numbers-used-up"
        assert hub.refused(c.GiveNumber, ANH, service="ho-tich") == "numbers-used-up"


def test_a_cap_is_kept_back_for_what_kiosks_may_give_alone(two_kiosks: SmallHub) -> None:
    shares = [
        part.most for kiosk in ("kiosk-1", "kiosk-2") for part in leases_of(two_kiosks, kiosk)[0].services
        if part.service == "ho-tich"
    ]  # fmt: skip
    assert shares == [4, 4]

    for _ in range(32):
        two_kiosks.reserve()

    assert two_kiosks.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "cap-reached"


def test_what_a_kiosk_gave_alone_is_counted_once(two_kiosks: SmallHub) -> None:
    hand_in(two_kiosks, told(two_kiosks, "A999"), told(two_kiosks, "A998", order=2))
    for _ in range(32):
        two_kiosks.reserve()

    assert two_kiosks.refused(c.ReserveTicket, KIOSK, service="ho-tich") == "cap-reached"
    with two_kiosks.writer.reading() as hall:
        assert sum(hall.taken.values()) == 34


def test_a_kiosk_that_gave_half_of_its_numbers_alone_is_lent_more(hub: SmallHub) -> None:
    used = [
        told(hub, number, order=place) for place, number in enumerate(numbers_of(leases_of(hub)[0], "a")[:80])
    ]
    hand_in(hub, *used[:50])
    hand_in(hub, *used[50:])
    hub.tick()

    first, further, _ = leases_of(hub)
    assert (first.day, further.day) == (MONDAY, MONDAY)
    assert [(part.series, part.first, part.last) for part in further.ranges] == [("a", 700, 849)]
    assert all(part.most in (None, 0) for part in further.services)


def test_leases_survive_a_restart_and_a_day_without_work_between(hub: SmallHub) -> None:
    held = leases_of(hub)
    hub.restart()
    assert leases_of(hub) == held

    hub.close_day()
    hub.restart()
    hub.clock.pass_time(48 * 3600)
    hub.tick()
    hub.restart()

    assert [lease.day for lease in leases_of(hub)] == [TUESDAY, date(2026, 11, 26)]
    assert leases_of(hub)[0] == held[1]


def test_the_close_of_the_day_reclaims_and_counts_what_nobody_has(hub: SmallHub) -> None:
    hand_in(hub, told(hub, "A999"))
    hub.close_day()

    (reclaimed,) = recorded(hub, LeaseReclaimed)
    assert (reclaimed.for_day, reclaimed.kiosk, reclaimed.unused) == (MONDAY, "kiosk-1", 8 * 150 - 1)  # type: ignore[attr-defined] # an event of that kind
    with hub.writer.reading() as hall:
        state = lease_state(hall, KIOSK.device)  # type: ignore[arg-type] # a kiosk has a name
    assert [lease.day for lease in state.leases] == [TUESDAY]


def test_a_day_opened_again_lends_other_numbers_than_before(hub: SmallHub) -> None:
    first = numbers_of(leases_of(hub)[0], "a")
    hub.close_day()
    hub.open_day()

    with hub.writer.reading() as hall:
        now = [part for part in lease_state(hall, KIOSK.device).leases if part.day == MONDAY]  # type: ignore[arg-type] # a kiosk has a name
    assert not {number for lease in now for number in numbers_of(lease, "a")} & set(first)


def test_a_day_that_never_came_is_reclaimed_when_a_later_one_opens(hub: SmallHub) -> None:
    hub.close_day()
    hub.clock.pass_time(7 * 24 * 3600)
    hub.open_day()

    reclaimed = recorded(hub, LeaseReclaimed)
    assert [event.for_day for event in reclaimed] == [MONDAY, TUESDAY]  # type: ignore[attr-defined] # events of that kind
    assert leases_of(hub)[0].day == MONDAY + timedelta(days=7)


def test_an_untrusted_clock_lends_for_no_new_day(closed_hub: SmallHub) -> None:
    closed_hub.trust = ClockTrust.UNTRUSTED
    closed_hub.tick()
    assert leases_of(closed_hub) == []

    closed_hub.do(c.ConfirmClock, MANAGER, seen=closed_hub.now())
    closed_hub.tick()
    assert [lease.day for lease in leases_of(closed_hub)] == [MONDAY, TUESDAY]


def test_a_center_may_lend_nothing(tmp_path: Path) -> None:
    with small_hub(tmp_path, text=f"{SAMPLE}\n[offline]\nnumbers = 0\n") as hub:
        hub.open_day()

        assert recorded(hub, LeaseGranted) == []


def test_a_kiosk_that_lost_its_journal_is_lent_other_numbers(hub: SmallHub) -> None:
    held = leases_of(hub)
    first = hub.do(c.HandIn, KIOSK, tickets=(), is_whole=True, journal="j-1")
    same = hub.do(c.HandIn, KIOSK, tickets=(), is_whole=True, journal="j-1")
    assert (first.reclaimed, same.reclaimed, leases_of(hub)) == ((), (), held)
    hub.restart()

    other = hub.do(c.HandIn, KIOSK, tickets=(), is_whole=True, journal="j-2")

    assert other.reclaimed == tuple(lease.lease for lease in held)
    with hub.writer.reading() as hall:
        now = lease_state(hall, KIOSK.device).leases  # type: ignore[arg-type] # a kiosk has a name
    assert [lease.day for lease in now] == [MONDAY, TUESDAY]
    before = {number for lease in held for number in numbers_of(lease, "a")}
    assert not before & {number for lease in now for number in numbers_of(lease, "a")}


def test_a_number_whose_claim_was_undone_is_counted_as_one_that_nobody_has(hub: SmallHub) -> None:
    hub.do(c.OpenCounter, ANH, counter="1")
    hub.do(c.ClaimSlip, ANH, counter="1", number="A998")
    hub.do(c.Undo, ANH, counter="1")
    hub.close_day()

    (reclaimed,) = recorded(hub, LeaseReclaimed)
    assert reclaimed.unused == 8 * 150  # type: ignore[attr-defined] # an event of that kind
