"""What a kiosk makes of the list of slips for counters: each once, in time, noted before its first byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contract.counter_slip import CounterSlip, EndedSlip, SlipEnd, WantedSlip
from contract.filing_slip import FilingPart, FilingSlip
from contract.ids import CommandId, DeviceId, Epoch
from contract.record_slip import RecordSlip, RecordSlipKind
from contract.states import CounterSlipsState
from contract.words import Language
from kiosk.counter_slips import MOST_KEPT, CounterSlips
from printer.counter_slip import CounterPaper
from printer.faults import PrinterFault
from printer.outcome import Leftover, PrintOutcome, PrintResult
from tests.kiosk.citizen import a_center

NOW = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)
SLIP = RecordSlip(kind=RecordSlipKind.RECEIPT, reference="52/2026", procedure="Giám hộ", received_at=NOW)
PRINTED = PrintResult(PrintOutcome.CONFIRMED)
NO_PAPER = PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.PAPER_OUT)
HALF = PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.STALLED, Leftover.MAY_PRINT_LATER)


@dataclass
class Printer:
    """Ends as it is told; `dies`: in the middle of a slip."""

    end: PrintResult = PRINTED
    dies: bool = False
    papers: list[CounterPaper] = field(default_factory=list)

    def print_counter_slip(self, paper: CounterPaper, on_bytes_started: Callable[[], None]) -> PrintResult:
        if self.end.outcome is not PrintOutcome.NOT_STARTED:
            on_bytes_started()
        if self.dies:
            raise KeyboardInterrupt
        self.papers.append(paper)
        return self.end


@dataclass
class Kiosk:
    """Its printing of counters' slips, without a thread."""

    book: Path
    printer: Printer = field(default_factory=Printer)
    slip: CounterSlip = SLIP
    now: datetime | None = NOW
    told: int = 0

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Again, with what the book holds."""
        self.slips = CounterSlips(self.printer, a_center, lambda: self.now, self.book)
        self.slips.on_ended = self._tell

    def hears(self, *ids: str) -> None:
        """The hub's list, and all that it makes the kiosk do."""
        wanted = tuple(
            WantedSlip(id=CommandId(one), until=NOW + timedelta(seconds=10), slip=self.slip) for one in ids
        )
        self.slips.wanted(
            CounterSlipsState(epoch=Epoch("e"), revision=1, device=DeviceId("kiosk-1"), wanted=wanted)
        )
        while not self.slips._queue.empty():
            one = self.slips._queue.get()
            assert one is not None
            self.slips.print(one)

    def _tell(self) -> None:
        self.told += 1


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path / "counter-slips.json")


def test_it_is_printed_once_however_often_the_list_comes(kiosk: Kiosk) -> None:
    for _ in range(3):
        kiosk.hears("a")
    kiosk.hears()
    kiosk.hears("a")

    assert [paper.slip for paper in kiosk.printer.papers] == [SLIP]
    assert kiosk.slips.ended() == (EndedSlip(id=CommandId("a"), end=SlipEnd.PRINTED),)
    assert kiosk.told == 1


def test_the_centers_name_and_hotline_are_the_kiosks_own(kiosk: Kiosk) -> None:
    kiosk.hears("a")

    paper, catalogue = kiosk.printer.papers[0], a_center().catalogue
    assert catalogue is not None
    assert (paper.center_name, paper.hotline, paper.printed_at) == (
        catalogue.center_vi,
        catalogue.hotline,
        NOW,
    )


@pytest.mark.parametrize("language", list(Language))
def test_a_checklist_has_the_centers_name_in_its_own_language(kiosk: Kiosk, language: Language) -> None:
    kiosk.slip = FilingSlip(language=language, parts=(FilingPart(title="Điện thoại", lines=("x",)),))

    kiosk.hears("a")

    paper, catalogue = kiosk.printer.papers[0], a_center().catalogue
    assert catalogue is not None
    assert paper.slip == kiosk.slip
    assert paper.center_name == (catalogue.center_en if language is Language.EN else catalogue.center_vi)


@pytest.mark.parametrize(
    ("result", "end", "fault"),
    [(NO_PAPER, SlipEnd.NOT_PRINTED, "paper-out"), (HALF, SlipEnd.UNSURE, "stalled")],
)
def test_what_went_wrong_is_told(kiosk: Kiosk, result: PrintResult, end: SlipEnd, fault: str) -> None:
    kiosk.printer.end = result

    kiosk.hears("a")

    assert kiosk.slips.ended() == (EndedSlip(id=CommandId("a"), end=end, fault=fault),)


@pytest.mark.parametrize("now", [None, NOW + timedelta(seconds=11)])
def test_what_nobody_waits_for_any_more_is_not_printed(kiosk: Kiosk, now: datetime | None) -> None:
    kiosk.now = now

    kiosk.hears("a")

    assert kiosk.printer.papers == []
    assert kiosk.slips.ended() == ()


def test_after_a_crash_in_the_middle_it_is_not_printed_again_and_said_to_be_unsure(kiosk: Kiosk) -> None:
    kiosk.printer.dies = True
    with pytest.raises(KeyboardInterrupt):
        kiosk.hears("a")
    kiosk.printer.dies = False
    kiosk.start()

    kiosk.hears("a")

    assert kiosk.printer.papers == []
    assert kiosk.slips.ended() == (EndedSlip(id=CommandId("a"), end=SlipEnd.UNSURE),)


def test_a_book_that_cannot_be_written_prints_nothing(kiosk: Kiosk) -> None:
    kiosk.book.with_suffix(".new").mkdir()

    kiosk.hears("a")

    assert kiosk.printer.papers == []
    assert [one.end for one in kiosk.slips.ended()] == [SlipEnd.NOT_PRINTED]


def test_a_damaged_book_is_an_empty_one_and_old_ends_make_room(kiosk: Kiosk) -> None:
    kiosk.book.write_bytes(b"{")
    kiosk.start()

    for number in range(MOST_KEPT + 5):
        kiosk.hears(f"slip-{number}")

    assert len(kiosk.slips.ended()) == MOST_KEPT
    assert kiosk.slips.ended()[-1].id == f"slip-{MOST_KEPT + 4}"
