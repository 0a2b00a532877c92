"""What a manager may ask about notices."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from contract.command import Command, command_topic
from contract.ids import NoticeId
from contract.message import KIB
from contract.notices import Notice

SeenSeq = Annotated[int, msgspec.Meta(ge=1)]
"""Seq of a notice's last event, as the asker saw it."""


class PublishNotice(Command, frozen=True, kw_only=True):
    """Show a new notice on its days. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("publish-notice")
    MAX_BYTES: ClassVar = 32 * KIB

    notice: NoticeId
    """Made by the asker."""
    content: Notice


class EditNotice(Command, frozen=True, kw_only=True):
    """Write a notice anew; refused where somebody changed it meanwhile. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("edit-notice")
    MAX_BYTES: ClassVar = 32 * KIB

    notice: NoticeId
    content: Notice
    seen: SeenSeq


class WithdrawNotice(Command, frozen=True, kw_only=True):
    """Show it no more. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("withdraw-notice")

    notice: NoticeId


class OrderNotices(Command, frozen=True, kw_only=True):
    """Let notices stand in this order; pinned ones come first all the same. Answer: `Noted`."""

    TOPIC: ClassVar = command_topic("order-notices")

    notices: tuple[NoticeId, ...]


NOTICE_COMMANDS: tuple[type[Command], ...] = (PublishNotice, EditNotice, WithdrawNotice, OrderNotices)
"""A manager's alone."""
