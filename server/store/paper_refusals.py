"""Why something cannot be done with a record's scanned papers, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.record import Record
from server.domain.refusal import Refusal


def not_your_record(record: Record) -> Refusal:
    """Neither its officer nor a manager."""
    return Refusal(
        "not-your-record",
        f"Chỉ cán bộ đã tiếp nhận, xử lý hồ sơ {record.reference} và người quản lý mới xem được giấy tờ.",
        f"Only officers of record {record.reference} (received it, acted on it) and managers see its papers.",
    )


def record_forgotten(record: Record) -> Refusal:
    """Its applicant was forgotten: nothing may be added."""
    return Refusal(
        "record-forgotten",
        f"Thông tin người nộp hồ sơ {record.reference} đã xóa, không thêm giấy tờ được nữa.",
        f"The applicant of record {record.reference} was forgotten; no papers can be added.",
    )


def record_closed(record: Record) -> Refusal:
    """It ended too long ago: what is kept of it stays as it was decided by, except by a manager's hand."""
    return Refusal(
        "record-closed",
        f"Hồ sơ {record.reference} đã kết thúc, hết hạn hoàn tác: chỉ người quản lý thêm, bỏ, xếp lại trang.",
        f"Record {record.reference} has ended for good: only managers add, drop or order its pages.",
    )


def unknown_document() -> Refusal:
    """No such document, or it was erased."""
    return Refusal("unknown-document", "Không còn tài liệu này.", "There is no such document any more.")


def unknown_paper() -> Refusal:
    """A kind that is not configured."""
    return Refusal("unknown-paper", "Không có loại giấy tờ này.", "There is no such kind of paper.")


def shown_only() -> Refusal:
    """Marked as shown only."""
    return Refusal(
        "shown-only",
        "Giấy tờ này chỉ xuất trình, không được quét.",
        "This paper is shown only and must not be scanned.",
    )


def has_pages() -> Refusal:
    """Its pages must go before that."""
    return Refusal(
        "has-pages",
        "Tài liệu đã có trang quét; hãy bỏ các trang trước.",
        "There are scanned pages; drop them first.",
    )


def consent_needed() -> Refusal:
    """The citizen was not asked, or said no."""
    return Refusal(
        "consent-needed",
        "Chỉ quét giấy tờ này khi công dân đồng ý.",
        "This may be scanned only with the citizen's consent.",
    )


def no_kiosk_pages() -> Refusal:
    """None waits with the ticket, or all of them are in the record already."""
    return Refusal(
        "no-kiosk-pages",
        "Không còn trang nào quét ở máy lấy số mà hồ sơ này chưa có.",
        "There are no pages from the kiosk that this record does not have.",
    )


def no_page_chosen() -> Refusal:
    """None of those that wait."""
    return Refusal("no-page-chosen", "Chưa chọn trang nào.", "No page is chosen.")


def unreadable_pages(numbers: Sequence[int]) -> Refusal:
    """They are damaged or far too large; all others were taken."""
    which = ", ".join(str(number) for number in numbers)
    return Refusal(
        "unreadable-pages",
        f"Không đọc được trang {which} quét ở máy lấy số nên chưa lấy; các trang khác đã lấy xong. "
        "Quét lại tại quầy.",
        f"Page {which} from the kiosk cannot be read and was not taken; all others were. "
        "Scan it at the counter.",
    )


def no_such_page() -> Refusal:
    """Dropped meanwhile."""
    return Refusal("no-such-page", "Không còn trang này.", "There is no such page any more.")


def other_pages() -> Refusal:
    """An order that names other pages than there are."""
    return Refusal(
        "stale",
        "Các trang vừa thay đổi. Vui lòng xem lại rồi thử lại.",
        "The pages have changed. Look again, then try again.",
    )


def too_many_pages(most: int) -> Refusal:
    """The document is full."""
    return Refusal(
        "too-many-pages",
        f"Mỗi tài liệu chỉ chứa được tối đa {most} trang.",
        f"At most {most} pages fit into one document.",
    )


def scan_running() -> Refusal:
    """The document is being scanned."""
    return Refusal("scan-running", "Tài liệu này đang được quét.", "This document is being scanned.")


def unknown_scanner() -> Refusal:
    """No scan station of that name."""
    return Refusal("unknown-scanner", "Không có máy quét này.", "There is no such scanner.")


def scanner_busy(reference: str) -> Refusal:
    """Another record's papers lie in it."""
    return Refusal(
        "scanner-busy",
        f"Máy quét đang có giấy tờ của hồ sơ {reference}. Hãy quét xong hoặc hủy ở hồ sơ đó.",
        f"The scanner holds papers of record {reference}. Finish or cancel it there.",
    )


def scan_over() -> Refusal:
    """Done or cancelled."""
    return Refusal("scan-over", "Lần quét này đã kết thúc.", "This scan is over.")


def not_a_manager() -> Refusal:
    """Erasing on request is a manager's."""
    return Refusal("not-allowed", "Người quản lý mới xóa được.", "Only a manager may erase it.")
