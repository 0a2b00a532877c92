"""What scans, their troubles and their flaws are called on the console, and what to do about them."""

from __future__ import annotations

from contract.paper_words import LARGEST_PAGE, PageFlaw, ScanState, ScanTrouble
from server.store.record_pages import ScanJob
from server.web.say import Say

FLAWS = {
    PageFlaw.BLURRED: (
        "Chữ bị nhòe: lau mặt kính, đặt giấy phẳng rồi quét lại.",
        "Blurred: wipe the glass, lay the paper flat, scan it again.",
    ),
    PageFlaw.SKEWED: (
        "Trang bị nghiêng: chỉnh hai thanh dẫn giấy rồi quét lại.",
        "Crooked: set the paper guides, scan it again.",
    ),
    PageFlaw.DARK: ("Ảnh quá tối: quét lại trên mặt kính.", "Too dark: scan it again on the glass."),
    PageFlaw.CUT_OFF: (
        "Mép giấy bị cắt: đặt giấy vào giữa khổ rồi quét lại.",
        "Cut off: lay the paper inside the frame, scan it again.",
    ),
    PageFlaw.BLANK: ("Trang trắng: bỏ trang này nếu không cần.", "Blank: drop it if it is not needed."),
    PageFlaw.UPSIDE_DOWN: (
        "Trang bị ngược: bản PDF tự xoay lại nếu đọc được chữ.",
        "Upside down: the PDF turns it where its words can be read.",
    ),
}
TROUBLES = {
    ScanTrouble.JAMMED: (
        "Kẹt giấy. Mở nắp, lấy giấy kẹt ra, đặt lại các tờ chưa quét rồi bấm Quét tiếp.",
        "Paper jam. Open the cover, take the paper out, put back what is not scanned yet, press Continue.",
    ),
    ScanTrouble.NO_DOCUMENTS: (
        "Chưa có giấy. Đặt giấy vào máy quét rồi bấm Quét tiếp.",
        "No paper. Put the papers into the scanner and press Continue.",
    ),
    ScanTrouble.COVER_OPEN: (
        "Nắp máy quét đang mở. Đóng nắp rồi bấm Quét tiếp.",
        "The cover is open. Close it and press Continue.",
    ),
    ScanTrouble.BUSY: (
        "Máy quét đang bận. Đợi một lát rồi bấm Quét tiếp.",
        "The scanner is busy. Wait a little and press Continue.",
    ),
    ScanTrouble.IO_ERROR: (
        "Máy quét báo lỗi. Tắt máy quét, bật lại rồi bấm Quét tiếp.",
        "The scanner failed. Switch it off and on, then press Continue.",
    ),
    ScanTrouble.DISCONNECTED: (
        "Mất kết nối với máy quét. Xem dây cắm và nguồn điện rồi bấm Quét tiếp.",
        "The scanner is gone. Look at its cable and power, then press Continue.",
    ),
    ScanTrouble.CANNOT_SCAN_SO: (
        "Máy quét này không quét được theo cài đặt của loại giấy tờ. Bấm Dừng quét, dùng máy khác.",
        "This scanner cannot scan as this kind is set up. Press Stop and use another scanner.",
    ),
    ScanTrouble.DOCUMENT_FULL: (
        "Tài liệu đã đủ số trang. Bấm Dừng quét, thêm tài liệu mới, quét vào đó các tờ chưa có ở dưới.",
        "The document is full. Press Stop, add another, and scan into it the sheets not shown below.",
    ),
    ScanTrouble.PAGE_TOO_LARGE: (
        "Ảnh tờ vừa quét quá lớn, chưa được lưu. Bấm Dừng quét, báo quản trị giảm độ phân giải.",
        "The last sheet's picture is too large and was not kept. Press Stop; tell the administrator.",
    ),
    ScanTrouble.PAGE_DAMAGED: (
        "Ảnh tờ vừa quét bị hỏng, chưa được lưu. Đặt lại tờ đó lên trên cùng rồi bấm Quét tiếp.",
        "The last sheet's picture is damaged, not kept. Put that sheet back on top, press Continue.",
    ),
    ScanTrouble.REFUSED: (
        "Máy chủ không nhận tờ vừa quét. Bấm Dừng quét và báo người quản trị.",
        "The hub did not take the last sheet. Press Stop and tell the administrator.",
    ),
}
ENDS_THE_SCAN = {
    ScanTrouble.CANNOT_SCAN_SO,
    ScanTrouble.DOCUMENT_FULL,
    ScanTrouble.PAGE_TOO_LARGE,
    ScanTrouble.REFUSED,
}
"""Going on would draw more sheets that are not taken either."""
FILE_TOO_LARGE = (
    f"Tệp quá lớn, tối đa {LARGEST_PAGE // 1024**2} MB. Chụp hoặc quét lại ở độ phân giải thấp hơn.",
    f"The file is too large, at most {LARGEST_PAGE // 1024**2} MB. Take or scan it again less finely.",
)


_IS_FULL = (
    "Tài liệu đã đủ số trang: giấy còn trong khay thì quét vào tài liệu mới.",
    "The document is full: scan what is left in the feeder into another one.",
)
_ONE_SHEET = ("Chỉ quét một tờ, tờ khác để lại.", "One sheet only; others stay in the feeder.")


def job_words(job: ScanJob, say: Say, *, is_heard: bool, is_full: bool = False) -> str:
    """How a scan stands, in one or two sentences."""
    pages = len(job.arrived)
    kept = say(f"Đã nhận {pages} trang.", f"{pages} pages are in.")
    if job.is_active and job.state is not ScanState.PAUSED and not is_heard:
        silent = say(
            "Trạm quét không trả lời: xem máy tính của trạm có bật không.",
            "The scan station does not answer: see whether its computer is on.",
        )
        return f"{silent} {kept}"
    if job.state is ScanState.PAUSED:
        trouble = TROUBLES[job.code] if job.code else ("Tạm dừng.", "Paused.")
        return f"{say(*trouble)} {kept}"
    full = f" {say(*_IS_FULL)}" if is_full and job.replaces is None else ""
    alone = f" {say(*_ONE_SHEET)}" if job.replaces is not None else ""
    return {
        ScanState.WANTED: f"{say('Đang gọi máy quét…', 'Calling the scanner…')}{alone}",
        ScanState.SCANNING: f"{say('Đang quét…', 'Scanning…')} {kept}",
        ScanState.DONE: f"{say(f'Quét xong {pages} trang.', f'{pages} pages scanned.')}{full}",
        ScanState.CANCELLED: f"{say('Đã dừng quét.', 'Stopped.')} {kept}",
    }[job.state]
