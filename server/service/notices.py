"""A manager writes, edits, withdraws and orders notices: plain text, on given days, in given places."""

from __future__ import annotations

import unicodedata

from contract.answers import Noted
from contract.commands import EditNotice, OrderNotices, PublishNotice, WithdrawNotice
from contract.events import NoticeEdited, NoticePublished, NoticesOrdered, NoticeWithdrawn
from contract.ids import NoticeId
from contract.notices import Notice
from server.domain.notice import KnownNotice
from server.domain.refusal import Refusal
from server.service.work import Work

MOST_AT_ONCE = 12
"""Not over yet: more than that nobody reads."""


def publish_notice(command: PublishNotice, work: Work) -> Noted:
    """Before those that are there."""
    if command.notice in work.hall.notices:
        raise Refusal("notice-twice", "Thông báo này đã có.", "That notice is there already.")
    _checked(command.content, work)
    _room(work)
    work.record(NoticePublished, notice=command.notice, content=command.content)
    return Noted()


def edit_notice(command: EditNotice, work: Work) -> Noted:
    """As somebody saw it; one that was over is shown again if its days say so."""
    known = _known(command.notice, work)
    if known.last_seq != command.seen:
        raise Refusal(
            "notice-changed",
            "Thông báo đã được người khác sửa. Mở lại rồi sửa.",
            "Somebody else has changed the notice. Open it again.",
        )
    _checked(command.content, work)
    if known.is_over(work.now.local_day):
        _room(work)
    work.record(NoticeEdited, notice=known.id, content=command.content)
    return Noted()


def withdraw_notice(command: WithdrawNotice, work: Work) -> Noted:
    """At once, on all screens; twice is once."""
    if not _known(command.notice, work).is_withdrawn:
        work.record(NoticeWithdrawn, notice=command.notice)
    return Noted()


def order_notices(command: OrderNotices, work: Work) -> Noted:
    """Those named first."""
    wanted = tuple(dict.fromkeys(_known(notice, work).id for notice in command.notices))
    if wanted != tuple(work.hall.notices)[: len(wanted)]:
        work.record(NoticesOrdered, notices=wanted)
    return Noted()


def _known(notice: NoticeId, work: Work) -> KnownNotice:
    known = work.hall.notices.get(notice)
    if known is None:
        raise Refusal("unknown-notice", "Không có thông báo này.", "There is no such notice.")
    return known


def _room(work: Work) -> None:
    today = work.now.local_day
    running = sum(not notice.is_over(today) for notice in work.hall.notices.values())
    if running >= MOST_AT_ONCE:
        raise Refusal(
            "too-many-notices",
            f"Đã có {MOST_AT_ONCE} thông báo còn hạn: gỡ bớt rồi đăng.",
            f"{MOST_AT_ONCE} notices are running already: withdraw one first.",
        )


def _checked(content: Notice, work: Work) -> None:
    if not content.title_vi.strip():
        raise Refusal("no-title", "Thông báo cần có tiêu đề.", "A notice needs a Vietnamese title.")
    if not content.places:
        raise Refusal("no-place", "Chọn ít nhất một nơi hiển thị.", "Choose where it is shown.")
    if content.last < content.first:
        raise Refusal(
            "days-backwards", "Ngày kết thúc trước ngày bắt đầu.", "The last day is before the first."
        )
    if content.last < work.now.local_day:
        raise Refusal(
            "days-over", "Ngày kết thúc đã qua: không ai thấy thông báo này.", "Its last day is over."
        )
    titles = (content.title_vi, content.title_en)
    if any(_is_strange(text) for text in (content.text_vi, content.text_en)) or any(
        "\n" in title or _is_strange(title) for title in titles
    ):
        raise Refusal(
            "strange-characters",
            "Thông báo có ký tự không hiển thị được. Gõ lại thay vì dán.",
            "The notice has characters that cannot be shown. Type it instead of pasting.",
        )


def _is_strange(text: str) -> bool:
    """Not NFC, or a character that is drawn as nothing or turns the text around."""
    return not unicodedata.is_normalized("NFC", text) or any(
        unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Cn") and char != "\n" for char in text
    )
