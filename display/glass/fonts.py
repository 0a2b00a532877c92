"""Noto Sans from the Debian package fonts-noto-core, under names of our own.

Knows the files; no font travels with the project. Figures in both families are tabular.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

TEXT: Final = "Motcua"
"""Noto Sans; `bold=True` gives the bold cut."""
NUMBER: Final = "MotcuaNumber"
"""Noto Sans Display Bold, for large numbers."""

REGULAR_FILE: Final = "NotoSans-Regular.ttf"
BOLD_FILE: Final = "NotoSans-Bold.ttf"
NUMBER_FILE: Final = "NotoSansDisplay-Bold.ttf"


class FontsMissingError(FileNotFoundError):
    """Noto Sans is not installed; other fonts lack letters or have other sizes. Says so in both languages."""


def register(folder: Path) -> None:
    """Make `TEXT` and `NUMBER` known to Kivy.

    Raises:
        FontsMissingError: a file is not there.
    """
    from kivy.core.text import LabelBase

    files = [folder / name for name in (REGULAR_FILE, BOLD_FILE, NUMBER_FILE)]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        named = ", ".join(missing)
        raise FontsMissingError(
            f"{folder} thiếu {named}: hãy cài gói fonts-noto-core.\n"
            f"{folder} lacks {named}: install the Debian package fonts-noto-core. (fonts-missing)"
        )
    regular, bold, number = (str(file) for file in files)
    LabelBase.register(TEXT, fn_regular=regular, fn_bold=bold)
    LabelBase.register(NUMBER, fn_regular=number)
