"""The order of everything on a slip that a counter asked for: center, what it tells, hotline, when printed.

Knows the frame; what stands between is the record's or the checklist's. Knows nothing of bytes or cables.
"""

from contract.filing_slip import FilingSlip
from contract.words import Language
from printer.blocks import Block, Cut
from printer.counter_slip import CounterPaper
from printer.filing_layout import FilingSlipLayout
from printer.layout import CENTER, GAP, HOTLINE, PLAIN
from printer.record_layout import RecordSlipLayout
from printer.wording import moment, wording_for
from printer.wrapping import keep_place_together, keep_together


class CounterSlipLayout(RecordSlipLayout, FilingSlipLayout):
    """Composes counters' slips for one printer."""

    def compose_counter_slip(self, paper: CounterPaper) -> tuple[Block, ...]:
        """A record's is in Vietnamese, a checklist in the citizen's language."""
        slip = paper.slip
        if isinstance(slip, FilingSlip):
            language, body = slip.language, self.filing_body(slip)
        else:
            language, body = Language.VI, self.record_body(slip)
        center = self._lines(keep_place_together(paper.center_name), CENTER)
        return (*center, GAP, *body, *self._foot(paper, language), Cut(self._profile.cutter))

    def _foot(self, paper: CounterPaper, language: Language) -> list[Block]:
        words = wording_for(language)
        blocks: list[Block] = []
        if paper.hotline:
            blocks += [GAP, *self._lines(f"{words.hotline}: {keep_together(paper.hotline)}", HOTLINE)]
        if paper.printed_at is not None:
            blocks += [GAP, *self._lines(f"{words.printed} {moment(paper.printed_at)}", PLAIN)]
        return blocks
