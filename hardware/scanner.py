"""The port to a document scanner: pages one by one, and every way it can end.

Knows what a caller may count on; knows nothing of SANE.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from hardware.sentences import Sentence


class ScannerFault(StrEnum):
    BUSY = "busy"
    JAMMED = "jammed"
    NO_DOCUMENTS = "no-documents"
    COVER_OPEN = "cover-open"
    IO = "io"
    GONE = "gone"
    SILENT = "silent"
    """Not a page and not a word within the time allowed."""


FAULT_SENTENCES = {
    ScannerFault.BUSY: Sentence(
        "Máy quét đang bận. Mời ông/bà chờ một lát rồi thử lại.",
        "The scanner is busy. Please wait a moment and try again.",
    ),
    ScannerFault.JAMMED: Sentence(
        "Giấy bị kẹt trong máy quét. Mời ông/bà gọi người hướng dẫn.",
        "The paper is stuck in the scanner. Please call a guide.",
    ),
    ScannerFault.NO_DOCUMENTS: Sentence(
        "Chưa có giấy trong máy quét. Mời ông/bà đặt giấy vào khay rồi thử lại.",
        "There is no paper in the scanner. Please put your papers in the tray and try again.",
    ),
    ScannerFault.COVER_OPEN: Sentence(
        "Nắp máy quét đang mở. Mời ông/bà đóng nắp rồi thử lại.",
        "The scanner's cover is open. Please close it and try again.",
    ),
    ScannerFault.IO: Sentence(
        "Máy quét gặp lỗi khi đọc giấy. Mời ông/bà thử lại hoặc gọi người hướng dẫn.",
        "The scanner failed while reading. Please try again or call a guide.",
    ),
    ScannerFault.GONE: Sentence(
        "Không thấy máy quét. Mời ông/bà mang giấy tờ đến quầy.",
        "The scanner is not connected. Please take your papers to the counter.",
    ),
    ScannerFault.SILENT: Sentence(
        "Máy quét không trả lời. Mời ông/bà thử lại hoặc mang giấy tờ đến quầy.",
        "The scanner does not answer. Please try again or take your papers to the counter.",
    ),
}


class ScannerError(Exception):
    """The batch ended with a fault. Pages given before it are whole and stay where they are."""

    def __init__(self, fault: ScannerFault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail
        """For the log, in the driver's words."""

    @property
    def sentence(self) -> Sentence:
        """For the citizen."""
        return FAULT_SENTENCES[self.fault]


class ScanCancelled(Exception):  # noqa: N818  asked for, not an error
    """The batch ended because `cancel` was called."""


@dataclass(frozen=True)
class ScannedPage:
    number: int
    """In the order of the sheets; goes on from the pages already in the folder, so nothing is overwritten."""
    path: Path
    """A whole picture file; the caller's to keep or delete."""


class DocumentScanner(Protocol):
    def scan_batch(self, folder: Path) -> Iterator[ScannedPage]:
        """Scan all sheets in the feeder into `folder`, giving each page as soon as it is whole.

        Ends when the feeder is empty. Raises `ScannerError`, also for a feeder that was empty from the start,
        and `ScanCancelled`. Leaving the iterator early stops the scanner. One batch at a time.
        """
        ...

    def cancel(self) -> None:
        """Stop the batch that runs, from any thread; the page under way is dropped, never given half."""
        ...


def next_page_number(folder: Path) -> int:
    """One more than the highest of the pages in `folder`."""
    numbers = [path.stem.removeprefix("page-") for path in folder.glob("page-*")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1
