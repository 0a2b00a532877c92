"""Every table there is. `event` is the truth; what is projected from it can be rebuilt.

Who wants the whole metadata takes it from here, where no table is missing.
"""

from __future__ import annotations

from server.store.account_tables import account, session, sign_in_failure
from server.store.ledger_tables import answer, event, ledger, series
from server.store.record_tables import (
    erased_before,
    record,
    record_paper,
    record_person,
    record_step,
    record_word,
)
from server.store.scan_tables import record_document, record_page, record_page_alike, scan_job
from server.store.sheet_tables import day_sheet, record_sheet, span_sheet
from server.store.table import metadata
from server.store.ticket_tables import period, ticket, times_mark, unplaced

__all__ = [
    "account",
    "answer",
    "day_sheet",
    "erased_before",
    "event",
    "ledger",
    "metadata",
    "period",
    "record",
    "record_document",
    "record_page",
    "record_page_alike",
    "record_paper",
    "record_person",
    "record_sheet",
    "record_step",
    "record_word",
    "scan_job",
    "series",
    "session",
    "sign_in_failure",
    "span_sheet",
    "ticket",
    "times_mark",
    "unplaced",
]
