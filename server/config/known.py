"""What the checker knows besides the text: procedures, communes, holidays and today's date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from server.config.calendar import HolidayRow, read_holidays
from server.config.communes import Commune, read_communes
from server.config.procedure_table import read_procedures
from server.config.procedures import Procedure


@dataclass(frozen=True, slots=True)
class Known:
    """Facts a configuration is checked against."""

    procedures: tuple[Procedure, ...]
    communes: tuple[Commune, ...]
    holidays: tuple[HolidayRow, ...]
    today: date
    """Decides which years need a confirmed list of holidays."""


def shipped(today: date) -> Known:
    """The data files this version ships, as of today."""
    return known_with(read_procedures(), read_communes(), today)


def known_with(procedures: tuple[Procedure, ...], communes: tuple[Commune, ...], today: date) -> Known:
    """The same with the procedures that are in force here."""
    return Known(procedures, communes, read_holidays(), today)
