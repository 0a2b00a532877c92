"""The words of records (hồ sơ): small closed vocabularies that events, commands and settings share.

Glossary and FACTS §1 are the law; no rule is held here.
"""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Channel(StrEnum):
    """How a record came in; time and fee hang on it (NĐ 118/2025)."""

    DIRECT = "direct"
    """Handed over at the counter."""
    ONLINE = "online"
    """Through the National Public Service Portal."""
    POST = "post"
    """By post or by somebody authorised."""


@unique
class TermUnit(StrEnum):
    """What a procedure's time is counted in. A number without one is no time at all."""

    WORKING_DAY = "working-day"
    WORKING_HOUR = "working-hour"
    DAY = "day"
    """A calendar day."""


@unique
class Timeliness(StrEnum):
    """How a result stands to its due date: trước hạn, đúng hạn, quá hạn (form 06)."""

    EARLY = "early"
    ON_TIME = "on-time"
    LATE = "late"


@unique
class ComparedBy(StrEnum):
    """How exactly a result is held against its due date; a local setting."""

    DAY = "day"
    HOUR = "hour"


@unique
class RecordState(StrEnum):
    """Where a record stands."""

    RECEIVED = "received"
    IN_PROCESS = "in-process"
    SUPPLEMENT_ASKED = "supplement-asked"
    """The clock stands still."""
    RESULT_READY = "result-ready"
    RETURNED = "returned"
    REFUSED_AT_RECEPTION = "refused-at-reception"
    """Từ chối tiếp nhận: it was never taken in."""
    REFUSED = "refused"
    """Từ chối giải quyết: taken in, and refused later."""
    WITHDRAWN = "withdrawn"
    """By the applicant."""
    STOPPED = "stopped"
    """Dừng giải quyết (NĐ 118/2025 Art. 21)."""
    VOID = "void"
    """Vô hiệu: written down by mistake and taken back at once; its number in the register stays."""


@unique
class ReasonFor(StrEnum):
    """What a written reason is given for; reasons are picked from the configuration's list."""

    REFUSE_AT_RECEPTION = "refuse-at-reception"
    SUPPLEMENT = "supplement"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    STOP = "stop"
    REAPPOINT = "reappoint"
    """A late result: apology and the one new date."""


@unique
class ResultTo(StrEnum):
    """Where the result goes."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"


@unique
class CorrectedField(StrEnum):
    """What of a received record was put right, by name alone."""

    NAME = "name"
    PHONE = "phone"
    IDENTITY = "identity"
    SUBJECT = "subject"
    PAPERS = "papers"
    """Papers handed over: their names stand beside, their numbers in the event."""
    FEE = "fee"
    RESULT_TO = "result-to"
    CHANNEL = "channel"


KEPT_BESIDE = frozenset(
    {
        CorrectedField.NAME,
        CorrectedField.PHONE,
        CorrectedField.IDENTITY,
        CorrectedField.SUBJECT,
        CorrectedField.PAPERS,
    }
)
"""Of these the value stands in erasable tables; the old one is erased, so nobody can bring it back."""


@unique
class CodeShape(StrEnum):
    """Which of the two official patterns a record code has (FACTS §1.3)."""

    TT_01_2018 = "tt-01-2018"
    """`000.00.01.H36-250706-0001`."""
    TT_4_2025 = "tt-4-2025"
    """`H36.001.01-260706-010001`, for centralised services."""
    UNKNOWN = "unknown"
    """Neither: taken as it was given, with a warning."""


@unique
class ForgottenBecause(StrEnum):
    """Why what identifies the applicant was erased."""

    ON_REQUEST = "on-request"
    TIME_OVER = "time-over"
    BEFORE_RESTORE = "before-restore"
    """It was erased already in a ledger that a restore replaced; the backup still held it."""


@unique
class PaperKind(StrEnum):
    """How a paper was handed over."""

    ORIGINAL = "original"
    COPY = "copy"
    SHOWN = "shown"
    """Only shown, and given back: never to be scanned (TT 01/2023/TT-VPCP Art. 8)."""
