"""What `motcua config check FILE` prints."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from server.config.report import EXIT_ACCEPTED, EXIT_REFUSED, EXIT_UNREADABLE, print_report

TODAY = date(2026, 6, 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "center.toml"


def test_a_correct_file_is_accepted_in_one_line(file: Path, small: str) -> None:
    file.write_text(small, encoding="utf-8")
    out = StringIO()

    assert print_report(file, out, today=TODAY) == EXIT_ACCEPTED
    assert out.getvalue() == (f"{file}: accepted, 0 errors, 0 warnings / được chấp nhận, 0 lỗi, 0 cảnh báo\n")


def test_a_mistake_is_printed_with_its_line_and_a_suggestion_in_both_languages(
    file: Path, small: str
) -> None:
    file.write_text(small.replace('name_vi = "Quầy 1"', 'name_v = "Quầy 1"'), encoding="utf-8")
    out = StringIO()

    assert print_report(file, out, today=TODAY) == EXIT_REFUSED
    vi, en, verdict = out.getvalue().splitlines()
    assert vi == (f'{file}:35: error unknown-key: không có mục nào tên là name_v → có phải là "name_vi"?')
    assert en == '    there is no key named name_v here → did you mean "name_vi"?'
    assert verdict == f"{file}: refused, 1 error, 0 warnings / bị từ chối, 1 lỗi, 0 cảnh báo"


def test_a_warning_does_not_refuse(file: Path, small: str, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(small.replace('code = "23134"', 'code = "99999"'), encoding="utf-8")

    assert print_report(file) == EXIT_ACCEPTED
    assert "warning unknown-commune" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_said(file: Path) -> None:
    out = StringIO()

    assert print_report(file, out) == EXIT_UNREADABLE
    assert out.getvalue() == (
        f"{file}: error file-missing: cannot be read: there is no such file or folder"
        " / không đọc được: không có tệp hoặc thư mục này\n"
    )


def test_a_file_in_another_encoding_is_said_with_its_line(file: Path) -> None:
    file.write_bytes(b'[center]\nname_vi = "T\xe2n L\x1e\xa7p"\n')
    out = StringIO()

    assert print_report(file, out) == EXIT_UNREADABLE
    assert f"{file}:2: error not-utf-8: this is not UTF-8" in out.getvalue()
    assert "hãy lưu tệp ở dạng UTF-8" in out.getvalue()
