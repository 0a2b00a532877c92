"""The tray of the virtual scanner, and the hands that fill, jam and open it.

Knows sheets and what hinders them; knows nothing of scanning.
"""

import threading
from collections import deque
from enum import StrEnum
from pathlib import Path

from PIL import Image


class Hindrance(StrEnum):
    """Why no sheet can be drawn."""

    EMPTY = "empty"
    JAMMED = "jammed"
    COVER_OPEN = "cover-open"
    BUSY = "busy"
    UNPLUGGED = "unplugged"


class Feeder:
    """Thread-safe. Sheets are drawn in the order they were put in."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = threading.Lock()
        self._sheets: deque[Path] = deque()
        self._dpi: dict[Path, int] = {}
        self._hindrances: set[Hindrance] = set()
        self._sheets_until_jam: int | None = None
        self._put_in_count = 0

    def put_in(self, *pictures: Image.Image) -> None:
        """Lay sheets behind those already there."""
        with self._lock:
            for picture in pictures:
                self._put_in_count += 1
                sheet = self._folder / f"sheet-{self._put_in_count:04}.ppm"
                picture.convert("RGB").save(sheet)
                self._sheets.append(sheet)
                if "dpi" in picture.info:
                    self._dpi[sheet] = round(picture.info["dpi"][0])

    def dpi_of(self, sheet: Path) -> int | None:
        """As fine as its picture says it is drawn; None: it does not."""
        with self._lock:
            return self._dpi.get(sheet)

    def take_out(self) -> int:
        """Take all sheets back; how many there were."""
        with self._lock:
            count = len(self._sheets)
            self._sheets.clear()
            return count

    @property
    def sheet_count(self) -> int:
        with self._lock:
            return len(self._sheets)

    def jam_after(self, sheets: int) -> None:
        """So many sheets pass, the next one sticks."""
        with self._lock:
            self._sheets_until_jam = sheets

    def clear_jam(self) -> None:
        """The stuck sheet is pulled out and laid back on top."""
        self._lift(Hindrance.JAMMED)

    def open_cover(self) -> None:
        self._set(Hindrance.COVER_OPEN)

    def close_cover(self) -> None:
        self._lift(Hindrance.COVER_OPEN)

    def be_busy(self) -> None:
        """Another program holds the scanner."""
        self._set(Hindrance.BUSY)

    def be_free(self) -> None:
        self._lift(Hindrance.BUSY)

    def unplug(self) -> None:
        self._set(Hindrance.UNPLUGGED)

    def plug_in(self) -> None:
        self._lift(Hindrance.UNPLUGGED)

    def draw_sheet(self) -> Path | Hindrance:
        """Told by the scanner: the next sheet, or why there is none. A jam lasts until it is cleared."""
        with self._lock:
            for hindrance in (Hindrance.UNPLUGGED, Hindrance.BUSY, Hindrance.COVER_OPEN, Hindrance.JAMMED):
                if hindrance in self._hindrances:
                    return hindrance
            if not self._sheets:
                return Hindrance.EMPTY
            if self._sheets_until_jam == 0:
                self._sheets_until_jam = None
                self._hindrances.add(Hindrance.JAMMED)
                return Hindrance.JAMMED
            if self._sheets_until_jam is not None:
                self._sheets_until_jam -= 1
            return self._sheets.popleft()

    def _set(self, hindrance: Hindrance) -> None:
        with self._lock:
            self._hindrances.add(hindrance)

    def _lift(self, hindrance: Hindrance) -> None:
        with self._lock:
            self._hindrances.discard(hindrance)
