"""One person's data, on both databases: found by the keyed hash, given out whole, erased together."""

from __future__ import annotations

import json

from contract import commands as c
from contract.ids import RecordId
from contract.words import Outcome
from server.reports.one_person import kept_of, records_of_identity, records_of_same_person
from server.reports.record_history import looks_at
from server.store.person_erasure import forgetting
from server.store.record_persons import Applicant, Paper, PaperKind, beside
from server.store.record_reads import giving_out, opening
from server.store.records import ABOUT_PERSONS
from tests.support.hub import ANH, MANAGER, SmallHub
from tests.support.records import GUARDIAN, act, known

MAN, OTHER = "a" * 64, "b" * 64


def received(hub: SmallHub, identity_hash: str | None = MAN) -> RecordId:
    papers = [Paper(name="Tờ khai", kind=PaperKind.ORIGINAL)]
    kept = beside(Applicant(name="Trần Thị Mận", identity_hash=identity_hash), papers, "Theo đơn")
    answer = hub.writer.ask(hub.make(c.ReceiveRecord, procedure=GUARDIAN), ANH, kept).result(10)
    assert answer.outcome is Outcome.DONE
    return RecordId(answer.result.record)  # type: ignore[union-attr] # it is a RecordStands


def test_records_of_one_number_are_one_persons_and_a_name_is_nobodys(hub: SmallHub) -> None:
    first, second = received(hub), received(hub)
    received(hub, OTHER)
    without = received(hub, None)

    with hub.database.reading() as connection:
        assert records_of_identity(connection, MAN) == (first, second)
        assert records_of_same_person(connection, second) == (first, second)
        assert records_of_same_person(connection, without) == (without,)


def test_everything_beside_a_record_can_be_written_as_json(hub: SmallHub) -> None:
    record = received(hub)
    hub.writer.run(opening(record), MANAGER).result(10)
    hub.writer.run(giving_out([record]), MANAGER).result(10)

    with hub.database.reading() as connection:
        kept = kept_of(connection, record)
    assert kept is not None
    found = json.loads(json.dumps(kept.as_json()))
    assert set(found["about_the_person"]) == {table.name for table in ABOUT_PERSONS}
    assert [event["kind"] for event in found["seen_by"]] == ["record/opened", "record/exported"]
    assert found["record"]["received_at"]
    assert hub.findings().wrong == []


def test_looking_is_no_step_of_the_record(hub: SmallHub) -> None:
    record = received(hub)
    before = known(hub, record)

    hub.writer.run(opening(record), MANAGER).result(10)

    assert known(hub, record) == before
    with hub.database.reading() as connection:
        assert [event.officer for event in looks_at(connection, record)] == [MANAGER.officer]


def test_what_has_not_ended_is_given_back_and_the_rest_is_forgotten_together(hub: SmallHub) -> None:
    ended, going_on = received(hub), received(hub)
    act(hub, c.WithdrawRecord, ended)

    left = hub.writer.run(forgetting([ended, going_on]), MANAGER).result(10)

    assert [record.id for record in left] == [going_on]
    assert (known(hub, ended).is_forgotten, known(hub, going_on).is_forgotten) == (True, False)
    with hub.database.reading() as connection:
        kept = kept_of(connection, ended)
        assert kept is not None
        assert not any(kept.beside.values())
    assert hub.findings().wrong == []


def test_there_is_nothing_of_a_record_that_never_was(hub: SmallHub) -> None:
    with hub.database.reading() as connection:
        assert kept_of(connection, RecordId("none")) is None
