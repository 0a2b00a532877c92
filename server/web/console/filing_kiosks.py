"""Where the checklist for filing online may come out: every configured kiosk, a silent one with why not."""

from __future__ import annotations

import msgspec

from server.web.console.state import FilingCard, SlipKiosk
from server.web.console.troubles import device_name
from server.web.console_hub import ConsoleHub
from server.web.kiosk_slips import KIOSK_GONE
from server.web.say import Say


def with_kiosks(card: FilingCard, hub: ConsoleHub, say: Say) -> FilingCard:
    """The officer's card with them, in the configuration's order."""
    config = hub.config()
    kiosks = tuple(
        SlipKiosk(kiosk, device_name(config, kiosk, say), None if is_here else say(*KIOSK_GONE))
        for kiosk, is_here in hub.slips.kiosks()
    )
    return msgspec.structs.replace(card, kiosks=kiosks)
