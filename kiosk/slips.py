"""What stands on the slip for a reserved number: the hub's facts in the citizen's language.

Knows names and marks; how they look on paper is `printer`'s.
"""

from __future__ import annotations

from contract.answers import Reserved
from contract.words import Language
from kiosk.center import Center
from kiosk.journal_entries import Birth
from printer.slip import Slip, SlipMark


def slip_for(reserved: Reserved, birth: Birth, center: Center) -> Slip:
    """The slip; names the hub has dropped meanwhile fall back to the service's id."""
    catalogue = center.catalogue
    card = center.service(reserved.service)
    is_english = birth.language is Language.EN
    return Slip(
        center_name=catalogue.center_vi if catalogue else "",
        service_vi=card.name_vi if card else reserved.service,
        service_en=card.name_en if card else reserved.service,
        number=reserved.number,
        token=reserved.token,
        taken_at=reserved.taken_at if birth.is_time_sure else None,
        people_ahead=reserved.people_ahead,
        public_url=catalogue.public_url if catalogue else None,
        hotline=catalogue.hotline if catalogue else None,
        where_to_wait=(card.where_en if is_english else card.where_vi) if card else None,
        language=birth.language,
        marks=_marks(birth),
    )


def _marks(birth: Birth) -> frozenset[SlipMark]:
    by_reason = {SlipMark.PRIORITY: birth.priority, SlipMark.OFFLINE: birth.lent}
    return frozenset(mark for mark, reason in by_reason.items() if reason is not None)
