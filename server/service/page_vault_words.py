"""What people are told where the page vault is not at hand. Knows no files."""

from __future__ import annotations

from typing import Final

from server.domain.refusal import Refusal
from server.service.health import Finding, Level, VaultStands


class VaultAwayError(Refusal):
    """The page vault is not at hand: nothing was kept, and nothing erased."""

    def __init__(self) -> None:
        super().__init__("page-vault-away", *REFUSED)


REFUSED: Final = (
    "Chưa mở được kho trang quét: không nhận, không xóa trang nào. Hãy báo người quản trị.",
    "The page vault is not at hand: no page is taken, none erased. Tell the administrator.",
)
_WAITS: Final = (
    "Trang mới chưa nhận, không trang nào bị xóa.",
    "New pages are not taken, and none is erased.",
)
_GONE: Final = (
    "Nếu các trang đã mất hẳn: motcua records pages-are-gone.",
    "If the pages are really gone: motcua records pages-are-gone.",
)
FINDINGS: Final = {
    VaultStands.AWAY: Finding(
        Level.WARNING,
        VaultStands.AWAY,
        f"Không thấy kho trang quét của hồ sơ: ổ đĩa chưa gắn, thư mục trống hoặc là bản cũ. {_WAITS[0]}",
        f"The vault of records' scanned pages is not there: no disk, no files or an old copy. {_WAITS[1]}",
        f"Gắn lại ổ đĩa vào record-papers; máy chủ tự nhận ra. {_GONE[0]}",
        f"Mount the disk at record-papers again; the hub sees it by itself. {_GONE[1]}",
    ),
    VaultStands.ANOTHERS: Finding(
        Level.WARNING,
        VaultStands.ANOTHERS,
        f"Kho trang quét đang gắn là của sổ cái khác. {_WAITS[0]}",
        f"The page vault that is mounted belongs to another ledger. {_WAITS[1]}",
        f"Gắn đúng ổ đĩa, hoặc chuyển các thư mục trong record-papers đi nơi khác. {_GONE[0]}",
        f"Mount the right disk, or move what is in record-papers elsewhere. {_GONE[1]}",
    ),
    VaultStands.OTHER_KEY: Finding(
        Level.WARNING,
        VaultStands.OTHER_KEY,
        f"Khóa record-papers.key không mở được kho trang quét. {_WAITS[0]}",
        f"The key record-papers.key does not open the page vault. {_WAITS[1]}",
        "Chép lại đúng tệp khóa từ bản sao, rồi khởi động lại máy chủ.",
        "Put the right key file back from a copy, then restart the hub.",
    ),
}
"""For the health page, the officers' page and the log."""
