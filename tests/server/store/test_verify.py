"""`motcua ledger verify` finds whatever was changed behind the hub's back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, text

from contract import commands as c
from server.store.verify import Findings, verify
from tests.support.hub import ANH, PANEL, SmallHub
from tests.support.tampering import take_guard_away

Wrong = Callable[[str], str]


@pytest.fixture
def served(hub: SmallHub) -> SmallHub:
    """One served, one waiting."""
    hub.sit()
    ticket = hub.take()
    hub.take("chung-thuc")
    hub.clock.pass_time(60)
    hub.serve(ticket)
    hub.at_counter(c.Finish, ticket, asker=PANEL)
    assert hub.findings().wrong == []
    return hub


@pytest.fixture
def wrong(served: SmallHub) -> Wrong:
    """What is found after that SQL by somebody who took the guard away; the ledger is as before then."""

    def after(sql: str) -> str:
        with served.database.writing() as connection:
            changes = connection.begin_nested()
            take_guard_away(connection)
            assert connection.execute(text(sql)).rowcount > 0
            found = verify(connection).wrong
            changes.rollback()
        assert found
        return "\n".join(found)

    return after


def test_a_sound_ledger_is_counted_and_its_head_shown(served: SmallHub) -> None:
    found = served.findings()

    assert found.is_sound
    assert (found.events, found.days, found.tickets) == (served.seq, 1, 2)
    with served.writer.reading() as hall:
        assert found.head == hall.head.hash.hex()


def test_a_changed_payload_breaks_the_chain(wrong: Wrong, served: SmallHub) -> None:
    flipped = "replace(CAST(payload AS TEXT), '\"man\"', '\"mum\"')"
    if not served.url.startswith("sqlite"):
        flipped = "convert_to(replace(convert_from(payload, 'UTF8'), '\"man\"', '\"mum\"'), 'UTF8')"

    found = wrong(f"UPDATE event SET payload = {flipped} WHERE seq = 1")  # noqa: S608 - written above

    assert "event 1 (day/opened) was changed: its hash does not fit" in found


def test_a_changed_kind_is_found_although_its_fields_fit(wrong: Wrong) -> None:
    found = wrong("UPDATE event SET kind = 'ticket/no-show' WHERE kind = 'ticket/service-started'")

    assert "(ticket/no-show) cannot be read" in found
    assert "'ticket/service-started'" in found


def test_a_changed_hash_is_found(wrong: Wrong) -> None:
    found = wrong("UPDATE event SET hash = (SELECT hash FROM event WHERE seq = 1) WHERE seq = 3")

    assert "event 3 (lease/granted) was changed: its hash does not fit" in found


def test_a_missing_event_is_found(wrong: Wrong) -> None:
    assert "event 5 follows 3: rows are missing or added" in wrong("DELETE FROM event WHERE seq = 4")


def test_events_missing_at_the_end_are_found_where_something_else_remembers_them(wrong: Wrong) -> None:
    found = wrong("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")

    assert "A001: state is 'served', events say 'serving'" in found


def test_a_ledger_shorter_than_what_was_published_is_found(wrong: Wrong) -> None:
    assert "event 500 was published, but the ledger ends at" in wrong("UPDATE ledger SET published_seq = 500")


def test_a_column_that_tells_something_else_than_its_payload_is_found(wrong: Wrong) -> None:
    found = wrong("UPDATE event SET officer = 'binh' WHERE kind = 'ticket/called'")

    assert "(ticket/called): column officer is 'binh', its payload says 'anh'" in found


def test_an_unreadable_event_is_named(wrong: Wrong) -> None:
    assert "event 2 (no/such) cannot be read" in wrong("UPDATE event SET kind = 'no/such' WHERE seq = 2")


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE ticket SET service_us = 7 WHERE number = 'A001'", "A001: service_us is 7, events say 0"),
        ("UPDATE ticket SET state = 'waiting' WHERE number = 'A001'", "A001: state is 'waiting'"),
        ("DELETE FROM ticket WHERE number = 'C001'", "ticket C001 is missing in the projection"),
        ("UPDATE ticket SET id = 'x' WHERE number = 'C001'", "ticket C001 (x) stands in no event"),
        ("DELETE FROM period WHERE kind = 'walking'", "period 1 of ticket"),
        ("UPDATE period SET duration_us = 1 WHERE kind = 'waiting'", "is not what events say"),
        ("UPDATE series SET next_value = 9 WHERE series = 'a'", "number series stand at"),
        ("DELETE FROM series", "number series stand at {}"),
    ],
)
def test_a_changed_projection_is_found(wrong: Wrong, sql: str, sentence: str) -> None:
    assert sentence in wrong(sql)


def test_the_check_at_start_up_reads_the_open_day_alone(served: SmallHub) -> None:
    served.close_day()
    yesterday = served.seq
    served.clock.pass_time(48 * 3600)
    served.open_day()
    served.take()

    with served.database.reading() as connection:
        found: Findings = verify(connection, after=yesterday)

    assert found.wrong == []
    assert (found.events, found.days, found.tickets) == (served.seq - yesterday, 1, 1)
    assert _tickets_of_both_days(served) == 3


def _tickets_of_both_days(hub: SmallHub) -> int:
    def count(connection: Connection) -> int:
        return int(connection.execute(text("SELECT count(*) FROM ticket")).scalar_one())

    with hub.database.reading() as connection:
        assert verify(connection).tickets == count(connection)
        return count(connection)


def test_who_pressed_on_a_panel_is_the_officer_seated_there(served: SmallHub) -> None:
    with served.database.reading() as connection:
        query = text("SELECT officer, device FROM event WHERE kind = 'ticket/finished'")
        assert tuple(connection.execute(query).one()) == (ANH.officer, PANEL.device)
