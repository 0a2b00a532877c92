"""What citizens come for, the numbers they draw, and the counters they are called to, as configured."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from server.config.hours import ServiceHours
from server.config.words import Letter, Line, Name, Positive, ProcedureCode, Slug

LETTER_DIGITS = 3

Number = Annotated[
    int,
    Meta(ge=1, le=9999, description="a whole number, 1 to 9,999", extra={"vi": "số nguyên, từ 1 đến 9999"}),
]


class Icon(StrEnum):
    """Pictures a kiosk can draw on a tile; a kiosk that lacks one draws `papers`."""

    FAMILY = "family"
    STAMP = "stamp"
    LAND = "land"
    SHOP = "shop"
    HOUSE = "house"
    CARE = "care"
    COMPUTER = "computer"
    RESULT = "result"
    PAPERS = "papers"


class Series(Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers drawn one after the other, from `first` again every day.

    With a letter: letter and three digits, A001-A999. Without: a range, 1001-1999.
    """

    id: Slug
    """Name of the series in this file."""
    first: Number
    """First number of the day."""
    last: Number
    """Last number of the day; then the kiosk says that the day's numbers are used up."""
    letter: Letter | None = None
    """Letter before the number. B, P, D, T and M, N sound alike over loudspeakers."""

    @property
    def size(self) -> int:
        """How many numbers a day holds."""
        return self.last - self.first + 1


class Service(Struct, frozen=True, forbid_unknown_fields=True):
    """A group of procedures with one line: one tile at the kiosk."""

    id: Slug
    """Name of the service in this file, in addresses and in messages: `"ho-tich"`."""
    name_vi: Name
    """Name on the tile, the slip and the displays."""
    name_en: Name
    """The same in English."""
    series: Slug
    """Id of the series its numbers come from."""
    covers_vi: Line = ""
    """What it covers, one line under the name on the tile."""
    covers_en: Line = ""
    """The same in English."""
    where_vi: Line = ""
    """Where to wait, on the slip: "Mời ông/bà ngồi chờ tại sảnh"."""
    where_en: Line = ""
    """The same in English."""
    icon: Icon = Icon.PAPERS
    """Picture on the tile."""
    procedures: tuple[ProcedureCode, ...] = ()
    """Codes of its procedures, as in `procedures.csv`; each under one service only."""
    hours: ServiceHours | None = None
    """Hours of its own, where they differ from the center's."""
    daily_cap: Positive | None = None
    """Most numbers given a day. Left out: as many as the series holds."""
    target_wait_min: Positive | None = None
    """Longest wait the center promises, in minutes; shown to managers, never printed."""
    is_filing_help: bool = False
    """Its officers help citizens to file online, and note what was missing (`[filing_help]`)."""


class Counter(Struct, frozen=True, forbid_unknown_fields=True):
    """A desk where people are served. Who serves what today is live state, not configuration."""

    id: Slug
    """Number of the counter as it is called: `"1"`."""
    name_vi: Name
    """Name on its sign: `"Quầy 1"`."""
    name_en: Name
    """The same in English."""
    services: tuple[Slug, ...]
    """Ids of the services this counter is able to serve."""
    zone: Slug = "hall"
    """Sound zone it stands in: calls to it are spoken by that zone's announcer."""
