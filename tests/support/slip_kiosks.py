"""Kiosks that print counters' slips as tests steer them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from contract.counter_slip import CounterSlip, EndedSlip, SlipEnd
from contract.filing_slip import FilingSlip
from contract.ids import CommandId, DeviceId
from contract.record_slip import RecordSlip
from server.service.slip_kiosks import BusyKioskError

KIOSK, GONE = DeviceId("kiosk-1"), DeviceId("kiosk-2")


@dataclass
class SteeredKiosks:
    """Two, one of them gone; they end as told."""

    end: SlipEnd | None = SlipEnd.PRINTED
    fault: str = ""
    is_busy: bool = False
    may_end: threading.Event = field(default_factory=threading.Event)
    """Cleared: a slip takes until it is set."""
    asked: list[tuple[DeviceId, CounterSlip]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.may_end.set()

    def kiosks(self) -> tuple[tuple[DeviceId, bool], ...]:
        """Both."""
        return ((KIOSK, True), (GONE, False))

    def print(self, kiosk: DeviceId, slip: CounterSlip) -> EndedSlip | None:
        """As the port."""
        if self.is_busy:
            raise BusyKioskError(kiosk)
        self.asked.append((kiosk, slip))
        self.may_end.wait(30)
        return EndedSlip(id=CommandId("c"), end=self.end, fault=self.fault) if self.end is not None else None

    @property
    def record(self) -> RecordSlip:
        """The last one, a record's."""
        slip = self.asked[-1][1]
        assert isinstance(slip, RecordSlip)
        return slip

    @property
    def checklist(self) -> FilingSlip:
        """The last one, a checklist."""
        slip = self.asked[-1][1]
        assert isinstance(slip, FilingSlip)
        return slip
