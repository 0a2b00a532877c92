"""The bench with small counts: that each measure runs and says what it should. Never how long things took."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from bench.__main__ import MEASURES, main
from bench.report import Line


def _lines(var: Path) -> list[Line]:
    return msgspec.json.decode((var / "latest.json").read_bytes(), type=list[Line])


@pytest.mark.system
@pytest.mark.parametrize("name", list(MEASURES))
def test_every_measure_runs_and_leaves_its_figures(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--quick", "--only", name, "--var", str(tmp_path)]) == 0

    lines = _lines(tmp_path)
    told = capsys.readouterr().out
    assert lines
    assert all(line.value >= 0 and line.name in told for line in lines)
