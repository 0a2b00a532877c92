"""A notice (thông báo) as a manager writes it: public text, where it is shown and on which days.

Plain text with line breaks; knows nothing of how it is drawn.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum, unique
from typing import Annotated

import msgspec

from contract.ids import NoticeId

MOST_TITLE = 120
MOST_TEXT = 2000

NoticeTitle = Annotated[str, msgspec.Meta(max_length=MOST_TITLE)]
"""One line for people."""

NoticeText = Annotated[str, msgspec.Meta(max_length=MOST_TEXT)]
"""Plain text for people, with line breaks; may be empty where the title says it all."""


@unique
class NoticePlace(StrEnum):
    """Where a notice is shown."""

    WEB = "web"
    """The public pages."""
    KIOSK = "kiosk"
    """The kiosk's home."""
    HALL = "hall"
    """The hall display, between calls."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What is written."""

    title_vi: NoticeTitle
    text_vi: NoticeText
    title_en: NoticeTitle = ""
    """Empty: the Vietnamese one is shown in English, too."""
    text_en: NoticeText = ""
    """The same."""
    first: date
    """Shown from the beginning of this day, Asia/Ho_Chi_Minh."""
    last: date
    """Shown until the end of this day."""
    places: tuple[NoticePlace, ...]
    is_pinned: bool = False
    """Before all that are not."""


class NoticeCard(msgspec.Struct, frozen=True, kw_only=True):
    """A notice that is in force, with its name."""

    notice: NoticeId
    content: Notice
