"""What a process takes: memory from /proc, processor time over a while of doing nothing."""

from __future__ import annotations

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
MIB = 1024


def pss_mib(pid: int) -> float:
    """Proportional set size: its own memory and its share of what it shares."""
    return _kib(Path(f"/proc/{pid}/smaps_rollup"), "Pss:") / MIB


def rss_mib(pid: int) -> float:
    """Resident set size, shared pages counted in full."""
    return _kib(Path(f"/proc/{pid}/status"), "VmRSS:") / MIB


def peak_mib(pid: int) -> float:
    """The most it was ever resident since it began its program."""
    return _kib(Path(f"/proc/{pid}/status"), "VmHWM:") / MIB


def cpu_s(pid: int) -> float:
    """Processor seconds so far, in user and kernel mode."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _kib(file: Path, name: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(name)))
