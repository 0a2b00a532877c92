"""The 124 communes, wards and the special zone of Lâm Đồng; their names repeat, their codes do not."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

COMMUNES_CSV = Path(__file__).parent.parent / "data" / "communes.csv"


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune-level unit."""

    code: str
    """Five digits."""
    name_vi: str
    """Name with its kind: "Xã Tân Lập"."""
    kind_vi: str = ""
    """Xã, phường or đặc khu, in lower case."""
    formed_from_vi: str = ""
    """The units it was made of on 1 July 2025, in the words of the resolution (1671/NQ-UBTVQH15)."""

    @property
    def own_name_vi(self) -> str:
        """The name without its kind: "Tân Lập"."""
        return self.name_vi[len(self.kind_vi) :].strip()


def read_communes(path: Path = COMMUNES_CSV) -> tuple[Commune, ...]:
    """The rows of the list, in the order of their codes."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Commune(row["code"], row["name_vi"], row["type"], row["formed_from_vi"])
            for row in csv.DictReader(file)
        )
