"""How long each screen waits for a touch, and when it warns.

Knows seconds; knows nothing of what happens when they are over.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk import views

SLIP_S = 8.0
"""After a slip: home in 8 s, at once on a touch (SCREENS, Time)."""
SETTLE_S = 0.4
"""A fresh screen takes no press for so long: the second tap of a double tap belonged to the old one."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds without a touch until the warning, and from the warning to the end."""

    quiet_s: float
    warned_s: float


USUAL = Patience(45.0, 20.0)
READING = Patience(120.0, 30.0)
WRITING_DOWN = Patience(60.0, 30.0)
"""Together under the two minutes after which the hub takes a silent kiosk's reservations into line."""
SHORT = Patience(0.0, SLIP_S)
"""The screen itself says that it will go: no second warning on top."""
MESSAGE = Patience(15.0, 15.0)

_BY_VIEW: dict[type[views.View], Patience | None] = {
    views.Home: USUAL,
    views.ClosedNow: USUAL,
    views.TakingNumber: None,
    views.CheckingCode: None,
    views.SendingPages: None,
    views.ShuttingDown: None,
    views.SlipReady: SHORT,
    views.NoteNumber: WRITING_DOWN,
    views.ProcedurePage: READING,
    views.ReadNotices: READING,
    views.Consent: READING,
    views.Pages: READING,
    views.ReviewPage: READING,
    views.ChangePage: READING,
    views.PagesNotSent: READING,
    views.InTrouble: MESSAGE,
    views.Refused: MESSAGE,
    views.Guide: MESSAGE,
    views.RecordNotFound: MESSAGE,
    views.PagesSent: MESSAGE,
    views.TouchTest: MESSAGE,
}


def patience_with(view: views.View) -> Patience | None:
    """None: this screen ends by itself when the work behind it does."""
    return _BY_VIEW.get(type(view), USUAL)
