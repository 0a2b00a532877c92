"""What the service menu runs: test print, one scanned page, a chime, a new roll.

Knows the devices and what each can say; knows nothing of the menu.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from contract.hubtime import HubTime
from hardware.chime import chime
from hardware.speaker import Speaker, SpeakerError
from kiosk.feeding import Feeding
from kiosk.health import Health
from kiosk.views import Check, CheckEnd, ScannerIs
from printer.faults import sentence_for
from printer.outcome import Leftover, PrintOutcome, PrintResult

CheckResult = tuple[CheckEnd, str, str]
"""How it went, and the device's own sentence in Vietnamese and English."""


class Checks:
    """One check at a time."""

    def __init__(
        self,
        print_trial: Callable[[datetime], PrintResult],
        health: Health,
        time: HubTime,
        feeding: Feeding | None,
        speaker: Speaker | None,
    ) -> None:
        self._print_trial = print_trial
        self._health = health
        self._time = time
        self._feeding = feeding
        self._speaker = speaker

    def run(self, check: Check) -> CheckResult:
        """Takes as long as the device does."""
        match check:
            case Check.TEST_PRINT:
                return said_of(self._print_trial(self._time.now() or datetime.now(UTC)))
            case Check.SCANNER if self._feeding is not None:
                return self._scan(self._feeding)
            case Check.SOUND if self._speaker is not None:
                return _play(self._speaker)
            case Check.PAPER_CHANGED:
                self._health.paper_changed()
                return (CheckEnd.GOOD, "", "")
            case _:
                return (CheckEnd.BAD, "", "")

    def _scan(self, feeding: Feeding) -> CheckResult:
        pages: list[bytes] = []
        end = feeding.scan(1, pages.append)
        is_good = end is ScannerIs.READY and len(pages) == 1
        return (CheckEnd.GOOD if is_good else CheckEnd.BAD, "", "")


def said_of(result: PrintResult) -> CheckResult:
    """What staff are told of a slip that was printed for them."""
    if result.outcome is PrintOutcome.CONFIRMED:
        return (CheckEnd.GOOD, "", "")
    if result.leftover is Leftover.UNKNOWABLE or result.fault is None:
        return (CheckEnd.UNSURE, "", "")
    sentence = sentence_for(result.fault)
    return (CheckEnd.BAD, sentence.vi, sentence.en)


def _play(speaker: Speaker) -> CheckResult:
    try:
        speaker.play(chime())
    except SpeakerError as error:
        return (CheckEnd.BAD, error.sentence.vi, error.sentence.en)
    return (CheckEnd.GOOD, "", "")
