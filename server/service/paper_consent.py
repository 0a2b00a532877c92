"""What an officer reads to a citizen before papers are scanned that need their consent; the version is kept.

A changed text gets a new version and a new row in docs/privacy.md; old rows stay: the ledger names them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One text, in both languages."""

    version: str
    vi: str
    en: str


SCANNED_FOR_RECORD = ConsentText(
    "ho-so-1",
    "Bản quét được lưu cùng hồ sơ này để giải quyết hồ sơ, được mã hóa, chỉ cán bộ của hồ sơ và người "
    "quản lý xem được, và bị xóa sau khi hồ sơ kết thúc. Không đồng ý cũng không sao: hồ sơ vẫn được tiếp "
    "nhận như thường.",
    "The scan is kept with this record to decide it. It is encrypted, seen by the record's officers and "
    "managers only, and erased after the record has ended. You may say no: the record is received all the "
    "same.",
)
"""For identity cards, and for kiosk scans whose own text promised to erase them that day."""
