"""A notice in the form: what was typed, and what it means. Knows no rule but lengths and days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta

import msgspec
from werkzeug.datastructures import MultiDict

from contract.ids import CommandId, NoticeId, new_command_id, new_notice_id
from contract.notices import MOST_TEXT, MOST_TITLE, Notice, NoticePlace
from server.domain.notice import KnownNotice
from server.domain.refusal import Refusal

USUAL_DAYS = 7
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""What word processors leave behind and nobody sees."""


class NoticeDraft(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in the form; a repeat of the same press is the same command."""

    command_id: CommandId
    notice: NoticeId
    seen: int = 0
    """Seq of the notice's last event when the form was opened; 0: a new one."""
    title_vi: str = ""
    text_vi: str = ""
    title_en: str = ""
    text_en: str = ""
    first: str = ""
    last: str = ""
    places: tuple[str, ...] = tuple(NoticePlace)
    is_pinned: bool = False


def fresh(today: date) -> NoticeDraft:
    """An empty form, for a week from today."""
    return NoticeDraft(
        command_id=new_command_id(),
        notice=new_notice_id(),
        first=today.isoformat(),
        last=(today + timedelta(days=USUAL_DAYS - 1)).isoformat(),
    )


def draft_of(known: KnownNotice) -> NoticeDraft:
    """To be edited."""
    content = known.content
    return NoticeDraft(
        command_id=new_command_id(),
        notice=known.id,
        seen=known.last_seq,
        title_vi=content.title_vi,
        text_vi=content.text_vi,
        title_en=content.title_en,
        text_en=content.text_en,
        first=content.first.isoformat(),
        last=content.last.isoformat(),
        places=tuple(content.places),
        is_pinned=content.is_pinned,
    )


def read_draft(form: MultiDict[str, str]) -> NoticeDraft:
    """What was sent.

    Raises:
        msgspec.ValidationError: it is not from our form.
    """
    fields: Mapping[str, object] = {
        "command_id": form.get("command_id", ""),
        "notice": form.get("notice", ""),
        "seen": int(form.get("seen", "0")) if form.get("seen", "0").isdecimal() else 0,
        "title_vi": _one_line(form.get("title_vi", "")),
        "text_vi": plain(form.get("text_vi", "")),
        "title_en": _one_line(form.get("title_en", "")),
        "text_en": plain(form.get("text_en", "")),
        "first": form.get("first", ""),
        "last": form.get("last", ""),
        "places": [place for place in NoticePlace if place in form.getlist("places")],
        "is_pinned": "is_pinned" in form,
    }
    return msgspec.convert(fields, NoticeDraft)


def content_of(draft: NoticeDraft) -> Notice:
    """The notice that is meant.

    Raises:
        Refusal: a text is too long, or a day is none.
    """
    if max(len(draft.title_vi), len(draft.title_en)) > MOST_TITLE:
        raise Refusal("too-long", f"Tiêu đề dài quá {MOST_TITLE} ký tự.", f"A title is over {MOST_TITLE}.")
    if max(len(draft.text_vi), len(draft.text_en)) > MOST_TEXT:
        raise Refusal("too-long", f"Nội dung dài quá {MOST_TEXT} ký tự.", f"A text is over {MOST_TEXT}.")
    return Notice(
        title_vi=draft.title_vi,
        text_vi=draft.text_vi,
        title_en=draft.title_en,
        text_en=draft.text_en,
        first=_day(draft.first),
        last=_day(draft.last),
        places=tuple(NoticePlace(place) for place in draft.places),
        is_pinned=draft.is_pinned,
    )


def plain(written: str) -> str:
    """Line breaks of one kind, no spaces at the ends of lines, at most one empty line in a row, NFC."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", written)).replace("\t", " ")
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _one_line(written: str) -> str:
    return " ".join(plain(written).split())


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refusal("no-day", "Ngày chưa đúng.", "A day is missing or none.") from None
