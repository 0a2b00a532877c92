"""Single visits as files: the reading child, constant memory, real durations, no formulas."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import update

from contract.words import Language
from server.reports.answering import answer
from server.reports.child import LEDGER, BusyError, ExportFailedError, Wanted, exported
from server.reports.question import Question
from server.reports.units import Ending, Measure
from server.reports.visit_file import write_csv
from server.reports.visit_rows import COLUMNS, header, visit_rows
from server.store import tables
from tests.support.simulated import FIRST, LAST, Weeks

NAMES = header(Language.EN)
FORMULA = '=HYPERLINK("http://somewhere","x")'


def wanted(form: str) -> Wanted:
    return Wanted(FIRST, LAST, form, Language.EN, 0)


def read_csv(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_file_holds_every_visit_and_its_sums_are_those_of_the_report(weeks: Weeks) -> None:
    rows = read_csv(b"".join(exported(weeks.url, wanted("csv"))))
    with weeks.database.reading() as connection:
        total = answer(connection, Question(FIRST, LAST), 0).total

    assert len(rows) == total.issued
    assert sum(row["ending"] == "served" for row in rows) == total.endings[Ending.SERVED]
    waits = [int(row["waiting (s)"]) for row in rows if row["waiting (s)"]]
    assert len(waits) == total.times[Measure.WAITING].n
    assert max(waits) == total.times[Measure.WAITING].longest_s
    offline = sum(row["issued offline"] == "yes" for row in rows)
    assert offline == total.flags[3]


def test_a_spreadsheet_has_real_days_moments_and_durations(weeks: Weeks, tmp_path: Path) -> None:
    file = tmp_path / "visits.xlsx"
    file.write_bytes(b"".join(exported(weeks.url, wanted("xlsx"))))
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    plain = read_csv(b"".join(exported(weeks.url, wanted("csv"))))

    assert [cell.value for cell in sheet[1]] == list(NAMES)
    assert sheet.freeze_panes == "C2"
    assert sheet.max_row == len(plain) + 1
    at = {name: place for place, name in enumerate(NAMES)}
    first = [cell.value for cell in sheet[2]]
    assert isinstance(first[at["day"]], datetime)
    assert isinstance(first[at["taken at (Vietnam time)"]], datetime)
    assert first[at["waiting (s)"]] == timedelta(seconds=int(plain[0]["waiting (s)"]))
    assert sheet.cell(2, at["waiting (s)"] + 1).number_format == "[h]:mm:ss"


def test_a_name_never_becomes_a_formula(weeks: Weeks, tmp_path: Path) -> None:
    with weeks.database.writing() as connection:
        connection.execute(update(tables.account).values(name=FORMULA))
    rows = read_csv(b"".join(exported(weeks.url, wanted("csv"))))
    file = tmp_path / "visits.xlsx"
    file.write_bytes(b"".join(exported(weeks.url, wanted("xlsx"))))
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]

    assert "'" + FORMULA in {row["last officer"] for row in rows}
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_every_sign_a_formula_may_begin_with_is_disarmed(sign: str) -> None:
    out = io.BytesIO()
    write_csv(out, ["a"], [[f"{sign}1+1"]])

    assert read_csv(out.getvalue())[0]["a"].startswith("'")


def test_titles_are_in_both_languages_and_say_their_unit() -> None:
    assert len(set(header(Language.VI))) == len(set(NAMES)) == len(COLUMNS)
    assert (
        sum("(giây)" in title for title in header(Language.VI)) == sum("(s)" in title for title in NAMES) == 8
    )


def test_memory_does_not_grow_with_the_range(weeks: Weeks) -> None:
    """The rows of one day at a time: eight weeks take no more than one."""

    def peak_kib(last_week_only: bool) -> int:
        days = Question(LAST - timedelta(days=6), LAST) if last_week_only else Question(FIRST, LAST)
        asked = Wanted(days.first, days.last, "csv", Language.VI, 0)
        code = (
            "import resource, sys; from server.reports.__main__ import main; status = main(sys.argv[1:]); "
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(status)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *asked.arguments],
            env={**os.environ, LEDGER: weeks.url}, capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        return int(done.stderr.split()[-1])

    assert peak_kib(last_week_only=False) < peak_kib(last_week_only=True) * 1.1


def test_a_third_file_at_a_time_is_refused_and_one_that_is_given_up_ends_its_child(weeks: Weeks) -> None:
    first, second = (exported(weeks.url, wanted("csv")) for _ in range(2))
    next(first), next(second)
    with pytest.raises(BusyError):
        exported(weeks.url, wanted("csv"))
    first.close()  # type: ignore[attr-defined] # a generator
    third = exported(weeks.url, wanted("csv"))
    assert next(third)
    second.close()  # type: ignore[attr-defined] # the same
    third.close()  # type: ignore[attr-defined] # the same


def test_a_ledger_that_cannot_be_read_is_said_and_leaves_no_place_taken(tmp_path: Path) -> None:
    (tmp_path / "no.sqlite").write_bytes(b"this is no database, whatever its name says" * 100)
    for _ in range(3):
        with pytest.raises(ExportFailedError, match="database"):
            next(exported(f"sqlite:///{tmp_path / 'no.sqlite'}", wanted("csv")))


def test_rows_come_in_the_order_people_came(weeks: Weeks) -> None:
    with weeks.database.reading() as connection:
        taken = [row[2] for row in visit_rows(connection, FIRST, LAST, Language.EN, 0)]

    assert taken == sorted(taken)  # type: ignore[type-var] # moments
