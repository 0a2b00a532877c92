"""Every fault ends in a known state, over a real TCP connection to a scripted printer."""

from dataclasses import dataclass, field, replace
from itertools import count

import pytest

from printer.faults import PrinterFault
from printer.job import JobRunner, Patience
from printer.models import EPSON_TM_T82, GENERIC_80, NO_STATUS
from printer.network import NetworkPrinter
from printer.outcome import Leftover, PrintOutcome, PrintResult
from printer.profile import ConfirmationSupport, PrinterProfile
from printer.status import PrinterStatus, Readiness
from tests.printer import scripted_printer as scripted
from tests.printer.scripted_printer import Job, Purge, ScriptedPrinter
from tools.free_port import free_port

JOB = b"\x1b@A012\n\x1dVB\x00"
SHORT = Patience(reply_s=0.15, confirm_s=0.4, look_every_s=0.05, quiet_s=0.02)


@dataclass
class Journal:
    """Counts what the kiosk would have written down."""

    entries: list[str] = field(default_factory=list)

    def bytes_started(self) -> None:
        self.entries.append("bytes started")


@pytest.fixture
def journal() -> Journal:
    return Journal()


def runner(printer: ScriptedPrinter, profile: PrinterProfile = GENERIC_80) -> JobRunner:
    return JobRunner(NetworkPrinter("127.0.0.1", printer.port, timeout_s=0.5), profile, SHORT)


def test_a_slip_is_confirmed_by_the_printer(printer: ScriptedPrinter, journal: Journal) -> None:
    result = runner(printer).run(JOB, journal.bytes_started)

    assert result == PrintResult(PrintOutcome.CONFIRMED)
    assert printer.jobs == [JOB]
    assert journal.entries == ["bytes started"]
    assert result.staff_sentences == ()


def test_the_journal_is_written_before_the_first_byte(printer: ScriptedPrinter) -> None:
    seen: list[list[bytes]] = []

    runner(printer).run(JOB, lambda: seen.append(list(printer.jobs)))

    assert seen == [[]]


def test_a_journal_that_cannot_be_written_keeps_the_printer_still(printer: ScriptedPrinter) -> None:
    def disk_full() -> None:
        raise OSError(28, "No space left on device")

    desk = runner(printer)
    with pytest.raises(OSError, match="No space left"):
        desk.run(JOB, disk_full)

    assert desk.run(b"next", lambda: None).outcome is PrintOutcome.CONFIRMED
    assert printer.jobs == [b"next"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            {"printer": scripted.OFFLINE, "offline_cause": scripted.STOPPED_BY_PAPER_END},
            PrinterFault.PAPER_OUT,
        ),
        ({"paper": scripted.PAPER_END}, PrinterFault.PAPER_OUT),
        ({"printer": scripted.OFFLINE, "offline_cause": scripted.COVER_IS_OPEN}, PrinterFault.COVER_OPEN),
        (
            {"offline_cause": scripted.ERROR_OCCURRED, "error_cause": scripted.CUTTER_JAMMED},
            PrinterFault.CUTTER,
        ),
        ({"printer": scripted.OFFLINE}, PrinterFault.UNKNOWN),
        ({"printer": None}, PrinterFault.UNKNOWN),
        ({"offline_cause": None}, PrinterFault.UNKNOWN),
        ({"paper": None}, PrinterFault.UNKNOWN),
    ],
    ids=lambda value: str(value),
)
def test_a_fault_seen_before_means_that_nothing_is_sent(
    printer: ScriptedPrinter, journal: Journal, change: dict[str, int | None], fault: PrinterFault
) -> None:
    for name, byte in change.items():
        setattr(printer.script, name, byte)

    result = runner(printer).run(JOB, journal.bytes_started)

    assert result == PrintResult(PrintOutcome.NOT_STARTED, fault)
    assert printer.jobs == []
    assert journal.entries == []


def test_a_printer_that_is_not_there_is_unplugged(journal: Journal) -> None:
    away = JobRunner(NetworkPrinter("127.0.0.1", free_port(), 0.5), GENERIC_80, SHORT)

    assert away.run(JOB, journal.bytes_started) == PrintResult(
        PrintOutcome.NOT_STARTED, PrinterFault.UNPLUGGED
    )
    assert away.status() == PrinterStatus.unplugged()
    assert journal.entries == []


def test_low_paper_prints_and_warns(printer: ScriptedPrinter, journal: Journal) -> None:
    printer.script.paper = scripted.PAPER_NEAR_END

    result = runner(printer).run(JOB, journal.bytes_started)

    assert result == PrintResult(PrintOutcome.CONFIRMED, warning=PrinterFault.PAPER_LOW)
    assert "sắp hết giấy" in result.staff_sentences[0].vi


def test_paper_that_gets_low_during_the_job_is_told_by_the_confirmation(printer: ScriptedPrinter) -> None:
    desk = runner(printer)
    desk.run(JOB, lambda: None)
    printer.script.queued = b"\x03"

    assert desk.run(JOB, lambda: None).warning is PrinterFault.PAPER_LOW


def test_paper_out_in_the_middle_is_known_and_may_come_out_later(
    printer: ScriptedPrinter, journal: Journal
) -> None:
    printer.script.job = Job.SWALLOWS
    printer.script.paper_after_job = scripted.PAPER_END

    result = runner(printer).run(JOB, journal.bytes_started)

    assert result == PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.PAPER_OUT, Leftover.MAY_PRINT_LATER)
    assert not result.purged
    assert [sentence.en for sentence in result.staff_sentences][-1].startswith("The old slip may still")
    assert journal.entries == ["bytes started"]


def test_a_model_that_can_purge_throws_the_rest_away(printer: ScriptedPrinter) -> None:
    desk = runner(printer, EPSON_TM_T82)
    printer.script.purge = Purge.ANSWERS
    printer.script.job = Job.SWALLOWS
    printer.script.paper_after_job = scripted.PAPER_END

    result = desk.run(JOB, lambda: None)

    assert result == PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.PAPER_OUT, Leftover.PURGED)
    assert result.purged
    assert len(result.staff_sentences) == 1


def test_a_purge_that_is_not_answered_is_not_believed(printer: ScriptedPrinter) -> None:
    desk = runner(printer, EPSON_TM_T82)
    printer.script.job = Job.SWALLOWS

    result = desk.run(JOB, lambda: None)

    assert result == PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.STALLED, Leftover.MAY_PRINT_LATER)
    assert printer.purges >= 2


def test_with_the_paper_out_no_second_job_is_ever_sent(printer: ScriptedPrinter, journal: Journal) -> None:
    printer.script.job = Job.SWALLOWS
    printer.script.paper_after_job = scripted.PAPER_END
    desk = runner(printer)

    results = [desk.run(JOB, journal.bytes_started) for _ in range(3)]

    assert [result.outcome for result in results] == [
        PrintOutcome.UNCONFIRMED,
        PrintOutcome.NOT_STARTED,
        PrintOutcome.NOT_STARTED,
    ]
    assert printer.jobs == [JOB]
    assert journal.entries == ["bytes started"]


def test_a_stalled_printer_is_unconfirmed_and_gets_no_second_job(
    printer: ScriptedPrinter, journal: Journal
) -> None:
    printer.script.job = Job.SWALLOWS
    desk = runner(printer)

    first = desk.run(JOB, journal.bytes_started)
    second = desk.run(JOB, journal.bytes_started)

    assert first == PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.STALLED, Leftover.MAY_PRINT_LATER)
    assert second == PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.STALLED)
    assert printer.jobs == [JOB]


@pytest.mark.parametrize("ending", [Job.RESETS, Job.HANGS_UP])
def test_a_reset_in_the_middle_is_unconfirmed(
    printer: ScriptedPrinter, journal: Journal, ending: Job
) -> None:
    desk = runner(printer)
    desk.run(b"warm up", lambda: None)
    printer.script.job = ending

    result = desk.run(JOB, journal.bytes_started)

    assert result == PrintResult(
        PrintOutcome.UNCONFIRMED, PrinterFault.RESET_MID_PRINT, Leftover.MAY_PRINT_LATER
    )
    assert journal.entries == ["bytes started"]


def test_after_a_reset_a_purging_model_is_purged_over_a_new_connection(printer: ScriptedPrinter) -> None:
    printer.script.purge = Purge.ANSWERS
    desk = runner(printer, EPSON_TM_T82)
    printer.script.job = Job.RESETS

    assert desk.run(JOB, lambda: None).leftover is Leftover.PURGED


def test_after_a_reset_the_next_slip_prints_over_a_new_connection(printer: ScriptedPrinter) -> None:
    desk = runner(printer)
    desk.run(b"warm up", lambda: None)
    printer.script.job = Job.RESETS
    desk.run(JOB, lambda: None)
    printer.script.job = Job.PRINTS

    assert desk.run(JOB, lambda: None).outcome is PrintOutcome.CONFIRMED


def test_a_late_answer_to_an_older_job_does_not_confirm_a_new_one(printer: ScriptedPrinter) -> None:
    desk = runner(printer)
    printer.script.job = Job.SWALLOWS
    desk.run(b"first", lambda: None)
    # Somebody helped: the printer goes on and answers the old question together with the next one.
    printer.jobs.clear()
    printer.script.queued = b"\x00\x00"

    assert desk.run(b"second", lambda: None).fault is PrinterFault.STALLED
    assert printer.jobs == [b"second"]


def test_a_confirmation_that_tells_of_paper_out_confirms_nothing(printer: ScriptedPrinter) -> None:
    desk = runner(printer)
    desk.run(JOB, lambda: None)
    printer.script.queued = b"\x0c"

    assert desk.run(JOB, lambda: None).fault is PrinterFault.PAPER_OUT


def test_a_model_without_status_or_confirmation_is_always_unconfirmed(
    printer: ScriptedPrinter, journal: Journal
) -> None:
    result = runner(printer, NO_STATUS).run(JOB, journal.bytes_started)

    assert result == PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.UNKNOWN, Leftover.UNKNOWABLE)
    assert printer.asked_when_printed == 0


def test_a_model_with_status_but_no_confirmation_is_looked_at_afterwards(printer: ScriptedPrinter) -> None:
    profile = replace(GENERIC_80, confirmation=ConfirmationSupport.NONE)
    printer.script.paper_after_job = scripted.PAPER_END

    result = runner(printer, profile).run(JOB, lambda: None)

    assert result.fault is PrinterFault.PAPER_OUT
    assert result.outcome is PrintOutcome.UNCONFIRMED


def test_the_wait_ends_by_the_injected_clock(printer: ScriptedPrinter) -> None:
    seconds = count(step=1000.0)
    hasty = JobRunner(
        NetworkPrinter("127.0.0.1", printer.port, 0.5), GENERIC_80, SHORT, lambda: next(seconds)
    )

    assert hasty.run(JOB, lambda: None) == PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.UNKNOWN)


def test_status_tells_all_that_the_printer_says(printer: ScriptedPrinter) -> None:
    well = runner(printer).status()
    printer.script.offline_cause = None

    assert well.fault is None
    assert runner(printer).status() == PrinterStatus(Readiness.ONLINE)


NOISE = 0xED


def test_noise_instead_of_a_status_means_that_nothing_is_sent(
    printer: ScriptedPrinter, journal: Journal
) -> None:
    printer.script.printer = NOISE

    result = runner(printer).run(JOB, journal.bytes_started)

    assert result == PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.UNKNOWN)
    assert printer.jobs == []


def test_a_confirmation_among_noise_confirms_nothing(printer: ScriptedPrinter) -> None:
    desk = runner(printer)
    desk.run(b"warm up", lambda: None)
    printer.script.queued = bytes((NOISE, 0x00))

    result = desk.run(JOB, lambda: None)

    assert result == PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.UNKNOWN, Leftover.MAY_PRINT_LATER)


def test_the_late_answer_to_a_purge_confirms_nothing(printer: ScriptedPrinter) -> None:
    desk = runner(printer)
    desk.run(b"warm up", lambda: None)
    printer.script.queued = b"\x37\x25\x00"

    assert desk.run(JOB, lambda: None).outcome is PrintOutcome.UNCONFIRMED


def test_status_nobody_asked_for_confirms_nothing(printer: ScriptedPrinter) -> None:
    """A printer set to automatic status: four bytes, the last three of which look like GS r 1's answer."""
    desk = runner(printer)
    desk.run(b"warm up", lambda: None)
    printer.script.queued = b"\x18\x00\x0f\x00"

    assert desk.run(JOB, lambda: None).outcome is PrintOutcome.UNCONFIRMED


def cutting(printer: ScriptedPrinter) -> JobRunner:
    return JobRunner(
        NetworkPrinter("127.0.0.1", printer.port, timeout_s=0.5), GENERIC_80, SHORT, cut=b"<CUT>"
    )


def test_half_a_slip_is_cut_off_before_the_next_one(printer: ScriptedPrinter) -> None:
    desk = cutting(printer)
    desk.run(b"warm up", lambda: None)
    printer.script.job = Job.RESETS
    desk.run(JOB, lambda: None)
    printer.script.job = Job.PRINTS

    desk.run(b"next", lambda: None)
    desk.run(b"after it", lambda: None)

    assert printer.jobs == [b"warm up", JOB, b"<CUT>next", b"after it"]


def test_after_a_start_in_the_middle_of_a_slip_its_rest_is_cut_off(printer: ScriptedPrinter) -> None:
    desk = cutting(printer)
    desk.expect_remains()
    printer.script.paper = scripted.PAPER_END
    desk.run(JOB, lambda: None)
    printer.script.paper = scripted.PAPER_FINE

    desk.run(JOB, lambda: None)

    assert printer.jobs == [b"<CUT>" + JOB]


def test_a_model_that_never_confirms_does_not_cut_twice_for_each_slip(printer: ScriptedPrinter) -> None:
    device = NetworkPrinter("127.0.0.1", printer.port, timeout_s=0.5)
    desk = JobRunner(device, NO_STATUS, SHORT, cut=b"<CUT>")

    desk.run(JOB, lambda: None)
    desk.run(JOB, lambda: None)

    assert b"<CUT>" not in b"".join(printer.jobs)
