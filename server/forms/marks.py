"""The one mark a machine reads: a barcode of the official code where it is known, else a QR of our own.

A receipt's QR opens the record at a kiosk; any other one holds the reference alone.
Each says in words what it holds; nothing is ever drawn that looks like an official code and is none.
"""

from __future__ import annotations

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.units import mm

from server.domain.record_look_up import plain_key, receipt_code
from server.forms import words
from server.forms.facts import Facts
from server.forms.page import Piece

NARROWEST_MM = 0.19
"""Of a bar: what hand-held readers still read from an office printer."""
WIDEST_MM = 0.3
_HIGH_MM = 9
_QR_MM = 19
_QUIET_MODULES = 20
"""Of Code 128, both sides together."""


def mark(facts: Facts, room: float) -> tuple[Piece, str]:
    """What is drawn, and what it is; a code that no barcode holds within `room` points is a QR."""
    code = facts.code
    if not code and facts.look_up_key:
        return _qr(receipt_code(facts.reference, plain_key(facts.look_up_key))), words.SCAN_LOOK_UP
    if not code:
        return _qr(facts.reference), words.SCAN_REFERENCE
    barcode = _barcode(code, room)
    return (barcode, words.SCAN_CODE) if barcode is not None else (_qr(code), words.SCAN_CODE_QR)


def _barcode(code: str, room: float) -> Piece | None:
    if not code.isascii() or not code.isprintable():
        return None
    modules = Code128(code, barWidth=1, quiet=0).width + _QUIET_MODULES
    bar = min(room / modules, WIDEST_MM * mm)
    return Code128(code, barWidth=bar, barHeight=_HIGH_MM * mm, quiet=0) if bar >= NARROWEST_MM * mm else None


def _qr(text: str) -> Piece:
    return QrCode(text, qrLevel="M", width=_QR_MM * mm, height=_QR_MM * mm)
