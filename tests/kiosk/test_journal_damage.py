"""A disk that forgets: a line that cannot be read may have been a number on somebody's slip."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from msgspec import structs

from contract.answers import HandedIn
from contract.commands import ConfirmTicket, NoteReprint, VoidTicket
from contract.ids import CommandId, Epoch, LeaseId, SeriesId, TicketId, new_journal_id
from contract.words import SlipFate, VoidReason
from kiosk import journal_entries as j
from kiosk.journal import Journal
from kiosk.journal_file import line_of
from kiosk.outcomes import Given, NoAnswer
from tests.kiosk.citizen import a_reservation
from tests.kiosk.lone_kiosk import MONDAY, MONDAY_8, TUESDAY, LoneKiosk, a_lease

TICKET = a_reservation().ticket
ASKED, OWED = CommandId("c-1"), CommandId("c-2")
LENT = j.Lent(LeaseId("l-monday"), SeriesId("a"), 999, (MONDAY,))
EVERY_KIND: list[j.Entry] = [
    j.JournalNamed(new_journal_id(), is_known_to_hub=True),
    j.DayBegun(MONDAY, 1),
    j.LeasesHeld(Epoch("e1"), 1, (a_lease(),)),
    j.LeasesReclaimed((LeaseId("l-sunday"),)),
    j.EpochMet(Epoch("e1")),
    j.EpochSettled(Epoch("e1")),
    j.ContactMade(1, "b1", 60_000_000, MONDAY_8, is_trusted=True),
    j.TicketKept(
        reserved=structs.replace(a_reservation("A002"), ticket=TicketId("t-kept")),
        birth=j.Birth(order=1),
        has_started=True,
        fate=SlipFate.PRINTED,
        void=None,
        is_owed=False,
    ),
    j.Asked(ASKED),
    j.NoNumber(ASKED),
    j.NumberReserved(None, a_reservation("A999"), j.Birth(order=2, lent=LENT)),
    j.BytesStarted(TICKET),
    j.Ended(TICKET, SlipFate.PRINTED, None),
    j.TakenIn((TICKET,)),
    j.OwesConfirm(ConfirmTicket(command_id=OWED, ticket=TICKET, fate=SlipFate.PRINTED)),
    j.OwesVoid(VoidTicket(command_id=OWED, ticket=TICKET, reason=VoidReason.DECLINED)),
    j.OwesReprint(NoteReprint(command_id=OWED, ticket=TICKET)),
    j.Settled(OWED),
]


def written(path: Path, lines: list[bytes]) -> Path:
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def name_in(path: Path) -> str:
    name = Journal(path).name()
    assert name is not None
    return name


def test_every_kind_of_line_is_looked_at() -> None:
    assert {type(entry) for entry in EVERY_KIND} == set(get_args(j.Entry))


@pytest.mark.parametrize("place", range(len(EVERY_KIND)), ids=lambda at: type(EVERY_KIND[at]).__name__)
def test_a_flipped_bit_anywhere_makes_it_another_journal(tmp_path: Path, place: int) -> None:
    sound = [line_of(entry) for entry in EVERY_KIND]
    name = name_in(written(tmp_path / "journal.jsonl", sound))
    size = len(sound[place])

    for at in {*range(0, size, 7), size - 12, size - 10, size - 9, size - 1}:
        for bit in (0x01, 0x10, 0x80):
            lines = list(sound)
            lines[place] = line_with(lines[place], at, lines[place][at] ^ bit)
            path = written(tmp_path / "journal.jsonl", lines)

            journal = Journal(path)

            assert journal.name() not in (None, name), (at, bit)
            assert journal.lent() == (), "nothing is given until the hub has lent other numbers"
            assert name_in(path) == journal.name(), "and it is this one from now on"


def test_a_block_of_zeros_at_the_end_is_damage_and_no_torn_line(tmp_path: Path) -> None:
    path = written(tmp_path / "journal.jsonl", [line_of(entry) for entry in EVERY_KIND])
    name, whole = name_in(path), path.read_bytes()
    path.write_bytes(whole[:-200] + bytes(200))

    assert name_in(path) != name


def test_a_last_line_whose_end_alone_is_rotten_is_damage(tmp_path: Path) -> None:
    path = written(tmp_path / "journal.jsonl", [line_of(entry) for entry in EVERY_KIND])
    name = name_in(path)
    path.write_bytes(path.read_bytes()[:-1] + b"\x0b")

    assert name_in(path) != name


@pytest.mark.parametrize("cut", [2, 9, 10, 11, 30])
def test_a_torn_last_line_was_a_step_not_taken_and_damages_nothing(tmp_path: Path, cut: int) -> None:
    path = written(tmp_path / "journal.jsonl", [line_of(entry) for entry in EVERY_KIND])
    name = name_in(path)
    path.write_bytes(path.read_bytes()[:-cut])

    assert name_in(path) == name
    Journal(path).write(j.Asked(ASKED))
    assert name_in(path) == name
    assert Journal(path).asked() == (ASKED,)


def test_a_journal_keeps_its_name_over_restarts_and_new_days(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    name = name_in(path)
    Journal(path).begin_day(TUESDAY)

    assert name_in(path) == name
    path.unlink()
    assert name_in(path) != name


def test_the_name_is_on_disk_before_anything_else(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    name = Journal(path).name()

    assert name is not None
    assert name.encode() in path.read_bytes().split(b"\n")[0]


def test_after_damage_the_old_lease_gives_nothing_and_the_next_one_does(tmp_path: Path) -> None:
    kiosk = LoneKiosk(tmp_path)
    kiosk.hears(MONDAY_8)
    kiosk.is_lent(a_lease())
    assert kiosk.settles() == 0
    told_before = kiosk.hand_ins()[-1].journal
    assert [kiosk.number(), kiosk.number()] == ["A999", "A998"]
    lines = kiosk.path.read_bytes().split(b"\n")
    at = next(at for at, line in enumerate(lines) if b'"reserved"' in line and b"A999" in line)
    lines[at] = line_with(lines[at], 40, 0)
    kiosk.path.write_bytes(b"\n".join(lines))
    kiosk.start()

    assert isinstance(kiosk.takes(), NoAnswer)

    ends = HandedIn(tickets=(), is_journal_in=True, reclaimed=(LeaseId("l-monday"),))
    kiosk.hub.will(ends)
    kiosk.settles()
    assert kiosk.hand_ins()[-1].journal not in (None, told_before)
    assert isinstance(kiosk.takes(), NoAnswer), "the hub has taken that lease back"

    kiosk.journal.begin_day(TUESDAY)
    kiosk.start()
    kiosk.is_told_of(a_lease(), revision=1)  # what the broker had kept comes late
    assert isinstance(kiosk.takes(), NoAnswer)

    kiosk.is_told_of(a_lease(name="l-new", first=700, last=709), revision=2)
    given = kiosk.takes()
    assert isinstance(given, Given)
    assert given.reserved.number == "A709"


def line_with(line: bytes, at: int, byte: int) -> bytes:
    """The line with another byte there."""
    return line[:at] + bytes((byte,)) + line[at + 1 :]
