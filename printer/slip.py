"""What a citizen's slip says, as plain values.

Knows the facts on the paper. Knows nothing of fonts, dots, commands or cables.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contract.words import Language


class SlipMark(StrEnum):
    """A mark that tells staff this slip is not an ordinary one."""

    COPY = "copy"
    OFFLINE = "offline"
    PRIORITY = "priority"


class QrPurpose(StrEnum):
    """What the slip's QR code is for, which the slip says in words beside it."""

    STATUS_PAGE = "status-page"
    READERS = "readers"


@dataclass(frozen=True, slots=True)
class Slip:
    """One citizen's slip. It has no field for a name or an identity number, and never gets one."""

    center_name: str
    """The official name, such as "Trung tâm Phục vụ hành chính công xã Tân Lập"."""
    service_vi: str
    service_en: str
    number: str
    """As called in the hall, such as "A012"; letters and digits of ASCII only."""
    token: str
    """The random token that stands for the visit; it tells nothing by itself."""
    taken_at: datetime | None
    """When the number was taken, with its time zone; printed in Vietnamese time. None when nobody can say
    (issued offline by a machine whose clock is not sure); then the slip says nothing about it."""
    people_ahead: int | None = None
    """None when nobody can say (issued offline); then the slip says nothing about it."""
    public_url: str | None = None
    """What stands before the token in the QR, up to and with its last slash or equals sign."""
    hotline: str | None = None
    where_to_wait: str | None = None
    language: Language = Language.VI
    marks: frozenset[SlipMark] = frozenset()

    def __post_init__(self) -> None:
        if self.taken_at is not None and self.taken_at.tzinfo is None:
            raise ValueError("taken_at needs a time zone")
        if not (self.number.isascii() and self.number.isprintable() and self.number.strip()):
            raise ValueError(f"a slip's number is made of ASCII letters and digits, not {self.number!r}")
        if not (self.token.isascii() and self.token.isprintable() and self.token):
            raise ValueError("a slip's token is made of ASCII characters")

    @property
    def qr_content(self) -> str:
        return f"{self.public_url or ''}{self.token}"

    @property
    def qr_purpose(self) -> QrPurpose:
        return QrPurpose.STATUS_PAGE if self.public_url else QrPurpose.READERS


@dataclass(frozen=True, slots=True)
class TrialSlip:
    """What the service screen's "test print" puts on paper: enough to judge width, letters, QR and cutter."""

    profile_name: str
    cable: str
    """The cable in words, such as "network 192.168.1.50:9100"."""
    printed_at: datetime

    def __post_init__(self) -> None:
        if self.printed_at.tzinfo is None:
            raise ValueError("printed_at needs a time zone")
