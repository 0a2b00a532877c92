"""A citizen before a kiosk of an open center; a disk that fills up."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

import pytest

from tests.kiosk.citizen import Citizen, a_citizen


@pytest.fixture
def citizen() -> Citizen:
    return a_citizen()


@pytest.fixture
def fill_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """After so many more syncs the disk is full. fsync is the kernel's: there is no seam but its name."""

    def fill(syncs_left: int) -> None:
        left = [syncs_left]

        def fsync(_handle: int) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr("kiosk.journal_file.os.fsync", fsync)

    return fill
