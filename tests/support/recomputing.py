"""The auditor's script, loaded by its path: it belongs to no package of ours."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "audit" / "recompute_waits.py"


@cache
def recompute_waits() -> Any:
    """`figures(lines, first_day, last_day, service=None)` and the rest of it."""
    spec = importlib.util.spec_from_file_location("recompute_waits", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
