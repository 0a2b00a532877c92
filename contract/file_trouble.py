"""Why a file cannot be read or written, in plain Vietnamese and English, with a code for machines.

Knows what the operating system answers; knows nothing of what the file is for.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileTrouble:
    """One reason."""

    code: str
    vi: str
    en: str


_KNOWN = {
    errno.ENOENT: FileTrouble(
        "file-missing", "không có tệp hoặc thư mục này", "there is no such file or folder"
    ),
    errno.EACCES: FileTrouble("file-no-right", "không có quyền", "no right to it"),
    errno.EPERM: FileTrouble("file-no-right", "không có quyền", "no right to it"),
    errno.EISDIR: FileTrouble(
        "file-is-folder", "đây là thư mục, không phải tệp", "this is a folder, not a file"
    ),
    errno.ENOTDIR: FileTrouble(
        "file-in-the-way", "có một tệp đứng ở chỗ cần một thư mục", "a file stands where a folder should be"
    ),
    errno.EEXIST: FileTrouble(
        "file-exists", "đã có một tệp mang tên này", "a file of this name is there already"
    ),
    errno.ENOSPC: FileTrouble("disk-full", "ổ đĩa đã đầy", "the disk is full"),
    errno.EROFS: FileTrouble("disk-read-only", "ổ đĩa chỉ cho đọc", "the disk is read-only"),
    errno.EIO: FileTrouble("disk-broken", "ổ đĩa đọc hoặc ghi bị lỗi", "the disk fails to read or write"),
}


def trouble_of(error: OSError) -> FileTrouble:
    """What went wrong; an answer not known here is passed on as the system words it."""
    told = error.strerror or str(error)
    return _KNOWN.get(error.errno or 0) or FileTrouble(
        "system-error", f"hệ điều hành báo lỗi “{told}”", f"the system says “{told}”"
    )
