"""The screens on which a procedure is found and read about."""

from __future__ import annotations

from dataclasses import dataclass

from contract.ids import ProcedureCode, ServiceId
from kiosk.check_end import CheckEnd
from kiosk.keyboard import Layout


@dataclass(frozen=True, slots=True)
class Search:
    """Looking for a procedure on our own keyboard."""

    typed: str = ""
    found: tuple[ProcedureCode, ...] = ()
    page: int = 0
    layout: Layout = Layout.LETTERS


@dataclass(frozen=True, slots=True)
class BrowseServices:
    """Procedures and fees, by service."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class BrowseProcedures:
    """The procedures of one service, to read about."""

    service: ServiceId
    page: int = 0


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """Documents, time, fee and notes of one procedure, in full."""

    code: ProcedureCode
    back: Search | BrowseProcedures
    """Where "back" leads."""
    printing: CheckEnd | None = None
    """How far its checklist has come; None: nobody asked for it."""
    detail_vi: str = ""
    detail_en: str = ""
