"""Earlier records that the one at the counter may repeat, each once with every reason: the form's warning.

Knows words. Of an earlier record it tells reference, state and day of reception, which all who receive
records may read; of its pages and its applicant nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contract.ids import ProcedureCode, RecordId
from server.domain.record import Record
from server.store.came_before import CameBefore
from server.store.kiosk_likes import Likes
from server.store.record_duplicates import Duplicate
from server.web.records.words import STATES
from server.web.say import Say

MOST_BY_PAGES = 5
"""Forms of twins look alike: a longer list would be read by nobody."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """One earlier record."""

    record: Record
    why: tuple[str, ...]
    """Each reason in words, in the middle of a sentence."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """All that the form says of it."""

    shown: tuple[Suspect, ...] = ()
    more: int = 0
    """Further ones that pages came with, not shown."""
    comparing: str = ""
    """How far the kiosk's pages are compared; empty: there are none."""
    is_comparing: bool = False

    @property
    def records(self) -> tuple[RecordId, ...]:
        """Those the officer is warned of."""
        return tuple(suspect.record.id for suspect in self.shown)


def suspects(duplicates: Sequence[Duplicate], likes: Likes, procedure: ProcedureCode, say: Say) -> Suspects:
    """Those of the same applicant first, then in the order in which pages were found."""
    by_pages = likes.found[:MOST_BY_PAGES]
    why: dict[RecordId, tuple[Record, list[str]]] = {}
    for duplicate in duplicates:
        why.setdefault(duplicate.record.id, (duplicate.record, []))[1].append(_applicant(duplicate, say))
    for came in by_pages:
        why.setdefault(came.record.id, (came.record, []))[1].extend(_pages(came, say))
    return Suspects(
        shown=tuple(Suspect(record, tuple(reasons)) for record, reasons in why.values()),
        more=len(likes.found) - len(by_pages),
        comparing=comparing(likes, procedure, say),
        is_comparing=likes.is_comparing and bool(procedure),
    )


def comparing(likes: Likes, procedure: ProcedureCode, say: Say) -> str:
    """One line on how far the comparison is; empty where there is nothing to compare."""
    if not likes.pages:
        return ""
    plural = "s" if likes.pages > 1 else ""
    pages = say(f"{likes.pages} trang quét ở máy lấy số", f"{likes.pages} page{plural} scanned at the kiosk")
    if not procedure:
        return say(
            f"Có {pages}. Chọn thủ tục để so với hồ sơ đã nhận.", f"{pages}: choose the procedure to compare."
        )
    if likes.is_comparing:
        return say(
            f"Đang so {pages} với hồ sơ đã nhận… ({likes.compared}/{likes.pages})",
            f"Comparing {pages} with earlier records… ({likes.compared}/{likes.pages})",
        )
    said = _stopped(likes, pages, say) if likes.is_away else _ended(likes, pages, say)
    return f"{said}{_unreadable(likes, say)}"


def said_of(came: CameBefore, say: Say) -> str:
    """The same as a sentence of its own, on another record's page."""
    reference, state = came.record.reference, say(*STATES[came.record.state]).lower()
    named = say(f"Hồ sơ {reference} ({state})", f"Record {reference} ({state})")
    return f"{named}: {'; '.join(_pages(came, say))}."


def _ended(likes: Likes, pages: str, say: Say) -> str:
    if likes.found:
        return say(f"Đã so xong {pages}.", f"Compared {pages}.")
    return say(
        f"Đã so {pages}: không trùng với hồ sơ nào đã nhận của thủ tục này.",
        f"Compared {pages}: none came with an earlier record of this procedure.",
    )


def _stopped(likes: Likes, pages: str, say: Say) -> str:
    """Not a word of "none": what is not compared may well repeat a record."""
    return say(
        f"Chưa mở được kho trang quét nên chưa so được {pages} với hồ sơ đã nhận "
        f"({likes.compared}/{likes.pages}).",
        f"The page vault is not at hand: {pages} cannot be compared with earlier records "
        f"({likes.compared}/{likes.pages}).",
    )


def _unreadable(likes: Likes, say: Say) -> str:
    if not likes.unreadable:
        return ""
    return say(
        f" {likes.unreadable} trang bị hỏng nên không so được.",
        f" Damaged, so not compared: {likes.unreadable}.",
    )


def _applicant(duplicate: Duplicate, say: Say) -> str:
    same = say("cùng người nộp, cùng thủ tục", "same applicant, same procedure")
    return f"{same}{say(', cùng nội dung', ', same subject')}" if duplicate.is_same_subject else same


def _pages(came: CameBefore, say: Say) -> Iterable[str]:
    if came.same_file:
        pages = _numbers(came.same_file)
        yield say(
            f"trang quét {pages} chính là ảnh đã nộp",
            f"scanned page {pages} is the very picture that came with it",
        )
    if came.same_sheet:
        pages = _numbers(came.same_sheet)
        yield say(
            f"trang quét {pages} giống tờ đã nộp",
            f"scanned page {pages} looks like a sheet that came with it",
        )


def _numbers(pages: Sequence[int]) -> str:
    return ", ".join(str(number) for number in pages)
