"""Records in the ledger, on both databases: numbered without a gap, verified, no person in any event."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text

from contract import commands as c
from contract.event import Event
from contract.ids import ProcedureCode, RecordId, new_command_id
from contract.record_words import PaperKind, RecordState
from contract.words import Outcome
from server.store import tables
from server.store.database import only_reading
from server.store.identity import IdentityHash
from server.store.ledger_import import import_ledger
from server.store.record_duplicates import possible_duplicates
from server.store.record_persons import (
    Applicant,
    Paper,
    applicant_of,
    beside,
    papers_of,
    words_of,
)
from server.store.records import ABOUT_PERSONS
from server.store.verify import verify
from server.store.whole_file import KeyFileError
from tests.support.exported import exported, put
from tests.support.hub import ANH, MANAGER, SmallHub
from tests.support.records import GUARDIAN, act, in_state, known, receive, what_it_needs

NUMBER = "068199001234"
LAN = Applicant(name="Nguyễn Thị Lan", phone="0912345678", subject="Bé Minh")
PAPERS = (
    Paper(name="Tờ khai", kind=PaperKind.ORIGINAL),
    Paper(name="Căn cước", kind=PaperKind.SHOWN),
    Paper(name="Giấy khai sinh", kind=PaperKind.COPY, quantity=2),
)


def received_of(hub: SmallHub, applicant: Applicant = LAN, **fields: object) -> RecordId:
    """A record with its applicant beside it."""
    command = hub.make(c.ReceiveRecord, procedure=GUARDIAN, **fields)
    return answered(hub, command, applicant)


def answered(hub: SmallHub, command: c.Command, applicant: Applicant) -> RecordId:
    answer = hub.writer.ask(command, ANH, beside(applicant, PAPERS, "Theo Điều 17")).result(10)
    assert answer.outcome is Outcome.DONE, answer
    return RecordId(answer.result.record)  # type: ignore[union-attr] # it is a RecordStands


def hashed(hub: SmallHub, number: str = NUMBER) -> str:
    found = IdentityHash(hub.folder).of(number)
    assert found is not None
    return found


# --- the register -------------------------------------------------------------------------------------


def test_records_that_come_together_are_numbered_one_after_the_other(hub: SmallHub) -> None:
    commands = [hub.make(c.ReceiveRecord, procedure=GUARDIAN) for _ in range(40)]
    asked = [hub.writer.ask(command, ANH) for command in commands]

    given = [future.result(10).result.reference for future in asked]  # type: ignore[union-attr] # RecordStands

    assert given == [f"{number}/2026" for number in range(1, 41)]
    assert hub.findings().wrong == []


def test_a_refused_one_among_them_takes_no_number(hub: SmallHub) -> None:
    commands = [
        hub.make(c.ReceiveRecord, procedure=procedure) for procedure in (GUARDIAN, "9.999999", GUARDIAN)
    ]
    answers = [future.result(10) for future in [hub.writer.ask(command, ANH) for command in commands]]

    assert [answer.outcome for answer in answers] == [Outcome.DONE, Outcome.REFUSED, Outcome.DONE]
    assert known(hub, answers[2].result.record).number == 2  # type: ignore[union-attr] # RecordStands


def test_a_record_is_the_same_after_a_restart(hub: SmallHub) -> None:
    record = in_state(hub, RecordState.RESULT_READY)
    before = known(hub, record)
    hub.restart()

    assert known(hub, record) == before
    assert act(hub, c.ReturnRecord, record).state is RecordState.RETURNED


# --- persons ------------------------------------------------------------------------------------------


def test_who_applied_stands_beside_the_record_and_in_no_event(hub: SmallHub) -> None:
    applicant = Applicant(name=LAN.name, phone=LAN.phone, subject=LAN.subject, identity_hash=hashed(hub))
    record = received_of(hub, applicant)

    with hub.database.reading() as connection:
        assert applicant_of(connection, record) == applicant
        assert papers_of(connection, record) == PAPERS
        assert list(words_of(connection, record).values()) == ["Theo Điều 17"]
        payloads = b"".join(bytes(row) for row in connection.scalars(select(tables.event.c.payload)))
    for secret in (LAN.name, LAN.phone, LAN.subject, NUMBER, hashed(hub), "Tờ khai", "Điều 17"):
        assert secret.encode() not in payloads


def test_a_repeat_writes_nobody_twice_and_a_refusal_nobody_at_all(hub: SmallHub) -> None:
    command = hub.make(c.ReceiveRecord, procedure=GUARDIAN, command_id=new_command_id())
    assert answered(hub, command, LAN) == answered(hub, command, LAN)
    wrong = hub.make(c.ReceiveRecord, procedure="9.999999")
    hub.writer.ask(wrong, ANH, beside(LAN)).result(10)

    with hub.database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(tables.record_person)).scalar_one() == 1


def test_what_cannot_be_written_beside_it_takes_the_command_back(hub: SmallHub) -> None:
    def broken(_connection: Connection, _events: Sequence[Event]) -> None:
        raise LookupError("nobody there")

    answer = hub.writer.ask(hub.make(c.ReceiveRecord, procedure=GUARDIAN), ANH, broken).result(10)

    assert answer.outcome is Outcome.ERROR
    assert receive(hub).reference == "1/2026"
    assert hub.findings().wrong == []


def test_a_forgotten_applicant_is_nowhere_and_the_record_stays(hub: SmallHub) -> None:
    record = received_of(hub)
    act(hub, c.WithdrawRecord, record)

    act(hub, c.ForgetApplicant, record, MANAGER)

    assert known(hub, record).is_forgotten
    with hub.database.reading() as connection:
        for table in ABOUT_PERSONS:
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
    assert hub.findings().wrong == []


def test_asked_to_forget_again_it_has_nothing_to_add(hub: SmallHub) -> None:
    record = in_state(hub, RecordState.RETURNED)
    act(hub, c.ForgetApplicant, record, MANAGER)
    before = hub.seq

    act(hub, c.ForgetApplicant, record, MANAGER)

    assert hub.seq == before


# --- duplicates ---------------------------------------------------------------------------------------


def like(hub: SmallHub, subject: str = "Bé Minh", number: str = NUMBER) -> list[tuple[str, bool, bool]]:
    """What is found for that applicant: reference, still open, same subject."""
    with hub.database.reading() as connection:
        found = possible_duplicates(
            connection, [hashed(hub, number)], ProcedureCode(GUARDIAN), subject, hub.clock.read().utc
        )
    return [(known.record.reference, known.is_open, known.is_same_subject) for known in found]


def test_the_same_person_procedure_and_subject_is_a_possible_duplicate(hub: SmallHub) -> None:
    received_of(hub, Applicant(name="Lan", subject="Bé  minh", identity_hash=hashed(hub)))

    assert like(hub) == [("1/2026", True, True)]
    assert like(hub, subject="") == [("1/2026", True, False)]
    assert like(hub, subject="Bé An") == []
    assert like(hub, number="068199009999") == []


def test_a_refused_one_can_be_handed_in_again(hub: SmallHub) -> None:
    record = received_of(hub, Applicant(name="Lan", subject="Bé Minh", identity_hash=hashed(hub)))
    act(hub, c.RefuseRecord, record)

    assert like(hub) == []


def test_a_returned_one_counts_while_it_is_fresh(hub: SmallHub) -> None:
    record = received_of(hub, Applicant(name="Lan", subject="Bé Minh", identity_hash=hashed(hub)))
    act(hub, c.FinishRecord, record)
    act(hub, c.ReturnRecord, record)
    assert like(hub) == [("1/2026", False, True)]
    hub.clock.pass_time(1)

    assert like(hub) == []


def test_copies_certified_in_one_visit_repeat_none_without_a_subject(hub: SmallHub) -> None:
    plain = Applicant(name="Lan", identity_hash=hashed(hub))
    received_of(hub, plain, is_returned_at_once=True)

    assert like(hub, subject="") == []


def test_the_hash_needs_its_key_and_forgives_spaces(tmp_path: Path) -> None:
    ours = IdentityHash(tmp_path)

    assert ours.of(" 0681 99001234 ") == ours.of(NUMBER) == IdentityHash(tmp_path).of(NUMBER)
    assert ours.of("  ") is ours.of(" .-") is None
    ways = ("068.199.001.234", "0681-9900-1234", "\ufeff068199001234", "\uff10\uff16\uff18199001234")
    assert {ours.of(way) for way in ways} == {ours.of(NUMBER)}
    assert ours.of("c1234567") == ours.of("C 123.4567")
    key = (tmp_path / "identity.key").read_bytes()
    for number in (NUMBER, "250123456"):
        assert ours.of(number) == hmac.new(key, number.encode(), hashlib.sha256).hexdigest(), "as ever"
        assert ours.of(number) not in ours.as_before(number)
    assert (tmp_path / "identity.key").stat().st_mode & 0o077 == 0
    (tmp_path / "identity.key").write_bytes(b"short")
    with pytest.raises(KeyFileError):
        IdentityHash(tmp_path)


# --- verify, export, import ---------------------------------------------------------------------------


@pytest.fixture
def full(hub: SmallHub) -> SmallHub:
    """A record in every state, one forgotten."""
    for state in RecordState:
        in_state(hub, state)
    act(hub, c.ForgetApplicant, received_and_withdrawn(hub), MANAGER)
    assert hub.findings().wrong == []
    return hub


def received_and_withdrawn(hub: SmallHub) -> RecordId:
    record = received_of(hub)
    act(hub, c.WithdrawRecord, record)
    return record


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE record SET state = 'returned' WHERE number = 1", "record 1/2026: state is 'returned'"),
        ("UPDATE record SET due_us = due_us + 1 WHERE number = 2", "record 2/2026: due_us is"),
        ("DELETE FROM record WHERE number = 3", "record 3/2026 is missing"),
        ("DELETE FROM record_step WHERE seq = (SELECT min(seq) FROM record_step)", "of record"),
        ("UPDATE record SET id = 'x' WHERE number = 4", "record 4/2026 (x) stands in no event"),
        ("INSERT INTO record_step (record, seq) VALUES ('x', 1)", "step 1 of record x stands in no event"),
        (
            "INSERT INTO record_word (record, seq, text) SELECT id, 1, 'Lan' FROM record WHERE is_forgotten",
            "the applicant is still in record_word",
        ),
        (
            "INSERT INTO record_word (record, seq, text) VALUES ('x', 1, 'Lan')",
            "record_word keeps somebody for record x, which is not there",
        ),
    ],
)
def test_a_register_changed_behind_the_hubs_back_is_found(full: SmallHub, sql: str, sentence: str) -> None:
    with full.database.writing() as connection:
        changes = connection.begin_nested()
        assert connection.execute(text(sql)).rowcount > 0
        found = "\n".join(verify(connection).wrong)
        changes.rollback()

    assert sentence in found


def test_the_check_at_start_up_minds_records_that_began_before(full: SmallHub) -> None:
    record = in_state(full, RecordState.RECEIVED)
    full.close_day()
    before = full.seq
    act(full, c.TakeUpRecord, record)
    receive(full)

    with full.database.reading() as connection:
        assert verify(connection, after=before).wrong == []


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE record SET state = 'returned' WHERE number = 1", "record 1/2026: state is 'returned'"),
        ("UPDATE record SET received_us = 0 WHERE number = 1", "record 1/2026: received_us is 0"),
        ("DELETE FROM record WHERE number = 1", "record 1/2026 is missing"),
        ("DELETE FROM record_step WHERE seq = (SELECT max(seq) - 1 FROM record_step)", "is missing"),
        ("UPDATE record SET last_seq = last_seq + 1000 WHERE number = 2", "stands in no event"),
        (
            "INSERT INTO record_step (record, seq) SELECT id, 9999 FROM record WHERE number = 2",
            "step 9999 of record",
        ),
        (
            "INSERT INTO record_word (record, seq, text) SELECT id, 1, 'Lan' FROM record WHERE number = 3",
            "the applicant is still in record_word",
        ),
        ("DELETE FROM record WHERE number = 5", "number 6 follows 4"),
    ],
)
def test_the_check_at_start_up_finds_what_was_changed_of_a_record_that_began_before(
    hub: SmallHub, sql: str, sentence: str
) -> None:
    old, untouched, forgotten = (receive(hub).record for _ in range(3))
    act(hub, c.WithdrawRecord, forgotten)
    act(hub, c.StopRecord, untouched)
    receive(hub)
    receive(hub)
    before = hub.seq
    act(hub, c.ForgetApplicant, forgotten, MANAGER)
    act(hub, c.TakeUpRecord, old)
    receive(hub)

    with hub.database.writing() as connection:
        assert verify(connection, after=before).wrong == []
        changes = connection.begin_nested()
        assert connection.execute(text(sql)).rowcount > 0
        found = "\n".join(verify(connection, after=before).wrong)
        changes.rollback()

    assert sentence in found


def test_an_exported_ledger_comes_back_with_its_register_and_without_persons(
    full: SmallHub, tmp_path: Path
) -> None:
    received_of(full)
    file = put(tmp_path / "ledger.jsonl", exported(full.url))
    url = f"sqlite:///{tmp_path / 'again.sqlite'}"
    import_ledger(url, file, full.rules.center, 0)

    with only_reading(url) as there, full.database.reading() as here:
        for table in (tables.record, tables.record_step):
            assert set(there.execute(select(table))) == set(here.execute(select(table)))
        for table in ABOUT_PERSONS:
            assert there.execute(select(func.count()).select_from(table)).scalar_one() == 0
        assert verify(there).wrong == []


def test_a_stale_press_changes_nothing(full: SmallHub) -> None:
    record = receive(full).record
    needed = what_it_needs(full, c.FinishRecord, record)
    act(full, c.FinishRecord, record)

    assert full.refused(c.FinishRecord, ANH, **needed) == "stale"
