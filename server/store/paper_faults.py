"""What can be wrong with scanned pages kept or erased, each with its code and in plain words."""

from __future__ import annotations

from server.store.export_faults import Fault

_OF_A_RECORD = {
    "forgotten-pages-kept": (
        "đã xóa thông tin người nộp nhưng trong cơ sở dữ liệu còn",
        "its applicant was forgotten, and the database still keeps",
    ),
    "void-pages-kept": (
        "hồ sơ nhập nhầm đã hủy nhưng trong cơ sở dữ liệu còn",
        "it was taken back as void, and the database still keeps",
    ),
    "erased-pages-kept": (
        "sổ cái ghi giấy tờ đã xóa nhưng trong cơ sở dữ liệu còn",
        "the ledger says that these papers were erased, and the database still keeps",
    ),
    "pages-of-no-record": (
        "trong cơ sở dữ liệu còn giấy tờ không thuộc hồ sơ nào:",
        "belonging to no record, the database keeps",
    ),
}
_OF_FILES = {
    "erased-files-kept": (
        "Kho trang quét còn tệp của giấy tờ phải xóa rồi",
        "The page vault still holds files of papers that had to be erased",
    ),
    "files-without-rows": (
        "Kho trang quét có tệp mà cơ sở dữ liệu không biết",
        "The page vault holds files that the database does not know",
    ),
    "rows-without-files": (
        "Cơ sở dữ liệu ghi có trang nhưng kho trang quét không có tệp",
        "The database promises pages whose files are not in the page vault",
    ),
}
CODES = (*_OF_A_RECORD, *_OF_FILES)


def fault_of(code: str, record: str, documents: int, count: int) -> Fault:
    """Of one record, or of all files together; `count`: pages or files in so many documents."""
    if code in _OF_FILES:
        vi, en = _OF_FILES[code]
        return Fault(
            code=code,
            vi=f"{vi}: {count} (ở {documents} giấy tờ).",
            en=f"{en}: {count} (in {documents} documents).",
        )
    vi, en = _OF_A_RECORD[code]
    of_vi, of_en = (f"Hồ sơ {record}: ", f"Record {record}: ") if record else ("", "")
    return Fault(
        code=code,
        vi=f"{of_vi}{vi} {documents} giấy tờ quét ({count} trang).",
        en=f"{of_en}{en} {documents} scanned documents ({count} pages).",
    )
