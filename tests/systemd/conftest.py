"""Units as systemd reads them: comments and continuation apart, in order, with repeated keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "systemd"
UNITS = tuple(sorted(path.name for path in FOLDER.glob("*.service")))


@dataclass(frozen=True)
class Unit:
    """One unit file."""

    name: str
    text: str

    def values(self, key: str) -> list[str]:
        """All values of a key, in order."""
        return [line.split("=", 1)[1] for line in self.text.splitlines() if line.startswith(f"{key}=")]

    def value(self, key: str) -> str:
        """The one value of a key."""
        (value,) = self.values(key)
        return value


@pytest.fixture(params=UNITS)
def unit(request: pytest.FixtureRequest) -> Unit:
    """Every unit in turn."""
    return Unit(request.param, (FOLDER / request.param).read_text(encoding="utf-8"))


@pytest.fixture
def units() -> dict[str, Unit]:
    """All units by name."""
    return {name: Unit(name, (FOLDER / name).read_text(encoding="utf-8")) for name in UNITS}


@pytest.fixture
def folder() -> Path:
    """Where the units are."""
    return FOLDER
