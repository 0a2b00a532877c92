"""Fonts that are not there are named, with the package that has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from display.glass.fonts import BOLD_FILE, REGULAR_FILE, FontsMissingError, register


def test_missing_fonts_are_named_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / REGULAR_FILE).touch()

    with pytest.raises(FontsMissingError) as refused:
        register(tmp_path)

    vi, en = str(refused.value).splitlines()
    assert vi.startswith(f"{tmp_path} thiếu {BOLD_FILE}, ")
    assert en.startswith(f"{tmp_path} lacks {BOLD_FILE}, ")
    assert en.endswith("install the Debian package fonts-noto-core. (fonts-missing)")
