"""Status bytes, and what silence means."""

import pytest

from printer.faults import PrinterFault
from printer.status import (
    CoverState,
    DeviceError,
    PaperState,
    PrinterStatus,
    Readiness,
    StatusAnswers,
    is_queued_answer,
    is_real_time_answer,
    paper_in_queued_answer,
)


def test_a_printer_that_answers_well_has_no_fault() -> None:
    status = StatusAnswers(printer=0x12, offline_cause=0x12, paper=0x12).read()

    assert status == PrinterStatus(Readiness.ONLINE, CoverState.CLOSED, PaperState.OK, DeviceError.NONE)
    assert status.fault is None
    assert status.warning is None


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        (StatusAnswers(0x1A, 0x16, 0x12), PrinterFault.COVER_OPEN),
        (StatusAnswers(0x1A, 0x32, 0x12), PrinterFault.PAPER_OUT),
        (StatusAnswers(0x12, 0x12, 0x72), PrinterFault.PAPER_OUT),
        (StatusAnswers(0x1A, 0x36, 0x72), PrinterFault.COVER_OPEN),
        (StatusAnswers(0x1A, 0x52, 0x12, 0x1A), PrinterFault.CUTTER),
        (StatusAnswers(0x1A, 0x52, 0x12, 0x32), PrinterFault.UNKNOWN),
        (StatusAnswers(0x1A, 0x52, 0x12, None), PrinterFault.UNKNOWN),
        (StatusAnswers(0x1A, 0x12, 0x12), PrinterFault.UNKNOWN),
    ],
)
def test_each_fault_is_told_apart(answers: StatusAnswers, fault: PrinterFault) -> None:
    assert answers.read().fault is fault


@pytest.mark.parametrize(
    "answers",
    [
        StatusAnswers(None, None, None),
        StatusAnswers(0x12, None, None),
        StatusAnswers(0x12, 0x12, None),
        StatusAnswers(None, 0x12, 0x12),
    ],
)
def test_silence_is_never_taken_for_fine(answers: StatusAnswers) -> None:
    assert answers.read().fault is PrinterFault.UNKNOWN


def test_paper_near_its_end_prints_with_a_warning() -> None:
    status = StatusAnswers(0x12, 0x12, 0x1E).read()

    assert status.paper is PaperState.LOW
    assert status.fault is None
    assert status.warning is PrinterFault.PAPER_LOW


def test_an_unplugged_printer_says_so() -> None:
    assert PrinterStatus.unplugged().fault is PrinterFault.UNPLUGGED


@pytest.mark.parametrize("byte", [0x12, 0x16, 0x1A, 0x1E, 0x32, 0x52, 0x72])
def test_a_real_time_answer_is_never_taken_for_a_confirmation(byte: int) -> None:
    assert is_real_time_answer(byte)
    assert not is_queued_answer(byte)


@pytest.mark.parametrize(
    ("byte", "paper"),
    [(0x00, PaperState.OK), (0x03, PaperState.LOW), (0x0C, PaperState.OUT), (0x0F, PaperState.OUT)],
)
def test_a_queued_answer_tells_the_paper(byte: int, paper: PaperState) -> None:
    assert is_queued_answer(byte)
    assert not is_real_time_answer(byte)
    assert paper_in_queued_answer(byte) is paper
