"""What a record's slip says, as plain values: its facts, and who hands it out.

Knows the facts on the paper. Knows nothing of fonts, dots, commands or cables.
"""

from dataclasses import dataclass
from datetime import datetime

from contract.record_slip import RecordSlip


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """One slip. It has no field for a person, and never gets one."""

    center_name: str
    slip: RecordSlip
    hotline: str | None = None
    printed_at: datetime | None = None
    """With its time zone; None when nobody can say."""

    def __post_init__(self) -> None:
        if self.printed_at is not None and self.printed_at.tzinfo is None:
            raise ValueError("printed_at needs a time zone")
