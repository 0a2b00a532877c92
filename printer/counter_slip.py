"""What a slip says that a counter asked for, as plain values: its facts, and who hands it out.

Knows the facts on the paper. Knows nothing of fonts, dots, commands or cables.
"""

from dataclasses import dataclass
from datetime import datetime

from contract.counter_slip import CounterSlip


@dataclass(frozen=True, slots=True)
class CounterPaper:
    """One slip. It has no field for a person, and never gets one."""

    center_name: str
    slip: CounterSlip
    hotline: str | None = None
    printed_at: datetime | None = None
    """With its time zone; None when nobody can say."""

    def __post_init__(self) -> None:
        if self.printed_at is not None and self.printed_at.tzinfo is None:
            raise ValueError("printed_at needs a time zone")
