"""What an officer reads to a citizen before papers are scanned that need their consent; the version is kept.

A changed text gets new versions and new rows in docs/privacy.md; old rows stay: the ledger names them. Until
ho-so-1 both languages had one version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from contract.words import Language


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One text in one language."""

    version: str
    text: str


SCANNED_FOR_RECORD: Final[Mapping[Language, ConsentText]] = {
    Language.VI: ConsentText(
        "ho-so-1-vi",
        "Bản quét được lưu cùng hồ sơ này để giải quyết hồ sơ, được mã hóa, chỉ cán bộ của hồ sơ và người "
        "quản lý xem được, và bị xóa sau khi hồ sơ kết thúc. Không đồng ý cũng không sao: hồ sơ vẫn được "
        "tiếp nhận như thường.",
    ),
    Language.EN: ConsentText(
        "ho-so-1-en",
        "The scan is kept with this record to decide it. It is encrypted, seen by the record's officers and "
        "managers only, and erased after the record has ended. You may say no: the record is received all "
        "the same.",
    ),
}
"""For identity cards, and for kiosk scans whose own text promised to erase them that day."""


def is_in_use(version: str) -> bool:
    """Whether a page that is open now can have shown that text."""
    return any(text.version == version for text in SCANNED_FOR_RECORD.values())
