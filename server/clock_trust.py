"""Whether this machine's clock may be believed: asked of the kernel, never of the network.

Knows adjtimex and the RTC's mark in sysfs; a person's word is the ledger's business.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

from contract.words import ClockTrust

_STA_UNSYNC = 0x0040
_TIME_ERROR = 5


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


def machine_trust(rtc: Path = Path("/sys/class/rtc/rtc0/hctosys")) -> ClockTrust:
    """NTP where the kernel says it is synchronised, RTC where the wall clock was set from one, else none."""
    if _is_synchronised():
        return ClockTrust.NTP
    try:
        return ClockTrust.RTC if rtc.read_text(encoding="ascii").strip() == "1" else ClockTrust.UNTRUSTED
    except OSError:
        return ClockTrust.UNTRUSTED


def _is_synchronised() -> bool:
    state = _Timex()
    result = ctypes.CDLL(None).adjtimex(ctypes.byref(state))
    return result not in (-1, _TIME_ERROR) and not state.status & _STA_UNSYNC
