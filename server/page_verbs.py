"""What is typed about scanned pages of records: how they are, and that they are gone. Decides nothing."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from server import chores
from server.config.hub import HubSettings
from server.report_verbs import Groups
from server.store.database import only_reading
from server.store.page_vault import FOLDER
from server.store.paper_verify import PagesSeen, look_at_pages, pages_settled
from server.store.vault_mark import has_good_mark, ledger_name

BETWEEN_LOOKS_S = 3.0
"""A running hub writes a page's file and its row within this time, and erases likewise."""

Do = Callable[[argparse.Namespace, chores.AnyChore], int]


def add_page_verbs(verbs: Groups, do: Do) -> None:
    """Add `motcua records pages-are-gone`."""
    gone = verbs.add_parser(
        "pages-are-gone", help="the disk of scanned pages is lost for good: begin without it (docs/papers.md)"
    )
    gone.add_argument("--yes", action="store_true", help="do not ask")
    gone.set_defaults(action=lambda chosen: _give_up(chosen, do))


def _give_up(chosen: argparse.Namespace, do: Do) -> int:
    if not chosen.yes and not _agrees():
        print("Chưa làm gì cả. / Nothing was done.", file=sys.stderr)
        return 1
    return do(chosen, chores.AcceptLostPages())


def _agrees() -> bool:
    if not sys.stdin.isatty():
        print("Không có ai để hỏi: hãy thêm --yes.", file=sys.stderr)
        print("nobody to ask: add --yes (nobody-to-ask)", file=sys.stderr)
        return False
    print("Mọi trang không có trong record-papers sẽ bị ghi là đã mất, tệp lạ ở đó sẽ bị xóa.")
    print("Every page that is not in record-papers is written down as lost; unknown files there are erased.")
    return input("Gõ yes / Type yes: ").strip().lower() == "yes"


def say_how_pages_are(
    settings: HubSettings, pause: Callable[[], None] = lambda: time.sleep(BETWEEN_LOOKS_S)
) -> bool:
    """Print every difference and the count; whether there was none."""
    folder = Path(settings.data_dir) / FOLDER

    def look() -> PagesSeen:
        with only_reading(settings.ledger_url) as connection:
            is_ours = has_good_mark(folder, folder.parent, ledger_name(connection))
            return look_at_pages(connection, folder if is_ours else None)

    seen = pages_settled(look, pause)
    for fault in seen.faults:
        print(fault)
    files = seen.files if seen.files is not None else f"not looked at: no mark of this ledger in {folder}"
    files_vi = (
        seen.files if seen.files is not None else f"chưa xem được: {folder} không mang dấu của nhật ký này"
    )
    print(f"Trang quét {seen.rows}, tệp của chúng {files_vi}, khác nhau {len(seen.faults)}")
    print(f"scanned pages {seen.rows}, their files {files}, differences {len(seen.faults)}")
    return not seen.faults
