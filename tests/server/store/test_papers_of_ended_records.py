"""Pages of a record that has ended: changed while the end may be taken back, then by managers alone."""

from __future__ import annotations

from collections.abc import Callable

from contract import commands as c
from contract.ids import RecordCode, RecordId
from server.service.asker import Asker
from tests.server.store.test_record_papers import PAGES, refused
from tests.support.hub import ANH, MANAGER
from tests.support.record_papers import AGREED, STATION, PaperRoom
from tests.support.records import act


def test_after_the_undo_minutes_of_its_end_only_managers_change_a_records_pages(
    room: PaperRoom, record: RecordId
) -> None:
    document, empty = room.document(record), room.document(record)
    for page in PAGES[1:3]:
        room.desk.upload(ANH, document.id, page)
    job = room.scans.ask(ANH, empty.id, STATION)
    act(room.hub, c.WithdrawRecord, record)
    room.hub.clock.pass_time(10 * 60)
    room.desk.upload(ANH, document.id, PAGES[3])
    room.hub.clock.pass_time(1)

    changes: tuple[Callable[[Asker], object], ...] = (
        lambda who: room.desk.add(who, record, "don-to-khai"),
        lambda who: room.desk.upload(who, document.id, PAGES[4]),
        lambda who: room.desk.order(who, document.id, [4, 3, 2, 1]),
        lambda who: room.desk.drop_page(who, document.id, 4),
        lambda who: room.scans.ask(who, document.id, STATION, replaces=1),
        lambda who: room.scans.go_on(who, job.id),
        lambda who: room.desk.mark_shown_only(who, empty.id, is_shown_only=True),
        lambda who: room.take_over.into(who, record, document.id, [(1, PAGES[5])], ("1-vi", AGREED.version)),
    )
    assert {refused(lambda: change(ANH)) for change in changes} == {"record-closed"}  # noqa: B023
    assert room.contents(document) == PAGES[1:4]
    assert room.desk.open_page(ANH, document.id, 1) == (PAGES[1], "png")
    room.scans.cancel(ANH, job.id)
    changes[1](MANAGER)
    changes[2](MANAGER)
    assert room.contents(document) == [PAGES[4], PAGES[3], PAGES[2], PAGES[1]]


def test_what_is_noted_after_a_records_end_opens_its_pages_for_nobody(
    room: PaperRoom, record: RecordId
) -> None:
    document = room.document(record)
    act(room.hub, c.WithdrawRecord, record)
    room.hub.clock.pass_time(11 * 60)
    act(room.hub, c.CodeRecord, record, code=RecordCode("H60.10.15-261123-0001"))

    assert refused(lambda: room.desk.upload(ANH, document.id, PAGES[1])) == "record-closed"
