"""A procedure's papers printed for a citizen to take along.

Knows what is put on the paper; how it looks is `printer`'s. Nothing is journaled: no ticket hangs on it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from contract.ids import ProcedureCode
from contract.shown_only import is_shown_only
from contract.words import Language
from kiosk.center import Center
from kiosk.procedures import Procedure
from kiosk.whereabouts import handled_at
from printer.checklist import Checklist
from printer.faults import PrinterFault
from printer.outcome import PrintOutcome, PrintResult

log = logging.getLogger(__name__)

_SLIPS = "t/"
"""What the public address of slips ends with; the procedures' pages stand beside it."""


class ChecklistPrinter(Protocol):
    """What is asked of the printer."""

    def print_checklist(self, checklist: Checklist) -> PrintResult:
        """Print it at most once."""
        ...


class Checklists:
    """One at a time."""

    def __init__(
        self,
        printer: ChecklistPrinter,
        center: Callable[[], Center],
        now: Callable[[], datetime | None],
    ) -> None:
        """`now`: hub time while it is heard and trusted."""
        self._printer = printer
        self._center = center
        self._now = now

    def print(self, code: ProcedureCode, language: Language) -> PrintResult:
        """The checklist of that procedure, as this kiosk knows it now."""
        center = self._center()
        procedure = center.procedures.get(code)
        if procedure is None or not procedure.documents:
            return PrintResult(PrintOutcome.NOT_STARTED, PrinterFault.UNKNOWN)
        result = self._printer.print_checklist(checklist_of(procedure, center, language, self._now()))
        log.info("checklist of %s: %s", code, result.outcome)
        return result


def checklist_of(procedure: Procedure, center: Center, language: Language, now: datetime | None) -> Checklist:
    """What the paper says."""
    catalogue = center.catalogue
    is_english = language is Language.EN
    return Checklist(
        center_name=(catalogue.center_en if is_english else catalogue.center_vi) if catalogue else "",
        procedure=procedure.short(language),
        code=procedure.code,
        documents=procedure.documents,
        left_out=procedure.documents_left_out,
        is_unverified=procedure.is_unverified,
        where=handled_at(procedure.code, center, language),
        officer=procedure.officer,
        hotline=catalogue.hotline if catalogue else None,
        printed_at=now,
        page_url=_page(catalogue.public_url if catalogue else None, procedure.code),
        language=language,
        shown_only=tuple(document for document in procedure.documents if is_shown_only(document)),
    )


def _page(public_url: str | None, code: ProcedureCode) -> str | None:
    if public_url is None or not public_url.endswith(f"/{_SLIPS}"):
        return None
    return f"{public_url.removesuffix(_SLIPS)}procedures/{code}"
