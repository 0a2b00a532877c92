"""Finding a record by what is on its papers: the same way whatever is asked, nothing for a guesser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from contract import commands as c
from contract.ids import RecordCode, RecordId
from contract.record_look_up import Degree, LookUp, RecordDegree
from contract.record_words import RecordState
from server.domain.record_look_up import KEY_LETTERS, asked_for
from server.store.look_up_key import LookUpKeys
from server.store.record_look_up import degree_of
from server.store.whole_file import KeyFileError
from tests.support.hub import MANAGER, SmallHub, small_hub
from tests.support.records import act, in_state, known, receive, write_again

CODE = RecordCode("000.00.01.H36-261123-0001")


@pytest.fixture(params=["sqlite", "postgres"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallHub]:
    url = None if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        yield hub


@pytest.fixture
def keys(tmp_path: Path) -> LookUpKeys:
    return LookUpKeys(tmp_path)


def ask(hub: SmallHub, keys: LookUpKeys, code: str, key: str = "") -> RecordDegree | None:
    with hub.database.reading() as connection:
        return degree_of(connection, keys, asked_for(LookUp(code=code, key=key)))


def test_an_official_code_is_enough(hub: SmallHub, keys: LookUpKeys) -> None:
    receive(hub, code=CODE)

    assert ask(hub, keys, CODE) == RecordDegree(code=CODE, degree=Degree.RECEIVED)
    assert ask(hub, keys, "000.00.01.H36-261123-0002") is None


def test_a_reference_needs_its_own_key(hub: SmallHub, keys: LookUpKeys) -> None:
    first, second = receive(hub, code=CODE).record, receive(hub).record

    assert ask(hub, keys, "1/2026", keys.of(first)) == RecordDegree(code="1/2026", degree=Degree.RECEIVED)
    assert ask(hub, keys, "1/2026") is None
    assert ask(hub, keys, "1/2026", keys.of(second)) is None
    assert ask(hub, keys, "3/2026", keys.of(first)) is None
    assert ask(hub, keys, "1/2025", keys.of(first)) is None


def test_a_short_code_of_an_unknown_shape_needs_the_key_too(hub: SmallHub, keys: LookUpKeys) -> None:
    record = receive(hub, code=RecordCode("TL-7")).record

    assert ask(hub, keys, "tl–7") is None
    assert ask(hub, keys, "tl–7", keys.of(record)) == RecordDegree(code="TL-7", degree=Degree.RECEIVED)


@pytest.mark.parametrize("state", [state for state in RecordState if state is not RecordState.VOID])
def test_only_code_and_degree_are_told_whatever_became_of_it(
    hub: SmallHub, keys: LookUpKeys, state: RecordState
) -> None:
    record = in_state(hub, state)

    told = ask(hub, keys, known(hub, record).reference, keys.of(record))

    assert told is not None
    assert set(told.__struct_fields__) == {"code", "degree"}


def test_a_number_entered_by_mistake_is_found_by_nobody(hub: SmallHub, keys: LookUpKeys) -> None:
    record = in_state(hub, RecordState.VOID)

    assert ask(hub, keys, known(hub, record).reference, keys.of(record)) is None


def test_who_was_forgotten_is_found_by_nobody(hub: SmallHub, keys: LookUpKeys) -> None:
    record = receive(hub, code=CODE).record
    act(hub, c.WithdrawRecord, record)
    key = keys.of(record)
    before = ask(hub, keys, CODE)
    act(hub, c.ForgetApplicant, record, MANAGER)

    assert before is not None
    assert ask(hub, keys, CODE) is None
    assert ask(hub, keys, "1/2026", key) is None


def test_a_code_that_stands_on_two_records_opens_only_the_one_of_the_key(
    hub: SmallHub, keys: LookUpKeys
) -> None:
    first, second = receive(hub, code=CODE).record, receive(hub).record
    act(hub, c.FinishRecord, first)
    write_again(hub, second, CODE)

    assert ask(hub, keys, CODE) is None
    assert ask(hub, keys, CODE, "234567") is None
    assert ask(hub, keys, CODE, keys.of(first)) == RecordDegree(code=CODE, degree=Degree.READY)
    assert ask(hub, keys, CODE, keys.of(second)) == RecordDegree(code=CODE, degree=Degree.RECEIVED)
    act(hub, c.ReturnRecord, first)
    act(hub, c.ForgetApplicant, first, MANAGER)
    assert ask(hub, keys, CODE) is None
    assert ask(hub, keys, CODE, keys.of(first)) is None


@contextmanager
def statements(hub: SmallHub) -> Iterator[list[str]]:
    """What the database is asked in there."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    with hub.database.reading() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


class CountedKeys(LookUpKeys):
    """Remembers how many keys were made."""

    made = 0

    def of(self, record: RecordId) -> str:
        self.made += 1
        return super().of(record)


def test_the_same_is_done_whatever_is_asked(hub: SmallHub, tmp_path: Path) -> None:
    keys = CountedKeys(tmp_path)
    key = keys.of(receive(hub, code=CODE).record)
    ways = set()
    for code, typed in ((CODE, ""), (CODE[:-1] + "9", ""), ("1/2026", key), ("1/2026", "234567"),
                        ("9/2026", key), ("TL-7", ""), ("?", "")):  # fmt: skip
        before = keys.made
        with statements(hub) as seen:
            ask(hub, keys, code, typed)
        ways.add((*seen, keys.made - before))

    (way,) = ways
    assert len(way) == 3
    assert way[-1] == 3


def test_a_key_is_the_same_every_time_and_nobody_elses(keys: LookUpKeys, tmp_path: Path) -> None:
    ids = [RecordId(f"r-{number}") for number in range(200)]
    made = [keys.of(one) for one in ids]
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()

    assert made == [LookUpKeys(tmp_path).of(one) for one in ids]
    assert len(set(made)) == 200
    assert set("".join(made)) == set(KEY_LETTERS)
    assert LookUpKeys(elsewhere).of(ids[0]) != made[0]
    assert (tmp_path / "look-up.key").stat().st_mode & 0o077 == 0
    (tmp_path / "look-up.key").write_bytes(b"short")
    with pytest.raises(KeyFileError):
        LookUpKeys(tmp_path)
