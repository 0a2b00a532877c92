"""Pages on disk: unreadable without the key, bound to their ticket and place, gone when erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.ids import TicketId
from server.store.papers import NoSuchPageError, Papers
from server.store.whole_file import KeyFileError

A = TicketId("ticket-a")
B = TicketId("ticket-b")
PAGE = b"\xff\xd8\xff" + b"a birth certificate " * 500
OTHER = b"\xff\xd8\xff" + b"another page " * 500


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return Papers(tmp_path)


def test_pages_come_back_in_order(papers: Papers) -> None:
    papers.keep(A, [PAGE, OTHER])

    assert [papers.open_page(A, number) for number in (1, 2)] == [PAGE, OTHER]
    assert papers.pages_of(A) == 2


def test_nothing_readable_is_on_the_disk(papers: Papers, tmp_path: Path) -> None:
    papers.keep(A, [PAGE])

    files = [file for file in (tmp_path / "papers").rglob("*") if file.is_file()]
    assert [file.relative_to(tmp_path).as_posix() for file in files] == [f"papers/{A}/1"]
    assert b"certificate" not in files[0].read_bytes()


def test_key_and_pages_are_for_the_hubs_eyes_alone(papers: Papers, tmp_path: Path) -> None:
    papers.keep(A, [PAGE])

    assert (tmp_path / "papers.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "papers").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "papers" / A / "1").stat().st_mode & 0o777 == 0o600


def test_the_same_page_is_sealed_differently_each_time(papers: Papers, tmp_path: Path) -> None:
    papers.keep(A, [PAGE])
    papers.keep(B, [PAGE])

    assert (tmp_path / "papers" / A / "1").read_bytes() != (tmp_path / "papers" / B / "1").read_bytes()


def test_a_page_sent_again_is_kept_once(papers: Papers) -> None:
    first = papers.keep(A, [PAGE, OTHER, PAGE])
    second = papers.keep(A, [PAGE, OTHER])

    assert (first, second) == ((1, 2), ())
    assert papers.pages_of(A) == 2


def test_later_pages_come_behind_earlier_ones(papers: Papers) -> None:
    papers.keep(A, [PAGE])

    assert papers.keep(A, [OTHER]) == (2,)


def test_a_page_moved_to_another_ticket_does_not_open(papers: Papers, tmp_path: Path) -> None:
    papers.keep(A, [PAGE])
    papers.keep(B, [OTHER])
    (tmp_path / "papers" / A / "1").replace(tmp_path / "papers" / B / "1")

    with pytest.raises(NoSuchPageError):
        papers.open_page(B, 1)


def test_a_page_moved_to_another_place_does_not_open(papers: Papers, tmp_path: Path) -> None:
    papers.keep(A, [PAGE, OTHER])
    (tmp_path / "papers" / A / "1").replace(tmp_path / "papers" / A / "2")

    with pytest.raises(NoSuchPageError):
        papers.open_page(A, 2)


@pytest.mark.parametrize("content", [b"", b"\x01", b"\x01" + bytes(40)])
def test_a_damaged_page_does_not_open(papers: Papers, tmp_path: Path, content: bytes) -> None:
    papers.keep(A, [PAGE])
    (tmp_path / "papers" / A / "1").write_bytes(content)

    with pytest.raises(NoSuchPageError):
        papers.open_page(A, 1)


def test_pages_open_after_a_restart(papers: Papers, tmp_path: Path) -> None:
    papers.keep(A, [PAGE])

    assert Papers(tmp_path).open_page(A, 1) == PAGE


def test_without_the_key_everything_is_unreadable(papers: Papers, tmp_path: Path) -> None:
    papers.keep(A, [PAGE])
    (tmp_path / "papers.key").unlink()

    with pytest.raises(NoSuchPageError):
        Papers(tmp_path).open_page(A, 1)


def test_a_broken_key_is_told_and_never_overwritten(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "papers.key").write_bytes(b"short")

    with pytest.raises(KeyFileError, match="restore it from a backup"):
        Papers(tmp_path)
    assert (tmp_path / "papers.key").read_bytes() == b"short"


def test_erased_pages_are_gone(papers: Papers, tmp_path: Path) -> None:
    papers.keep(A, [PAGE, OTHER])

    assert papers.erase(A) == 2
    assert papers.erase(A) == 0
    assert papers.tickets() == ()
    assert not (tmp_path / "papers" / A).exists()


def test_pages_taken_back_leave_the_earlier_ones(papers: Papers) -> None:
    papers.keep(A, [PAGE])
    papers.take_back(A, papers.keep(A, [OTHER]))

    assert papers.pages_of(A) == 1


@pytest.mark.parametrize("ticket", ["..", "../papers.key", "a/b", "", "a\n"])
def test_a_ticket_id_cannot_lead_out_of_the_folder(papers: Papers, ticket: str) -> None:
    with pytest.raises(ValueError, match="is no ticket id"):
        papers.erase(TicketId(ticket))
