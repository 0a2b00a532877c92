"""A printer as its users see it: a slip goes in, what became of it comes out, one at a time.

Knows how layout, encoder and job fit together. Knows nothing of tickets or of who asks; the kiosk uses it in
its own process, ``python -m printer`` from the command line.
"""

import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Self

from printer.blocks import Block, Cut
from printer.checklist import Checklist
from printer.counter_layout import CounterSlipLayout
from printer.counter_slip import CounterPaper
from printer.device import device_for
from printer.drawing import FontFiles
from printer.encoder import encode
from printer.job import JobRunner, Patience
from printer.link import PrinterDevice
from printer.models import model_named
from printer.outcome import PrintResult
from printer.profile import PrinterProfile
from printer.settings import PrinterSettings
from printer.slip import Slip, TrialSlip
from printer.status import PrinterStatus


class PrinterService:
    """One printer. Safe to call from several threads; they wait for each other."""

    def __init__(
        self, device: PrinterDevice, profile: PrinterProfile, patience: Patience, fonts: FontFiles, cable: str
    ) -> None:
        self._profile = profile
        self._cable = cable
        self._layout = CounterSlipLayout(profile, fonts)
        self._runner = JobRunner(device, profile, patience, cut=encode((Cut(profile.cutter),), profile))
        self._one_at_a_time = threading.Lock()

    @classmethod
    def from_settings(cls, settings: PrinterSettings) -> Self:
        """Opens nothing yet. Raises UnknownModelError when the profile is not built in."""
        patience = Patience(settings.timeout_s, settings.confirm_within_s)
        profile = model_named(settings.profile)
        return cls(device_for(settings), profile, patience, FontFiles(), settings.cable)

    def status(self) -> PrinterStatus:
        with self._one_at_a_time:
            return self._runner.status()

    def expect_remains(self) -> None:
        """A slip was being printed when the last process ended: its rest is cut off before the next one."""
        with self._one_at_a_time:
            self._runner.expect_remains()

    def print_slip(self, slip: Slip, on_bytes_started: Callable[[], None]) -> PrintResult:
        """Print one slip at most once; see ``JobRunner.run`` for the callback."""
        return self._run(self._layout.compose(slip), on_bytes_started)

    def print_checklist(self, checklist: Checklist) -> PrintResult:
        """Print it at most once; nothing is journaled, since no ticket hangs on it."""
        return self._run(self._layout.compose_checklist(checklist), _nothing_to_journal)

    def print_counter_slip(self, paper: CounterPaper, on_bytes_started: Callable[[], None]) -> PrintResult:
        """Print it at most once; see ``JobRunner.run`` for the callback."""
        return self._run(self._layout.compose_counter_slip(paper), on_bytes_started)

    def print_trial(self, now: datetime) -> PrintResult:
        """The service screen's "test print"; nothing is journaled, since no ticket hangs on it."""
        trial = TrialSlip(self._profile.name, self._cable, now)
        return self._run(self._layout.compose_trial(trial), _nothing_to_journal)

    def _run(self, blocks: Iterable[Block], on_bytes_started: Callable[[], None]) -> PrintResult:
        job = encode(blocks, self._profile)
        with self._one_at_a_time:
            return self._runner.run(job, on_bytes_started)


def _nothing_to_journal() -> None:
    return
