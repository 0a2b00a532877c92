"""A long document is made in pieces: what lies in memory meanwhile does not grow with its pages."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from server.scans import pieces
from server.scans.ocr import Ocr, OcrError, OcrFailure
from server.scans.pieces import make_in_pieces, pieces_of
from tests.support.record_papers import png

A4_300 = 2480 * 3508
A4_200 = 1654 * 2339
COPIES_ITS_PAGES = """#!/bin/sh
for target; do source=$made; made=$target; done
ls "$(dirname "$source")" >>"$HOME/seen"
echo "    1 begun" >&2
cp "$source" "$target"
"""
FULL = """#!/bin/sh
echo "    1 OSError: [Errno 28] No space left on device" >&2
echo "Traceback ended" >&2
exit 15
"""


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An OCRmyPDF that reads nothing; what it is, the tests of the keeper try with the real one."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return told(folder / "ocrmypdf", COPIES_ITS_PAGES)


def told(program: Path, words: str) -> Path:
    program.write_text(words, encoding="ascii")
    program.chmod(0o755)
    return program


def pages(count: int) -> Iterator[tuple[bytes, int]]:
    return ((png(f"page {number}"), 50) for number in range(count))


def made(folder: Path, count: int, pixels: int, begun: list[int]) -> Path:
    folder.mkdir(exist_ok=True)
    return make_in_pieces(Ocr(folder), folder, pages(count), [pixels] * count, "1", begun.append)


@pytest.mark.parametrize(
    ("pixels", "counts"),
    [
        ([A4_300] * 5, [2, 2, 1]),
        ([A4_200] * 5, [4, 1]),
        ([A4_200, 70_000_000, A4_200, A4_200], [1, 1, 2]),
        ([70_000_000], [1]),
        ([], []),
    ],
)
def test_a_piece_has_as_many_pages_as_are_few_and_never_none(pixels: list[int], counts: list[int]) -> None:
    assert pieces_of(pixels) == counts


@pytest.mark.usefixtures("program")
def test_pages_come_in_order_and_progress_counts_through_all_pieces(tmp_path: Path) -> None:
    begun: list[int] = []
    file = made(tmp_path / "work", 5, A4_300, begun)

    assert begun == [1, 3, 5], "each piece tells its first here"
    assert said("qpdf", "--show-npages", file) == "5\n"
    assert "No syntax or stream encoding errors" in said("qpdf", "--check", file)
    seen = (tmp_path / "work" / "seen").read_text(encoding="ascii").splitlines()
    assert sorted(seen) == sorted(["pages.pdf", "seen"] * 3 + ["part-1.pdf"] * 2 + ["part-2.pdf"])


def said(program: str, *arguments: str | Path) -> str:
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=True).stdout


@pytest.mark.usefixtures("program")
def test_room_is_asked_for_before_a_page_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces.shutil, "disk_usage", lambda _folder: Usage(200_000_000, 0, 80_000_000))
    begun: list[int] = []

    with pytest.raises(OcrError, match="MB free") as refused:
        made(tmp_path / "work", 2, A4_300, begun)

    assert refused.value.failure is OcrFailure.NO_ROOM
    assert begun == []
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.usefixtures("program")
def test_nine_pages_fit_where_two_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """200 MB of /run: nine pages were too many for them, all at once."""
    monkeypatch.setattr(pieces.shutil, "disk_usage", lambda _folder: Usage(200_000_000, 0, 200_000_000))

    assert made(tmp_path / "work", 9, A4_300, []).exists()


def test_a_program_that_fills_the_room_all_the_same_is_told_apart(tmp_path: Path, program: Path) -> None:
    told(program, FULL)

    with pytest.raises(OcrError, match="No space left") as refused:
        made(tmp_path / "work", 1, A4_200, [])

    assert refused.value.failure is OcrFailure.NO_ROOM


@pytest.mark.usefixtures("program")
def test_the_hub_itself_finding_the_folder_full_is_the_same(tmp_path: Path) -> None:
    def full() -> Iterator[tuple[bytes, int]]:
        yield png("one"), 50
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OcrError) as refused:
        make_in_pieces(Ocr(tmp_path), tmp_path, full(), [A4_200] * 2, "1", lambda _page: None)

    assert refused.value.failure is OcrFailure.NO_ROOM
