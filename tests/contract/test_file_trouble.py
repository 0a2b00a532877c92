"""A file that cannot be used says why in both languages."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from contract.file_trouble import trouble_of


def trouble(path: Path) -> str:
    try:
        path.read_bytes()
    except OSError as error:
        return trouble_of(error).code
    return "none"


def test_what_stands_in_the_way_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert trouble(tmp_path / "absent") == "file-missing"
    assert trouble(tmp_path) == "file-is-folder"
    assert trouble(tmp_path / "file" / "within") == "file-in-the-way"


def test_a_full_disk_is_said_in_both_languages() -> None:
    with Path("/dev/full").open("wb", buffering=0) as full:
        try:
            full.write(b"x")
        except OSError as error:
            why = trouble_of(error)

    assert (why.code, why.vi, why.en) == ("disk-full", "ổ đĩa đã đầy", "the disk is full")


def test_an_answer_nobody_foresaw_is_passed_on() -> None:
    why = trouble_of(OSError(errno.ELOOP, os.strerror(errno.ELOOP)))

    assert why.code == "system-error"
    assert os.strerror(errno.ELOOP) in why.vi
    assert os.strerror(errno.ELOOP) in why.en
