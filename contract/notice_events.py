"""What happened to notices. A notice is public text and no person's, so the whole of it is in the event."""

from __future__ import annotations

from typing import ClassVar

from contract.event import Event, event_topic
from contract.ids import NoticeId
from contract.message import KIB
from contract.notices import Notice


class NoticePublished(Event, frozen=True, kw_only=True, tag="notice/published"):
    """A notice was written; it comes before those that were there."""

    TOPIC: ClassVar = event_topic("notice/published")
    MAX_BYTES: ClassVar = 32 * KIB

    notice: NoticeId
    content: Notice


class NoticeEdited(Event, frozen=True, kw_only=True, tag="notice/edited"):
    """A notice was written anew, whole; one that was withdrawn is shown again."""

    TOPIC: ClassVar = event_topic("notice/edited")
    MAX_BYTES: ClassVar = 32 * KIB

    notice: NoticeId
    content: Notice


class NoticeWithdrawn(Event, frozen=True, kw_only=True, tag="notice/withdrawn"):
    """A notice is shown no more, whatever its days."""

    TOPIC: ClassVar = event_topic("notice/withdrawn")

    notice: NoticeId


class NoticesOrdered(Event, frozen=True, kw_only=True, tag="notice/ordered"):
    """Notices stand in this order; those that are not named come after them, as they stood."""

    TOPIC: ClassVar = event_topic("notice/ordered")

    notices: tuple[NoticeId, ...]


NOTICE_EVENTS: tuple[type[Event], ...] = (NoticePublished, NoticeEdited, NoticeWithdrawn, NoticesOrdered)
"""What a hall must be told from before its day, too."""
