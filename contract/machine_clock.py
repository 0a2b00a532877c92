"""Whether this machine's clock may be believed: asked of the kernel, never of the network.

Knows adjtimex and the RTC's mark in sysfs; a person's word is the ledger's business.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

from contract.words import ClockTrust

_STA_UNSYNC = 0x0040
_TIME_ERROR = 5
_REFUSED = -1


class _Timex(ctypes.Structure):
    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    )


RTC_MARK = Path("/sys/class/rtc/rtc0/hctosys")


def machine_trust(rtc: Path = RTC_MARK) -> ClockTrust:
    """NTP where the kernel says it is synchronised, RTC where the wall clock was set from one, else none."""
    return told_trust(rtc) or ClockTrust.UNTRUSTED


def told_trust(rtc: Path = RTC_MARK) -> ClockTrust | None:
    """The same; None where the kernel may not be asked (ProtectClock in the unit) and no RTC vouches."""
    is_synchronised = _is_synchronised()
    if is_synchronised:
        return ClockTrust.NTP
    try:
        if rtc.read_text(encoding="ascii").strip() == "1":
            return ClockTrust.RTC
    except OSError:
        pass
    return None if is_synchronised is None else ClockTrust.UNTRUSTED


def _is_synchronised() -> bool | None:
    state = _Timex()
    result = ctypes.CDLL(None).adjtimex(ctypes.byref(state))
    if result == _REFUSED:
        return None
    return result != _TIME_ERROR and not state.status & _STA_UNSYNC
