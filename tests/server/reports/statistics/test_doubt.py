"""What makes a unit's times doubtful is noted, counted and can be left out, and is never left out unasked."""

from __future__ import annotations

import pytest

from contract.words import Origin, SlipFate
from server.reports.facts import facts_of
from server.reports.seen import DayRules, Seen
from server.reports.units import QUALITY, Flag, Measure, Unit
from tests.server.reports.statistics.by_hand import S, served, ticket, total, us

M = 60_000_000

DOUBTFUL: dict[Flag, Seen] = {
    Flag.ESTIMATED: ticket(
        ("waiting", "08:00", "08:10", {"is_estimated": True}), ("service", "08:10", "08:20")
    ),
    Flag.STEPPED: served("08:00", 600, first_seq=3, last_seq=8),
    Flag.INFERRED: served("08:00", 600, is_end_inferred=True),
    Flag.FORGOTTEN: served("08:00", 600, service_s=3 * 3600),
    Flag.TOO_SHORT: served("08:00", 600, service_s=19.9),
    Flag.INACCURATE: served("08:00", 600, id="marked"),
}
RULES = DayRules(steps=(5,), inaccurate=frozenset({"marked"}))


def _flags(seen: Seen) -> set[Flag]:
    flags = facts_of(seen, RULES, us("17:00")).visit.flags
    return {flag for flag in QUALITY if flags >> flag & 1}


@pytest.mark.parametrize("flag", QUALITY)
def test_a_reason_to_doubt_is_noted_and_its_times_still_count(flag: Flag) -> None:
    seen = DOUBTFUL[flag]
    if flag is not Flag.STEPPED:
        seen = _outside_the_step(seen)

    assert _flags(seen) == {flag}
    figures = total(seen, rules=RULES)
    assert figures.flags[flag] == 1
    assert figures.times[Measure.WAITING].n == 1
    assert total(seen, unit=Unit.LEG, rules=RULES).flags[flag] == 1
    assert total(seen, unit=Unit.STAY, rules=RULES).flags[flag] == (0 if flag is Flag.ESTIMATED else 1)


def _outside_the_step(seen: Seen) -> Seen:
    return seen._replace(first_seq=6, last_seq=9)


def test_every_reason_to_doubt_has_a_case_here() -> None:
    assert set(DOUBTFUL) == set(QUALITY)


@pytest.mark.parametrize(
    ("service_s", "flags"),
    [(20, set()), (19.999999, {Flag.TOO_SHORT}), (7200, set()), (7200.000001, {Flag.FORGOTTEN})],
)
def test_at_the_limit_itself_there_is_no_doubt(service_s: float, flags: set[Flag]) -> None:
    assert _flags(served("08:00", 60, service_s=service_s, first_seq=6, last_seq=9)) == flags


def test_a_short_first_stretch_of_a_long_service_is_not_too_short() -> None:
    seen = ticket(
        ("waiting", "08:00", "08:10"), ("service", "08:10", "08:10:05"), ("hold", "08:10:05", "08:20"),
        ("service", "08:20", "08:30"), first_seq=6,
    )  # fmt: skip

    assert _flags(seen) == set()


@pytest.mark.parametrize(("first", "last", "is_stepped"), [(1, 5, False), (5, 9, False), (4, 6, True)])
def test_only_a_step_between_its_first_and_last_event_concerns_a_ticket(
    first: int, last: int, is_stepped: bool
) -> None:
    seen = served("08:00", 60, first_seq=first, last_seq=last)

    assert (Flag.STEPPED in _flags(seen)) is is_stepped


def test_how_a_number_came_about_is_noted() -> None:
    offline = served("08:00", 60, origin=Origin.OFFLINE, is_back_dated=True)
    unconfirmed = served("08:00", 60, fate=SlipFate.UNCONFIRMED)

    flags = total(offline, unconfirmed, served("08:00", 60)).flags

    assert (flags[Flag.OFFLINE], flags[Flag.BACK_DATED], flags[Flag.UNCONFIRMED]) == (1, 1, 1)
    assert flags[Flag.CALLED] == 3


def test_a_running_service_is_not_judged_before_it_ends() -> None:
    serving = ticket(("waiting", "08:00", "08:10"), state=S.SERVING, counter="1", officer="anh", first_seq=6)

    assert _flags(serving) == set()
    assert total(serving, now="12:00").times[Measure.SERVICE].n == 0
