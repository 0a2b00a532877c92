"""One job on one printer: status before, bytes, confirmation after, and nothing left behind.

Knows the order of questions and what each answer or silence means. Knows nothing of slips or cables.
The protocol was measured: python-escpos alone raises nothing with the paper out, and the slip comes out
later. A timeout means "unknown", so no job is ever sent twice from here.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from printer.conversation import Conversation
from printer.faults import PrinterFault
from printer.link import LinkError, LinkStalledError, LinkUnavailableError, PrinterDevice
from printer.outcome import Leftover, PrintOutcome, PrintResult, confirmed, failed
from printer.profile import ConfirmationSupport, PrinterProfile, PurgeMethod, StatusSupport
from printer.remains import Paper, Queue
from printer.status import PrinterStatus, paper_in_queued_answer


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds."""

    reply_s: float
    confirm_s: float
    look_every_s: float = 0.5
    """While waiting for a confirmation: how often to look whether the paper has run out meanwhile."""
    quiet_s: float = 0.2
    """How long the printer must say nothing before its late answers count as all heard."""


class JobRunner:
    """Runs jobs on one printer, one after the other. Not for several threads (service.py sees to it)."""

    def __init__(
        self,
        device: PrinterDevice,
        profile: PrinterProfile,
        patience: Patience,
        monotonic: Callable[[], float] = time.monotonic,
        cut: bytes = b"",
    ) -> None:
        """``cut``: a job that only cuts, sent where half a slip may hang; empty: never."""
        self._device = device
        self._profile = profile
        self._patience = patience
        self._monotonic = monotonic
        self._cut = cut
        self._queue = Queue.UNPROVEN
        self._paper = Paper.CUT

    def expect_remains(self) -> None:
        """Told after a start that a slip was being printed when this process, or its forerunner, died."""
        self._paper = Paper.MAY_HANG

    def status(self) -> PrinterStatus:
        """Asks the printer now. Raises nothing: a printer out of reach is UNPLUGGED, a silent one unknown."""
        try:
            talk = self._open()
        except LinkUnavailableError:
            return PrinterStatus.unplugged()
        try:
            return self._ask_status(talk)
        except LinkError:
            return PrinterStatus()
        finally:
            talk.link.close()

    def run(self, job: bytes, on_bytes_started: Callable[[], None]) -> PrintResult:
        """Print these bytes at most once.

        ``on_bytes_started`` is called before the first byte goes out, to be journaled; if it raises, nothing
        is sent and its error goes to the caller.
        """
        try:
            talk = self._open()
        except LinkUnavailableError:
            return PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.UNPLUGGED)
        try:
            result = self._attempt(talk, job, on_bytes_started)
        except BaseException:
            talk.link.close()
            raise
        return self._leave(talk, result)

    def _open(self) -> Conversation:
        return Conversation(self._device.open(), self._patience.reply_s, self._monotonic)

    def _ask_status(self, talk: Conversation) -> PrinterStatus:
        return talk.status() if self._profile.status is StatusSupport.REAL_TIME else PrinterStatus()

    def _attempt(self, talk: Conversation, job: bytes, on_bytes_started: Callable[[], None]) -> PrintResult:
        warning = None
        try:
            if self._profile.status is StatusSupport.REAL_TIME:
                before = talk.status()
                if before.fault is not None:
                    return PrintResult(PrintOutcome.NOT_STARTED, before.fault)
                warning = before.warning
            if not self._is_queue_empty(talk):
                return PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.STALLED)
        except LinkStalledError:
            return PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.STALLED)
        except LinkError:
            return PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.UNPLUGGED)
        on_bytes_started()
        result = self._send(talk, job)
        return replace(result, warning=result.warning or warning)

    def _is_queue_empty(self, talk: Conversation) -> bool:
        """Makes sure that no older slip comes out first and that no late answer confirms this one."""
        if self._queue is Queue.EMPTY:
            return True
        is_purged = self._profile.purge is PurgeMethod.CLEAR_BUFFERS and talk.clear_buffers()
        if is_purged or self._profile.confirmation is ConfirmationSupport.NONE:
            return True
        if self._paper is Paper.MAY_HANG:
            talk.end_half_command()
        talk.ask_when_printed()
        if talk.queued_answer(self._patience.confirm_s) is None:
            return False
        while talk.queued_answer(self._patience.quiet_s) is not None:
            continue
        return True

    def _send(self, talk: Conversation, job: bytes) -> PrintResult:
        cut = self._cut if self._paper is Paper.MAY_HANG else b""
        self._queue, self._paper = Queue.UNPROVEN, Paper.MAY_HANG
        talk.forget_queued_answers()
        try:
            talk.link.send(cut + job)
            if self._profile.confirmation is ConfirmationSupport.NONE:
                return self._look_after(talk)
            return self._wait(talk)
        except LinkStalledError:
            return failed(PrinterFault.STALLED)
        except LinkError:
            return failed(PrinterFault.RESET_MID_PRINT)

    def _wait(self, talk: Conversation) -> PrintResult:
        talk.ask_when_printed()
        deadline = self._monotonic() + self._patience.confirm_s
        while (left_s := deadline - self._monotonic()) > 0:
            answer = talk.queued_answer(min(left_s, self._patience.look_every_s))
            fault = self._fault_meanwhile(talk) if answer is None else None
            if talk.is_garbled:
                return failed(PrinterFault.UNKNOWN)
            if fault is not None:
                # The printer may have finished while it was asked for its status.
                answer = talk.queued_answer(0)
            if answer is not None:
                return confirmed(paper_in_queued_answer(answer))
            if fault is not None:
                return failed(fault)
        return failed(PrinterFault.STALLED)

    def _fault_meanwhile(self, talk: Conversation) -> PrinterFault | None:
        """Only what the printer says by itself: one that is busy may answer late, which is no fault yet."""
        fault = self._ask_status(talk).fault
        return None if fault is PrinterFault.UNKNOWN else fault

    def _look_after(self, talk: Conversation) -> PrintResult:
        """For models that confirm nothing: a fault seen now counts, no fault seen proves nothing."""
        fault = self._fault_meanwhile(talk)
        if fault is not None:
            return failed(fault)
        return PrintResult(PrintOutcome.UNCONFIRMED, PrinterFault.UNKNOWN, Leftover.UNKNOWABLE)

    def _leave(self, talk: Conversation, result: PrintResult) -> PrintResult:
        """Ends the link; after a failure takes back what is not on paper yet, if the model can."""
        if result.leftover is not Leftover.MAY_PRINT_LATER:
            talk.link.close()
            self._queue = Queue.EMPTY if result.outcome is PrintOutcome.CONFIRMED else self._queue
            self._paper = self._paper if result.outcome is PrintOutcome.NOT_STARTED else Paper.CUT
            return result
        is_purged = self._purge(talk)
        talk.link.abandon()
        if not (is_purged or self._purge_over_new_link()):
            return result
        self._queue = Queue.EMPTY
        return replace(result, leftover=Leftover.PURGED)

    def _purge_over_new_link(self) -> bool:
        if self._profile.purge is PurgeMethod.NONE:
            return False
        try:
            talk = self._open()
        except LinkUnavailableError:
            return False
        is_purged = self._purge(talk)
        talk.link.close()
        return is_purged

    def _purge(self, talk: Conversation) -> bool:
        if self._profile.purge is PurgeMethod.NONE:
            return False
        try:
            return talk.clear_buffers()
        except LinkError:
            return False
