"""The auditor's scripts, loaded by their paths: they belong to no package of ours."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any

AUDIT = Path(__file__).resolve().parents[2] / "docs" / "audit"
SCRIPT = AUDIT / "recompute_waits.py"
RECORDS_SCRIPT = AUDIT / "recompute_records.py"


def recompute_waits() -> Any:
    """`figures(lines, first_day, last_day, service=None)` and the rest of it."""
    return _loaded(SCRIPT)


def recompute_records() -> Any:
    """`figures(lines, first_day, last_day, holidays=None)` and the rest of it."""
    return _loaded(RECORDS_SCRIPT)


@cache
def _loaded(script: Path) -> Any:
    spec = importlib.util.spec_from_file_location(script.stem, script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
