"""Corrections on both databases: what stood beside is replaced, and everybody who reads the ledger agrees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from contract.ids import CenterId, RecordId
from contract.record_words import Channel, PaperKind
from server.reports.record_question import RecordDimension, RecordQuestion
from server.reports.record_report import record_report
from server.store.database import only_reading
from server.store.ledger_import import import_ledger
from server.store.record_persons import Applicant, Paper, applicant_of, papers_of, put_right
from server.store.records import StoredRecords
from tests.server.store.test_records import LAN, received_of
from tests.support.exported import exported, put
from tests.support.hub import SmallHub
from tests.support.records import correct, known

RIGHT = Applicant(name="Nguyễn Thị Lanh", phone="0987654321", identity_hash="ab" * 32, identity_key="k")
RIGHT_PAPERS = (Paper(name="Giấy chứng sinh", kind=PaperKind.COPY, quantity=3),)
MONDAY = date(2026, 11, 23)


def channels(hub: SmallHub) -> dict[str | int, int]:
    """What the report says was received by each."""
    question = RecordQuestion(MONDAY, MONDAY, RecordDimension.CHANNEL)
    with hub.database.reading() as connection:
        report = record_report(connection, question, hub.now(), hub.rules.records)
    return {key: group.received for key, group in report.groups.items()}


def corrected(hub: SmallHub) -> RecordId:
    record = received_of(hub, originals=1, copies=2, shown=1)
    names = ("name", "phone", "identity", "papers", "channel")
    correct(hub, record, *names, copies=3, channel="post", beside=put_right(RIGHT, RIGHT_PAPERS))
    return record


def test_what_stood_beside_is_replaced(hub: SmallHub) -> None:
    record = corrected(hub)

    with hub.database.reading() as connection:
        assert applicant_of(connection, record) == RIGHT
        assert papers_of(connection, record) == RIGHT_PAPERS
    assert (known(hub, record).originals, known(hub, record).copies, known(hub, record).shown) == (0, 3, 0)
    assert hub.findings().wrong == []


def test_where_nobody_was_written_down_somebody_is_now(hub: SmallHub) -> None:
    record = received_of(hub, Applicant(name="", subject="Bé Minh"))

    correct(hub, record, "name", beside=put_right(LAN))

    with hub.database.reading() as connection:
        assert applicant_of(connection, record) == LAN
        assert len(papers_of(connection, record)) == 3


def test_figures_go_by_the_right_channel_also_of_a_day_that_was_kept(hub: SmallHub) -> None:
    record = received_of(hub)
    assert channels(hub) == {"direct": 1}

    correct(hub, record, "channel", channel="online")

    assert channels(hub) == {"online": 1}


def test_an_imported_ledger_knows_them_without_the_person(hub: SmallHub, tmp_path: Path) -> None:
    record = corrected(hub)
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"

    import_ledger(other, put(tmp_path / "ledger.jsonl", exported(hub.url)), CenterId("23134"), 0)

    with only_reading(other) as connection:
        found = StoredRecords(connection).find(record)
        assert applicant_of(connection, record) is None
    assert found is not None
    assert (found.channel, found.copies) == (Channel.POST, 3)
