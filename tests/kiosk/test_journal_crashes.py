"""The machine dies after any byte of the journal: no number twice, none lost, each has one end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs

from contract.asking import NoAnswerError
from contract.commands import ConfirmTicket, VoidTicket
from contract.ids import TicketId
from contract.words import VoidReason
from kiosk.outcomes import NotPrinted, Outcome, Wish
from printer.outcome import PrintResult
from printer.slip import Slip
from tests.kiosk.citizen import HO_TICH, a_reservation
from tests.kiosk.lone_kiosk import MONDAY_8, TUESDAY, LoneKiosk, a_lease
from tests.kiosk.scripted_printer import PAPER_OUT_BEFORE, PAPER_OUT_MIDWAY, PRINTED, ScriptedPrinter

EVERY = 41
"""A cut at each so many bytes, and around each end of a line."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A number came to somebody's eyes when the journal had this many bytes."""

    number: str
    size: int


class WatchedPaper(ScriptedPrinter):
    """Notes how long the journal was when the first byte of a slip went out."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.seen: list[Seen] = []

    def print_slip(self, slip: Slip, on_bytes_started: Callable[[], None]) -> PrintResult:
        def started() -> None:
            on_bytes_started()
            self.seen.append(Seen(slip.number, self.path.stat().st_size))

        return super().print_slip(slip, started)


@dataclass(frozen=True, slots=True)
class Story:
    """What was on disk at the end of a busy hour, and which numbers were seen when."""

    journal: bytes
    printed: tuple[Seen, ...]
    shown: tuple[Seen, ...]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    kiosk = LoneKiosk(tmp_path_factory.mktemp("story"))
    paper = WatchedPaper(kiosk.path)
    kiosk.printer = paper
    kiosk.start()
    shown: list[Seen] = []

    def show(outcome: Outcome) -> NotPrinted:
        assert isinstance(outcome, NotPrinted)
        shown.append(Seen(outcome.reserved.number, kiosk.path.stat().st_size))
        return outcome

    kiosk.hears(MONDAY_8)
    kiosk.is_lent(a_lease(), a_lease(TUESDAY, "l-tuesday"))
    kiosk.hub.will(structs.replace(a_reservation("A001"), ticket=TicketId("t-online")))
    kiosk.ticketing.take(Wish(HO_TICH))
    kiosk.settles()
    kiosk.hub.will(NoAnswerError("2 s"))
    kiosk.ticketing.take(Wish(HO_TICH))
    kiosk.number()
    for end in (PAPER_OUT_BEFORE, PAPER_OUT_MIDWAY):
        paper.end = end
        kiosk.ticketing.noted(show(kiosk.takes()))
        kiosk.ticketing.declined(show(kiosk.takes()))
    paper.end = PRINTED
    kiosk.settles()
    kiosk.hears(MONDAY_8 + timedelta(minutes=5), epoch="e2")
    kiosk.number()
    kiosk.settles()
    kiosk.number()
    return Story(kiosk.path.read_bytes(), tuple(paper.seen), tuple(shown))


def cuts(journal: bytes) -> list[int]:
    ends = [at for at, byte in enumerate(journal) if byte == ord("\n")]
    around = {end + step for end in ends for step in (-1, 0, 1)}
    return sorted({*range(0, len(journal), EVERY), *around, len(journal)})


def test_after_any_cut_no_number_that_was_seen_is_given_again(story: Story, tmp_path: Path) -> None:
    may_give = [cut for cut in cuts(story.journal) if revived(story, cut, tmp_path).journal.lent()]
    assert may_give
    for cut in may_give:
        kiosk = revived(story, cut, tmp_path)
        seen = {seen.number for seen in (*story.printed, *story.shown) if seen.size <= cut}

        assert kiosk.number() not in seen, cut


def test_after_any_cut_each_number_is_handed_in_once_and_has_one_end(story: Story, tmp_path: Path) -> None:
    for cut in cuts(story.journal):
        kiosk = revived(story, cut, tmp_path)
        kiosk.hears(MONDAY_8 + timedelta(minutes=10), epoch="e2")
        assert kiosk.settles() == 0, cut

        handed = Counter(told.number for told in kiosk.handed())
        assert set(handed.values()) <= {1}, cut
        assert all((told.fate is None) != (told.void is None) for told in kiosk.handed()), cut


def test_after_any_cut_a_slip_that_may_be_out_is_in_line(story: Story, tmp_path: Path) -> None:
    for cut in cuts(story.journal):
        kiosk = revived(story, cut, tmp_path)
        ends = {str(told.reserved.number): told for told in kiosk.journal.tickets()}

        for slip in story.printed:
            if slip.size <= cut:
                end = ends[slip.number]
                # a citizen who declined a slip that had begun to print said so before the cut
                assert end.fate is not None or end.void is VoidReason.DECLINED, (cut, slip)


def test_after_any_cut_a_command_that_was_asked_is_ended(story: Story, tmp_path: Path) -> None:
    for cut in cuts(story.journal):
        kiosk = revived(story, cut, tmp_path)
        kiosk.hears(MONDAY_8 + timedelta(minutes=10), epoch="e2")
        kiosk.settles()

        assert kiosk.journal.asked() == (), cut
        told = [command for command in kiosk.hub.asked if isinstance(command, ConfirmTicket | VoidTicket)]
        assert len({command.command_id for command in told}) == len(told), cut


def test_a_shortened_journal_says_the_same(story: Story, tmp_path: Path) -> None:
    for cut in cuts(story.journal)[::5]:
        kiosk = revived(story, cut, tmp_path)
        before = (kiosk.journal.tickets(), kiosk.journal.debts(), kiosk.journal.leases(),
                  kiosk.journal.used(), kiosk.journal.epochs(), kiosk.journal.next_order())  # fmt: skip

        kiosk.journal.begin_day(TUESDAY)
        kiosk.start()

        after = (kiosk.journal.tickets(), kiosk.journal.debts(), kiosk.journal.leases(),
                 kiosk.journal.used(), kiosk.journal.epochs(), kiosk.journal.next_order())  # fmt: skip
        assert after == before, cut


def revived(story: Story, cut: int, folder: Path) -> LoneKiosk:
    """The kiosk comes up again with so many bytes of its journal."""
    (folder / "journal.jsonl").write_bytes(story.journal[:cut])
    return LoneKiosk(folder)
