"""The name of a record's finished document: `CODE_YYYYMMDD_DESC.pdf` (BKHCN letter 7197/BKHCN-CĐSQG, 2025).

CODE is the official code where there is one, else our own reference; DESC the kind of paper: never a person.
"""

from __future__ import annotations

import re

from server.domain.hours import to_local
from server.domain.record import Record

_OTHER = re.compile(r"[^A-Za-z0-9.]+")


def paper_name(record: Record, paper: str, place: int) -> str:
    """`52-2026_20261123_don-to-khai-1.pdf`; `place` tells documents of one kind apart.

    The date is the day on which the record was handed over.
    """
    code = _OTHER.sub("-", record.code or record.reference).strip("-.") or f"{record.number}-{record.year}"
    return f"{code}_{to_local(record.received_at):%Y%m%d}_{paper}-{place}.pdf"
