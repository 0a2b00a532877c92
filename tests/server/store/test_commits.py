"""Commands that arrive together are committed together; a failed commit leaves nothing half-done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, text

from contract import commands as c
from contract.answers import Answer, Called, Reserved
from contract.words import Outcome
from server.service.use_cases import USE_CASES
from server.service.work import Work
from server.store import tables
from server.store.writer import LedgerUnwritableError
from tests.support.hub import ANH, BINH, KIOSK, MANAGER, SmallHub, small_hub


@contextmanager
def writer_held(hub: SmallHub) -> Iterator[None]:
    """Whatever is asked inside arrives while the writer is busy, and so in one batch."""
    begun, go_on = threading.Event(), threading.Event()

    def hold(_work: Work, _connection: Connection) -> None:
        begun.set()
        assert go_on.wait(10)

    held = hub.writer.run(hold)
    assert begun.wait(10)
    yield
    go_on.set()
    held.result(10)


def ask_together(hub: SmallHub, commands: list[c.Command]) -> list[Answer]:
    futures: list[Future[Answer]] = []
    with writer_held(hub):
        futures = [hub.writer.ask(command, KIOSK) for command in commands]
    return [future.result(20) for future in futures]


def reservations(hub: SmallHub, count: int) -> list[c.Command]:
    return [hub.make(c.ReserveTicket, service="ho-tich") for _ in range(count)]


@pytest.fixture
def broken(hub: SmallHub) -> None:
    """From here on the database refuses to keep a ticket, until `mend`."""
    breaking = "ALTER TABLE ticket ADD CONSTRAINT broken CHECK (legs > 99) NOT VALID"
    if hub.url.startswith("sqlite"):
        breaking = "CREATE TRIGGER broken BEFORE INSERT ON ticket BEGIN SELECT RAISE(ABORT, 'full'); END"
    _execute(hub, breaking)


def mend(hub: SmallHub) -> None:
    is_sqlite = hub.url.startswith("sqlite")
    _execute(hub, "DROP TRIGGER broken" if is_sqlite else "ALTER TABLE ticket DROP CONSTRAINT broken")


def _execute(hub: SmallHub, sql: str) -> None:
    def run(_work: Work, connection: Connection) -> None:
        connection.execute(text(sql))

    hub.writer.run(run).result(10)


def test_commands_that_arrive_together_are_one_transaction(hub: SmallHub) -> None:
    turns = hub.writer.turns
    answers = ask_together(hub, reservations(hub, 100))

    numbers = [answer.result.number for answer in answers if isinstance(answer.result, Reserved)]
    assert numbers == [f"A{value:03d}" for value in range(1, 101)]
    hub.settle()
    assert [len(commit.recorded) for commit in hub.commits if commit.recorded][-1] == 100
    assert hub.writer.turns - turns <= 3


def test_a_refused_command_is_taken_back_alone(hub: SmallHub) -> None:
    commands = reservations(hub, 3)
    commands[1] = hub.make(c.ReserveTicket, service="no-such")

    outcomes = [answer.outcome for answer in ask_together(hub, commands)]

    assert outcomes == [Outcome.DONE, Outcome.REFUSED, Outcome.DONE]
    assert hub.reserve().number == "A003"
    assert hub.findings().wrong == []


@pytest.mark.usefixtures("broken")
def test_a_failed_commit_answers_error_to_all_and_stores_nothing(hub: SmallHub) -> None:
    before = hub.seq
    commands = reservations(hub, 5)
    answers = ask_together(hub, commands)

    assert {(answer.outcome, answer.code) for answer in answers} == {(Outcome.ERROR, "not-written")}
    assert all(answer.message_vi and answer.message_en for answer in answers)
    assert hub.seq == before
    with hub.writer.reading() as hall:
        assert not hall.tickets
        assert not hall.next_value
        assert not hall.reserved
        assert not hall.changed
    with hub.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM event")).scalar() == before
        stored = connection.execute(text("SELECT count(*) FROM answer")).scalar()
    assert stored == 1

    mend(hub)
    retried = [hub.ask(command, KIOSK) for command in commands]

    assert [answer.outcome for answer in retried] == [Outcome.DONE] * 5
    assert hub.findings().wrong == []


@pytest.mark.usefixtures("broken")
def test_a_task_that_could_not_be_written_is_told_so(hub: SmallHub) -> None:
    with writer_held(hub):
        reserved = hub.writer.ask(hub.make(c.ReserveTicket, service="ho-tich"), KIOSK)
        task = hub.writer.run(lambda _work, _connection: "never")

    assert reserved.result(10).outcome is Outcome.ERROR
    with pytest.raises(LedgerUnwritableError):
        task.result(10)
    mend(hub)


@pytest.mark.usefixtures("broken")
def test_what_the_outbox_has_published_is_written_down_after_a_failed_commit(hub: SmallHub) -> None:
    hub.writer.has_published(1)
    hub.ask(hub.make(c.ReserveTicket, service="ho-tich"), KIOSK)
    mend(hub)
    hub.restart()

    assert hub.identity.published_seq == 1


def test_a_task_with_a_duplicate_key_fails_alone(hub: SmallHub) -> None:
    row = {"day": hub.now().date(), "series": "z", "next_value": 1}

    def twice(_work: Work, connection: Connection) -> None:
        connection.execute(insert(tables.series), [row])
        connection.execute(insert(tables.series), [row])

    with writer_held(hub):
        task = hub.writer.run(twice)
        reserved = hub.writer.ask(hub.make(c.ReserveTicket, service="ho-tich"), KIOSK)

    with pytest.raises(Exception, match=r"(?i)unique"):
        task.result(10)
    assert reserved.result(10).outcome is Outcome.DONE
    assert hub.findings().wrong == []


def test_a_use_case_that_breaks_is_an_error_for_its_asker_alone(
    hub: SmallHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_use_case(_command: object, work: Work) -> None:
        work.hall.set("served", 99)
        raise ZeroDivisionError

    monkeypatch.setitem(USE_CASES, c.OpenDay, broken_use_case)  # type: ignore[misc] # it never answers

    assert hub.ask(hub.make(c.OpenDay), MANAGER).outcome is Outcome.ERROR
    with hub.writer.reading() as hall:
        assert hall.served == 0
    assert hub.reserve().number == "A001"


def test_whoever_asks_a_stopped_writer_is_not_left_waiting(hub: SmallHub) -> None:
    with writer_held(hub):
        stopping = threading.Thread(target=hub.writer.stop)
        stopping.start()
        before_end = hub.writer.ask(hub.make(c.ReserveTicket, service="ho-tich"), KIOSK)

    assert before_end.result(10).outcome in (Outcome.DONE, Outcome.ERROR)
    stopping.join(10)
    hub.database.close()
    hub.start()


# --- many at once -------------------------------------------------------------------------------------


def test_sixteen_askers_get_numbers_that_are_unique_and_accounted_for(hub: SmallHub) -> None:
    taken: list[str] = []
    lock = threading.Lock()

    def issue() -> None:
        for _ in range(25):
            answer = hub.ask(hub.make(c.ReserveTicket, service="ho-tich"), KIOSK)
            assert isinstance(answer.result, Reserved)
            with lock:
                taken.append(answer.result.number)

    threads = [threading.Thread(target=issue) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(taken) == [f"A{value:03d}" for value in range(1, 401)]
    found = hub.findings()
    assert (found.wrong, found.tickets) == ([], 400)


def test_two_counters_pressing_at_the_same_instant_never_get_the_same_ticket(hub: SmallHub) -> None:
    hub.sit("1", ANH)
    hub.sit("2", BINH)
    for _ in range(20):
        tickets = {hub.take("chung-thuc"), hub.take("chung-thuc")}
        presses = [hub.make(c.CallNext, counter=counter) for counter in ("1", "2")]
        start = threading.Barrier(2)
        got: list[Answer] = []

        def press(command: c.Command, counter: int, start: threading.Barrier, got: list[Answer]) -> None:
            start.wait(10)
            got.append(hub.ask(command, (ANH, BINH)[counter]))

        threads = [threading.Thread(target=press, args=(p, n, start, got)) for n, p in enumerate(presses)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)

        assert {answer.result.ticket for answer in got if isinstance(answer.result, Called)} == tickets
        for counter, asker in (("1", ANH), ("2", BINH)):
            at = hub.counter(counter).ticket
            assert at is not None
            hub.at_counter(c.NoShow, at, counter, asker)


def test_one_waiting_and_two_counters_in_one_batch_call_them_once(hub: SmallHub) -> None:
    hub.sit("1", ANH)
    hub.sit("2", BINH)
    hub.take("chung-thuc")
    with writer_held(hub):
        futures = [
            hub.writer.ask(hub.make(c.CallNext, counter=counter), asker)
            for counter, asker in (("1", ANH), ("2", BINH))
        ]
    results = [future.result(10).result for future in futures]

    assert [isinstance(result, Called) and result.ticket is not None for result in results] == [True, False]


# --- a full disk --------------------------------------------------------------------------------------


def test_a_full_disk_tells_the_citizen_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    with small_hub(tmp_path) as hub:
        hub.open_day()
        _allow_no_more_pages(hub)
        taken: list[str] = []
        while True:
            answer = hub.ask(hub.make(c.ReserveTicket, service="ho-tich"), KIOSK)
            if answer.outcome is not Outcome.DONE:
                break
            assert isinstance(answer.result, Reserved)
            taken.append(answer.result.number)
            assert len(taken) < 900

        assert (answer.outcome, answer.code) == (Outcome.ERROR, "not-written")
        with hub.writer.reading() as hall:
            assert len(hall.tickets) == len(taken)
        _execute(hub, "PRAGMA max_page_count = 1000000")
        assert hub.reserve().number == f"A{len(taken) + 1:03d}"
        assert hub.findings().wrong == []


def _allow_no_more_pages(hub: SmallHub) -> None:
    def limit(_work: Work, connection: Connection) -> None:
        pages = int(connection.execute(text("PRAGMA page_count")).scalar_one())
        connection.execute(text(f"PRAGMA max_page_count = {pages + 4}"))

    hub.writer.run(limit).result(10)
