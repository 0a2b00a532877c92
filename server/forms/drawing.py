"""A form's facts become a PDF. Needs the fonts; knows nothing of who asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from server.forms import control, notices, receipt, words
from server.forms.facts import Facts, Form
from server.forms.fonts import register
from server.forms.offered import size_of
from server.forms.page import A4, A5, Page, Piece, Printed, printed, tightened
from server.forms.parts import Parts

_COMPOSED: dict[Form, Callable[[Parts, Facts], list[Piece]]] = {
    Form.RECEIPT: receipt.composed,
    Form.SUPPLEMENT: notices.supplement,
    Form.REFUSAL: notices.refusal,
    Form.APOLOGY: notices.apology,
    Form.STOP: notices.stop,
    Form.CONTROL: control.composed,
}
_PAGES = {"A4": A4, "A5": A5}


def drawn(facts: Facts, fonts: Path, now: datetime) -> bytes:
    """The PDF; `now` is local. Raises `FontMissingError`.

    What just misses one page is set tighter: a second sheet would hold little but signatures.
    """
    register(fonts)
    page = _PAGES[size_of(facts.form)]
    usual = _on(page, facts, now)
    if usual.pages == 1:
        return usual.pdf
    tight = _on(tightened(page), facts, now)
    return tight.pdf if tight.pages == 1 else usual.pdf


def _on(page: Page, facts: Facts, now: datetime) -> Printed:
    title = f"{' '.join(words.title_of(facts))} {facts.reference}"
    foot = f"{words.REFERENCE} {facts.reference} – {words.PRINTED} {now:%d/%m/%Y %H:%M}"
    return printed(page, _COMPOSED[facts.form](Parts(page), facts), title, foot)
