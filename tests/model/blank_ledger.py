"""Tables and nothing else, made once a process: migrations are slow, a model needs hundreds of ledgers."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from server.store.database import Database


def put_blank_ledger(folder: Path) -> None:
    """`ledger.sqlite` in that folder."""
    shutil.copy(_blank(), folder / "ledger.sqlite")


@cache
def _blank() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="motcua-model-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = Database(f"sqlite:///{folder / 'ledger.sqlite'}")
    database.open()
    database.close()
    return folder / "ledger.sqlite"
