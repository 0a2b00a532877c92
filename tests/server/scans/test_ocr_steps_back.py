"""The text layer is made with what processor time the hub leaves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from server.scans.ocr import Ocr

WHO_RUNS_IT = """#!/bin/sh
for target; do :; done
cut -d ' ' -f 6,19 /proc/$$/stat >"$target"
"""


def test_it_is_nice_within_the_session_of_the_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "ocrmypdf"
    program.write_text(WHO_RUNS_IT, encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    Ocr(tmp_path).run(tmp_path / "pages.pdf", tmp_path / "made.pdf", "1", lambda _page: None)

    session, nice = (tmp_path / "made.pdf").read_text(encoding="ascii").split()
    assert int(session) == os.getsid(0)
    assert int(nice) == 19
