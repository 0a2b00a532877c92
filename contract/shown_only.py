"""Which documents of a procedure are only shown to the officer, never scanned (TT 01/2023/TT-VPCP Art. 8).

The same on the kiosk's screen, on printed checklists and on the web. Knows how the catalogue's texts say so;
where a text says it for some cases only it is left to the officer.
"""

from __future__ import annotations

import unicodedata

_SHOWN = "xuất trình"
_UNDECIDED = ("nộp", "trường hợp", "hoặc xuất trình", "bản sao")


def is_shown_only(document: str) -> bool:
    """Whether the text plainly says that this paper is shown, not handed over."""
    said = unicodedata.normalize("NFC", document).casefold()
    return _SHOWN in said and not any(word in said for word in _UNDECIDED)
