"""What the ledger tells of the hub's clock: who vouched for it, how it was stepped, when it ran behind.

Values only. Whether the machine believes its clock now is asked elsewhere; here its word is weighed.
"""

from __future__ import annotations

import msgspec

from contract.words import ClockTrust
from server.domain.instant import Instant

STEP_S = 0.5
"""A wall clock that moved by more than this against the boot clock was stepped; less is NTP slewing."""

WORD_HOLDS_S = 60.0
"""An RTC's or a person's word is about a clock that has not moved by more than this since."""

LARGEST_SILENT_STEP_S = 3600.0
"""A wall clock that jumped further forward closes no day by itself (ARCHITECTURE §5)."""

LONGEST_SURE_GAP_S = 3600.0
"""An RTC that was written in local time wakes up seven hours ahead: a longer gap between two boots is as good
as a step where nothing but an RTC vouches for it."""


class Step(msgspec.Struct, frozen=True):
    """The wall clock jumped against the boot clock."""

    by_s: float
    """Positive forward."""
    before: ClockTrust
    """How far it was believed until then."""


class ClockPast(msgspec.Struct, frozen=True):
    """Since the day was opened; a person's word counts from before."""

    vouched_boot: str | None = None
    """Boot for which a person confirmed the time."""
    stepped_boot: str | None = None
    """Boot in which a clock believed by its RTC or by a person was moved: that word is worth nothing now."""
    behind_boot: str | None = None
    """Boot that was found behind the last event: someone must look at the time."""
    forward_s: float = 0.0
    """Sum of the forward steps."""
    leapt_s: float = 0.0
    """The same, of a clock that was believed before."""
    leaps: int = 0
    """Steps, either way, of a clock that was believed before; gaps that only an RTC measured among them."""

    @property
    def tells_hours(self) -> bool:
        """Whether hours may be read off the clock: nobody has looked since it jumped forward that far."""
        return self.forward_s <= LARGEST_SILENT_STEP_S

    @property
    def has_leapt(self) -> bool:
        """Whether a believed clock jumped forward that far: its date may be wrong until somebody looks."""
        return self.leapt_s > LARGEST_SILENT_STEP_S

    def trust(self, boot_id: str, machine: ClockTrust) -> ClockTrust:
        """The machine's own trust or a person's, unless something speaks against it in this boot."""
        if self.behind_boot == boot_id:
            return ClockTrust.UNTRUSTED
        if machine is ClockTrust.NTP:
            return machine
        if self.stepped_boot == boot_id:
            return ClockTrust.UNTRUSTED
        if machine is ClockTrust.UNTRUSTED and self.vouched_boot == boot_id:
            return ClockTrust.PERSON
        return machine

    def met(self, at: Instant, last: Instant) -> ClockPast:
        """After an event that is behind the latest moment before it, or the first of a boot."""
        if self.behind_boot == at.boot_id:
            return self
        if is_behind(at, last, WORD_HOLDS_S):
            return msgspec.structs.replace(self, behind_boot=at.boot_id)
        if at.trust is ClockTrust.RTC and (at.utc - last.utc).total_seconds() > LONGEST_SURE_GAP_S:
            return msgspec.structs.replace(self, leaps=self.leaps + 1)
        return self

    def stepped(self, at: Instant, step: Step, last: Instant | None) -> ClockPast:
        """After a step; `at` is the moment after it, with the machine's word on it."""
        was_believed = step.before is not ClockTrust.UNTRUSTED
        forward_s = max(0.0, step.by_s)
        is_word_gone = was_believed and at.trust is not ClockTrust.NTP and abs(step.by_s) > WORD_HOLDS_S
        has_caught_up = self.behind_boot == at.boot_id and (last is None or not is_behind(at, last))
        return msgspec.structs.replace(
            self,
            stepped_boot=at.boot_id if is_word_gone else self.stepped_boot,
            behind_boot=None if has_caught_up else self.behind_boot,
            forward_s=self.forward_s + forward_s,
            leapt_s=self.leapt_s + (forward_s if was_believed else 0.0),
            leaps=self.leaps + was_believed,
        )

    def confirmed(self, boot_id: str) -> ClockPast:
        """After a person's word: no doubt is left. What was measured before stays measured."""
        return ClockPast(vouched_boot=boot_id, leaps=self.leaps)

    def day_opened(self, *, leaps: int) -> ClockPast:
        """A day is only opened on a believed clock."""
        return ClockPast(vouched_boot=self.vouched_boot, leaps=leaps)


def is_behind(at: Instant, last: Instant, tolerance_s: float = STEP_S) -> bool:
    """Whether it is earlier than something that has happened, by more than that."""
    return (last.utc - at.utc).total_seconds() > tolerance_s
