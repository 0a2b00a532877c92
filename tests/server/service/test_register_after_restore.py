"""After a restore no number of the register is given twice: first a manager says how far it was given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contract import commands as c
from contract.events import EpochBegun, RegisterContinued
from contract.ids import Epoch
from contract.record_words import RecordState
from contract.words import ClockTrust
from server.store.lost_numbers import lost_numbers
from tests.support.hub import ADMINISTRATOR, ANH, GUIDE, MANAGER, SmallHub, small_hub
from tests.support.records import GUARDIAN, act, in_state, receive


def begin_epoch(hub: SmallHub, register_from: int | None = 2026) -> None:
    """As the hub does at its first start after a restore; no kiosk is waited for."""
    begun = {"before": Epoch("an-older-one"), "awaits": (), "register_from": register_from}
    hub.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)


def go_on(hub: SmallHub, last: int, year: int = 2026) -> None:
    hub.do(c.ContinueRegister, MANAGER, year=year, last=last)


def refused(hub: SmallHub, last: int, year: int = 2026) -> str:
    return hub.refused(c.ContinueRegister, MANAGER, year=year, last=last)


@pytest.fixture
def restored(hub: SmallHub) -> SmallHub:
    """The ledger knows 1/2026 and 2/2026; more were given before it was restored."""
    receive(hub)
    receive(hub)
    begin_epoch(hub)
    return hub


def test_nothing_enters_the_register_and_the_line_goes_on(restored: SmallHub) -> None:
    assert restored.refused(c.ReceiveRecord, ANH, procedure=GUARDIAN) == "register-unsure"
    refusal = {"procedure": GUARDIAN, "reason": "khong-hop-le"}
    assert restored.refused(c.RefuseReception, ANH, **refusal) == "register-unsure"

    restored.sit()
    restored.serve(restored.take())


def test_what_is_in_the_register_already_is_worked_on(hub: SmallHub) -> None:
    record = receive(hub).record
    begin_epoch(hub)

    act(hub, c.FinishRecord, record)
    act(hub, c.ReturnRecord, record)


def test_the_register_goes_on_behind_the_last_number_anybody_holds(restored: SmallHub) -> None:
    go_on(restored, 52)

    assert receive(restored).reference == "53/2026"
    with restored.database.reading() as connection:
        assert lost_numbers(connection, 2026) == (range(3, 53),)
    assert restored.findings().is_sound


def test_where_nothing_was_lost_it_goes_on_without_a_gap(restored: SmallHub) -> None:
    go_on(restored, 2)

    assert receive(restored).reference == "3/2026"
    with restored.database.reading() as connection:
        assert lost_numbers(connection, 2026) == ()
    assert restored.findings().is_sound


def test_a_ledger_without_records_asks_too_for_all_of_them_may_be_lost(hub: SmallHub) -> None:
    begin_epoch(hub)
    assert hub.refused(c.ReceiveRecord, ANH, procedure=GUARDIAN) == "register-unsure"
    go_on(hub, 7)

    assert receive(hub).reference == "8/2026"
    assert hub.findings().is_sound


def test_only_a_manager_says_it_and_only_once(restored: SmallHub) -> None:
    for who in (ANH, GUIDE, ADMINISTRATOR):
        assert restored.refused(c.ContinueRegister, who, year=2026, last=5) == "not-allowed"
    go_on(restored, 5)

    assert refused(restored, 6) == "register-sure"


def test_a_number_that_cannot_be_is_refused(restored: SmallHub) -> None:
    assert refused(restored, 1) == "below-the-register"
    assert refused(restored, 20_262) == "far-above-the-register"
    assert refused(restored, 5, year=2025) == refused(restored, 5, year=2027) == "other-year"
    restored.trust = ClockTrust.UNTRUSTED
    restored.tick()
    assert refused(restored, 5) == "clock-untrusted"


def test_it_is_remembered_over_restarts_and_days(restored: SmallHub) -> None:
    restored.restart()
    restored.close_day()
    restored.clock.pass_time(24 * 3600)
    restored.open_day()
    restored.restart()
    assert restored.refused(c.ReceiveRecord, ANH, procedure=GUARDIAN) == "register-unsure"
    go_on(restored, 9)
    restored.close_day()
    restored.clock.pass_time(24 * 3600)
    restored.open_day()
    restored.restart()

    assert receive(restored).reference == "10/2026"
    assert restored.findings().is_sound


def test_a_second_restore_asks_again_and_loses_more(restored: SmallHub) -> None:
    go_on(restored, 4)
    receive(restored)
    begin_epoch(restored)
    go_on(restored, 7)

    assert receive(restored).reference == "8/2026"
    with restored.database.reading() as connection:
        assert lost_numbers(connection, 2026) == (range(3, 5), range(6, 8))
    assert restored.findings().is_sound


def test_over_the_turn_of_the_year_each_register_is_asked_about(restored: SmallHub) -> None:
    restored.close_day()
    restored.clock.pass_time((datetime(2027, 1, 4, 1, tzinfo=UTC) - restored.now()) / timedelta(seconds=1))
    restored.open_day()
    assert refused(restored, 0, year=2027) == "other-year"
    go_on(restored, 30, year=2026)
    assert restored.refused(c.ReceiveRecord, ANH, procedure=GUARDIAN) == "register-unsure"
    go_on(restored, 3, year=2027)

    stands = receive(restored, due_day=datetime(2027, 1, 6, tzinfo=UTC).date())
    assert stands.reference == "4/2027"
    assert restored.findings().is_sound


def test_a_restore_of_before_anybody_asked_hinders_nothing(hub: SmallHub) -> None:
    begin_epoch(hub, register_from=None)

    assert receive(hub).reference == "1/2026"


def test_verify_finds_a_register_that_goes_on_elsewhere(tmp_path: Path) -> None:
    wrong = {"year": 2026, "first": 4, "last": 9}
    with small_hub(tmp_path) as hub:
        hub.open_day()
        receive(hub)
        begin_epoch(hub)
        hub.writer.run(lambda work, _: work.record(RegisterContinued, **wrong)).result(10)

        assert hub.findings().wrong == ["register 2026: lost numbers from 4 follow 1"]


def test_an_undone_reception_and_lost_numbers_are_both_in_the_register(restored: SmallHub) -> None:
    go_on(restored, 4)
    in_state(restored, RecordState.VOID)

    assert receive(restored).reference == "6/2026"
