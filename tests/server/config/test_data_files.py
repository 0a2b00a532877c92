"""The shipped data: procedures, communes, holidays, and the sample center."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import msgspec
import pytest

from server.config.calendar import DayKind, read_holidays
from server.config.check import check
from server.config.communes import read_communes
from server.config.known import Known, shipped
from server.config.problem import Severity
from server.config.procedure_table import PROCEDURES_CSV, read_procedures
from server.config.procedures import ProcedureStatus
from server.config.shapes import CenterConfig

SAMPLE = PROCEDURES_CSV.parent / "tan-lap.toml"


def test_all_procedures_are_there_and_two_are_repealed() -> None:
    procedures = read_procedures()

    assert len(procedures) == 93
    assert [p.code for p in procedures if not p.is_shown] == ["2.002621", "2.002622"]


def test_every_short_name_is_its_own() -> None:
    procedures = read_procedures()

    assert len({p.short_vi for p in procedures}) == len(procedures)
    assert len({p.short_en for p in procedures}) == len(procedures)


def test_what_is_not_verified_says_what_and_from_where() -> None:
    for procedure in read_procedures():
        assert procedure.source
        assert bool(procedure.unverified) == (procedure.status is not ProcedureStatus.CURRENT)


def test_a_bare_number_of_the_portal_is_never_taken_for_days() -> None:
    birth = next(p for p in read_procedures() if p.code == "1.001193")

    assert "Trực tiếp: 1 (Cổng không ghi đơn vị)" in birth.processing_time[0]
    assert birth.documents_left_out == 27


def test_no_english_note_is_left_in_what_citizens_read_in_vietnamese() -> None:
    for procedure in read_procedures():
        shown = " ".join((*procedure.processing_time, *procedure.fee, *procedure.documents))
        assert not any(
            word in shown for word in ("from procedure", "working day", "from memory", "inside linked")
        )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1.001193,", "1001193,", "not a procedure code"),
        ("Đăng ký khai sinh,", ",", "short_vi is empty"),
        ("Đăng ký khai sinh,", f"{'x' * 41},", "longer than 40"),
        ("1.000894,", "1.001193,", "stands twice"),
        ("2026-11-30", "30/13/2026", "reviewed_on"),
        ("Đăng ký kết hôn,", unicodedata.normalize("NFD", "Đăng ký kết hôn,"), "NFC"),
        (",unverified,2026", ",doubtful,2026", "doubtful"),
    ],
)
def test_a_wrong_row_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    broken = tmp_path / "procedures.csv"
    broken.write_text(PROCEDURES_CSV.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ValueError, match=message):
        read_procedures(broken)


def test_a_row_that_is_unverified_says_what(tmp_path: Path) -> None:
    broken = tmp_path / "procedures.csv"
    text = PROCEDURES_CSV.read_text(encoding="utf-8")
    broken.write_text(
        text.replace("đơn vị của thời hạn: Cổng chỉ ghi con số, không ghi đơn vị", "", 1), encoding="utf-8"
    )

    with pytest.raises(ValueError, match="does not say what"):
        read_procedures(broken)


def test_there_are_124_communes_and_tan_lap_is_one() -> None:
    communes = {commune.code: commune.name_vi for commune in read_communes()}

    assert len(communes) == 124
    assert communes["23134"] == "Xã Tân Lập"
    assert communes["24718"] == "Xã Đắk Song"


def test_the_holidays_are_those_of_the_notices() -> None:
    kinds = [row.kind for row in read_holidays()]

    assert (kinds.count(DayKind.OFF), kinds.count(DayKind.WORKED), kinds.count(DayKind.CONFIRMED)) == (
        26,
        3,
        2,
    )
    assert all(row.source and row.name_vi and row.name_en for row in read_holidays())


def test_a_wrong_holiday_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "holidays.csv"
    broken.write_text("date,kind,name_vi,name_en,source\n2026-02-30,off,a,b,c\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"holidays.csv:2"):
        read_holidays(broken)


def test_the_sample_center_has_no_problem_but_next_years_holidays() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    result = check(text, shipped(date(2026, 11, 22)))

    assert [problem.code for problem in result.problems] == ["year-unconfirmed"]
    assert result.config == msgspec.toml.decode(text, type=CenterConfig)


def test_every_procedure_that_is_shown_has_one_service_in_the_sample(known: Known) -> None:
    result = check(SAMPLE.read_text(encoding="utf-8"), known)

    assert result.config is not None
    offered = [code for service in result.config.services for code in service.procedures]
    assert sorted(offered) == sorted(p.code for p in known.procedures if p.is_shown)


def test_the_sample_center_has_a_whole_hall(known: Known) -> None:
    config = check(SAMPLE.read_text(encoding="utf-8"), known).config

    assert config is not None
    assert (len(config.services), len(config.counters)) == (8, 4)
    assert [d.id for d in config.devices if d.announces] == ["hall-1"]
    assert not [
        p for p in check(SAMPLE.read_text(encoding="utf-8"), known).problems if p.severity is Severity.ERROR
    ]
