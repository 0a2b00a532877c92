"""A real backup and a real restore: the numbers that people hold are not given again."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract import commands as c
from contract.record_look_up import Degree, LookUp, RecordDegree
from contract.record_words import ComparedBy
from server.backup.restore import restore
from server.core import Core
from server.domain.record_look_up import asked_for
from server.reports.record_figures import record_figures
from server.reports.record_register import Lost, last_number, register
from server.store.look_up_key import LookUpKeys
from server.store.record_look_up import degree_of
from server.store.verify import verify
from tests.server.backup.kept_center import KeptCenter
from tests.support.hub import ANH, KIOSK, MANAGER
from tests.support.records import GUARDIAN, receive


@pytest.fixture
def restored(kept: KeptCenter, tmp_path: Path) -> KeptCenter:
    """1/2026 is in the backup; 2/2026 and 3/2026 were given after it, and are gone."""
    receive(kept.hub)
    made = kept.back_up(tmp_path / "stick")
    receive(kept.hub)
    assert receive(kept.hub).reference == "3/2026"
    kept.hub.stop()
    restore(kept.settings, tmp_path / "stick" / made.name, everything=False)
    first_start(kept)
    kept.hub.start()
    kept.hub.do(c.IssueWithoutJournals, MANAGER, reason="the kiosk has nothing to tell")
    return kept


def first_start(kept: KeptCenter) -> None:
    """Of the hub on what was restored: it writes the new epoch down."""
    core = Core(kept.settings, kept.hub.clock, lambda: kept.hub.trust)
    core.open()
    core.close()


def test_no_number_of_the_register_is_given_twice(restored: KeptCenter) -> None:
    hub = restored.hub
    assert hub.refused(c.ReceiveRecord, ANH, procedure=GUARDIAN) == "register-unsure"
    assert hub.refused(c.ContinueRegister, ANH, year=2026, last=3) == "not-allowed"
    hub.do(c.ContinueRegister, MANAGER, year=2026, last=3)

    assert receive(hub).reference == "4/2026"
    with hub.database.reading() as connection:
        lines = register(connection, 2026)
        assert [isinstance(line, Lost) for line in lines] == [False, True, True, False]
        assert last_number(connection, 2026) == 4
    assert restored.findings().is_sound


def test_a_lost_number_is_unknown_to_look_ups_and_counts_in_no_figure(restored: KeptCenter) -> None:
    hub, keys = restored.hub, LookUpKeys(restored.data)
    hub.do(c.ContinueRegister, MANAGER, year=2026, last=3)
    fourth = receive(hub).record

    def looked_up(reference: str) -> RecordDegree | None:
        with hub.database.reading() as connection:
            return degree_of(connection, keys, asked_for(LookUp(code=reference, key=keys.of(fourth))))

    assert looked_up("4/2026") == RecordDegree(code="4/2026", degree=Degree.RECEIVED)
    assert looked_up("3/2026") is looked_up("99/2026") is None
    today = hub.writer.now().local_day
    with hub.database.reading() as connection:
        figures = record_figures(connection, today, today, hub.now(), ComparedBy.DAY)
    assert (figures.received, figures.in_process, figures.void) == (2, 2, 0)


def test_numbers_are_called_and_given_meanwhile(restored: KeptCenter) -> None:
    hub = restored.hub

    hub.do(c.ReserveTicket, KIOSK, service="ho-tich")
    hub.call()


def test_a_check_from_the_middle_knows_what_was_lost_before_it(restored: KeptCenter) -> None:
    hub = restored.hub
    hub.do(c.ContinueRegister, MANAGER, year=2026, last=3)
    behind = hub.seq
    receive(hub)

    with hub.database.reading() as connection:
        assert verify(connection, behind).wrong == []


def test_another_backup_of_the_restored_center_remembers_it(restored: KeptCenter, tmp_path: Path) -> None:
    hub = restored.hub
    hub.do(c.ContinueRegister, MANAGER, year=2026, last=3)
    made = restored.back_up(tmp_path / "second")
    assert receive(hub).reference == "4/2026"
    hub.stop()
    restore(restored.settings, tmp_path / "second" / made.name, everything=False)
    first_start(restored)
    hub.start()

    assert hub.refused(c.ContinueRegister, MANAGER, year=2026, last=2) == "below-the-register"
    hub.do(c.ContinueRegister, MANAGER, year=2026, last=4)
    assert receive(hub).reference == "5/2026"
    assert restored.findings().is_sound
