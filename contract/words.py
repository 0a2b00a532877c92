"""The words of the ticket: states, periods and the small closed vocabularies that messages use.

Glossary and ARCHITECTURE §4 and §9 are the law; no rule is held here.
"""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class TicketState(StrEnum):
    """Where a ticket stands."""

    RESERVED = "reserved"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    ON_HOLD = "on-hold"
    NO_SHOW = "no-show"
    SERVED = "served"
    CANCELLED = "cancelled"
    UNSERVED = "unserved"

    @property
    def is_ended(self) -> bool:
        """Whether nothing more can happen to the ticket (an undo aside)."""
        return self in (TicketState.SERVED, TicketState.CANCELLED, TicketState.UNSERVED)


@unique
class PeriodKind(StrEnum):
    """What a stretch of a visit was spent on; visit is the sum of all."""

    WAITING = "waiting"
    WALKING = "walking"
    SERVICE = "service"
    HOLD = "hold"
    ABSENT = "absent"


@unique
class CounterStatus(StrEnum):
    """What a counter is doing, as its display says it."""

    CLOSED = "closed"
    READY = "ready"
    CALLING = "calling"
    SERVING = "serving"
    PAUSED = "paused"


@unique
class ClockTrust(StrEnum):
    """Why the hub's clock may be believed (ARCHITECTURE §5)."""

    UNTRUSTED = "untrusted"
    RTC = "rtc"
    NTP = "ntp"
    PERSON = "person"


@unique
class Origin(StrEnum):
    """Where a ticket was born."""

    KIOSK = "kiosk"
    CONSOLE = "console"
    OFFLINE = "offline"
    """Taken from a kiosk's lease while the hub was away."""


@unique
class SlipFate(StrEnum):
    """How the citizen got their number."""

    PRINTED = "printed"
    ON_SCREEN = "on-screen"
    BY_HAND = "by-hand"
    UNCONFIRMED = "unconfirmed"
    SEEN = "seen"
    """An officer saw the slip at the counter before the kiosk had handed it in."""


@unique
class VoidReason(StrEnum):
    """Why a reserved number never came into line."""

    NOT_PRINTED = "not-printed"
    ABANDONED = "abandoned"
    DECLINED = "declined"


@unique
class CallWay(StrEnum):
    """How a ticket came to be called."""

    NEXT = "next"
    CHOSEN = "chosen"
    AGAIN = "again"


@unique
class Taking(StrEnum):
    """Whether a service gives numbers now, and if not, why."""

    OPEN = "open"
    NO_DAY = "no-day"
    CLOSED_TODAY = "closed-today"
    BEFORE_HOURS = "before-hours"
    AFTER_LAST_TICKET = "after-last-ticket"
    CAP_REACHED = "cap-reached"
    NUMBERS_USED_UP = "numbers-used-up"
    AWAITING_JOURNALS = "awaiting-journals"
    """The hub was restored from a backup and waits for the kiosks' journals."""


@unique
class NotPlacedBecause(StrEnum):
    """Why a ticket that was handed in could not come into line; it is counted all the same."""

    DAY_OVER = "day-over"
    NUMBER_TAKEN = "number-taken"
    NOT_LEASED = "not-leased"
    """The kiosk did not hold that number."""
    NO_LINE = "no-line"
    """The configuration has no such service any more."""


@unique
class HandInEnd(StrEnum):
    """What became of one ticket a kiosk handed in."""

    IN_LINE = "in-line"
    MERGED = "merged"
    """With the ticket an officer had admitted by its slip."""
    KNOWN = "known"
    """The ledger had it already."""
    VOIDED = "voided"
    NOT_PLACED = "not-placed"
    NOT_YET = "not-yet"
    """Its day is not open yet: hand it in again later."""


@unique
class TimesWrong(StrEnum):
    """Why a ticket's times are not what happened; a list, so that nobody's name gets into the ledger."""

    PRESSED_LATE = "pressed-late"
    """The button was pressed long after it happened."""
    PRESSED_EARLY = "pressed-early"
    """Finished or started before it happened."""
    FORGOTTEN = "forgotten"
    """Nobody pressed at all; somebody else, or the close, did."""
    WRONG_NUMBER = "wrong-number"
    """Another number than the person's was called or served."""
    DEVICE = "device"
    """A button, a screen or the system failed."""


@unique
class Language(StrEnum):
    """Languages of kiosk and slip; more by adding a catalogue."""

    VI = "vi"
    EN = "en"


@unique
class DeviceKind(StrEnum):
    """What a device is, and so what it may ask."""

    KIOSK = "kiosk"
    HALL_DISPLAY = "hall-display"
    COUNTER_DISPLAY = "counter-display"
    PANEL = "panel"
    PRINTER = "printer"
    SCANNER = "scanner"
    """A scan station: fetches jobs and brings pages by HTTP; asks nothing by broker."""


@unique
class ReferenceList(StrEnum):
    """A list that a center shows and a person may replace."""

    PROCEDURES = "procedures"
    CENTERS = "centers"


@unique
class Outcome(StrEnum):
    """What became of a command."""

    DONE = "done"
    REFUSED = "refused"
    ERROR = "error"
