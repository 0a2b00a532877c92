"""Who imports whom, as ARCHITECTURE §2 has it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent


def test_the_import_rules_of_the_architecture_hold() -> None:
    linter = Path(sys.executable).parent / "lint-imports"

    ran = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_glass_stands_on_its_own_so_that_the_kiosk_may_use_it() -> None:
    graph = grimp.build_graph("display", cache_dir=None)
    glass = {"display.glass", *graph.find_descendants("display.glass")}

    outside = {(module, used) for module in glass for used in graph.find_modules_directly_imported_by(module)}

    assert {(module, used) for module, used in outside if used not in glass} == set()


@pytest.mark.parametrize("package", ["contract", "printer", "hardware", "kiosk", "display", "server"])
def test_every_folder_of_code_is_a_package(package: str) -> None:
    folders = {path.parent for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts}

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_nothing_hides_the_real_systemd_package() -> None:
    assert not (ROOT / "systemd" / "__init__.py").exists()
