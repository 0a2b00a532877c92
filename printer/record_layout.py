"""The order and size of everything on a record's slip, between the center's name and the hotline.

Knows what stands where; lines, codes and fonts are the slip's. Knows nothing of bytes or cables.
"""

from collections.abc import Iterable

from contract.record_slip import RecordSlip, RecordSlipKind
from printer import record_words as words
from printer.blocks import Block, TextSize, Weight
from printer.layout import (
    ADVICE,
    GAP,
    LONG_SERVICE,
    PLAIN,
    SMALL_GAP,
    WIDE_GAP,
    LineStyle,
    SlipLayout,
)
from printer.wording import moment

REFERENCE = LineStyle(TextSize.LARGE, 48, Weight.BOLD)
PROCEDURE = LineStyle(TextSize.NORMAL, 25, Weight.BOLD, max_lines=3)
KEY = LineStyle(TextSize.LARGE, 40, Weight.BOLD)
DUE = LineStyle(TextSize.LARGE, 40, Weight.BOLD)
WHEN = LineStyle(TextSize.TALL, 25)
REASON = LineStyle(TextSize.NORMAL, 24, Weight.BOLD, max_lines=6)
TEXT = LineStyle(TextSize.NORMAL, 22, max_lines=4)

_STANDS_IN_FOR_NO = {
    RecordSlipKind.RECEIPT: words.NO_FORM,
    RecordSlipKind.REFUSAL: words.NO_REFUSAL,
    RecordSlipKind.LATER_REFUSAL: words.NO_LATER_REFUSAL,
}


class RecordSlipLayout(SlipLayout):
    """Composes what is a record's own on its slip; the rest is `counter_layout`'s."""

    def record_body(self, slip: RecordSlip) -> list[Block]:
        """From the title to what the slip stands in for."""
        title = dict(words.TITLES)[slip.kind]
        blocks = [*self._lines(title, LONG_SERVICE), SMALL_GAP, *self._lines(words.REFERENCE, PLAIN)]
        blocks += [SMALL_GAP, *self._lines(slip.reference, REFERENCE), GAP, *self._code(slip), WIDE_GAP]
        blocks += [*self._lines(slip.procedure, PROCEDURE), WIDE_GAP]
        is_receipt = slip.kind is RecordSlipKind.RECEIPT
        blocks += self._received(slip) if is_receipt else self._refused(slip)
        return [*blocks, *self._holds(slip)]

    def _code(self, slip: RecordSlip) -> list[Block]:
        if slip.code is None:
            return self._lines(words.NO_CODE, PLAIN)
        return [*self._lines(words.CODE, PLAIN), SMALL_GAP, *self._lines(slip.code, TEXT)]

    def _received(self, slip: RecordSlip) -> list[Block]:
        blocks = [*self._lines(f"{words.RECEIVED}: {moment(slip.received_at)}", WHEN), GAP]
        if slip.is_returned_at_once:
            return [*blocks, *self._lines(words.AT_ONCE, REASON), *self._look_up(slip)]
        if slip.due_at is not None:
            blocks += [*self._lines(words.DUE, PLAIN), SMALL_GAP, *self._due(moment(slip.due_at)), GAP]
        if slip.collect_at:
            blocks += [*self._lines(f"{words.COLLECT}: {slip.collect_at}", TEXT), GAP]
        return [*blocks, *self._each(words.BRING, TEXT), *self._look_up(slip)]

    def _due(self, when: str) -> list[Block]:
        """On narrow paper time and date have a line each: together they would go from edge to edge."""
        is_narrow = self._columns(DUE.native) <= len(when)
        return self._each(when.split(), DUE) if is_narrow else self._lines(when, DUE)

    def _each(self, lines: Iterable[str], style: LineStyle) -> list[Block]:
        blocks: list[Block] = []
        for line in lines:
            blocks += [*([SMALL_GAP] if blocks else []), *self._lines(line, style)]
        return blocks

    def _look_up(self, slip: RecordSlip) -> list[Block]:
        if not slip.look_up_key:
            return []
        blocks = [WIDE_GAP, *self._lines(words.LOOK_UP, PLAIN), SMALL_GAP]
        blocks += [*self._lines(slip.look_up_key, KEY), SMALL_GAP, *self._lines(words.LOOK_UP_AT, TEXT)]
        if slip.look_up_at:
            blocks += [SMALL_GAP, *self._lines(f"{words.LOOK_UP_PAGE} {slip.look_up_at}", TEXT)]
        return blocks

    def _refused(self, slip: RecordSlip) -> list[Block]:
        blocks: list[Block] = []
        if slip.refused_at is not None:
            blocks += [*self._lines(f"{words.RECEIVED}: {moment(slip.received_at)}", WHEN), GAP]
        refused_at = slip.refused_at or slip.received_at
        blocks += [*self._lines(f"{words.REFUSED}: {moment(refused_at)}", WHEN), WIDE_GAP]
        blocks += [*self._lines(f"{words.REASON}: {slip.reason}", REASON)]
        if slip.earlier is not None:
            blocks += [GAP, *self._lines(words.EARLIER, REASON), SMALL_GAP]
            blocks += self._lines(slip.earlier, REFERENCE)
        return blocks

    def _holds(self, slip: RecordSlip) -> list[Block]:
        content, holds = _picture_code(slip)
        blocks = [*self._qr(content), *self._each(holds, ADVICE)]
        return [*blocks, WIDE_GAP, *self._each(_STANDS_IN_FOR_NO[slip.kind], TEXT)]


def _picture_code(slip: RecordSlip) -> tuple[str, tuple[str, ...]]:
    """What it holds, and the words for it."""
    if slip.code is not None:
        return slip.code, words.QR_CODE
    if slip.look_up_key:
        return f"{slip.reference}-{slip.look_up_key.replace('-', '')}", words.QR_LOOK_UP
    return slip.reference, words.QR_REFERENCE
