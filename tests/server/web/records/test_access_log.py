"""Who opens a record that shows a person is written down, and managers see it."""

from __future__ import annotations

from contract.events import RecordOpened
from contract.ids import RecordId
from server.reports.record_history import history_of, looks_at
from server.store.verify import verify
from tests.server.web.records.test_records_pages import WHO, press, received
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter


def looks(center: OpenCenter, address: str) -> list[str | None]:
    with center.database.reading() as connection:
        assert verify(connection).wrong == []
        seen = looks_at(connection, RecordId(address.rsplit("/", 1)[1]))
    assert all(isinstance(event, RecordOpened) for event in seen)
    return [event.officer for event in seen]


def test_a_colleague_who_opens_it_is_written_down_once_in_a_while(
    lan: Browser, site: Console, center: OpenCenter
) -> None:
    address = received(lan, **WHO)
    minh = site.signed_in("minh")
    for _ in range(3):
        minh.get(address)
    who = site.asker("minh").officer
    assert looks(center, address) == [who]
    center.clock.pass_time(15 * 60)

    minh.get(address)

    assert looks(center, address) == [who, who]


def test_who_just_worked_on_it_is_in_its_history_already(lan: Browser, center: OpenCenter) -> None:
    address = received(lan, **WHO)
    lan.get(address)
    assert looks(center, address) == []
    center.clock.pass_time(15 * 60)

    lan.get(address)

    assert len(looks(center, address)) == 1


def test_a_record_of_nobody_can_be_opened_unseen(lan: Browser, site: Console, center: OpenCenter) -> None:
    address = received(lan)

    site.signed_in("minh").get(address)

    assert looks(center, address) == []


def test_managers_see_who_looked_and_officers_do_not(lan: Browser, site: Console) -> None:
    address = received(lan, **WHO)
    site.signed_in("minh").get(address)

    assert "Ai đã xem hồ sơ này" in site.signed_in("quang").get(address).text
    assert "Trần Văn Minh" in site.signed_in("quang").get(address).text
    assert "Ai đã xem hồ sơ này" not in lan.get(address).text


def test_looking_changes_nothing_of_the_record_and_prevents_no_undo(
    lan: Browser, site: Console, center: OpenCenter
) -> None:
    address = received(lan, **WHO)
    press(lan, address, "take-up-record")
    site.signed_in("minh").get(address)

    page = lan.get(address).text

    assert "Bấm nhầm? Hoàn tác bước vừa làm" in page
    with center.database.reading() as connection:
        history = history_of(connection, RecordId(address.rsplit("/", 1)[1]))
    assert [step.event.kind() for step in history] == ["record/received", "record/taken-up"]
