"""How much memory a process holds now."""

from __future__ import annotations

import os
from pathlib import Path


def resident_kib(pid: int | None = None) -> int:
    """VmRSS of that process, or of this one."""
    status = Path(f"/proc/{pid or os.getpid()}/status").read_text(encoding="ascii")
    row = next(row for row in status.splitlines() if row.startswith("VmRSS"))
    return int(row.split()[1])
