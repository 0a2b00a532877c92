"""A child draws: the hub never loads what does, a missing font is said, and nobody is named in a log."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from server.forms.facts import Form
from server.forms.making import FormFailedError, made
from tests.support.form_facts import FONTS, NOW, PERSON, facts
from tests.support.printed_pdf import read


def test_the_child_makes_the_same_paper(tmp_path: Path) -> None:
    pdf = read(made(facts(Form.RECEIPT), FONTS, NOW), tmp_path)

    assert "Nguyễn Thị Hồng Ngọc" in pdf.raw_text


def test_a_missing_font_is_an_error_that_names_the_package(tmp_path: Path) -> None:
    shutil.copy(FONTS / "NotoSerif-Regular.ttf", tmp_path)

    with pytest.raises(FormFailedError, match=r"NotoSerif-Bold\.ttf is missing: .*fonts-noto-core") as failed:
        made(facts(Form.RECEIPT), tmp_path, NOW)

    assert failed.value.is_font_missing


def test_a_file_that_is_no_font_is_an_error_too(tmp_path: Path) -> None:
    for face in ("Regular", "Bold", "Italic", "BoldItalic"):
        (tmp_path / f"NotoSerif-{face}.ttf").write_bytes(b"no font")

    with pytest.raises(FormFailedError) as failed:
        made(facts(Form.RECEIPT), tmp_path, NOW)

    assert failed.value.is_font_missing


def test_a_child_that_fails_tells_the_log_its_status_and_no_name(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with caplog.at_level(logging.DEBUG), pytest.raises(FormFailedError):
        made(facts(Form.RECEIPT), FONTS, NOW)

    assert "status 1" in caplog.text
    assert PERSON.name not in caplog.text


def test_the_hub_never_loads_what_draws() -> None:
    asked = "import sys, server.hub; sys.exit(bool({'reportlab', 'numpy', 'PIL'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
