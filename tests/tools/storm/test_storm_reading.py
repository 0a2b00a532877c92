"""What counts as a slip on a piece of paper, and which faults wait for each other."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from contract.ids import CallId
from hardware.printer_emulator.slips import PrintedSlip
from tools.storm.evidence import Line, Paper
from tools.storm.faults import drawn_faults
from tools.storm.lanes import LANES, lane_of
from tools.storm.reading import papers_on, spoken_lines


def piece(lines: tuple[str, ...], codes: tuple[str, ...]) -> PrintedSlip:
    return PrintedSlip(
        number=1,
        png=Path("slip.png"),
        text_file=Path("slip.txt"),
        lines=lines,
        qr_data=codes,
        barcodes=(),
        picture_count=0,
        remarks=(),
        bytes_received=1,
        length_mm=100.0,
        at=datetime.fromisoformat("2026-11-23T12:00:00+07:00"),
    )


def test_a_slip_is_a_number_and_the_code_below_it() -> None:
    lines = ("Hotline", "A012   08:12  22/11/2026")

    assert list(papers_on("kiosk-1", piece(lines, ("a-token-of-letters",)))) == [
        Paper("kiosk-1", "A012", sha256(b"a-token-of-letters").hexdigest(), day=date(2026, 11, 22))
    ]


def test_a_code_that_begins_with_the_number_was_given_without_the_hub() -> None:
    (paper,) = papers_on("kiosk-1", piece(("A999   08:12  22/11/2026",), ("https://here/t/A999-abc",)))

    assert paper.is_offline
    assert paper.token_hash == sha256(b"A999-abc").hexdigest()


def test_a_kiosk_that_does_not_know_the_time_prints_the_number_alone() -> None:
    (paper,) = papers_on("kiosk-2", piece(("H699",), ("H699-_8i_ViG6cyLoGYBC",)))

    assert (paper.number, paper.day, paper.is_offline) == ("H699", None, True)
    hotline = piece(("H699", "1022"), ("H699-_8i_ViG6cyLoGYBC",))
    assert [paper.number for paper in papers_on("kiosk-2", hotline)] == ["H699"]


def test_what_a_crash_tore_off_is_no_slip_and_does_not_lend_its_number_to_the_next() -> None:
    torn = ("A001   08:12  22/11/2026", "A002   08:13  22/11/2026")

    assert [paper.number for paper in papers_on("kiosk-1", piece(torn, ("second",)))] == ["A002"]
    assert list(papers_on("kiosk-1", piece(torn[:1], ()))) == []


def test_the_voice_is_read_from_its_log_start_by_start(tmp_path: Path) -> None:
    said = "2026-11-30 03:20:00 INFO ticket: step={} number=K637 counter=1 call={} zone=hall\n"
    (tmp_path / "hall-1.001.log").write_text(said.format("speaking", "a"), encoding="utf-8")
    (tmp_path / "hall-1.log").write_text(
        said.format("speaking", "a") + "something else\n" + said.format("spoken", "a"), encoding="utf-8"
    )

    assert list(spoken_lines(tmp_path)) == [
        Line(CallId("a"), "begun", 1), Line(CallId("a"), "begun", 2), Line(CallId("a"), "ended", 2),
    ]  # fmt: skip


def test_every_fault_has_a_lane() -> None:
    assert {lane_of(fault) for fault in drawn_faults(5, 500)} <= set(LANES)
