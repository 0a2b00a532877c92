"""The checklist for filing online on the slip printer: each thing that was missing, with boxes to tick.

Knows what stands where; lines, boxes and fonts are the slip's. Knows nothing of bytes or cables.
"""

import re

from contract.filing_slip import FilingSlip
from printer.blocks import Block, TextSize, Weight
from printer.layout import DOCUMENT, LONG_SERVICE, SMALL_GAP, WARNING, WIDE_GAP, LineStyle, SlipLayout
from printer.wording import wording_for

MISSING = LineStyle(TextSize.NORMAL, 23, Weight.BOLD, max_lines=4)
_DOTTED = re.compile(r"[.…]{4,}")


class FilingSlipLayout(SlipLayout):
    """Composes what is the checklist's own; the rest is `counter_layout`'s."""

    def filing_body(self, slip: FilingSlip) -> list[Block]:
        """Every line in full: a shortened one would be done wrongly."""
        blocks = self._lines(wording_for(slip.language).to_file_online, LONG_SERVICE)
        for part in slip.parts:
            blocks += [WIDE_GAP, *self._lines(part.title, MISSING)]
            for line in part.lines:
                blocks += [SMALL_GAP, SMALL_GAP, *self._ticked(_DOTTED.sub(self._one_line, line))]
        if slip.closing:
            blocks += [WIDE_GAP, *self._lines(slip.closing, WARNING)]
        return blocks

    def _one_line(self, dots: re.Match[str]) -> str:
        """Dots to write on, as far as one line of this paper goes: no few of them hang below."""
        run = dots[0]
        while self._pen.width(run, DOCUMENT.drawn_size, DOCUMENT.weight) > self._room_beside_box:
            run = run[:-1]
        return run
