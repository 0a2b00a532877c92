"""A journal taken away is kept aside for the books, and its kiosk finds none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from contract.answers import Reserved
from contract.ids import LeaseId, SeriesId, ServiceId, TicketId, TicketNumber, Token
from kiosk.journal_entries import Birth, Lent, NumberReserved, TakenIn
from kiosk.journal_file import JournalFile
from tools.demo.place import Place
from tools.storm.lost_disks import JOURNAL, lose_disk, lost_journals
from tools.storm.place import Doors, StormPlace
from tools.storm.reading import lost_journal

KIOSK = "kiosk-1"
DAY = date(2026, 11, 23)


@pytest.fixture
def where(tmp_path: Path) -> StormPlace:
    folders = Place(tmp_path)
    folders.data = tmp_path
    place = StormPlace(folders, Doors(1, 2, 3, {}, {}))
    place.home(KIOSK).mkdir(parents=True)
    return place


def reserved(number: str, *, is_offline: bool) -> NumberReserved:
    lent = Lent(LeaseId("lease-1"), SeriesId("a"), 999, (DAY,)) if is_offline else None
    ticket = Reserved(
        ticket=TicketId(f"ticket-{number}"),
        number=TicketNumber(number),
        token=Token(f"{number}-token-of-a-slip"),
        service=ServiceId("ho-tich"),
        taken_at=datetime(2026, 11, 23, 5, tzinfo=UTC),
        day=DAY,
        people_ahead=None,
    )
    return NumberReserved(None, ticket, Birth(lent=lent))


def hash_of(number: str) -> str:
    return sha256(f"{number}-token-of-a-slip".encode()).hexdigest()


def test_a_lost_journal_says_what_had_not_been_handed_in(where: StormPlace) -> None:
    journal = JournalFile(where.home(KIOSK) / JOURNAL)
    for number, is_offline in (("A999", True), ("A998", True), ("A001", False)):
        journal.append(reserved(number, is_offline=is_offline))
    journal.append(TakenIn((TicketId("ticket-A999"),)))

    lost = lost_journal(lose_disk(where, KIOSK), 0.0)

    assert lost.untold == {hash_of("A998")}
    assert lost.kept == {hash_of("A999"), hash_of("A998"), hash_of("A001")}
    assert not (where.home(KIOSK) / JOURNAL).exists()


def test_every_lost_journal_is_kept_also_one_that_was_not_there(where: StormPlace) -> None:
    first = lose_disk(where, KIOSK)
    JournalFile(where.home(KIOSK) / JOURNAL).append(reserved("A999", is_offline=True))
    second = lose_disk(where, KIOSK)

    assert lost_journals(where, KIOSK) == [first.journal, second.journal]
    assert lost_journal(first, 0.0).kept == frozenset()
    assert lost_journal(second, 0.0).kept == {hash_of("A999")}
