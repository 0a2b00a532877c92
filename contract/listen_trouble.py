"""Why a service cannot listen on its address, in plain Vietnamese and English, with a code for machines.

Knows what the operating system answers; knows nothing of what the service is for.
"""

from __future__ import annotations

import errno

from contract.file_trouble import FileTrouble, trouble_of

_KNOWN = {
    errno.EADDRINUSE: FileTrouble(
        "port-taken", "đã có chương trình khác dùng cổng này", "another program uses this port"
    ),
    errno.EADDRNOTAVAIL: FileTrouble(
        "address-not-here", "máy này không có địa chỉ đó", "this machine has no such address"
    ),
    errno.EACCES: FileTrouble("port-no-right", "không có quyền mở cổng này", "no right to this port"),
}


def cannot_listen(who: str, at: str, error: OSError) -> str:
    """What to tell the person, one language below the other: `who` could not take `at`, a host and port."""
    why = _KNOWN.get(error.errno or 0) or trouble_of(error)
    return (
        f"{who}: không mở được cổng {at}: {why.vi}.\nthe {who} cannot listen on {at}: {why.en}. ({why.code})"
    )
