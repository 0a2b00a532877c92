"""What may be asked about counters, the business day, the hub's clock and the guide."""

from __future__ import annotations

from typing import ClassVar

from contract.command import Command, LiveCommand, command_topic
from contract.ids import CounterId, DeviceId, OfficerId, ReasonId, ServiceId
from contract.message import Utc


class OpenCounter(LiveCommand, frozen=True, kw_only=True):
    """Sit down: the officer serves these services here. Answer: `CounterStands`."""

    TOPIC: ClassVar = command_topic("open-counter")

    counter: CounterId
    services: tuple[ServiceId, ...] = ()
    """None named: all that the counter can serve."""
    officer: OfficerId | None = None
    """Only for a manager seating somebody else."""


class PauseCounter(LiveCommand, frozen=True, kw_only=True):
    """Stop calling for a while, with a reason that is shown. Answer: `CounterStands`."""

    TOPIC: ClassVar = command_topic("pause-counter")

    counter: CounterId
    reason: ReasonId


class ResumeCounter(LiveCommand, frozen=True, kw_only=True):
    """Go on after a pause. Answer: `CounterStands`."""

    TOPIC: ClassVar = command_topic("resume-counter")

    counter: CounterId


class CloseCounter(LiveCommand, frozen=True, kw_only=True):
    """Stand up. Answer: `CounterStands`."""

    TOPIC: ClassVar = command_topic("close-counter")

    counter: CounterId


class OpenDay(Command, frozen=True, kw_only=True):
    """Begin the business day. Answer: `DayStands`."""

    TOPIC: ClassVar = command_topic("open-day")


class CloseDay(Command, frozen=True, kw_only=True):
    """End the business day: what is open ends unserved, service ends inferred. Answer: `DayStands`."""

    TOPIC: ClassVar = command_topic("close-day")


class ConfirmClock(Command, frozen=True, kw_only=True):
    """A person says the hub's time is right. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("confirm-clock")

    seen: Utc
    """The time the person saw and vouches for; more than a minute off is refused."""


class CallGuide(LiveCommand, frozen=True, kw_only=True):
    """A citizen at a kiosk asks for a guide. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("call-guide")


class AnswerGuideCall(LiveCommand, frozen=True, kw_only=True):
    """Staff goes to the kiosk that asked. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("answer-guide-call")

    kiosk: DeviceId
    """The kiosk that asked."""
