"""What was found of a page, and what people are told to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from contract.paper_words import PageFlaw
from hardware.sentences import Sentence

WORST_FIRST = (
    PageFlaw.BLANK,
    PageFlaw.DARK,
    PageFlaw.BLURRED,
    PageFlaw.CUT_OFF,
    PageFlaw.UPSIDE_DOWN,
    PageFlaw.SKEWED,
)

ADVICE = {
    PageFlaw.BLANK: Sentence(
        "Trang không có chữ: mặt sau để trống thì bỏ đi, nếu không thì lật giấy rồi quét lại.",
        "The page is empty: drop it if it is an empty back, else turn the paper over and scan again.",
    ),
    PageFlaw.DARK: Sentence(
        "Trang quá tối hoặc quá nhạt: đậy kín nắp máy quét rồi quét lại.",
        "The page is too dark or too faint: close the scanner's lid and scan again.",
    ),
    PageFlaw.BLURRED: Sentence(
        "Trang bị mờ: đặt lại giấy cho phẳng rồi quét lại.",
        "The page is blurred: lay the paper flat and scan again.",
    ),
    PageFlaw.CUT_OFF: Sentence(
        "Chữ bị cắt ở mép trang: đặt giấy vào giữa khay rồi quét lại.",
        "Writing is cut off at the edge: put the paper in the middle of the tray and scan again.",
    ),
    PageFlaw.UPSIDE_DOWN: Sentence(
        "Trang bị ngược đầu: xoay giấy rồi quét lại.",
        "The page is upside down: turn the paper round and scan again.",
    ),
    PageFlaw.SKEWED: Sentence(
        "Trang bị lệch: chỉnh giấy cho thẳng rồi quét lại.",
        "The page is crooked: straighten the paper and scan again.",
    ),
}


@dataclass(frozen=True)
class PageQuality:
    """What the check found."""

    flaws: tuple[PageFlaw, ...] = ()
    """The worst first; empty: nothing was found."""
    skew_degrees: float | None = None
    """How far the lines lean, the right end down being positive; None: there are no plain lines."""
    not_judged: frozenset[PageFlaw] = frozenset()
    """What this page does not let one say: a photograph has no lines, line art is never blurred."""

    @property
    def advice(self) -> Sentence | None:
        """One sentence for the worst flaw; None: the page is good, as far as could be judged."""
        return ADVICE[self.flaws[0]] if self.flaws else None
