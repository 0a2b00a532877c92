"""The staff's list of slips that can be printed again: as many numbers on a page as can be hit."""

from __future__ import annotations

from contract.clock import local_time
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Face, Style, lines_height
from kiosk.views import ChooseCopy


def paint_choose_copy(brush: Brush, view: ChooseCopy) -> None:
    """What became of the one that was chosen, and below it number and time of each."""
    m = brush.m
    body = brush.frame(brush.say("copies.title"))
    if not view.numbers:
        brush.message(body, brush.say("copies.none"))
        return
    head, body = body.top_part(lines_height(2, m.read_px), m.mm(2))
    if view.last is not None:
        said = brush.say(f"copies.{view.end}", number=view.last)
        brush.text(
            head, f"{said} {brush.pick(view.detail_vi, view.detail_en)}".strip(), m.read_px, face=Face.BOLD
        )
    columns = 2 if m.is_portrait else 3
    rows = max(1, int((body.h + m.gap) / (max(m.target, lines_height(2, m.act_px)) + m.gap)))
    each = columns * rows
    pages = -(-len(view.numbers) // each)
    page = min(view.page, pages - 1)
    if pages > 1:
        body, side = body.right_part(m.mm(22), m.gap)
        turn = brush.flow.turn_page
        brush.pager(side, page, pages, Act(turn, (page + 1,)), Act(turn, (page - 1,)))
    cells = [cell for row in body.rows(rows, m.gap) for cell in row.columns(columns, m.gap)]
    for issued, box in zip(view.numbers[page * each :], cells, strict=False):
        act = Act(brush.flow.copies.choose, (issued.ticket,))
        taken = f"{local_time(issued.taken_at):%H:%M}"
        brush.button(f"copy-{issued.number}", box, issued.number, act, Style.TILE, second=taken)
