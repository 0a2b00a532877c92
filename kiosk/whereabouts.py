"""Where people go with a procedure: its service and the counters that serve it.

Knows the hub's catalogue; knows nothing of screens and paper.
"""

from __future__ import annotations

from contract.ids import ProcedureCode
from contract.words import Language
from kiosk.center import Center


def handled_at(code: ProcedureCode, center: Center, language: Language) -> str | None:
    """Service and counters; None: the center has not said."""
    service = center.service_of(code)
    if service is None or center.catalogue is None:
        return None
    is_english = language is Language.EN
    counters = [
        counter.name_en if is_english else counter.name_vi
        for counter in center.catalogue.counters
        if service.service in counter.services
    ]
    name = service.name_en if is_english else service.name_vi
    return f"{name}: {', '.join(counters)}" if counters else name
