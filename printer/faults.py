"""What can be wrong with a printer, as a code for machines and a plain sentence for people.

Knows the words. Knows nothing of status bits or cables.
"""

from dataclasses import dataclass
from enum import StrEnum


class PrinterFault(StrEnum):
    """The value is the code that goes to ``device/{id}`` and into journals; it never changes meaning."""

    PAPER_OUT = "paper-out"
    PAPER_LOW = "paper-low"
    COVER_OPEN = "cover-open"
    UNPLUGGED = "unplugged"
    STALLED = "stalled"
    RESET_MID_PRINT = "reset-mid-print"
    CUTTER = "cutter"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FaultSentence:
    """For staff: what is wrong and what to do, in both languages."""

    vi: str
    en: str


SENTENCES: tuple[tuple[PrinterFault, FaultSentence], ...] = (
    (
        PrinterFault.PAPER_OUT,
        FaultSentence(
            "Máy in đã hết giấy. Vui lòng thay cuộn giấy mới.",
            "The printer is out of paper. Please put in a new roll.",
        ),
    ),
    (
        PrinterFault.PAPER_LOW,
        FaultSentence(
            "Máy in sắp hết giấy. Vui lòng chuẩn bị cuộn giấy mới.",
            "The printer is low on paper. Please have a new roll ready.",
        ),
    ),
    (
        PrinterFault.COVER_OPEN,
        FaultSentence(
            "Nắp máy in đang mở. Vui lòng đóng nắp lại.",
            "The printer's cover is open. Please close it.",
        ),
    ),
    (
        PrinterFault.UNPLUGGED,
        FaultSentence(
            "Không kết nối được với máy in. Vui lòng kiểm tra nguồn điện và dây nối.",
            "The printer cannot be reached. Please check its power and its cable.",
        ),
    ),
    (
        PrinterFault.STALLED,
        FaultSentence(
            "Máy in không in tiếp được. Vui lòng kiểm tra giấy, rồi tắt và bật lại máy in.",
            "The printer has stopped working. Please check the paper, then switch it off and on again.",
        ),
    ),
    (
        PrinterFault.RESET_MID_PRINT,
        FaultSentence(
            "Mất kết nối với máy in khi đang in. Phiếu có thể bị in dở, vui lòng kiểm tra.",
            "The connection to the printer broke while printing. The slip may be incomplete, please check.",
        ),
    ),
    (
        PrinterFault.CUTTER,
        FaultSentence(
            "Dao cắt giấy của máy in bị kẹt. Vui lòng tắt máy in và gỡ giấy kẹt.",
            "The printer's cutter is jammed. Please switch the printer off and remove the paper.",
        ),
    ),
    (
        PrinterFault.UNKNOWN,
        FaultSentence(
            "Không biết máy in có in được không. Vui lòng kiểm tra máy in.",
            "It is not known whether the printer can print. Please check the printer.",
        ),
    ),
)

MAY_PRINT_LATER = FaultSentence(
    "Phiếu cũ có thể tự in ra sau khi khắc phục. Vui lòng bỏ phiếu đó, hoặc tắt và bật lại máy in trước.",
    "The old slip may still come out once this is put right. Please throw it away, or switch the printer off "
    "and on first.",
)
"""Said beside the fault when the printer's buffer could not be cleared."""


def sentence_for(fault: PrinterFault) -> FaultSentence:
    return dict(SENTENCES)[fault]
